from datetime import date

from django.urls import reverse

from programmes.models import AuditEvent
from tests import builders
from tests.loans.views.reading import EnglishTestCase

APRIL = date(2026, 4, 10)


class ClosingTestCase(EnglishTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)

    def send(self, who, verb, **typed):
        self.client.force_login(who)
        url = reverse(f"session-{verb}", args=[self.session.pk])
        return self.client.post(url, typed)

    def state(self):
        self.session.refresh_from_db()
        return self.session.state


class CountTests(ClosingTestCase):
    def test_stops_the_session(self):
        page = self.send(self.country.lan, "count")

        closing = reverse("session-close", args=[self.session.pk])
        self.assertRedirects(page, closing)
        self.assertEqual(self.state(), "COUNTING")

    def test_is_refused_while_a_typed_sheet_waits_and_links_to_it(self):
        builders.draft(self.country, self.group, self.session)

        page = self.send(self.country.lan, "count")

        sheet = reverse("sheet-edit", args=[self.session.pk, self.group.pk])
        self.assertContains(page, "typed and not recorded", status_code=422)
        self.assertContains(page, sheet, status_code=422)
        self.assertEqual(self.state(), "OPEN")

    def test_is_refused_to_who_is_not_of_the_team(self):
        self.session.team.filter(user=self.country.mai).delete()

        page = self.send(self.country.mai, "count")

        self.assertContains(page, "You are not in the team", status_code=422)
        self.assertEqual(self.state(), "OPEN")

    def test_needs_as_many_statements_for_more_groups(self):
        few = self.statements(self.country.lan, "session-count", self.session.pk)
        for size in (2, 4):
            builders.group(self.country, size=size)

        many = self.statements(self.country.lan, "session-count", self.session.pk)

        self.assertEqual(many, few)

    def test_is_hidden_from_the_next_commune(self):
        self.assertEqual(self.send(self.country.tam, "count").status_code, 404)

    def test_is_refused_to_the_controller(self):
        self.assertEqual(self.send(self.country.cuc, "count").status_code, 403)


class ReopenTests(ClosingTestCase):
    def test_goes_back_with_a_reason_on_record(self):
        self.send(self.country.lan, "count")

        self.send(self.country.lan, "reopen", reason="Tổ 0122 đến muộn")

        self.assertEqual(self.state(), "OPEN")
        event = AuditEvent.objects.get(verb="reopen")
        self.assertEqual(
            (event.after, event.by), ("Tổ 0122 đến muộn", self.country.lan)
        )

    def test_is_refused_without_a_reason_worth_the_name(self):
        self.send(self.country.lan, "count")

        page = self.send(self.country.lan, "reopen", reason="nhầm")

        self.assertContains(page, "at least 10 characters", status_code=422)
        self.assertContains(page, "nhầm", status_code=422)
        self.assertEqual(self.state(), "COUNTING")

    def test_is_refused_while_nothing_is_counted(self):
        page = self.send(self.country.lan, "reopen", reason="Tổ 0122 đến muộn")

        self.assertContains(page, "is not being counted", status_code=422)

    def test_is_refused_to_who_is_not_of_the_team(self):
        self.send(self.country.lan, "count")
        self.session.team.filter(user=self.country.mai).delete()

        page = self.send(self.country.mai, "reopen", reason="Tổ 0122 đến muộn")

        self.assertEqual(page.status_code, 422)
        self.assertEqual(self.state(), "COUNTING")

    def test_is_hidden_from_the_next_commune(self):
        self.assertEqual(self.send(self.country.tam, "reopen").status_code, 404)


class CloseTests(ClosingTestCase):
    def test_shows_the_totals_of_each_kind(self):
        builders.recorded(self.country, self.group, self.session)
        self.send(self.country.lan, "count")

        page = self.look(self.country.lan, "session-close", self.session.pk)

        self.assertEqual(
            [
                (row["kind"], row["count"], row["cash_sum"])
                for row in page.context["kinds"]
            ],
            [("ACCRUAL", 2, 0), ("REPAYMENT", 2, 560_548), ("DEPOSIT", 2, 101_452)],
        )

    def test_seals_the_session(self):
        self.send(self.country.lan, "count")
        builders.till_counted(self.country, self.session)

        page = self.send(self.country.lan, "close")

        self.assertRedirects(page, reverse("session-show", args=[self.session.pk]))
        self.assertEqual(self.state(), "CLOSED")
        self.assertEqual(self.session.seal.posting_count, 2)

    def test_is_refused_before_the_count(self):
        page = self.send(self.country.lan, "close")

        self.assertContains(page, "not in the state", status_code=422)
        self.assertEqual(self.state(), "OPEN")

    def test_closes_once_however_often_it_is_sent(self):
        self.send(self.country.lan, "count")
        builders.till_counted(self.country, self.session)
        self.send(self.country.lan, "close")

        self.assertEqual(self.send(self.country.lan, "close").status_code, 302)

    def test_is_refused_to_who_is_not_of_the_team(self):
        self.send(self.country.lan, "count")
        self.session.team.filter(user=self.country.mai).delete()

        self.assertEqual(self.send(self.country.mai, "close").status_code, 422)
        self.assertEqual(self.state(), "COUNTING")

    def test_leads_to_the_count_while_the_session_is_open(self):
        page = self.look(self.country.lan, "session-close", self.session.pk)

        self.assertRedirects(page, reverse("session-count", args=[self.session.pk]))

    def test_is_hidden_from_the_next_commune(self):
        self.assertEqual(self.send(self.country.tam, "close").status_code, 404)
