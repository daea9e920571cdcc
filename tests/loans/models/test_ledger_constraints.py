"""What a posting may be, whoever sends it: each constraint broken once by raw SQL."""

from django.test import TestCase

from loans.models.accounts import CAP
from tests.loans.models.world import KEY, OTHER_KEY, World
from tests.refusing import RefusingMixin, add_again, run
from tests.transactions import triggers_aside

JUNE = {"period_from": "2026-05-10", "period_to": "2026-06-10"}


class PostingTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_sums_to_zero(self):
        repayment = self.world.repayment

        with self.refused_as("posting_sums_to_zero"):
            add_again(repayment, cash=repayment.cash + 1)

    def test_moves_something(self):
        with self.refused_as("posting_moves_something"):
            add_again(self.world.deposit, cash=0, savings=0)

    def test_stays_within_the_cap_in_both_directions(self):
        over = CAP + 1

        with self.refused_as("posting_amounts_are_within_the_cap"):
            add_again(self.world.deposit, cash=over, savings=-over)

    def test_is_of_a_known_kind(self):
        with self.refused_as("posting_kind_is_known"):
            add_again(self.world.deposit, kind="GIFT", savings_account_id=None)

    def test_has_a_positive_line(self):
        with self.refused_as("posting_line_is_positive"):
            add_again(self.world.deposit, line=0)

    def test_has_a_key_and_line_that_are_unique_for_ever(self):
        with self.refused_as("key_and_line_are_unique_for_ever"):
            add_again(self.world.deposit)

    def test_on_a_loan_names_it(self):
        with self.refused_as("posting_on_a_loan_names_it"):
            add_again(self.world.repayment, loan_id=None)

    def test_on_no_loan_names_none(self):
        with self.refused_as("posting_on_a_loan_names_it"):
            add_again(self.world.deposit, loan_id=self.world.loan.pk)

    def test_on_savings_names_the_account(self):
        with self.refused_as("posting_on_savings_names_the_account"):
            add_again(self.world.deposit, savings_account_id=None)

    def test_on_no_savings_names_no_account(self):
        with self.refused_as("posting_on_savings_names_the_account"):
            add_again(self.world.repayment, savings_account_id=self.world.account.pk)


class SignatureTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_of_maker_and_checker_are_two_people(self):
        with self.refused_as("posting_is_made_and_checked_by_two_people"):
            add_again(
                self.world.disbursement,
                checked_by_id=self.world.disbursement.posted_by_id,
            )

    def test_says_how_it_was_given(self):
        with self.refused_as("posting_that_is_checked_says_how"):
            add_again(self.world.disbursement, checked_way="")

    def test_is_given_in_a_known_way(self):
        with self.refused_as("posting_that_is_checked_says_how"):
            add_again(self.world.disbursement, checked_way="PHONE")

    def test_is_not_given_by_nobody(self):
        with self.refused_as("posting_that_is_checked_says_how"):
            add_again(self.world.deposit, checked_way="OWN_DEVICE")

    def test_stands_on_what_needs_a_second_person(self):
        name = "posting_that_needs_a_second_person_has_one"
        deposit = self.world.deposit
        unsigned = {"checked_by_id": None, "checked_way": ""}
        rows = [
            ("a disbursement", self.world.disbursement, {}),
            (
                "a withdrawal",
                deposit,
                {
                    "kind": "WITHDRAWAL",
                    "cash": -deposit.cash,
                    "savings": -deposit.savings,
                },
            ),
            (
                "a transfer to overdue",
                self.world.disbursement,
                {
                    "kind": "OVERDUE_TRANSFER",
                    "principal_in_term": -1,
                    "principal_overdue": 1,
                    "cash": 0,
                },
            ),
            ("a reversal", deposit, self.world.opposite(deposit)),
        ]
        for what, row, columns in rows:
            with self.subTest(what), self.refused_as(name):
                add_again(row, **columns | unsigned)


class ColumnsTests(RefusingMixin, TestCase):
    """Each kind moves its own columns only, and in its own direction."""

    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_of_a_disbursement(self):
        with self.refused_as("posting_disbursement_moves_only_its_columns"):
            add_again(
                self.world.disbursement,
                principal_in_term=0,
                principal_overdue=50_000_000,
            )

    def test_of_an_accrual(self):
        with self.refused_as("posting_accrual_moves_only_its_columns"):
            add_again(self.world.accrual, **JUNE, income=0, cash=-280_274)

    def test_of_a_correcting_accrual(self):
        with self.refused_as("posting_accrual_correction_moves_only_its_columns"):
            add_again(
                self.world.accrual,
                kind="ACCRUAL_CORRECTION",
                period_from=None,
                period_to=None,
                income=0,
                loss=self.world.accrual.income,
            )

    def test_of_a_repayment(self):
        with self.refused_as("posting_repayment_moves_only_its_columns"):
            add_again(
                self.world.repayment, interest_in_term=0, principal_frozen=-280_274
            )

    def test_of_a_payment_from_savings(self):
        with self.refused_as("posting_savings_use_moves_only_its_columns"):
            add_again(
                self.world.repayment,
                kind="SAVINGS_USE",
                savings_account_id=self.world.account.pk,
            )

    def test_of_a_deposit(self):
        with self.refused_as("posting_deposit_moves_only_its_columns"):
            add_again(self.world.deposit, savings=0, income=-self.world.deposit.cash)

    def test_of_a_withdrawal(self):
        with self.refused_as("posting_withdrawal_moves_only_its_columns"):
            add_again(
                self.world.deposit, kind="WITHDRAWAL", **self.world.signed_by_cuc()
            )

    def test_of_a_transfer_to_overdue(self):
        with self.refused_as("posting_overdue_transfer_moves_only_its_columns"):
            add_again(self.world.disbursement, kind="OVERDUE_TRANSFER")

    def test_go_the_other_way_in_a_reversal_alone(self):
        repayment = self.world.repayment

        with self.refused_as("posting_repayment_moves_only_its_columns"):
            add_again(
                repayment,
                cash=-repayment.cash,
                interest_in_term=-repayment.interest_in_term,
            )


class AccrualTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_has_a_period_with_two_ends_in_order(self):
        name = "accrual_and_only_an_accrual_has_a_period"
        ends = [
            {"period_from": None, "period_to": None},
            {"period_from": "2026-05-10", "period_to": "2026-05-10"},
            {"period_from": "2026-05-10", "period_to": None},
            {"period_from": None, "period_to": "2026-05-10"},
        ]
        for columns in ends:
            with self.subTest(**columns), self.refused_as(name):
                add_again(self.world.accrual, **columns)

    def test_alone_has_a_period(self):
        with self.refused_as("accrual_and_only_an_accrual_has_a_period"):
            add_again(
                self.world.repayment, period_from="2026-03-10", period_to="2026-04-10"
            )

    def test_stands_once_for_a_loan_and_period_even_without_the_trigger(self):
        name = "one_accrual_for_a_loan_and_period"
        with triggers_aside(), self.refused_as(name):
            add_again(self.world.accrual, key=KEY)

    def test_is_corrected_once_in_a_session(self):
        correction = {
            "kind": "ACCRUAL_CORRECTION",
            "period_from": None,
            "period_to": None,
        }
        add_again(self.world.accrual, key=KEY, **correction)

        with self.refused_as("one_correcting_accrual_for_a_loan_and_session"):
            add_again(self.world.accrual, key=OTHER_KEY, **correction)

    def test_is_by_transfer_only_where_money_is_paid_out(self):
        with self.refused_as("only_a_disbursement_is_by_transfer"):
            add_again(self.world.deposit, key=KEY, is_by_transfer=True)


class ReversalTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_gives_a_reason_of_ten_characters(self):
        deposit = self.world.deposit

        with self.refused_as("reversal_gives_a_reason_of_ten_characters"):
            add_again(deposit, **self.world.opposite(deposit) | {"reason": "Ghi nhầm"})

    def test_is_made_once_whatever_the_key(self):
        deposit = self.world.deposit
        add_again(deposit, **self.world.opposite(deposit))

        with self.refused_as("loans_posting.reverses_id"):
            add_again(deposit, **self.world.opposite(deposit) | {"key": OTHER_KEY})


class BalanceTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_of_a_loan_is_not_negative_on_any_account(self):
        self.refuses_each(
            {
                "loan_principal_in_term_is_not_negative": (
                    "UPDATE loans_loanbalance SET principal_in_term = -1"
                ),
                "loan_principal_overdue_is_not_negative": (
                    "UPDATE loans_loanbalance SET principal_overdue = -1"
                ),
                "loan_principal_frozen_is_not_negative": (
                    "UPDATE loans_loanbalance SET principal_frozen = -1"
                ),
                "loan_interest_in_term_is_not_negative": (
                    "UPDATE loans_loanbalance SET interest_in_term = -1"
                ),
                "loan_interest_overdue_is_not_negative": (
                    "UPDATE loans_loanbalance SET interest_overdue = -1"
                ),
                "loan_interest_grace_is_not_negative": (
                    "UPDATE loans_loanbalance SET interest_grace = -1"
                ),
            }
        )

    def test_of_a_loan_is_not_above_what_was_disbursed(self):
        with self.refused_as("loan_principal_is_not_above_what_was_disbursed"):
            run("UPDATE loans_loanbalance SET principal_overdue = 1")

    def test_of_savings_is_not_negative(self):
        with self.refused_as("member_savings_are_not_negative"):
            run("UPDATE loans_savingsbalance SET amount = -1")
