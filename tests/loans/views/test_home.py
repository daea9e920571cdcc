from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from loans.views.home import WORDS
from programmes.access import Permission
from programmes.models import Post
from tests import builders
from tests.cast import Country
from tests.loans.views.reading import EnglishTestCase, english


class HomeTests(EnglishTestCase):
    """On the session day of both points, with Tịnh Khê's session open."""

    @classmethod
    def setUpTestData(cls):
        cls.today = timezone.localdate()
        cls.country = english(Country(session_day=cls.today.day))
        cls.session = builders.session(cls.country, cls.today)

    def next_of(self, who):
        return self.look(who, "home").context["next"]

    def verbs(self, who):
        context = self.look(who, "home").context
        return [str(task.verb) for task in (context["next"], *context["waiting"])]

    def test_sends_the_teller_to_the_open_session(self):
        task = self.next_of(self.country.lan)

        self.assertEqual(task.verb, "Go on with the open session")
        self.assertEqual((task.count, task.day), (1, self.today))
        self.assertEqual(task.url, reverse("session-show", args=[self.session.pk]))

    def test_sends_the_leader_to_the_session_that_is_prepared(self):
        builders.closed(self.country, self.session)
        next_one = builders.prepared_session(
            self.country, self.today, point=self.country.next_point
        )

        task = self.next_of(self.country.hung)

        self.assertEqual(task.verb, "Open the session prepared")
        self.assertEqual(task.url, reverse("session-open", args=[next_one.pk]))

    def test_sends_the_officer_to_the_point_without_a_team(self):
        task = self.next_of(self.country.son)

        self.assertEqual(task.verb, "Prepare sessions of the next 7 days")
        self.assertEqual(task.what, self.country.next_point)
        self.assertEqual(task.day, self.today)

    def test_sends_the_officer_to_papers_that_are_not_printed(self):
        builders.closed(self.country, self.session)
        waiting = builders.prepared_session(
            self.country, self.today, point=self.country.next_point
        )

        task = self.next_of(self.country.son)

        self.assertEqual(task.verb, "Print the papers of sessions prepared")
        self.assertEqual(task.url, reverse("session-papers", args=[waiting.pk]))

    def test_leads_the_controller_to_the_session_at_which_she_sits(self):
        task = self.next_of(self.country.cuc)

        self.assertEqual(task.url, reverse("session-show", args=[self.session.pk]))

    def test_leads_the_controller_to_the_session_prepared(self):
        builders.closed(self.country, self.session)
        waiting = builders.prepared_session(
            self.country, self.today, point=self.country.next_point
        )

        task = self.next_of(self.country.cuc)

        self.assertEqual(task.url, reverse("session-show", args=[waiting.pk]))

    def test_names_the_sheet_that_the_teller_typed_and_did_not_record(self):
        group = builders.group(self.country, size=1)
        builders.draft(self.country, group, self.session)

        verbs = self.verbs(self.country.lan)

        self.assertIn("Record the sheets typed", verbs)
        self.assertNotIn("Record the sheets typed", self.verbs(self.country.mai))

    def test_lets_those_who_only_look_follow_the_open_session(self):
        for name in ("women", "committee", "board", "auditor", "dao"):
            with self.subTest(name):
                task = self.next_of(getattr(self.country, name))

                self.assertEqual(task.verb, "Follow the open sessions")

    def test_shows_the_next_commune_nothing_of_the_session(self):
        page = self.look(self.country.tam, "home")

        self.assertNotContains(page, self.country.point)
        self.assertIsNone(page.context["next"])

    def test_tells_the_system_administrator_which_posts_end(self):
        ends = self.today + timedelta(days=9)
        Post.objects.filter(user=self.country.mai).update(valid_to=ends)

        task = self.next_of(self.country.system)

        self.assertEqual(task.verb, "Renew posts that end within 60 days")
        self.assertEqual((task.count, task.day), (1, ends))

    def test_tells_the_programme_administrator_which_points_have_no_day(self):
        self.country.next_point.days.update(valid_to=self.today)

        self.assertIn(
            "Give points their session day", self.verbs(self.country.programmes_admin)
        )

    def test_says_what_the_posts_grant_and_where(self):
        [held] = self.look(self.country.lan, "home").context["held"]

        self.assertEqual(held.places, [self.country.point])
        self.assertIn(WORDS[Permission.SHEET_RECORD], held.does)
        self.assertIn(WORDS[Permission.LOAN_SEE], held.reads)

    def test_tells_who_holds_no_post_whom_to_ask(self):
        Post.objects.filter(user=self.country.lan).update(valid_to=self.today)

        page = self.look(self.country.lan, "home")

        self.assertContains(page, "A system administrator gives posts.")

    def test_folds_what_is_at_zero(self):
        done = self.look(self.country.lan, "home").context["done"]

        self.assertIn("Record the sheets typed", [str(task.verb) for task in done])
        self.assertTrue(all(task.count == 0 for task in done))

    def test_needs_as_many_statements_for_more_drafts_and_points(self):
        builders.draft(self.country, builders.group(self.country, size=1), self.session)
        few = {name: self.statements(one, "home") for name, one in self.people()}
        for _group in range(2):
            group = builders.group(self.country, size=3)
            builders.draft(self.country, group, self.session)

        many = {name: self.statements(one, "home") for name, one in self.people()}

        self.assertEqual(many, few)

    def people(self):
        return self.country.people.items()

    def test_refuses_to_be_posted_to(self):
        self.client.force_login(self.country.lan)

        self.assertEqual(self.client.post(reverse("home")).status_code, 405)

    def test_asks_a_stranger_to_sign_in(self):
        self.assertRedirects(self.client.get(reverse("home")), "/sign-in/?next=/")


class WordsTests(EnglishTestCase):
    def test_name_every_permission(self):
        self.assertEqual(set(WORDS), set(Permission))


class NavigationTests(EnglishTestCase):
    def test_offers_only_what_the_posts_grant(self):
        page = self.look(self.country.programmes_admin, "home")

        words = [str(word) for word, _url, _here in page.context["navigation"]]
        self.assertEqual(words, ["To do", "Programmes"])

    def test_names_the_one_place_of_work(self):
        page = self.look(self.country.lan, "home")

        self.assertEqual(page.context["place_of_work"], str(self.country.point))
