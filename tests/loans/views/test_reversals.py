"""Reversals on the page: asked by Lan, agreed or declined by Cúc."""

from datetime import date

from django.urls import reverse

from loans.actions import repayments, reversals
from loans.models import Loan, Posting, ReversalRequest, SignatureAttempt
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import PASSWORD, moment
from tests.sheet_case import APRIL, SheetCase

REASON = "Ghi nhầm số tiền của người khác"
KEY = "019d75f4-0000-7000-8000-000000000001"


class ReversalCase(SheetCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.sheet = builders.recorded(cls.country, cls.group, cls.session)
        cls.posting = cls.sheet.postings.order_by("pk").first()

    def asked(self, **what):
        return reversals.ask_reversal(
            session=self.session,
            reason=REASON,
            by=self.country.lan,
            at=moment(APRIL),
            **(what or {"line": self.sheet.lines.get(number=1)}),
        )

    def at(self, name, reversal):
        return reverse(name, args=[reversal.pk])


class AskTests(ReversalCase):
    def test_shows_what_would_be_undone(self):
        page = self.client.get(self.url("reversal-ask", 1))

        self.assertContains(page, "Lê Thị Nga")
        self.assertContains(page, "280.274")

    def test_asks_for_the_whole_line(self):
        answer = self.client.post(self.url("reversal-ask", 1), {"reason": REASON})

        found = ReversalRequest.objects.get()
        self.assertRedirects(answer, self.at("reversal-show", found))
        self.assertEqual((found.line.number, found.asked_by), (1, self.country.lan))

    def test_refuses_a_reason_that_says_nothing_and_keeps_it(self):
        answer = self.client.post(self.url("reversal-ask", 1), {"reason": "x"})

        self.assertContains(answer, "at least 10 characters", status_code=422)
        self.assertContains(answer, 'value="x"', status_code=422)
        self.assertFalse(ReversalRequest.objects.exists())

    def test_refuses_no_reason_at_all(self):
        answer = self.client.post(self.url("reversal-ask", 1), {"reason": " "})

        self.assertEqual(answer.status_code, 422)

    def test_refuses_to_ask_twice(self):
        self.asked()

        answer = self.client.post(self.url("reversal-ask", 1), {"reason": REASON})

        self.assertContains(answer, "asked for already", status_code=422)

    def test_asks_for_a_single_posting(self):
        url = reverse("posting-reverse", args=[self.posting.pk])

        self.client.post(url, {"reason": REASON})

        self.assertEqual(ReversalRequest.objects.get().posting, self.posting)

    def test_refuses_the_interest_that_was_accrued(self):
        accrual = Posting.objects.filter(kind="ACCRUAL").first()
        url = reverse("posting-reverse", args=[accrual.pk])

        answer = self.client.post(url, {"reason": REASON})

        self.assertContains(answer, "correcting accrual", status_code=422)

    def test_is_refused_to_a_teller_who_left_the_team_and_keeps_the_reason(self):
        self.session.team.update(left_at=moment(APRIL))

        answer = self.client.post(self.url("reversal-ask", 1), {"reason": REASON})

        self.assertContains(answer, "not in the team", status_code=422)
        self.assertContains(answer, REASON, status_code=422)
        self.assertFalse(ReversalRequest.objects.exists())

    def test_is_asked_by_who_may_within_reach(self):
        url = reverse("posting-reverse", args=[self.posting.pk])
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.url("reversal-ask", 1)).status_code, 404)
        self.assertEqual(self.client.get(url).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.client.get(self.url("reversal-ask", 1)).status_code, 403)
        self.assertEqual(self.client.get(url).status_code, 403)


class IndexTests(ReversalCase):
    def test_lists_what_waits_and_what_was_settled(self):
        self.asked()
        settled = self.asked(line=self.sheet.lines.get(number=2))
        reversals.decline_reversal(
            request=settled, by=self.country.cuc, at=moment(APRIL)
        )
        self.client.force_login(self.country.cuc)

        page = self.client.get(reverse("reversal-index"))

        self.assertEqual(len(page.context["waiting"]), 1)
        self.assertEqual(page.context["settled"], [settled])

    def test_takes_no_more_statements_for_more_rows(self):
        self.asked()
        url = reverse("reversal-index")
        self.client.get(url)
        with self.assertNumQueries(5):
            self.client.get(url)
        self.asked(line=self.sheet.lines.get(number=2))

        with self.assertNumQueries(5):
            self.client.get(url)

    def test_hides_from_the_teller_of_the_next_commune(self):
        asked = self.asked()
        self.client.force_login(self.country.tam)

        self.assertNotContains(self.client.get(reverse("reversal-index")), REASON)
        self.assertEqual(
            self.client.get(self.at("reversal-show", asked)).status_code, 404
        )

    def test_is_for_who_may_see_postings(self):
        self.client.force_login(self.country.women)

        self.assertEqual(self.client.get(reverse("reversal-index")).status_code, 403)
        self.assertEqual(self.client.post(reverse("reversal-index")).status_code, 403)


class SettleTests(ReversalCase):
    def setUp(self):
        self.client.force_login(self.country.cuc)
        self.reversal = self.asked()

    def test_shows_the_rows_and_who_asked(self):
        page = self.client.get(self.at("reversal-show", self.reversal))

        self.assertContains(page, REASON)
        self.assertContains(page, "Trần Thị Lan")
        self.assertContains(page, self.at("reversal-agree", self.reversal))

    def test_undoes_the_line_when_agreed(self):
        answer = self.client.post(
            self.at("reversal-agree", self.reversal), {"key": KEY}
        )

        self.assertRedirects(answer, self.at("reversal-show", self.reversal))
        self.assertEqual(Posting.objects.filter(reverses__isnull=False).count(), 2)
        page = self.client.get(self.at("reversal-show", self.reversal))
        self.assertContains(page, "CT 000003/1")
        self.assertContains(page, "Agreed")

    def test_is_agreed_on_an_own_device_by_the_director_of_the_office(self):
        self.client.force_login(self.country.dao)
        page = self.client.get(self.at("reversal-show", self.reversal))
        self.assertContains(page, self.at("reversal-agree", self.reversal))

        self.client.post(self.at("reversal-agree", self.reversal), {"key": KEY})

        rows = Posting.objects.filter(reverses__isnull=False)
        self.assertEqual({row.checked_by for row in rows}, {self.country.dao})

    def test_is_agreed_on_an_own_device_by_a_controller_who_left_the_table(self):
        self.session.team.filter(user=self.country.cuc).update(left_at=moment(APRIL))

        self.client.post(self.at("reversal-agree", self.reversal), {"key": KEY})

        self.assertTrue(Posting.objects.filter(reverses__isnull=False).exists())

    def test_is_out_of_reach_for_who_agrees_elsewhere(self):
        self.country.tam.posts.update(role="CONTROLLER")
        self.client.force_login(self.country.tam)

        for name in ("reversal-agree", "reversal-decline"):
            answer = self.client.post(self.at(name, self.reversal), {"key": KEY})
            self.assertEqual(answer.status_code, 404)

    def test_is_not_offered_where_one_only_reads(self):
        self.country.auditor.posts.create(
            role="CONTROLLER",
            valid_from=self.session.held_on,
            point=self.country.next_point,
        )
        self.client.force_login(self.country.auditor)

        page = self.client.get(self.at("reversal-show", self.reversal))

        self.assertNotContains(page, self.at("reversal-agree", self.reversal))

    def test_undoes_once_however_often_it_is_sent(self):
        url = self.at("reversal-agree", self.reversal)
        self.client.post(url, {"key": KEY})

        answer = self.client.post(url, {"key": KEY})

        self.assertEqual(answer.status_code, 302)
        self.assertEqual(Posting.objects.filter(reverses__isnull=False).count(), 2)

    def test_changes_nothing_when_declined(self):
        self.client.post(self.at("reversal-decline", self.reversal))

        self.assertFalse(Posting.objects.filter(reverses__isnull=False).exists())
        page = self.client.get(self.at("reversal-show", self.reversal))
        self.assertContains(page, "Declined")

    def test_refuses_to_agree_to_what_was_declined(self):
        self.client.post(self.at("reversal-decline", self.reversal))

        answer = self.client.post(
            self.at("reversal-agree", self.reversal), {"key": KEY}
        )

        self.assertContains(answer, "Settled already", status_code=422)

    def test_is_for_a_second_person_within_reach(self):
        agree = self.at("reversal-agree", self.reversal)
        decline = self.at("reversal-decline", self.reversal)
        self.assertEqual(self.client.get(agree).status_code, 405)
        self.assertEqual(self.client.get(decline).status_code, 405)
        self.client.force_login(self.country.lan)
        self.assertEqual(self.client.post(agree, {"key": KEY}).status_code, 403)
        self.assertEqual(self.client.post(decline).status_code, 403)


class LaterSessionTests(ReversalCase):
    """Principal of April, found wrong in May."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.loan = Loan.objects.order_by("pk").first()
        cls.wrong = repayments.repay(
            loan=cls.loan,
            session=cls.session,
            paid={"principal_in_term": 20_000_000},
            key=uuid7(moment(APRIL)),
            by=cls.country.lan,
            at=moment(APRIL),
        )
        builders.closed(cls.country, cls.session)

    def undo(self, posting):
        return reverse("posting-reverse", args=[posting.pk])

    def may(self):
        return builders.session(self.country, date(2026, 5, 10))

    def test_is_asked_for_in_the_open_session_of_the_point(self):
        may = self.may()

        page = self.client.get(self.undo(self.wrong))
        self.client.post(self.undo(self.wrong), {"reason": REASON})

        self.assertContains(page, "a correcting accrual brings the interest")
        self.assertEqual(ReversalRequest.objects.get().session, may)

    def test_says_so_when_no_session_is_open(self):
        answer = self.client.post(self.undo(self.wrong), {"reason": REASON})

        self.assertContains(answer, "No session is open in which", status_code=422)
        self.assertContains(answer, REASON, status_code=422)
        self.assertFalse(ReversalRequest.objects.exists())

    def test_shows_the_correcting_accrual_beside_the_joined_rows(self):
        may = self.may()
        asked = reversals.ask_reversal(
            session=may,
            posting=self.wrong,
            reason=REASON,
            by=self.country.lan,
            at=moment(may.held_on),
        )
        self.client.force_login(self.country.cuc)
        self.client.post(self.at("reversal-agree", asked), {"key": KEY})

        page = self.client.get(self.at("reversal-show", asked))

        self.assertContains(page, "Interest corrected")
        self.assertContains(page, "108.493")
        mirror = Posting.objects.get(reverses=self.wrong)
        for one, other in ((self.wrong, mirror), (mirror, self.wrong)):
            shown = self.client.get(reverse("posting-show", args=[one.pk]))
            self.assertContains(shown, reverse("posting-show", args=[other.pk]))

    def test_lists_what_must_be_reversed_first_with_its_link(self):
        self.may()
        paid_out = Posting.objects.get(kind="DISBURSEMENT", loan=self.loan)

        page = self.client.get(self.undo(paid_out))
        answer = self.client.post(self.undo(paid_out), {"reason": REASON})

        self.assertContains(page, self.undo(self.wrong))
        self.assertContains(answer, "Reverse first", status_code=422)


class SignHereTests(ReversalCase):
    def setUp(self):
        super().setUp()
        self.reversal = self.asked()

    def here(self):
        return self.at("reversal-sign-here", self.reversal)

    def sign(self, **fields):
        return self.client.post(
            self.here(), {"key": KEY, "username": "cuc", "password": PASSWORD, **fields}
        )

    def test_agrees_in_place_in_the_name_of_the_second_person(self):
        answer = self.sign()

        self.assertRedirects(answer, self.at("reversal-show", self.reversal))
        rows = Posting.objects.filter(reverses__isnull=False)
        self.assertEqual(
            {(row.posted_by, row.checked_by, row.checked_way) for row in rows},
            {(self.country.lan, self.country.cuc, "IN_PLACE")},
        )
        kept = SignatureAttempt.objects.get().shown
        self.assertIn(REASON, kept)
        self.assertIn("280.274 đ, hai trăm tám mươi nghìn", kept)

    def test_refuses_a_wrong_password(self):
        answer = self.sign(password="sai")

        self.assertContains(answer, "Tries left: 2", status_code=422)
        self.assertFalse(Posting.objects.filter(reverses__isnull=False).exists())

    def test_refuses_a_second_teller(self):
        answer = self.sign(username="mai")

        self.assertContains(answer, "may not sign this", status_code=422)

    def test_refuses_a_director_who_is_not_of_the_team(self):
        answer = self.sign(username="dao")

        self.assertContains(answer, "may not sign this", status_code=422)

    def test_is_offered_to_who_asked(self):
        page = self.client.get(self.at("reversal-show", self.reversal))
        self.assertContains(page, self.here())
        self.assertContains(self.client.get(self.here()), "280.274")

        self.client.force_login(self.country.mai)
        self.assertEqual(self.client.get(self.here()).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.client.get(self.here()).status_code, 403)
