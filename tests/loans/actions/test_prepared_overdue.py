"""Transfers to overdue: proposed by the rule, signed, posted in one act."""

from datetime import date

from django.test import TestCase

from loans.actions import (
    prepared,
    prepared_overdue,
    repayments,
)
from loans.models import Posting
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.refusing import RefusalMixin

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)
AT = moment(MARCH)


class OverdueCase(RefusalMixin, TestCase):
    """Two loans of a month, of March: their principal turns overdue in May."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        group = builders.group(cls.country, size=2)
        march = builders.session(cls.country, MARCH)
        cls.loans = [
            builders.loan(cls.country, one, of=group, term_months=1, period_months=1)
            for one in builders.members(group)
        ]
        builders.disbursed(cls.country, march, *cls.loans)
        builders.closed(cls.country, march)
        cls.may = builders.session(cls.country, MAY)

    def propose(self, hour=2):
        return prepared_overdue.prepare_overdue(
            session=self.may, by=self.country.hung, at=moment(MAY, hour)
        )

    def sign(self, acts, by=None):
        prepared.sign(
            acts=acts, by=by or self.country.cuc, way="IN_PLACE", at=moment(MAY)
        )

    def transfer(self, key=None, by=None):
        return prepared_overdue.carry_out_overdue(
            session=self.may,
            key=key or uuid7(moment(MAY)),
            by=by or self.country.hung,
            at=moment(MAY),
        )

    def set_aside(self, act):
        prepared.set_aside(act=act, by=self.country.cuc, at=moment(MAY))

    def pay(self, loan, amount):
        repayments.repay(
            loan=loan,
            session=self.may,
            paid={"principal_in_term": amount},
            key=uuid7(moment(MAY)),
            by=self.country.lan,
            at=moment(MAY),
        )


class OverdueTests(OverdueCase):
    def test_is_proposed_per_loan_and_transferred_in_one_act(self):
        self.sign(self.propose())

        rows = self.transfer()

        self.assertEqual(
            [(row.loan_id, row.principal_overdue, row.voucher_number) for row in rows],
            [(loan.pk, 50_000_000, rows[0].voucher_number) for loan in self.loans],
        )

    def test_is_done_once_however_often_it_is_sent(self):
        self.sign(self.propose())
        key = uuid7(moment(MAY))
        first = self.transfer(key)

        self.assertEqual(
            [row.pk for row in self.transfer(key)], [row.pk for row in first]
        )
        with self.refused("NOT_SIGNED"):
            self.transfer()

    def test_keeps_what_is_proposed_already_with_the_same_amount(self):
        first = self.propose()

        self.assertEqual([act.pk for act in self.propose()], [act.pk for act in first])

    def test_sets_aside_what_was_paid_since(self):
        self.propose()
        self.pay(self.loans[0], 50_000_000)
        self.pay(self.loans[1], 20_000_000)

        [left] = self.propose()

        self.assertEqual((left.loan_id, left.amount), (self.loans[1].pk, 30_000_000))

    def test_is_refused_when_something_was_paid_after_the_signature(self):
        self.sign(self.propose())
        self.pay(self.loans[0], 10_000_000)

        with self.refused("CHANGED_SINCE_SIGNED") as refused:
            self.transfer()
        self.assertIn(self.loans[0].contract_number, refused.exception.sentence)
        self.assertFalse(Posting.objects.filter(kind="OVERDUE_TRANSFER").exists())

    def test_waits_for_the_signature(self):
        self.propose()

        with self.refused("NOT_SIGNED"):
            self.transfer()

    def test_is_all_or_nothing_while_one_is_not_signed(self):
        first, second = self.propose()
        self.sign([first])

        with self.refused("NOT_SIGNED") as refused:
            self.transfer()

        self.assertEqual(refused.exception.values, {"count": 1, "all": 2})
        self.assertFalse(Posting.objects.filter(kind="OVERDUE_TRANSFER").exists())
        self.sign([second])
        self.assertEqual(len(self.transfer()), 2)

    def test_leaves_out_what_was_set_aside_until_it_is_proposed_anew(self):
        first, second = self.propose()
        self.sign([first])
        self.set_aside(second)

        [row] = self.transfer()
        [again] = self.propose(hour=3)

        self.assertEqual((row.loan_id, again.loan_id), (first.loan_id, second.loan_id))

    def test_answers_a_key_sent_again_though_others_wait_since(self):
        first, second = self.propose()
        self.sign([first])
        self.set_aside(second)
        key = uuid7(moment(MAY))
        rows = self.transfer(key)
        self.propose(hour=3)

        again = self.transfer(key)

        self.assertEqual([row.pk for row in again], [row.pk for row in rows])

    def test_is_of_two_people_whatever_posts_one_holds(self):
        self.sign(self.propose())

        with self.refused("POSTING_IS_MADE_AND_CHECKED_BY_TWO_PEOPLE"):
            self.transfer(by=self.country.cuc)


class SecondSignerTests(OverdueCase):
    def setUp(self):
        self.country.mai.posts.update(role="CONTROLLER")
        self.first, self.second = self.propose()
        self.sign([self.first])

    def test_is_refused_and_told_who_signed_the_others(self):
        with self.refused("SEVERAL_SIGNERS") as refused:
            self.sign([self.second], by=self.country.mai)

        self.assertIn("Đỗ Thị Cúc", refused.exception.sentence)
        self.second.refresh_from_db()
        self.assertIsNone(self.second.checked_by)

    def test_signs_all_once_the_firsts_are_set_aside_and_proposed_anew(self):
        self.set_aside(self.first)

        self.sign(self.propose(hour=3), by=self.country.mai)

        self.assertEqual(
            {row.checked_by for row in self.transfer()}, {self.country.mai}
        )
