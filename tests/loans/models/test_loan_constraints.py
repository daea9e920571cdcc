"""What loans, tranches, instalments and rates may be: each constraint broken once."""

from django.test import TestCase

from tests import builders
from tests.cast import Country
from tests.refusing import RefusingMixin, add_again, run


class LoanTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.group(cls.country)
        cls.loan = builders.loan(
            cls.country, builders.members(cls.group)[0], of=cls.group
        )

    def test_is_made_and_approved_by_two_people(self):
        with self.refused_as("loan_is_made_and_approved_by_two_people"):
            run("UPDATE loans_loan SET approved_by_id = made_by_id")

    def test_keeps_to_its_constraints_when_it_is_changed(self):
        self.refuses_each(
            {
                "loan_principal_is_positive": "UPDATE loans_loan SET principal = 0",
                "loan_term_holds_its_period_and_grace": (
                    "UPDATE loans_loan SET grace_months = term_months"
                ),
                "closed_loan_says_when": (
                    "UPDATE loans_loan SET closed_on = '2026-04-10'"
                ),
                "loan_approval_is_valid_from_its_day": (
                    "UPDATE loans_loan SET valid_until = '2026-03-09'"
                ),
            }
        )

    def test_is_not_above_ten_million_million(self):
        with self.refused_as("loan_principal_is_positive"):
            run("UPDATE loans_loan SET principal = 10000000000001")

    def test_has_a_period_of_a_month_at_least(self):
        with self.refused_as("loan_term_holds_its_period_and_grace"):
            run("UPDATE loans_loan SET period_months = 0")

    def test_is_in_a_known_state(self):
        with self.refused_as("loan_state_is_known"):
            add_again(self.loan, contract_number="6600999999999999", state="GONE")

    def test_that_is_closed_says_when(self):
        with self.refused_as("closed_loan_says_when"):
            add_again(self.loan, contract_number="6600999999999999", state="CLOSED")

    def test_has_a_contract_number_of_its_own(self):
        with self.refused_as("loans_loan.contract_number"):
            add_again(self.loan)


class TrancheTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        country = Country()
        borrower = builders.person(country, "Lê Thị Nga")
        cls.tranche = builders.loan(country, borrower).tranches.get()

    def test_is_numbered_once(self):
        with self.refused_as("tranches_of_a_loan_are_numbered_once"):
            add_again(self.tranche)

    def test_is_above_zero(self):
        with self.refused_as("tranche_amount_is_positive"):
            run("UPDATE loans_tranche SET amount = 0")


class InstalmentTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        country = Country()
        borrower = builders.person(country, "Lê Thị Nga")
        cls.instalment = builders.loan(country, borrower).instalments.first()

    def test_is_numbered_once(self):
        with self.refused_as("instalments_of_a_loan_are_numbered_once"):
            add_again(self.instalment, contract_due_on="2031-12-31")

    def test_falls_on_a_day_of_its_own(self):
        with self.refused_as("instalments_of_a_loan_fall_on_different_days"):
            add_again(self.instalment, number=99)

    def test_is_above_zero(self):
        with self.refused_as("instalment_amount_is_positive"):
            run("UPDATE loans_instalment SET amount = 0")

    def test_is_only_moved_forward(self):
        with self.refused_as("extension_moves_an_instalment_forward"):
            run("UPDATE loans_instalment SET extended_due_on = contract_due_on")


class RateTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        country = Country()
        borrower = builders.person(country, "Lê Thị Nga")
        cls.rate = builders.loan(country, borrower).rates.get()

    def test_is_between_0_and_100_and_not_above_the_overdue_rate(self):
        wrong = [
            {"annual_rate_percent": "-0.1"},
            {"annual_rate_percent": "100.1", "overdue_rate_percent": "130"},
            {"overdue_rate_percent": "6.5"},
        ]
        for columns in wrong:
            with (
                self.subTest(**columns),
                self.refused_as("loan_rate_is_between_0_and_100"),
            ):
                add_again(
                    self.rate,
                    valid_from="2020-01-01",
                    valid_to="2021-01-01",
                    **columns,
                )
