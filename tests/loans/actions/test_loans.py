"""A loan approved: rates pinned, instalments made; closed when nothing is owed."""

from datetime import date
from decimal import Decimal

from django.test import TestCase

from loans.actions.loans import Studies, settle_states
from loans.models import Instalment, Loan, LoanBalance, LoanRate, Tranche
from tests import builders
from tests.cast import Country
from tests.deciding import rules_from, terms_from
from tests.refusing import RefusalMixin, run

MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 10)


class ApproveTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.group(cls.country, size=1)
        [cls.borrower] = builders.members(cls.group)

    def approve(self, **values):
        return builders.loan(self.country, self.borrower, of=self.group, **values)

    def test_waits_for_its_money_where_its_group_is_served(self):
        loan = self.approve()

        self.assertEqual(
            (loan.state, loan.point, loan.household, loan.balance.outstanding),
            ("APPROVED", self.country.point, self.borrower.household, 0),
        )

    def test_pins_the_rate_of_the_terms_and_the_overdue_rate(self):
        rate = self.approve().rates.get()

        self.assertEqual(
            (rate.valid_from, rate.annual_rate_percent, rate.overdue_rate_percent),
            (MARCH, Decimal("6.6"), Decimal("8.58")),
        )

    def test_pins_a_rate_of_nothing_where_it_is_given(self):
        rate = self.approve(annual_rate=Decimal(0)).rates.get()

        self.assertEqual(rate.annual_rate_percent, 0)

    def test_makes_instalments_that_sum_to_the_contract(self):
        loan = self.approve(term_months=24)

        self.assertEqual(
            list(
                loan.instalments.order_by("number").values_list(
                    "contract_due_on", "amount"
                )
            ),
            [(date(2027, 3, 10), 25_000_000), (date(2028, 3, 10), 25_000_000)],
        )

    def test_is_one_tranche_unless_they_are_told(self):
        self.assertEqual(
            list(self.approve().tranches.values_list("number", "planned_on", "amount")),
            [(1, MARCH, 50_000_000)],
        )

    def test_of_a_student_follows_the_studies(self):
        loan = self.approve(
            programme="STUDENT",
            studies=Studies(graduates_on=date(2028, 6, 30), course_months=48),
        )

        self.assertEqual(
            (loan.term_months, loan.interest_grace_until, loan.period_months),
            (66, date(2029, 6, 30), 12),
        )

    def test_of_a_student_takes_grace_and_first_instalment_from_the_terms(self):
        studies = Studies(graduates_on=date(2028, 6, 30), course_months=48)
        terms_from(
            self.country, "STUDENT", MARCH, grace_months=6, first_due_after_months=24
        )

        loan = self.approve(programme="STUDENT", studies=studies)

        first = loan.instalments.earliest("number")
        self.assertEqual(
            (loan.interest_grace_until, first.contract_due_on),
            (date(2028, 12, 30), date(2030, 6, 30)),
        )

    def test_goes_by_the_instalment_from_the_day_that_the_banks_rules_name(self):
        rules_from(self.country, MARCH, instalment_rule_from=APRIL)

        self.assertFalse(self.approve().has_instalment_rule)
        self.assertTrue(self.approve(disburse_on=APRIL).has_instalment_rule)

    def test_goes_by_the_instalment_from_1_march_2026_in_a_group(self):
        self.assertTrue(self.approve().has_instalment_rule)
        self.assertFalse(
            self.approve(disburse_on=date(2026, 2, 28)).has_instalment_rule
        )
        alone = builders.loan(self.country, self.borrower)
        self.assertFalse(alone.has_instalment_rule)

    def test_refuses_more_than_the_programme_lends(self):
        with self.refused("ABOVE_CEILING") as refused:
            self.approve(amount=200_000_001)

        self.assertIn("200.000.000", refused.exception.sentence)

    def test_refuses_a_longer_term_than_the_programmes(self):
        with self.refused("TERM_TOO_LONG"):
            self.approve(term_months=121)

    def test_refuses_tranches_that_do_not_sum_to_it(self):
        with self.refused("TRANCHES_DIFFER"):
            self.approve(tranches=[(MARCH, 49_999_999)])

    def test_refuses_one_person_as_maker_and_approver_and_leaves_nothing(self):
        with self.refused("LOAN_IS_MADE_AND_APPROVED_BY_TWO_PEOPLE"):
            self.approve(approved_by=self.country.son)

        for model in (Loan, LoanBalance, LoanRate, Tranche, Instalment):
            with self.subTest(model.__name__):
                self.assertFalse(model.objects.exists())

    def test_refuses_a_contract_number_that_is_taken(self):
        first = self.approve()

        with self.refused("CONTRACT_NUMBER_TAKEN"):
            self.approve(contract_number=first.contract_number)


class SettleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=1)
        cls.loan = cls.group.loans.get()

    def settled(self, **balance):
        LoanBalance.objects.filter(loan=self.loan).update(**balance)
        settle_states([self.loan.pk], APRIL)
        return Loan.objects.get(pk=self.loan.pk)

    def test_closes_a_loan_that_owes_nothing(self):
        loan = self.settled(principal_in_term=0, accrued_until=APRIL)

        self.assertEqual((loan.state, loan.closed_on), ("CLOSED", APRIL))

    def test_leaves_a_loan_open_of_which_anything_is_owed(self):
        for column in ("principal_overdue", "interest_in_term", "interest_grace"):
            with self.subTest(column):
                loan = self.settled(**{"principal_in_term": 0, column: 1})
                self.assertEqual(loan.state, "ACTIVE")

    def test_leaves_a_loan_open_of_which_a_tranche_is_to_come(self):
        run("UPDATE loans_loan SET principal = principal + 1")

        self.assertEqual(self.settled(principal_in_term=0).state, "ACTIVE")

    def test_opens_a_loan_again_that_owes_something_after_all(self):
        self.settled(principal_in_term=0)

        loan = self.settled(principal_in_term=50_000_000)

        self.assertEqual((loan.state, loan.closed_on), ("ACTIVE", None))
