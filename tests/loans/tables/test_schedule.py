from datetime import date
from unittest import TestCase

from loans.models import Instalment, Loan, LoanBalance
from loans.tables.schedule import LATE, PAID, PART_PAID, next_due, schedule

FIRST, SECOND = date(2027, 3, 10), date(2028, 3, 10)


def lines(day, paid=0, extended=None):
    loan = Loan()
    loan.balance = LoanBalance(disbursed=20, principal_in_term=20 - paid)
    parts = [
        Instalment(
            number=1,
            contract_due_on=FIRST,
            session_due_on=FIRST,
            extended_due_on=extended,
            amount=10,
        ),
        Instalment(number=2, contract_due_on=SECOND, session_due_on=SECOND, amount=10),
    ]
    return schedule(loan, parts, day)


class ScheduleTests(TestCase):
    def test_meets_the_earliest_instalment_first(self):
        first, second = lines(date(2026, 4, 1), paid=14)

        self.assertEqual((first.paid, first.left, first.badge), (10, 0, PAID))
        self.assertEqual((second.paid, second.left, second.badge), (4, 6, PART_PAID))

    def test_says_what_is_past_its_date(self):
        first, _second = lines(date(2027, 3, 11))

        self.assertEqual(first.badge, LATE)

    def test_goes_by_the_extended_date(self):
        later = date(2028, 9, 10)

        first, second = lines(date(2027, 3, 11), paid=10, extended=later)

        self.assertEqual((first.instalment.number, first.left), (2, 0))
        self.assertEqual((second.due_on, second.left), (later, 10))

    def test_announces_an_instalment_that_is_near(self):
        first, _second = lines(date(2027, 3, 1))

        self.assertIn("10/03/2027", first.badge.word)


class NextDueTests(TestCase):
    def test_is_the_first_of_which_something_is_left(self):
        self.assertEqual(next_due(lines(FIRST, paid=10)).due_on, SECOND)

    def test_is_nothing_when_all_is_paid(self):
        self.assertIsNone(next_due(lines(FIRST, paid=20)))
