"""Principal that turns overdue at a session: of two people, once, after payments."""

from datetime import date

from django.test import TestCase

from loans.actions.overdue import transfer_overdue, turning_overdue
from loans.actions.repayments import repay
from loans.models import LoanBalance
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import statement
from tests.refusing import RefusalMixin

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)


class TransferTests(RefusalMixin, TestCase):
    """Two loans of a month: due on 10 April, so that 10 May turns them overdue."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.group(cls.country, size=2)
        march = builders.session(cls.country, MARCH)
        cls.loans = [
            builders.loan(
                cls.country, member, of=cls.group, term_months=1, period_months=1
            )
            for member in builders.members(cls.group)
        ]
        builders.disbursed(cls.country, march, *cls.loans)
        builders.closed(cls.country, march)
        cls.april = builders.session(cls.country, APRIL)

    def may(self):
        builders.closed(self.country, self.april)
        return builders.session(self.country, MAY)

    def transfer(self, session, key=None, checked_by=None):
        return transfer_overdue(
            session=session,
            key=key or uuid7(moment(session.held_on)),
            by=self.country.lan,
            checked_by=checked_by or self.country.cuc,
            checked_way="OWN_DEVICE",
            at=moment(session.held_on),
        )

    def test_does_not_touch_what_is_due_on_the_day_itself(self):
        self.assertEqual(turning_overdue(self.april), {})
        self.assertEqual(self.transfer(self.april), [])

    def test_moves_what_is_unpaid_at_the_next_session(self):
        may = self.may()

        self.transfer(may)

        self.assertEqual(
            statement(self.loans[0]).splitlines()[-1],
            "10/05/2026 OVERDUE_TRANSFER principal_in_term -50.000.000"
            " principal_overdue +50.000.000",
        )

    def test_leaves_out_what_was_paid_that_day(self):
        may = self.may()
        first, second = self.loans
        repay(
            loan=first,
            session=may,
            paid={"principal_in_term": 50_000_000},
            key=uuid7(moment(MAY)),
            by=self.country.lan,
            at=moment(MAY),
        )

        self.assertEqual(turning_overdue(may), {second.pk: 50_000_000})

    def test_is_done_once_however_often_it_is_sent(self):
        may, key = self.may(), uuid7(moment(MAY))
        first = self.transfer(may, key)

        again = self.transfer(may, key)

        self.assertEqual([row.pk for row in again], [row.pk for row in first])
        self.assertEqual(self.transfer(may), [])

    def test_is_signed_by_two_people(self):
        may = self.may()

        with self.refused("POSTING_IS_MADE_AND_CHECKED_BY_TWO_PEOPLE"):
            self.transfer(may, checked_by=self.country.lan)

        self.assertFalse(LoanBalance.objects.filter(principal_overdue__gt=0).exists())

    def test_is_proposed_in_two_statements_however_many_loans(self):
        may = self.may()

        with self.assertNumQueries(2):
            turning_overdue(may)
