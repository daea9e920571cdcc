from datetime import date

from django.urls import reverse

from loans.actions import prepared, reversals
from loans.models import Attempt, CashClosing, Posting, SignatureAttempt
from loans.reports.session_day import session_report
from programmes.models import AuditEvent
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import PASSWORD, moment
from tests.loans.views.reading import EnglishTestCase

APRIL = date(2026, 4, 10)
AT = moment(APRIL, 4)


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

    def till(self, step="sign", who=None, **typed):
        """Lan sends what she counted, with Cúc's password."""
        fields = {
            "key": uuid7(AT),
            "step": step,
            "note-500000": "20.000",
            "signer": self.country.cuc.pk,
            "password": PASSWORD,
            **typed,
        }
        return self.send(who or self.country.lan, "till", **fields)

    def closing(self):
        return CashClosing.objects.get(session=self.session)


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

    def test_lists_acts_that_wait_with_the_way_there_and_is_refused(self):
        person = builders.person(self.country, "Võ Minh")
        loan = builders.loan(self.country, person, disburse_on=APRIL)
        prepared.prepare_disbursement(
            loan=loan,
            session=self.session,
            by=self.country.lan,
            at=AT,
            is_present=True,
            has_identity=True,
            has_passbook=True,
        )

        page = self.look(self.country.lan, "session-count", self.session.pk)

        [(act, url)] = page.context["acts"]
        self.assertEqual((act.loan, act.amount), (loan, 50_000_000))
        self.assertContains(page, f'href="{url}"')
        refused = self.send(self.country.lan, "count")
        self.assertContains(refused, "Still waiting: 1 acts", status_code=422)
        self.assertEqual(Attempt.objects.get().code, "ACTS_WAIT")

    def test_lists_reversals_that_wait(self):
        builders.recorded(self.country, self.group, self.session)
        asked = reversals.ask_reversal(
            session=self.session,
            posting=Posting.objects.filter(kind="DEPOSIT").latest("pk"),
            reason="Ghi nhầm số tiền gửi",
            by=self.country.lan,
            at=AT,
        )

        page = self.look(self.country.lan, "session-count", self.session.pk)

        self.assertContains(page, reverse("reversal-show", args=[asked.pk]))

    def test_keeps_who_began_it(self):
        self.send(self.country.lan, "count")

        event = AuditEvent.objects.filter(verb="count").latest("pk")
        self.assertEqual((event.after, event.by), ("COUNTING", self.country.lan))

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
        self.assertEqual(Attempt.objects.get().act, "reopen_session")

    def test_is_refused_to_who_is_not_of_the_team(self):
        self.send(self.country.lan, "count")
        self.session.team.filter(user=self.country.mai).delete()

        page = self.send(self.country.mai, "reopen", reason="Tổ 0122 đến muộn")

        self.assertEqual(page.status_code, 422)
        self.assertEqual(self.state(), "COUNTING")

    def test_is_hidden_from_the_next_commune(self):
        self.assertEqual(self.send(self.country.tam, "reopen").status_code, 404)


class TillTests(ClosingTestCase):
    """Steps 2 and 3 of the close: counted, compared, signed."""

    def setUp(self):
        self.send(self.country.lan, "count")

    def test_is_compared_before_anybody_signs(self):
        page = self.till("check", **{"note-500000": "19.999"})

        self.assertContains(page, "Short by 500.000 đ")
        self.assertFalse(CashClosing.objects.filter(session=self.session).exists())

    def test_shows_the_last_postings_in_cash_beside_a_difference_alone(self):
        self.send(self.country.lan, "reopen", reason="Tổ 0122 đến muộn")
        builders.recorded(self.country, self.group, self.session)
        self.send(self.country.lan, "count")
        even = {"note-200000": "3", "note-50000": "1", "note-10000": "1"}
        even |= {"note-2000": "1"}

        self.assertEqual(
            [
                len(self.till("check", **typed).context["latest"])
                for typed in (even, {"note-1000": "1"})
            ],
            [0, 4],
        )

    def test_may_be_counted_again_with_what_was_typed(self):
        page = self.till("again", **{"note-1000": "7"})

        self.assertEqual(page.context["step"], 2)
        self.assertContains(page, 'value="20.000"')

    def test_is_kept_once_the_controller_signs(self):
        page = self.till()

        self.assertRedirects(page, reverse("session-close", args=[self.session.pk]))
        kept = self.closing()
        self.assertEqual(
            (kept.handed_over, kept.difference, kept.teller, kept.controller),
            (10_000_000_000, 0, self.country.lan, self.country.cuc),
        )

    def test_is_refused_without_a_reason_for_a_difference(self):
        for reason in ("", "không rõ"):
            with self.subTest(reason):
                page = self.till(**{"note-500000": "19.999"}, reason=reason)

                self.assertEqual(page.status_code, 422)
                self.assertIn("reason", page.context["difference"].errors)
        self.assertFalse(CashClosing.objects.filter(session=self.session).exists())

    def test_without_a_reason_is_kept_as_refused_and_nobody_has_signed(self):
        key = uuid7(AT)

        page = self.till(**{"note-500000": "19.999"}, reason="", key=key)

        self.assertContains(page, "Short by 500.000: give the reason", status_code=422)
        kept = Attempt.objects.get()
        self.assertEqual(
            (kept.act, kept.code, kept.by, kept.key),
            ("close_till", "DIFFERENCE_WITHOUT_REASON", self.country.lan, key),
        )
        self.assertFalse(SignatureAttempt.objects.exists())

    def test_stands_in_the_report_of_the_day_wrong_and_right(self):
        self.till(**{"note-500000": "19.999"}, reason="")
        self.till()

        told = "\n".join(session_report(self.session))

        self.assertIn("REFUSED close_till by Trần Thị Lan", told)
        self.assertIn("Short by 500.000", told)
        self.assertIn("CLOSING 10.000.000.000, book 10.000.000.000, even", told)

    def test_is_kept_with_a_reason_for_a_difference(self):
        self.till(**{"note-500000": "19.999"}, reason="Trả nhầm tiền cho khách")

        self.assertEqual(
            (self.closing().difference, self.closing().reason),
            (500_000, "Trả nhầm tiền cho khách"),
        )

    def test_starts_the_report_of_a_large_loss(self):
        self.till(**{"note-500000": "19.900"}, reason="Mất một bọc tiền trên đường")

        page = self.look(self.country.lan, "session-close", self.session.pk)

        self.assertContains(page, "A loss of this size is reported by")

    def test_is_refused_with_a_wrong_password(self):
        page = self.till(password="sai")

        self.assertContains(page, "Tries left: 2", status_code=422)
        self.assertFalse(CashClosing.objects.filter(session=self.session).exists())

    def test_is_signed_by_nobody_but_the_controller(self):
        for who in (self.country.hung, self.country.mai, self.country.lan):
            with self.subTest(who):
                self.assertEqual(self.till(signer=who.pk).status_code, 422)
        self.assertFalse(CashClosing.objects.filter(session=self.session).exists())

    def test_is_refused_when_nothing_is_counted(self):
        page = self.till(**{"note-500000": ""})

        self.assertContains(page, "Nothing is counted", status_code=422)

    def test_is_refused_while_the_session_is_open(self):
        self.send(self.country.lan, "reopen", reason="Tổ 0122 đến muộn")

        self.assertEqual(self.till().status_code, 422)
        self.assertEqual(Attempt.objects.get().code, "NOT_COUNTING")

    def test_keeps_the_session_from_going_back(self):
        self.till()

        page = self.send(self.country.lan, "reopen", reason="Tổ 0122 đến muộn")

        self.assertContains(page, "signed by two people", status_code=422)

    def test_is_left_to_the_teller_by_the_leader(self):
        page = self.look(self.country.hung, "session-close", self.session.pk)

        self.assertContains(page, "A teller of the team counts the cash")
        self.assertEqual(self.till(who=self.country.hung).status_code, 403)

    def test_is_posted_only(self):
        page = self.look(self.country.lan, "session-till", self.session.pk)

        self.assertEqual(page.status_code, 405)

    def test_is_hidden_from_the_next_commune(self):
        self.assertEqual(self.till(who=self.country.tam).status_code, 404)


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

    def test_is_refused_before_the_till_is_signed(self):
        self.send(self.country.lan, "count")

        page = self.send(self.country.lan, "close")

        self.assertContains(page, "Count the cash and sign", status_code=422)
        self.assertEqual(self.state(), "COUNTING")

    def test_takes_the_leaders_note_where_it_is_given(self):
        self.send(self.country.lan, "count")
        self.till()
        leader = {"leader-signer": self.country.hung.pk, "leader-code": ""}

        refused = self.send(
            self.country.lan, "close", **leader, **{"leader-password": "sai"}
        )
        self.assertContains(refused, "Tries left: 2", status_code=422)
        self.assertEqual(self.state(), "COUNTING")

        self.send(self.country.lan, "close", **leader, **{"leader-password": PASSWORD})
        self.assertEqual(self.state(), "CLOSED")
        noted = SignatureAttempt.objects.get(signer=self.country.hung)
        self.assertEqual(noted.subject, f"CLOSE|{self.session.pk}")

    def test_shows_seal_and_minutes_afterwards_and_no_way_back(self):
        self.send(self.country.lan, "count")
        self.till()
        self.send(self.country.lan, "close")

        page = self.look(self.country.lan, "session-show", self.session.pk)

        self.session.refresh_from_db()
        self.assertContains(page, self.session.seal.short)
        self.assertContains(page, reverse("session-minutes", args=[self.session.pk]))
        self.assertNotContains(page, reverse("session-reopen", args=[self.session.pk]))
        for verb in ("count", "reopen", "close", "till"):
            with self.subTest(verb):
                self.send(self.country.lan, verb, reason="Tổ 0122 đến muộn")
                self.assertEqual(self.state(), "CLOSED")

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
