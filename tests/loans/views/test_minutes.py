"""Minutes of a session on paper, its later corrections, and the report of a loss."""

from datetime import date

from django.urls import reverse

from loans.actions import reversals, sessions
from loans.models import Posting, Session
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import moment
from tests.loans.views.reading import EnglishTestCase

APRIL, MAY = date(2026, 4, 10), date(2026, 5, 10)


class MinutesTests(EnglishTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=2)
        opened = builders.session(cls.country, APRIL)
        builders.recorded(cls.country, cls.group, opened)
        cls.session = builders.closed(cls.country, opened)

    def minutes(self, who=None):
        return self.look(who or self.country.lan, "session-minutes", self.session.pk)

    def corrected(self):
        """A deposit of April undone in May by Lan and Cúc."""
        later = builders.session(self.country, MAY)
        posting = Posting.objects.filter(session=self.session, kind="DEPOSIT").first()
        at = moment(MAY)
        asked = reversals.ask_reversal(
            session=later,
            posting=posting,
            reason="Ghi nhầm sổ của người khác",
            by=self.country.lan,
            at=at,
        )
        reversals.agree_reversal(
            request=asked, key=uuid7(at), by=self.country.cuc, at=at
        )

    def test_show_seal_cash_kinds_groups_and_team(self):
        page = self.minutes()

        for text in (
            self.session.seal.short,
            "10.000.662.000",
            "Deposit",
            self.group.code,
            "Trần Thị Lan",
            "Đỗ Thị Cúc",
        ):
            with self.subTest(text):
                self.assertContains(page, text)

    def test_print_the_closing_papers_in_one(self):
        address = reverse("document-closing-set", args=[self.session.pk])

        self.assertContains(self.minutes(), f'href="{address}"')
        response = self.look(self.country.lan, "document-closing-set", self.session.pk)
        self.assertEqual(response["Content-Type"], "application/pdf")

    def test_are_not_printed_before_the_close(self):
        later = builders.session(self.country, MAY)

        response = self.look(self.country.lan, "document-closing-set", later.pk)

        self.assertContains(response, "The session is not closed", status_code=422)

    def test_show_what_was_corrected_since(self):
        self.assertNotContains(self.minutes(), "Later corrections")

        self.corrected()

        page = self.minutes()
        self.assertContains(page, "Ghi nhầm sổ của người khác")
        [row] = page.context["corrections"]
        self.assertEqual((row.value_date, row.cash), (MAY, -50_726))

    def test_leave_the_seal_as_it_was(self):
        before = self.session.seal.digest

        self.corrected()

        session = Session.objects.get(pk=self.session.pk)
        self.assertEqual(session.seal.digest, before)

    def test_are_joined_by_corrections_on_the_closed_desk(self):
        self.corrected()

        page = self.look(self.country.lan, "session-show", self.session.pk)

        self.assertContains(page, "Later corrections")

    def test_are_none_before_the_count(self):
        opened = builders.session(self.country, MAY)

        page = self.look(self.country.lan, "session-minutes", opened.pk)

        self.assertRedirects(page, reverse("session-show", args=[opened.pk]))

    def test_are_no_minutes_before_the_seal(self):
        opened = builders.session(self.country, MAY)
        sessions.begin_count(session=opened, by=self.country.lan, at=moment(MAY, 5))
        builders.till_counted(self.country, opened)

        page = self.look(self.country.lan, "session-minutes", opened.pk)

        self.assertContains(page, "no minutes before the seal")

    def test_need_as_many_statements_for_more_groups(self):
        few = self.statements(self.country.lan, "session-minutes", self.session.pk)
        for size in (2, 4):
            builders.group(self.country, size=size)

        many = self.statements(self.country.lan, "session-minutes", self.session.pk)

        self.assertEqual(many, few)

    def test_are_hidden_from_the_next_commune(self):
        self.assertEqual(self.minutes(self.country.tam).status_code, 404)

    def test_are_refused_to_who_may_not_see_postings(self):
        self.assertEqual(self.minutes(self.country.women).status_code, 403)


class ReportTests(EnglishTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.session = builders.session(cls.country, APRIL)
        sessions.begin_count(
            session=cls.session, by=cls.country.lan, at=moment(APRIL, 5)
        )

    def lost(self, amount=60_000_000):
        builders.till_counted(self.country, self.session, short=amount)

    def report(self, who=None, note="Gọi điện cho Giám đốc chi nhánh"):
        self.client.force_login(who or self.country.hung)
        url = reverse("cash-report", args=[self.session.pk])
        return self.client.post(url, {"note": note})

    def test_is_a_task_with_its_deadline_until_it_is_made(self):
        self.lost()

        page = self.look(self.country.hung, "home")
        self.assertContains(page, "Report a loss of cash within 12 hours")
        self.assertContains(page, "11/04/2026 00:00")

        self.report()
        due = self.look(self.country.hung, "home").context["next"]
        self.assertNotIn("loss", str(due and due.verb))

    def test_is_shown_to_the_director_too(self):
        self.lost()

        page = self.look(self.country.dao, "home")

        self.assertContains(page, reverse("cash-report", args=[self.session.pk]))

    def test_is_kept_once(self):
        self.lost()
        self.report()

        self.assertContains(self.report(), "Reported already", status_code=422)

    def test_says_who_was_told(self):
        self.lost()

        self.assertContains(self.report(note="rồi"), "10 characters", status_code=422)

    def test_is_for_a_large_loss_alone(self):
        self.lost(1000)

        self.assertEqual(self.report().status_code, 404)

    def test_is_refused_to_the_teller(self):
        self.lost()

        self.assertEqual(self.report(self.country.lan).status_code, 403)
