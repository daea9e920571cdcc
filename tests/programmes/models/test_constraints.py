"""Constraints of the plain lists, each broken once."""

from datetime import date
from decimal import Decimal

from django.test import TestCase

from programmes.models import (
    CapitalSource,
    Change,
    Denomination,
    Office,
    Organisation,
    OrganisationUnit,
)
from tests.programmes import frame
from tests.refusing import RefusingMixin


class OfficeTests(RefusingMixin, TestCase):
    def test_is_under_another_unless_it_is_the_head_office(self):
        with self.refused_as("only_the_head_office_is_under_no_office"):
            Office.objects.create(
                code="510000",
                kind="BRANCH",
                name="Chi nhánh tỉnh Quảng Ngãi",
                province=frame.province(),
            )


class OrganisationTests(RefusingMixin, TestCase):
    def test_is_one_of_four(self):
        with self.refused_as("organisation_is_one_of_four"):
            Organisation.objects.create(
                code="RETIRED", core_code="15", name="Hội", short_name="H", name_en="H"
            )

    def test_has_units_with_the_place_of_their_level(self):
        women = Organisation.objects.create(
            code="WOMEN", core_code="12", name="Hội", short_name="HPN", name_en="W"
        )

        with self.refused_as("organisation_unit_has_the_place_of_its_level"):
            OrganisationUnit.objects.create(
                code="12-51",
                organisation=women,
                level="PROVINCE",
                name="Hội Liên hiệp Phụ nữ tỉnh Quảng Ngãi",
                valid_from=frame.START,
            )


class CapitalSourceTests(RefusingMixin, TestCase):
    def test_is_central_or_local(self):
        with self.refused_as("capital_source_is_central_or_local"):
            CapitalSource.objects.create(
                code="CENTRAL", core_code="2", name="Trung ương", name_en="Central"
            )


class BankRulesTests(RefusingMixin, TestCase):
    def test_ask_no_less_for_overdue_debt(self):
        with self.refused_as("overdue_rate_is_not_below_the_contracts"):
            frame.bank_rules(overdue_multiplier_percent=Decimal(99))

    def test_step_by_more_than_nothing(self):
        with self.refused_as("cash_step_is_above_zero"):
            frame.bank_rules(cash_step=0)

    def test_look_ahead_to_what_falls_due(self):
        with self.refused_as("lists_of_what_falls_due_look_ahead"):
            frame.bank_rules(due_list_months=0)

    def test_tell_both_orders_of_a_payment(self):
        rules = frame.bank_rules()

        orders = rules.order(is_overdue=False), rules.order(is_overdue=True)

        self.assertEqual(
            orders,
            (
                ("interest_of_period", "principal_due"),
                ("principal_overdue", "interest_of_period"),
            ),
        )


class DenominationTests(RefusingMixin, TestCase):
    def test_is_above_zero(self):
        with self.refused_as("denomination_is_above_zero"):
            Denomination.objects.create(value=0, valid_from=frame.START)


class ChangeTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.maker = frame.user()
        cls.checker = frame.user("programmes2")

    def proposed(self, **columns):
        return Change.objects.create(
            noun="ProgrammeTerms",
            subject="JOBS",
            summary="8,382 %",
            holds_from=date(2027, 1, 1),
            proposed_by=self.maker,
            proposed_at=frame.MOMENT,
            **columns,
        )

    def test_is_agreed_by_another_than_its_maker(self):
        with self.refused_as("change_is_agreed_by_another_than_its_maker"):
            self.proposed(
                state="AGREED", decided_by=self.maker, decided_at=frame.MOMENT
            )

    def test_is_decided_by_somebody(self):
        with self.refused_as("change_is_decided_by_somebody_at_a_moment"):
            self.proposed(state="AGREED")

    def test_is_taken_back_by_its_maker(self):
        change = self.proposed(
            state="WITHDRAWN", decided_by=self.maker, decided_at=frame.MOMENT
        )

        self.assertTrue(change.pk)

    def test_is_agreed_by_a_second_person(self):
        change = self.proposed(
            state="AGREED", decided_by=self.checker, decided_at=frame.MOMENT
        )

        self.assertTrue(change.pk)
