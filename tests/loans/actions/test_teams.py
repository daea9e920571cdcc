"""Who may stand in a team, and what only the team may do to its session."""

from datetime import date

from django.test import TestCase

from loans.actions import sessions, teams
from loans.actions.refusals import Refused
from programmes.models import Post
from tests import builders
from tests.cast import LONG_AGO, Country, moment

APRIL = date(2026, 4, 10)


class PossibleTeamTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()

    def found(self):
        team = teams.possible_team(self.country.point, APRIL)
        return [(user.username, role) for user, role in team]

    def post(self, **limits):
        Post.objects.create(
            user=self.country.dao, role="TELLER", valid_from=LONG_AGO, **limits
        )

    def test_is_of_the_three_roles_that_reach_the_point(self):
        self.assertEqual(
            self.found(),
            [
                ("cuc", "CONTROLLER"),
                ("hung", "TEAM_LEADER"),
                ("lan", "TELLER"),
                ("mai", "TELLER"),
            ],
        )

    def test_takes_posts_by_commune(self):
        self.post(commune=self.country.commune)

        self.assertIn(("dao", "TELLER"), self.found())

    def test_takes_posts_by_province(self):
        self.post(province=self.country.province)

        self.assertIn(("dao", "TELLER"), self.found())

    def test_takes_posts_of_the_whole_bank(self):
        self.post(is_whole_bank=True)

        self.assertIn(("dao", "TELLER"), self.found())

    def test_names_a_person_with_two_posts_of_a_role_once(self):
        self.post(point=self.country.point)
        self.post(office=self.country.office)

        self.assertEqual(self.found().count(("dao", "TELLER")), 1)

    def test_leaves_out_a_post_with_a_limit_that_the_point_does_not_meet(self):
        self.post(commune=self.country.next_commune, office=self.country.office)

        self.assertNotIn(("dao", "TELLER"), self.found())

    def test_leaves_out_a_post_that_has_ended(self):
        self.post(office=self.country.office, valid_to=APRIL)

        self.assertNotIn(("dao", "TELLER"), self.found())


class CounterTeamTests(TestCase):
    """At an office's counter stand those whose posts are not for one place alone."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()

    def found(self):
        team = teams.possible_counter_team(self.country.office, APRIL)
        return [(user.username, role) for user, role in team]

    def test_is_of_the_office_and_not_of_its_points(self):
        self.assertEqual(self.found(), [("cuc", "CONTROLLER"), ("hung", "TEAM_LEADER")])

    def test_takes_a_teller_of_the_office(self):
        Post.objects.create(
            user=self.country.mai,
            role="TELLER",
            office=self.country.office,
            valid_from=LONG_AGO,
        )

        self.assertIn(("mai", "TELLER"), self.found())

    def test_is_offered_as_it_stood_last(self):
        counter = builders.counter(self.country, APRIL)

        self.assertEqual(
            teams.last_counter_team(counter.office), list(self.country.team)
        )


class OutsiderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.session = builders.session(cls.country, APRIL)

    def refusal(self, action, **values):
        with self.assertRaises(Refused) as refused:
            action(
                session=self.session, by=self.country.tam, at=moment(APRIL), **values
            )
        return refused.exception.code

    def test_does_not_begin_the_count(self):
        self.assertEqual(self.refusal(sessions.begin_count), "NOT_IN_TEAM")

    def test_does_not_go_back_from_the_count(self):
        code = self.refusal(sessions.reopen_session, reason="Tổ 0122 đến muộn")

        self.assertEqual(code, "NOT_IN_TEAM")

    def test_does_not_close_the_session(self):
        self.assertEqual(self.refusal(sessions.close_session), "NOT_IN_TEAM")
