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


class OverdueTests(RefusalMixin, TestCase):
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

    def propose(self):
        return prepared_overdue.prepare_overdue(
            session=self.may, by=self.country.hung, at=moment(MAY)
        )

    def sign(self, acts):
        prepared.sign(acts=acts, by=self.country.cuc, way="IN_PLACE", at=moment(MAY))

    def transfer(self, key=None):
        return prepared_overdue.carry_out_overdue(
            session=self.may,
            key=key or uuid7(moment(MAY)),
            by=self.country.hung,
            at=moment(MAY),
        )

    def pay(self, loan, amount):
        repayments.repay(
            loan=loan,
            session=self.may,
            paid={"principal_in_term": amount},
            key=uuid7(moment(MAY)),
            by=self.country.lan,
            at=moment(MAY),
        )

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
