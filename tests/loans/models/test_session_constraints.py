"""What sessions, their teams and seals may be: each constraint broken once."""

from datetime import timedelta

from django.test import TestCase

from loans.actions import sessions
from loans.models import SessionSeal
from tests import builders
from tests.cast import Country, moment
from tests.loans.models.world import APRIL
from tests.refusing import RefusingMixin, add_again, run

MAY = "2026-05-10"
AT = "2026-05-10 02:00:00+00:00"


class SessionTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.open = builders.session(cls.country, APRIL)
        cls.prepared = builders.prepared_session(
            cls.country, APRIL, point=cls.country.next_point
        )

    def test_has_a_point_unless_it_is_an_office_session(self):
        name = "session_has_a_point_unless_it_is_an_office_session"
        wrong = [
            {"kind": "POINT", "point_id": None},
            {"kind": "OFFICE", "point_id": self.country.point.pk},
        ]
        for columns in wrong:
            with self.subTest(columns["kind"]), self.refused_as(name):
                add_again(self.prepared, held_on=MAY, **columns)

    def test_is_in_a_known_state(self):
        with self.refused_as("session_state_is_known"):
            add_again(self.open, held_on=MAY, state="GONE")

    def test_that_was_opened_names_its_opener(self):
        with self.refused_as("session_that_was_opened_names_its_opener"):
            add_again(self.prepared, held_on=MAY, state="OPEN")

    def test_that_is_only_prepared_names_no_opener(self):
        with self.refused_as("session_that_was_opened_names_its_opener"):
            add_again(self.open, held_on=MAY, state="PREPARED")

    def test_that_was_closed_names_its_closer(self):
        with self.refused_as("session_that_was_closed_names_its_closer"):
            add_again(self.open, held_on=MAY, state="CLOSED")

    def test_that_is_open_names_no_closer(self):
        with self.refused_as("session_that_was_closed_names_its_closer"):
            add_again(
                self.open, held_on=MAY, closed_by_id=self.country.cuc.pk, closed_at=AT
            )

    def test_is_prepared_and_opened_by_two_people(self):
        with self.refused_as("session_is_prepared_and_opened_by_two_people"):
            add_again(self.open, held_on=MAY, opened_by_id=self.country.son.pk)

    def test_stands_once_for_a_point_and_day(self):
        with self.refused_as("one_session_for_a_point_and_day"):
            add_again(self.prepared)

    def test_stands_once_for_an_office_counter_and_day(self):
        counter = sessions.prepare_session(
            office=self.country.office,
            held_on=APRIL,
            team=self.country.team,
            by=self.country.son,
            at=moment(APRIL),
        )

        with self.refused_as("one_session_for_an_office_counter_and_day"):
            add_again(counter)

    def test_is_the_only_open_one_of_its_point(self):
        with self.refused_as("one_open_session_for_a_point"):
            add_again(self.open, held_on=MAY)

    def test_is_the_only_open_one_even_while_cash_is_counted(self):
        with self.refused_as("one_open_session_for_a_point"):
            add_again(self.open, held_on=MAY, state="COUNTING")


class TeamTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        country = Country()
        cls.member = builders.prepared_session(country, APRIL).team.first()

    def test_holds_a_person_once(self):
        with self.refused_as("a_person_stands_once_in_a_team"):
            add_again(self.member)

    def test_holds_people_in_known_roles(self):
        with self.refused_as("team_role_is_known"):
            run("UPDATE loans_teammember SET role = 'GUEST'")


class SealTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        closed = builders.closed(cls.country, builders.session(cls.country, APRIL))
        cls.seal = SessionSeal.objects.get(session=closed)
        cls.later = builders.prepared_session(cls.country, APRIL + timedelta(days=30))
        cls.latest = builders.prepared_session(cls.country, APRIL + timedelta(days=61))

    def test_stands_once_on_a_session(self):
        with self.refused_as("loans_sessionseal.session_id"):
            add_again(self.seal, number=2)

    def test_of_a_point_is_numbered_once(self):
        with self.refused_as("seals_of_a_point_are_numbered_once"):
            add_again(self.seal, session_id=self.later.pk)

    def test_of_an_office_counter_is_numbered_once(self):
        add_again(self.seal, session_id=self.later.pk, point_id=None)

        with self.refused_as("seals_of_an_office_counter_are_numbered_once"):
            add_again(self.seal, session_id=self.latest.pk, point_id=None)

    def test_sums_are_not_negative(self):
        for column in ("cash_in", "cash_out"):
            with (
                self.subTest(column),
                self.refused_as("seal_sums_are_not_negative"),
            ):
                add_again(self.seal, session_id=self.later.pk, number=2, **{column: -1})
