from datetime import date
from decimal import Decimal

from django.test import TestCase

from programmes.models import (
    BaseRate,
    PrincipalPeriod,
    ProgrammeTerms,
    annual_rate_percent,
)
from tests.programmes import frame
from tests.refusing import RefusingMixin

TODAY = date(2026, 3, 2)


class RateTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.basis = frame.basis()
        cls.programme = frame.programme("JOBS", "GQVL")

    def test_follows_the_rate_of_poor_households_as_a_share(self):
        frame.base_rate(self.basis, "6.6")
        frame.terms(self.programme, self.basis, share_percent=Decimal(127))

        self.assertEqual(annual_rate_percent(self.programme, TODAY), Decimal("8.382"))

    def test_follows_the_base_rate_of_the_day(self):
        frame.base_rate(self.basis, "7.2", valid_to=date(2026, 1, 1))
        frame.base_rate(self.basis, "6.6", valid_from=date(2026, 1, 1))
        frame.terms(self.programme, self.basis, share_percent=Decimal(120))

        before = annual_rate_percent(self.programme, date(2025, 12, 31))
        after = annual_rate_percent(self.programme, date(2026, 1, 1))

        self.assertEqual((before, after), (Decimal("8.64"), Decimal("7.92")))

    def test_is_fixed_where_the_terms_fix_it(self):
        frame.terms(
            self.programme,
            self.basis,
            rate_kind="FIXED",
            rate_percent=Decimal("5.4"),
            share_percent=None,
        )

        self.assertEqual(annual_rate_percent(self.programme, TODAY), Decimal("5.4"))

    def test_is_the_priority_rate_for_who_has_priority(self):
        frame.base_rate(self.basis, "6.6")
        frame.terms(
            self.programme,
            self.basis,
            share_percent=Decimal(127),
            priority_rate_kind="SHARE_OF_BASE",
            priority_share_percent=Decimal(100),
        )

        rate = annual_rate_percent(self.programme, TODAY, priority=True)

        self.assertEqual(rate, Decimal("6.6"))

    def test_is_the_ordinary_rate_where_there_is_no_priority_rate(self):
        frame.base_rate(self.basis, "6.6")
        frame.terms(self.programme, self.basis)

        rate = annual_rate_percent(self.programme, TODAY, priority=True)

        self.assertEqual(rate, Decimal("6.6"))

    def test_is_none_of_a_day_without_terms(self):
        with self.assertRaises(ProgrammeTerms.DoesNotExist):
            annual_rate_percent(self.programme, TODAY)

    def test_is_none_of_a_day_without_a_base_rate(self):
        frame.terms(self.programme, self.basis)

        with self.assertRaises(BaseRate.DoesNotExist):
            annual_rate_percent(self.programme, TODAY)


class ProgrammeTests(TestCase):
    def test_has_the_terms_of_the_day(self):
        programme, basis = frame.programme(), frame.basis()
        old = frame.terms(programme, basis, valid_to=date(2026, 1, 1))
        new = frame.terms(programme, basis, valid_from=date(2026, 1, 1))

        self.assertEqual(programme.terms_on(date(2025, 12, 31)), old)
        self.assertEqual(programme.terms_on(date(2026, 1, 1)), new)

    def test_has_none_before_it_began(self):
        self.assertIsNone(frame.programme().terms_on(TODAY))


class TermsTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.basis = frame.basis()
        cls.programme = frame.programme()

    def test_take_the_principal_period_of_the_band_of_a_term(self):
        terms = frame.terms(self.programme, self.basis)
        frame.periods(terms, up_to_12=12, up_to_60=24, up_to_600=36)

        periods = [terms.period_months(months) for months in (6, 12, 13, 60, 61, 120)]

        self.assertEqual(periods, [12, 12, 24, 24, 36, 36])

    def test_take_the_widest_band_beyond_the_last(self):
        terms = frame.terms(self.programme, self.basis)
        frame.periods(terms, up_to_12=12, up_to_60=24)

        self.assertEqual(terms.period_months(72), 24)

    def test_know_no_principal_period_without_bands(self):
        with self.assertRaises(PrincipalPeriod.DoesNotExist):
            frame.terms(self.programme, self.basis).period_months(12)

    def test_do_not_fix_a_rate_and_share_it_too(self):
        with self.refused_as("terms_have_exactly_the_rate_of_their_kind"):
            frame.terms(self.programme, self.basis, rate_percent=Decimal("6.6"))

    def test_do_not_leave_the_rate_open(self):
        with self.refused_as("terms_have_exactly_the_rate_of_their_kind"):
            frame.terms(self.programme, self.basis, share_percent=None)

    def test_name_the_kind_of_a_priority_rate(self):
        with self.refused_as("terms_have_at_most_one_priority_rate"):
            frame.terms(
                self.programme, self.basis, priority_rate_percent=Decimal("3.3")
            )

    def test_lend_more_than_nothing(self):
        with self.refused_as("most_that_is_lent_is_above_zero"):
            frame.terms(self.programme, self.basis, max_amount=0)

    def test_lend_for_some_months(self):
        with self.refused_as("longest_term_is_above_zero"):
            frame.terms(self.programme, self.basis, max_term_months=0)

    def test_ask_a_student_after_the_course(self):
        with self.refused_as("first_instalment_of_a_student_is_after_the_course"):
            frame.terms(self.programme, self.basis, first_due_after_months=0)

    def test_have_one_principal_period_in_each_band(self):
        terms = frame.terms(self.programme, self.basis)
        frame.periods(terms, up_to_12=12)

        with self.refused_as("principal_period_is_one_for_each_band"):
            frame.periods(terms, up_to_12=6)

    def test_pay_principal_after_some_months(self):
        terms = frame.terms(self.programme, self.basis)

        with self.refused_as("principal_period_is_above_zero"):
            frame.periods(terms, up_to_12=0)


class ProgrammeCodeTests(RefusingMixin, TestCase):
    def test_is_a_word_in_capitals(self):
        with self.refused_as("programme_code_is_a_word_in_capitals"):
            frame.programme("Hộ nghèo")


class BaseRateTests(RefusingMixin, TestCase):
    def test_is_above_zero(self):
        with self.refused_as("base_rate_is_above_zero"):
            frame.base_rate(frame.basis(), "0")
