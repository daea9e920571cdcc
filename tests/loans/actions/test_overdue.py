"""What turns overdue at a session by the rule, after the day's payments."""

from datetime import date

from django.test import TestCase

from loans.actions.overdue import turning_overdue
from loans.actions.repayments import repay
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import statement

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)


class TurningTests(TestCase):
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

    def test_does_not_touch_what_is_due_on_the_day_itself(self):
        self.assertEqual(turning_overdue(self.april), {})

    def test_moves_what_is_unpaid_at_the_next_session(self):
        may = self.may()

        builders.turned_overdue(self.country, may)

        self.assertEqual(
            statement(self.loans[0]).splitlines()[-1],
            "10/05/2026 OVERDUE_TRANSFER principal_in_term -50.000.000"
            " principal_overdue +50.000.000",
        )
        self.assertEqual(turning_overdue(may), {})

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

    def test_is_proposed_in_two_statements_however_many_loans(self):
        may = self.may()

        with self.assertNumQueries(2):
            turning_overdue(may)
