from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from loans.models import Posting, Session
from programmes.rules.periods import months_later
from tests import builders
from tests.cast import Country
from tests.loans.views.reading import EnglishTestCase, english

APRIL = date(2026, 4, 10)


class SessionIndexTests(EnglishTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.session = builders.session(cls.country, APRIL)

    def visits(self, who, month="2026-04"):
        return self.look(who, "session-index", month=month).context["visits"]

    def test_shows_every_point_of_the_reader_on_its_day(self):
        visits = self.visits(self.country.son)

        self.assertEqual(
            [(visit.day, visit.point, visit.session) for visit in visits],
            [
                (APRIL, self.country.point, self.session),
                (APRIL, self.country.next_point, None),
            ],
        )

    def test_hides_the_session_from_the_next_commune(self):
        page = self.look(self.country.tam, "session-index", month="2026-04")

        self.assertContains(page, self.country.next_point)
        self.assertNotContains(page, self.country.point)

    def test_shows_an_organisation_and_the_committee_their_commune(self):
        for name in ("women", "committee"):
            with self.subTest(name):
                [visit] = self.visits(getattr(self.country, name))

                self.assertEqual(visit.session, self.session)

    def test_marks_a_session_that_is_not_on_the_points_day(self):
        moved = builders.prepared_session(self.country, date(2026, 4, 13))

        visits = self.visits(self.country.lan)

        self.assertEqual(
            [(visit.session, visit.is_moved) for visit in visits],
            [(self.session, False), (moved, True)],
        )

    def test_takes_the_last_day_of_a_short_month(self):
        away = Country(marker="X", number=2, session_day=31)

        [visit] = self.visits(away.lan, month="2026-02")

        self.assertEqual(visit.day, date(2026, 2, 28))

    def test_shows_this_month_for_a_month_that_is_none(self):
        for text in ("", "2026-13", "0001-01", "9999-12", "x"):
            with self.subTest(text):
                page = self.look(self.country.lan, "session-index", month=text)

                self.assertEqual(
                    page.context["month"], timezone.localdate().replace(day=1)
                )

    def test_says_why_it_is_empty(self):
        page = self.look(self.country.lan, "session-index", month="2014-01")

        self.assertContains(page, "no point within your area")

    def test_refuses_who_may_not_see_sessions(self):
        page = self.look(self.country.system, "session-index")

        self.assertEqual(page.status_code, 403)

    def test_needs_as_many_statements_for_more_sessions(self):
        few = self.statements(self.country.son, "session-index", month="2026-04")
        builders.prepared_session(self.country, APRIL, point=self.country.next_point)
        builders.prepared_session(self.country, date(2026, 4, 13))

        many = self.statements(self.country.son, "session-index", month="2026-04")

        self.assertEqual(many, few)


class PrepareTests(EnglishTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.today = timezone.localdate()
        cls.country = english(Country(session_day=cls.today.day))
        cls.choice = {
            "leader": cls.country.hung.pk,
            "controller": cls.country.cuc.pk,
            "tellers": [cls.country.lan.pk, cls.country.mai.pk],
        }

    def send(self, who, day=None, **typed):
        self.client.force_login(who)
        day = (day or self.today).isoformat()
        url = reverse("session-prepare", args=[self.country.point.pk, day])
        return self.client.post(url, self.choice | typed)

    def test_offers_only_those_whose_posts_reach_the_point(self):
        page = self.look(
            self.country.son,
            "session-prepare",
            self.country.point.pk,
            self.today.isoformat(),
        )

        self.assertContains(page, "Trần Thị Lan")
        self.assertNotContains(page, "Bùi Minh Tâm")

    def test_names_the_team(self):
        page = self.send(self.country.son)

        made = Session.objects.get()
        self.assertRedirects(page, reverse("session-show", args=[made.pk]))
        self.assertEqual(
            list(made.team.order_by("pk").values_list("user", "role")),
            [(user.pk, role) for user, role in self.country.team],
        )
        self.assertEqual((made.held_on, made.state), (self.today, "PREPARED"))

    def test_offers_the_team_of_the_last_time(self):
        session = builders.prepared_session(
            self.country, self.today - timedelta(days=31)
        )
        session.team.filter(user=self.country.mai).delete()

        page = self.look(
            self.country.son,
            "session-prepare",
            self.country.point.pk,
            self.today.isoformat(),
        )

        form = page.context["form"]
        self.assertEqual(form["tellers"].initial, [self.country.lan.pk])

    def test_refuses_a_team_without_a_teller_and_keeps_the_rest(self):
        page = self.send(self.country.son, tellers=[])

        self.assertEqual(page.status_code, 422)
        self.assertEqual(
            page.context["form"]["leader"].value(), str(self.choice["leader"])
        )
        self.assertFalse(Session.objects.exists())

    def test_refuses_somebody_from_elsewhere(self):
        page = self.send(self.country.son, tellers=[self.country.tam.pk])

        self.assertEqual(page.status_code, 422)
        self.assertFalse(Session.objects.exists())

    def test_leads_to_the_session_that_is_prepared_already(self):
        made = builders.prepared_session(self.country, self.today)

        page = self.send(self.country.son)

        self.assertRedirects(page, reverse("session-show", args=[made.pk]))
        self.assertEqual(Session.objects.count(), 1)

    def test_knows_no_day_that_is_not_the_points(self):
        other = self.today + timedelta(days=3)

        self.assertEqual(self.send(self.country.son, day=other).status_code, 404)

    def test_knows_no_day_gone_by(self):
        gone = months_later(self.today, -1)

        self.assertEqual(self.send(self.country.son, day=gone).status_code, 404)

    def test_knows_no_day_that_is_no_date(self):
        page = self.look(
            self.country.son, "session-prepare", self.country.point.pk, "31-31"
        )

        self.assertEqual(page.status_code, 404)

    def test_hides_a_point_of_another_office(self):
        away = Country(marker="X", number=2, session_day=self.today.day)

        page = self.look(
            self.country.son,
            "session-prepare",
            away.point.pk,
            self.today.isoformat(),
        )

        self.assertEqual(page.status_code, 404)

    def test_refuses_a_teller(self):
        self.assertEqual(self.send(self.country.lan).status_code, 403)


class OpenTests(EnglishTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.prepared_session(cls.country, APRIL)

    def send(self, who):
        self.client.force_login(who)
        return self.client.post(reverse("session-open", args=[self.session.pk]))

    def test_says_what_will_happen(self):
        page = self.look(self.country.lan, "session-open", self.session.pk)

        self.assertEqual((page.context["loans"], page.context["groups"]), (2, 1))
        self.assertContains(page, "This session is of a day gone by")

    def test_opens_and_accrues(self):
        page = self.send(self.country.lan)

        desk = reverse("session-show", args=[self.session.pk])
        self.assertRedirects(page, desk)
        self.session.refresh_from_db()
        self.assertEqual(self.session.state, "OPEN")
        self.assertEqual(Posting.objects.filter(session=self.session).count(), 2)

    def test_opens_once_however_often_it_is_sent(self):
        self.send(self.country.lan)
        before = Posting.objects.count()

        again = self.send(self.country.lan)

        self.assertEqual(again.status_code, 302)
        self.assertEqual(Posting.objects.count(), before)

    def test_says_who_opened_it_to_the_second(self):
        self.send(self.country.lan)

        again = self.send(self.country.hung)

        self.assertContains(again, "Trần Thị Lan", status_code=422)

    def test_refuses_who_is_not_of_the_team(self):
        self.session.team.filter(user=self.country.mai).delete()

        page = self.send(self.country.mai)

        self.assertContains(page, "You are not in the team", status_code=422)

    def test_leads_to_the_desk_once_it_is_open(self):
        self.send(self.country.lan)

        page = self.look(self.country.hung, "session-open", self.session.pk)

        self.assertRedirects(page, reverse("session-show", args=[self.session.pk]))

    def test_hides_the_session_from_the_next_commune(self):
        self.assertEqual(self.send(self.country.tam).status_code, 404)

    def test_refuses_the_controller(self):
        self.assertEqual(self.send(self.country.cuc).status_code, 403)
