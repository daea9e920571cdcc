from datetime import date

from django.urls import reverse

from loans.models import Membership
from tests import builders
from tests.cast import LONG_AGO
from tests.loans.views.looking import LookingTestCase


class GroupIndexTests(LookingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=2)

    def test_lists_groups_with_leader_members_and_what_they_owe(self):
        page = self.look(self.country.lan, "group-index")

        [row] = page.context["rows"]
        self.assertEqual(row.leader, "Lê Thị Nga")
        self.assertEqual((row.members, row.loans), (2, 2))
        self.assertEqual((row.outstanding, row.overdue), (100_000_000, 0))

    def test_hides_the_group_from_the_next_commune(self):
        page = self.look(self.country.tam, "group-index")

        self.assertEqual(page.context["rows"], [])
        self.assertNotContains(page, self.group.code)

    def test_shows_an_organisation_its_own_groups_alone(self):
        farmers = builders.group(self.country, organisation="FARMERS")

        page = self.look(self.country.women, "group-index")

        self.assertContains(page, self.group.code)
        self.assertNotContains(page, farmers.code)

    def test_shows_the_peoples_committee_its_commune(self):
        away = builders.group(self.country, is_next=True)

        page = self.look(self.country.committee, "group-index")

        self.assertContains(page, self.group.code)
        self.assertNotContains(page, away.code)

    def test_refuses_who_may_not_see_groups(self):
        page = self.look(self.country.programmes_admin, "group-index")

        self.assertEqual(page.status_code, 403)

    def test_refuses_to_be_posted_to(self):
        self.client.force_login(self.country.lan)

        self.assertEqual(self.client.post(reverse("group-index")).status_code, 405)

    def test_needs_no_more_statements_for_more_groups(self):
        few = self.statements(self.country.lan, "group-index")
        for _one in range(4):
            builders.group(self.country, size=4)

        self.assertEqual(self.statements(self.country.lan, "group-index"), few)

    def test_is_narrowed_by_organisation(self):
        builders.group(self.country, organisation="FARMERS")

        page = self.look(self.country.son, "group-index", organisation="WOMEN")

        self.assertEqual([row.group for row in page.context["rows"]], [self.group])

    def test_goes_on_page_by_page_in_both_directions(self):
        second = builders.group(self.country)

        after = self.look(
            self.country.lan, "group-index", size="1", after=self.group.pk
        )
        before = self.look(self.country.lan, "group-index", size="1", before=second.pk)

        self.assertEqual([row.group for row in after.context["rows"]], [second])
        self.assertEqual([row.group for row in before.context["rows"]], [self.group])

    def test_answers_nonsense_with_a_message_or_the_first_page(self):
        for parameters in (
            {"page": "abc"},
            {"after": "-1"},
            {"after": "9" * 20},
            {"before": "９９"},
            {"size": "1000000"},
            {"organisation": "31/02/2026"},
            {"point": "' OR 1=1"},
        ):
            with self.subTest(parameters):
                page = self.look(self.country.lan, "group-index", **parameters)

                self.assertContains(page, self.group.code)

    def test_refuses_a_nul_byte(self):
        page = self.look(self.country.lan, "group-index", point="\x00")

        self.assertEqual(page.status_code, 400)


class GroupPageTests(LookingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=2)

    def test_shows_each_member_with_loans_and_savings_and_their_sum(self):
        page = self.look(self.country.lan, "group-show", self.group.pk)

        self.assertEqual(
            [
                (row.person.full_name, row.loans, row.outstanding, row.saved)
                for row in page.context["members"]
            ],
            [("Lê Thị Nga", 1, 50_000_000, 0), ("Phạm Văn Tư", 1, 50_000_000, 0)],
        )
        self.assertEqual(page.context["total"]["outstanding"], 100_000_000)

    def test_shows_the_board_and_the_contract(self):
        page = self.look(self.country.lan, "group-show", self.group.pk)

        self.assertContains(page, self.group.collection_contracts.get().number)
        self.assertContains(page, "05/06/2015")

    def test_keeps_in_the_list_who_left_and_still_owes(self):
        leaver = builders.members(self.group)[1]
        Membership.objects.filter(person=leaver).update(valid_to="2026-06-01")

        page = self.look(self.country.lan, "group-show", self.group.pk)

        self.assertEqual(
            [(row.since, row.outstanding) for row in page.context["members"]],
            [(LONG_AGO, 50_000_000), (None, 50_000_000)],
        )
        self.assertEqual(page.context["total"]["members"], 1)

    def test_hides_from_the_next_commune(self):
        page = self.look(self.country.tam, "group-show", self.group.pk)

        self.assertEqual(page.status_code, 404)

    def test_hides_from_another_organisation(self):
        farmers = builders.group(self.country, organisation="FARMERS")

        page = self.look(self.country.women, "group-show", farmers.pk)

        self.assertEqual(page.status_code, 404)

    def test_names_people_to_the_committee_without_a_way_to_them(self):
        page = self.look(self.country.committee, "group-show", self.group.pk)

        self.assertContains(page, "Lê Thị Nga")
        self.assertNotContains(page, "/customers/")

    def test_needs_no_more_statements_for_more_members(self):
        large = builders.running_group(self.country, size=5, start=date(2026, 4, 10))

        self.assertEqual(
            self.statements(self.country.lan, "group-show", self.group.pk),
            self.statements(self.country.lan, "group-show", large.pk),
        )

    def test_is_not_found_under_a_number_too_long(self):
        page = self.look(self.country.lan, "group-show", int("9" * 20))

        self.assertEqual(page.status_code, 404)
