"""F10: whatever the server's clock says, an entry counts on its session's day."""

from datetime import date, timedelta

from django.test import TestCase

from loans.actions import savings, sessions
from loans.models import Posting, SavingsAccount
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.refusing import RefusalMixin, RefusingMixin, add_again

APRIL = date(2026, 4, 10)
MAY = date(2026, 5, 10)
NOON = moment(APRIL, 5)
CLOCKS = {
    "as it should be": NOON,
    "a minute before midnight": moment(APRIL, 16, 59),
    "a minute after midnight": moment(APRIL, 17, 1),
    "a day ahead": NOON + timedelta(days=1),
    "a day behind": NOON - timedelta(days=1),
    "a year ahead": NOON + timedelta(days=365),
}
"""Moments in UTC; midnight in Vietnam is at 17:00."""


class ClockTests(RefusingMixin, RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)
        cls.account = SavingsAccount.objects.earliest("pk")

    def deposit(self, at):
        return savings.deposit(
            account=self.account,
            amount=10_000,
            session=self.session,
            key=uuid7(at),
            by=self.country.lan,
            at=at,
            why_again="Khách gửi nhiều lần",
        )

    def test_moves_no_entry_to_another_day(self):
        for name, at in CLOCKS.items():
            with self.subTest(name):
                posted = self.deposit(at)

                self.assertEqual((posted.value_date, posted.posted_at), (APRIL, at))

    def test_answers_the_same_sending_alike_on_either_side_of_midnight(self):
        first = self.deposit(CLOCKS["a minute before midnight"])

        again = savings.deposit(
            account=self.account,
            amount=10_000,
            session=self.session,
            key=first.key,
            by=self.country.lan,
            at=CLOCKS["a minute after midnight"],
        )

        self.assertEqual(again, first)

    def test_closes_a_session_after_midnight_on_the_day_it_was_held(self):
        at = CLOCKS["a minute after midnight"]
        sessions.begin_count(session=self.session, by=self.country.cuc, at=at)
        builders.till_counted(self.country, self.session)

        seal = sessions.close_session(session=self.session, by=self.country.cuc, at=at)

        self.assertEqual((seal.session.held_on, seal.sealed_at), (APRIL, at))

    def test_lets_interest_run_to_the_session_and_not_to_the_clock(self):
        builders.closed(self.country, self.session)
        prepared = builders.prepared_session(self.country, MAY)

        sessions.open_session(
            session=prepared, by=self.country.hung, at=moment(MAY) + timedelta(days=1)
        )

        periods = Posting.objects.filter(session=prepared).values_list(
            "period_from", "period_to", "value_date"
        )
        self.assertEqual(list(periods), [(APRIL, MAY, MAY)] * 2)

    def test_behind_opens_no_session_before_its_day(self):
        builders.closed(self.country, self.session)
        prepared = builders.prepared_session(self.country, MAY)

        with self.refused("TOO_EARLY"):
            sessions.open_session(
                session=prepared,
                by=self.country.hung,
                at=moment(MAY) - timedelta(days=1),
            )

    def test_taken_for_the_day_of_an_entry_would_be_refused(self):
        """The net is tested: an entry dated by the clock does not get in."""
        posted = self.deposit(CLOCKS["a minute after midnight"])

        with self.refused_as("posting_counts_on_the_day_of_its_session"):
            add_again(posted, key=uuid7(NOON).hex, value_date="2026-04-11")
