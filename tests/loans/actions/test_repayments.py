"""Principal and interest paid at the counter, and a loan paid off."""

from datetime import date

from django.test import TestCase

from loans.actions.repayments import repay
from loans.models import Loan, Posting, SavingsAccount
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import statement
from tests.refusing import RefusalMixin

APRIL, BETWEEN, MAY = date(2026, 4, 10), date(2026, 4, 20), date(2026, 5, 10)


class RepayTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=1)
        cls.loan = cls.group.loans.get()
        cls.session = builders.session(cls.country, APRIL)

    def repay(self, session=None, *, key=None, is_payoff=False, said=None, **paid):
        session = session or self.session
        return repay(
            loan=self.loan,
            session=session,
            paid=paid,
            key=key or uuid7(moment(session.held_on)),
            by=self.country.lan,
            at=moment(session.held_on),
            is_payoff=is_payoff,
            **(said or {}),
        )

    def at_the_counter(self):
        builders.closed(self.country, self.session)
        return builders.counter(self.country, BETWEEN)

    def state(self):
        return Loan.objects.get(pk=self.loan.pk).state

    def test_lowers_what_is_owed(self):
        self.repay(principal_in_term=1_000_000, interest_in_term=280_274)

        self.assertEqual(
            statement(self.loan).splitlines()[-1],
            "10/04/2026 REPAYMENT cash +1.280.274 principal_in_term -1.000.000"
            " interest_in_term -280.274",
        )

    def test_is_taken_once_however_often_it_is_sent(self):
        key = uuid7(moment(APRIL))
        first = self.repay(key=key, interest_in_term=100_000)

        again = self.repay(key=key, interest_in_term=100_000)

        self.assertEqual(again.pk, first.pk)
        self.assertEqual(Posting.objects.filter(kind="REPAYMENT").count(), 1)

    def test_of_another_amount_under_the_same_key_is_refused(self):
        key = uuid7(moment(APRIL))
        self.repay(key=key, interest_in_term=100_000)

        with self.refused("KEY_REUSED"):
            self.repay(key=key, interest_in_term=100_001)

    def test_of_nothing_is_refused(self):
        for paid in ({}, {"interest_in_term": 0}, {"interest_in_term": -1}):
            with self.subTest(**paid), self.refused("NOTHING_PAID"):
                self.repay(**paid)

    def test_of_more_than_is_owed_is_refused_with_what_is(self):
        with self.refused("MORE_THAN_OWED") as refused:
            self.repay(interest_in_term=280_275)

        self.assertIn("280.274", refused.exception.sentence)

    def test_is_refused_before_anything_was_paid_out_and_after_it_lapsed(self):
        self.loan = builders.loan(
            self.country, self.loan.borrower, programme="WATER", disburse_on=APRIL
        )
        for state in ("APPROVED", "LAPSED"):
            Loan.objects.filter(pk=self.loan.pk).update(state=state)

            with self.subTest(state), self.refused("MORE_THAN_OWED") as refused:
                self.repay(principal_in_term=1)
            self.assertEqual(refused.exception.values["amount"], "0")

    def test_is_refused_at_the_counter_while_the_points_session_is_open(self):
        with self.refused("SERVED_ELSEWHERE"):
            self.repay(builders.counter(self.country, APRIL), interest_in_term=1_000)

    def test_of_all_at_the_session_closes_the_loan(self):
        self.repay(
            principal_in_term=50_000_000, interest_in_term=280_274, is_payoff=True
        )

        self.assertEqual(self.state(), "CLOSED")

    def test_of_less_than_all_is_no_payoff(self):
        with self.refused("NOT_PAID_OFF") as refused:
            self.repay(principal_in_term=50_000_000, is_payoff=True)

        self.assertIn("50.280.274", refused.exception.sentence)

    def test_to_pay_off_between_sessions_accrues_up_to_the_day(self):
        self.repay(interest_in_term=280_274)
        counter = self.at_the_counter()

        self.repay(
            counter,
            principal_in_term=50_000_000,
            interest_in_term=90_411,
            is_payoff=True,
        )

        self.assertEqual(
            statement(self.loan).splitlines()[-2:],
            [
                "20/04/2026 ACCRUAL interest_in_term +90.411 income -90.411",
                "20/04/2026 REPAYMENT cash +50.090.411"
                " principal_in_term -50.000.000 interest_in_term -90.411",
            ],
        )
        self.assertEqual(self.state(), "CLOSED")

    def test_to_pay_off_sent_again_answers_with_the_payment(self):
        self.repay(interest_in_term=280_274)
        counter, key = self.at_the_counter(), uuid7(moment(BETWEEN))
        paid = {"principal_in_term": 50_000_000, "interest_in_term": 90_411}
        first = self.repay(counter, key=key, is_payoff=True, **paid)

        again = self.repay(counter, key=key, is_payoff=True, **paid)

        self.assertEqual((again.pk, again.kind), (first.pk, "REPAYMENT"))

    def test_of_all_principal_between_sessions_leaves_the_running_interest_owed(self):
        self.repay(interest_in_term=280_274)
        counter = self.at_the_counter()

        self.repay(counter, principal_in_term=50_000_000)

        self.assertEqual(self.state(), "ACTIVE")
        builders.closed(self.country, counter)
        builders.session(self.country, MAY)
        self.assertEqual(
            statement(self.loan).splitlines()[-1],
            "10/05/2026 ACCRUAL interest_in_term +90.411 income -90.411",
        )

    def test_keeps_who_paid_and_why_it_was_paid_again(self):
        posting = self.repay(
            interest_in_term=100_000,
            said={"payer": "Trần Văn An (chồng)", "why_again": "Nộp thêm cho kỳ sau"},
        )

        self.assertEqual(posting.reason, "Trần Văn An (chồng); Nộp thêm cho kỳ sau")

    def test_of_the_same_amount_under_another_key_is_asked_about(self):
        first = self.repay(interest_in_term=100_000)

        with self.refused("ALREADY_TAKEN") as refused:
            self.repay(principal_in_term=100_000)

        self.assertEqual(refused.exception.values["first"], first)
        self.assertIn(f"{first.voucher_number:06d}", refused.exception.sentence)
        self.assertEqual(Posting.objects.filter(kind="REPAYMENT").count(), 1)

    def test_of_the_same_amount_is_asked_about_before_it_is_too_much(self):
        self.repay(interest_in_term=280_274)

        with self.refused("ALREADY_TAKEN"):
            self.repay(interest_in_term=280_274)
        with self.refused("MORE_THAN_OWED"):
            self.repay(interest_in_term=280_274, said={"why_again": "Nộp thêm nữa"})

    def test_of_the_same_amount_is_taken_for_a_reason(self):
        self.repay(interest_in_term=100_000)

        self.repay(interest_in_term=100_000, said={"why_again": "Nộp thêm cho kỳ sau"})

        self.assertEqual(Posting.objects.filter(kind="REPAYMENT").count(), 2)

    def test_of_the_same_amount_is_taken_where_the_first_was_reversed(self):
        builders.undone(self.country, self.repay(interest_in_term=100_000))

        again = self.repay(interest_in_term=100_000)

        self.assertEqual(again.cash, 100_000)

    def test_of_the_same_amount_is_taken_in_another_session(self):
        self.repay(interest_in_term=100_000)

        again = self.repay(self.at_the_counter(), interest_in_term=100_000)

        self.assertEqual(again.cash, 100_000)

    def test_of_the_same_amount_out_of_savings_is_asked_about_too(self):
        account = SavingsAccount.objects.get(person=self.loan.borrower)
        builders.saved(self.country, self.session, account, 500_000)
        self.repay(interest_in_term=100_000)

        with self.refused("ALREADY_TAKEN"):
            self.repay(interest_in_term=100_000, said={"from_account": account})
