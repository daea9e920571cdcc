"""Member accounts: opened empty, paid into once."""

from datetime import date

from django.test import TestCase

from loans.actions.savings import deposit, open_account
from loans.models import Posting, SavingsBalance
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import statement
from tests.refusing import RefusalMixin

APRIL = date(2026, 4, 10)


class DepositTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.account = open_account(
            number="1050000000000001",
            person=builders.person(cls.country, "Lê Thị Nga"),
            point=cls.country.point,
            opened_on=APRIL,
            consents=True,
        )
        cls.session = builders.session(cls.country, APRIL)

    def deposit(self, amount, key=None, **said):
        return deposit(
            account=self.account,
            amount=amount,
            session=self.session,
            key=key or uuid7(moment(APRIL)),
            by=self.country.lan,
            at=moment(APRIL),
            **said,
        )

    def saved(self):
        return SavingsBalance.objects.get(savings_account=self.account).amount

    def test_goes_into_an_account_that_was_opened_empty(self):
        self.assertEqual(self.saved(), 0)

        self.deposit(50_000)

        self.assertEqual(self.saved(), 50_000)
        self.assertEqual(
            statement(self.account), "10/04/2026 DEPOSIT cash +50.000 savings -50.000"
        )

    def test_is_taken_once_however_often_it_is_sent(self):
        key = uuid7(moment(APRIL))

        answers = {self.deposit(50_000, key).pk for _time in range(3)}

        self.assertEqual((len(answers), self.saved()), (1, 50_000))

    def test_of_another_amount_under_the_same_key_is_refused(self):
        key = uuid7(moment(APRIL))
        self.deposit(50_000, key)

        with self.refused("KEY_REUSED"):
            self.deposit(60_000, key)

    def test_of_the_same_amount_under_another_key_is_asked_about(self):
        first = self.deposit(50_000)

        with self.refused("ALREADY_TAKEN") as refused:
            self.deposit(50_000)

        self.assertEqual(refused.exception.values["first"], first)
        self.assertEqual(self.saved(), 50_000)

    def test_of_the_same_amount_is_taken_for_a_reason(self):
        self.deposit(50_000)

        again = self.deposit(50_000, why_again="Gửi thêm một lần nữa")

        self.assertEqual((again.reason, self.saved()), ("Gửi thêm một lần nữa", 10**5))

    def test_of_the_same_amount_is_taken_where_the_first_was_reversed(self):
        builders.undone(self.country, self.deposit(50_000))

        self.deposit(50_000)

        self.assertEqual(self.saved(), 50_000)

    def test_of_nothing_or_less_is_refused(self):
        for amount in (0, -1):
            with self.subTest(amount), self.refused("NOTHING_PAID"):
                self.deposit(amount)
        self.assertFalse(Posting.objects.exists())
