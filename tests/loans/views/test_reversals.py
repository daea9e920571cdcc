"""Reversals on the page: asked by Lan, agreed or declined by Cúc."""

from django.urls import reverse

from loans.actions import reversals
from loans.models import Posting, ReversalRequest
from tests import builders
from tests.cast import moment
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
        self.assertContains(answer, ">\nx</textarea>", status_code=422)
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
        with self.assertNumQueries(6):
            self.client.get(url)
        self.asked(line=self.sheet.lines.get(number=2))

        with self.assertNumQueries(6):
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
