"""A member's amount spread over several loans: what is due first, oldest first."""

from unittest import TestCase

from loans.actions.loan_dues import LoanDue
from loans.actions.sheet_rows import share_interest, share_principal
from loans.models import Loan, LoanBalance
from loans.rules.allocation import MoreThanOwed


def due(*, in_term=0, overdue=0, grace=0, principal=0, late=0, frozen=0, now=0):
    """What a loan owes: interest by column, principal in term, overdue and frozen."""
    loan = Loan()
    LoanBalance(
        loan=loan,
        principal_in_term=principal,
        principal_overdue=late,
        principal_frozen=frozen,
    )
    return LoanDue(
        loan=loan,
        outstanding=principal + late + frozen,
        period_interest=0,
        arrears=in_term + overdue,
        grace_interest=grace,
        due_principal=now,
        owed_in_term=in_term,
        owed_overdue=overdue,
        is_overdue=bool(late),
    )


class ShareInterestTests(TestCase):
    def test_meets_the_older_loan_first(self):
        self.assertEqual(
            share_interest(150, [due(in_term=100), due(in_term=80)]),
            [{"interest_in_term": 100}, {"interest_in_term": 50}],
        )

    def test_meets_overdue_interest_first_on_a_loan_that_is_overdue(self):
        self.assertEqual(
            share_interest(70, [due(in_term=50, overdue=60, late=1)]),
            [{"interest_in_term": 10, "interest_overdue": 60}],
        )

    def test_meets_interest_of_the_grace_time_after_all_that_is_due(self):
        self.assertEqual(
            share_interest(150, [due(grace=100), due(in_term=80)]),
            [{"interest_grace": 70}, {"interest_in_term": 80}],
        )

    def test_says_nothing_of_a_loan_that_gets_nothing(self):
        self.assertEqual(share_interest(0, [due(in_term=100)]), [{}])

    def test_takes_no_more_than_is_owed(self):
        with self.assertRaises(MoreThanOwed):
            share_interest(101, [due(in_term=100)])


class SharePrincipalTests(TestCase):
    def test_meets_overdue_then_due_then_the_rest(self):
        loans = [due(principal=500, now=100), due(principal=300, late=200, now=200)]

        self.assertEqual(
            share_principal(350, loans),
            [{"principal_in_term": 150}, {"principal_overdue": 200}],
        )

    def test_never_touches_what_is_frozen(self):
        loan = due(principal=100, frozen=400)

        self.assertEqual(loan.payable, 100)
        with self.assertRaises(MoreThanOwed):
            share_principal(101, [loan])
