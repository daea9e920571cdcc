"""What may be paid at the counter, what is offered, and which session serves."""

from datetime import date

from django.test import TestCase

from loans.actions.at_counter import serving_session, standing
from loans.models import LoanBalance, Session
from tests import builders
from tests.cast import Country, moment
from tests.refusing import RefusalMixin

APRIL, BETWEEN = date(2026, 4, 10), date(2026, 4, 20)


class StandingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.loan = builders.running_group(cls.country, size=1).loans.get()
        cls.session = builders.session(cls.country, APRIL)

    def balance(self, **columns):
        LoanBalance.objects.filter(loan=self.loan).update(**columns)

    def owed(self):
        return standing(self.loan, self.session)

    def test_asks_for_interest_and_leaves_principal_that_is_not_due(self):
        self.assertEqual(self.owed().asked(), (0, 280_274))

    def test_pays_overdue_principal_and_its_interest_first(self):
        self.balance(
            principal_in_term=40_000_000,
            principal_overdue=10_000_000,
            interest_in_term=200_000,
            interest_overdue=80_274,
        )

        self.assertEqual(
            self.owed().paid(12_000_000, 100_000),
            {
                "principal_overdue": 10_000_000,
                "principal_in_term": 2_000_000,
                "interest_overdue": 80_274,
                "interest_in_term": 19_726,
            },
        )

    def test_may_pay_grace_interest_but_does_not_ask_for_it(self):
        self.balance(interest_in_term=0, interest_grace=280_274)
        owed = self.owed()

        self.assertEqual((owed.asked(), owed.interest), ((0, 0), 280_274))
        self.assertEqual(owed.payoff, 50_280_274)

    def test_has_no_pay_off_while_a_part_is_frozen(self):
        self.balance(principal_in_term=30_000_000, principal_frozen=20_000_000)
        owed = self.owed()

        self.assertIsNone(owed.payoff)
        self.assertFalse(owed.is_payoff(30_000_000, 280_274))


class ServingTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.point = cls.country.point

    def serving(self, day=BETWEEN, by="lan"):
        who = self.country.people[by]
        return serving_session(Session.objects.all(), self.point, day, who)

    def test_is_the_open_session_of_the_point_before_the_offices(self):
        own = builders.session(self.country, APRIL)
        builders.counter(self.country, BETWEEN)

        self.assertEqual(self.serving(), own)

    def test_is_the_offices_counter_of_the_day_between_sessions(self):
        office = builders.counter(self.country, BETWEEN)

        self.assertEqual(self.serving(), office)
        with self.refused("SESSION_NOT_OPEN"):
            self.serving(day=APRIL)

    def test_is_none_while_only_a_session_is_prepared(self):
        builders.prepared_session(self.country, APRIL)

        with self.refused("SESSION_NOT_OPEN"):
            self.serving()

    def test_does_not_go_round_a_session_that_is_being_counted(self):
        own = builders.session(self.country, APRIL)
        Session.objects.filter(pk=own.pk).update(state="COUNTING")
        builders.counter(self.country, BETWEEN)

        with self.refused("SESSION_NOT_OPEN") as refused:
            self.serving()
        self.assertIn("kiểm quỹ", refused.exception.sentence)

    def test_is_not_for_who_left_the_team(self):
        own = builders.session(self.country, APRIL)
        own.team.filter(user=self.country.lan).update(left_at=moment(APRIL))

        with self.refused("NOT_IN_TEAM"):
            self.serving()
