"""Refusals: a code that stays, a sentence for people, one name on both engines."""

from datetime import date

from django.db import IntegrityError
from django.test import SimpleTestCase, TestCase

from loans.actions.refusals import Refused, constraint_of, refusing, said
from loans.models import LoanBalance, Membership
from tests import builders
from tests.cast import Country, moment
from tests.refusing import RefusalMixin, add_again


class RefusedTests(SimpleTestCase):
    def test_fills_its_values_into_the_sentence(self):
        refused = Refused("TOO_EARLY", "The session is on %(day)s.", day="10/04/2026")

        self.assertEqual(str(refused), "TOO_EARLY: The session is on 10/04/2026.")

    def test_leaves_a_sentence_without_values_as_it_is(self):
        self.assertEqual(Refused("HALF", "50 % of it.").sentence, "50 % of it.")

    def test_tells_a_moment_as_it_was_in_vietnam(self):
        self.assertEqual(said(moment(date(2026, 3, 5), 2, 14)), "05/03/2026 09:14")


class ConstraintTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=1)

    def name_of(self, broken):
        with self.assertRaises(IntegrityError) as caught:
            broken()
        return constraint_of(caught.exception)

    def test_that_is_a_check_is_known_by_its_name(self):
        self.assertEqual(
            self.name_of(lambda: LoanBalance.objects.update(interest_in_term=-1)),
            "loan_interest_in_term_is_not_negative",
        )

    def test_that_is_a_trigger_is_known_by_its_name(self):
        self.assertEqual(
            self.name_of(lambda: Membership.objects.update(valid_from="2020-01-01")),
            "membership_is_never_edited",
        )

    def test_that_is_unique_over_columns_is_known_by_its_name(self):
        instalment = self.group.loans.get().instalments.first()

        self.assertEqual(
            self.name_of(lambda: add_again(instalment, number=99)),
            "instalments_of_a_loan_fall_on_different_days",
        )

    def test_that_is_unique_under_a_condition_is_known_by_its_name(self):
        session = builders.prepared_session(self.country, date(2026, 4, 10))

        self.assertEqual(
            self.name_of(lambda: add_again(session)), "one_session_for_a_point_and_day"
        )

    def test_that_is_a_unique_column_is_known_by_table_and_column(self):
        self.assertEqual(
            self.name_of(lambda: add_again(self.group)),
            "loans_savingscreditgroup.code",
        )


class RefusingTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.loan = builders.running_group(cls.country, size=1).loans.get()

    def test_answers_with_the_value_of_the_action(self):
        self.assertEqual(refusing(lambda: 7)(), 7)

    def test_says_in_words_what_the_database_refused(self):
        action = refusing(lambda: LoanBalance.objects.update(interest_in_term=-1))

        with self.refused("LOAN_INTEREST_IN_TERM_IS_NOT_NEGATIVE"):
            action()

    def test_lets_through_what_only_a_mistake_of_ours_could_break(self):
        instalment = self.loan.instalments.first()

        with self.assertRaises(IntegrityError):
            refusing(lambda: add_again(instalment, number=99))()

    def test_lets_a_refusal_through_as_it_is(self):
        def action():
            raise Refused("TOO_EARLY", "Wait.")

        with self.refused("TOO_EARLY"):
            refusing(action)()
