"""Balances follow the rows, whatever the mix of kinds in one act."""

from datetime import date

from django.db.models import Sum
from django.test import TestCase

from loans.actions import projections
from loans.models import LoanBalance, Posting, SavingsBalance
from loans.models.accounts import LOAN_ACCOUNTS
from tests.loans.models.world import World
from tests.refusing import POSTGRESQL

APRIL = date(2026, 4, 10)


class BalancesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_of_loans_are_the_sums_of_their_rows(self):
        kept = LoanBalance.objects.order_by("pk").values_list("pk", *LOAN_ACCOUNTS)
        summed = (
            Posting.objects.filter(loan__isnull=False)
            .order_by("loan_id")
            .values_list("loan_id")
            .annotate(*(Sum(account) for account in LOAN_ACCOUNTS))
        )

        self.assertEqual(list(kept), list(summed))

    def test_of_savings_are_what_the_bank_owes(self):
        kept = SavingsBalance.objects.order_by("pk").values_list("pk", "amount")
        summed = (
            Posting.objects.filter(savings_account__isnull=False)
            .order_by("savings_account_id")
            .values_list("savings_account_id")
            .annotate(saved=-Sum("savings"))
        )

        self.assertEqual(list(kept), list(summed))

    def test_know_the_day_of_the_last_row_and_of_the_last_interest(self):
        balance = LoanBalance.objects.get(loan=self.world.loan)

        self.assertEqual(
            (balance.last_value_date, balance.accrued_until), (APRIL, APRIL)
        )

    def test_of_a_loan_just_paid_out_begin_to_run_that_day(self):
        balance = LoanBalance.objects.get(loan=self.world.new_loan)

        self.assertEqual(
            (balance.disbursed, balance.accrued_until), (50_000_000, APRIL)
        )


class MovesTests(TestCase):
    """The two movers, on rows that are not written: what they add, and to whom."""

    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_add_up_several_rows_of_one_loan(self):
        before = self.owed()
        rows = [self.accrual(7), self.accrual(5)]

        projections.move_loans(rows)

        self.assertEqual(self.owed(), before + 12)

    def test_leave_other_loans_alone(self):
        others = LoanBalance.objects.exclude(loan=self.world.loan).order_by("pk")
        before = list(others.values())

        projections.move_loans([self.accrual(7)])

        self.assertEqual(list(others.values()), before)

    def test_do_nothing_for_rows_without_a_loan(self):
        with self.assertNumQueries(0):
            projections.move_loans([self.world.deposit])

    def test_do_nothing_for_rows_without_an_account(self):
        with self.assertNumQueries(0):
            projections.move_accounts([self.world.repayment])

    def test_stop_at_a_loan_without_a_balance(self):
        with self.assertRaisesMessage(LookupError, "0 of 1 moved"):
            projections.move_loans([self.accrual(7, loan_id=10**9)])

    def test_hold_many_loans_in_one_statement(self):
        with self.assertNumQueries(1 if POSTGRESQL else 0):
            projections.lock_loans([self.world.new_loan.pk, self.world.loan.pk])

    def accrual(self, amount, loan_id=None):
        return Posting(
            kind="ACCRUAL",
            loan_id=loan_id or self.world.loan.pk,
            value_date=APRIL,
            period_from=date(2026, 3, 10),
            period_to=APRIL,
            interest_in_term=amount,
            income=-amount,
        )

    def owed(self):
        return LoanBalance.objects.get(loan=self.world.loan).interest_in_term
