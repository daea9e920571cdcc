from unittest import TestCase

from loans.forms.sessions import FEW, PrepareForm, ReopenForm
from programmes.models import User


def people(count):
    return [User(pk=number, username=f"u{number}") for number in range(1, count + 1)]


class PrepareFormTests(TestCase):
    def setUp(self):
        self.one, self.two, self.three, self.four = people(4)
        self.candidates = [
            (self.one, "TEAM_LEADER"),
            (self.two, "CONTROLLER"),
            (self.one, "TELLER"),
            (self.three, "TELLER"),
            (self.four, "TELLER"),
        ]

    def filled(self, **typed):
        chosen = {"leader": "1", "controller": "2", "tellers": ["3"]} | typed
        return PrepareForm(chosen, candidates=self.candidates)

    def test_gives_the_team_as_people_and_roles(self):
        form = self.filled(tellers=["3", "4"])

        self.assertTrue(form.is_valid())
        self.assertEqual(
            form.team,
            [
                (self.one, "TEAM_LEADER"),
                (self.two, "CONTROLLER"),
                (self.three, "TELLER"),
                (self.four, "TELLER"),
            ],
        )

    def test_refuses_one_person_in_two_places(self):
        form = self.filled(tellers=["1"])

        self.assertFalse(form.is_valid())
        self.assertIn("Mỗi người chỉ giữ một vị trí", str(form.non_field_errors()))

    def test_refuses_a_person_outside_the_role(self):
        self.assertFalse(self.filled(leader="3").is_valid())

    def test_offers_who_is_the_only_one(self):
        form = PrepareForm(candidates=self.candidates)

        self.assertEqual(form["leader"].initial, 1)
        self.assertEqual(form["tellers"].initial, [])

    def test_offers_the_team_that_is_named_where_it_still_may(self):
        gone = User(pk=9, username="u9")
        named = [(self.four, "TELLER"), (gone, "TELLER")]

        form = PrepareForm(candidates=self.candidates, named=named)

        self.assertEqual(form["tellers"].initial, [4])

    def test_lists_leaders_once_they_are_many(self):
        many = [(user, "TEAM_LEADER") for user in people(FEW + 1)]

        form = PrepareForm(candidates=many)

        self.assertIn("<select", str(form["leader"]))
        self.assertIn("radio", str(form["controller"].field.widget.input_type))


class ReopenFormTests(TestCase):
    def test_takes_a_reason_of_ten_characters(self):
        self.assertTrue(ReopenForm({"reason": "1234567890"}).is_valid())

    def test_refuses_a_shorter_one_and_none(self):
        self.assertFalse(ReopenForm({"reason": "123456789"}).is_valid())
        self.assertFalse(ReopenForm({"reason": ""}).is_valid())
