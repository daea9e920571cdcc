"""The ledger on the page: a list by key, and each row in words and in columns."""

from django.urls import reverse

from loans.models import Posting
from tests import builders
from tests.sheet_case import SheetCase


class PostingCase(SheetCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.sheet = builders.recorded(cls.country, cls.group, cls.session)
        cls.posting = cls.sheet.postings.order_by("pk").first()

    def show(self, posting):
        return self.client.get(reverse("posting-show", args=[posting.pk]))

    def list(self, **wanted):
        return self.client.get(reverse("posting-index"), wanted)


class IndexTests(PostingCase):
    def test_lists_the_latest_first(self):
        page = self.list()

        keys = [posting.pk for posting, _amount in page.context["rows"]]
        self.assertEqual(len(keys), 8)
        self.assertEqual(keys, sorted(keys, reverse=True))

    def test_lists_one_day_and_one_kind(self):
        page = self.list(value_date="10/04/2026", kind="DEPOSIT")

        kinds = {posting.kind for posting, _amount in page.context["rows"]}
        self.assertEqual(kinds, {"DEPOSIT"})
        self.assertEqual(len(page.context["rows"]), 2)

    def test_says_why_it_is_empty(self):
        self.assertContains(self.list(value_date="11/04/2026"), "No rows because")

    def test_refuses_a_day_that_does_not_exist(self):
        self.assertContains(
            self.list(value_date="31/04/2026"), "31/04/2026", status_code=422
        )

    def test_goes_on_from_the_row_that_was_last(self):
        last = Posting.objects.order_by("pk")[3]

        page = self.list(before=last.pk)

        self.assertEqual(len(page.context["rows"]), 3)

    def test_takes_no_more_statements_for_more_rows(self):
        self.list()

        with self.assertNumQueries(4):
            self.list(kind="DEPOSIT")
        with self.assertNumQueries(4):
            self.list()

    def test_is_for_who_may_see_postings_within_reach(self):
        self.client.force_login(self.country.tam)
        self.assertEqual(self.list().context["rows"], [])
        self.client.force_login(self.country.women)
        self.assertEqual(self.list().status_code, 403)
        self.client.force_login(self.country.lan)
        self.assertEqual(self.client.post(reverse("posting-index")).status_code, 405)


class ShowTests(PostingCase):
    def test_says_the_amount_in_words_and_the_accounts_it_moved(self):
        page = self.show(self.posting)

        self.assertContains(page, "hai trăm tám mươi nghìn hai trăm bảy mươi bốn đồng")
        self.assertContains(page, "Cash of the session")
        self.assertContains(page, "Interest in term, receivable")
        self.assertContains(page, "Trần Thị Lan")

    def test_opens_into_the_sheet_that_it_came_from(self):
        self.assertContains(self.show(self.posting), self.url())

    def test_opens_an_accrual_into_days_balance_and_rate(self):
        page = self.show(Posting.objects.filter(kind="ACCRUAL").first())

        self.assertContains(page, '<td class="num">31</td>')
        self.assertContains(page, "50.000.000")
        self.assertContains(page, "280.273,97")

    def test_offers_no_reversal_of_an_accrual(self):
        accrual = Posting.objects.filter(kind="ACCRUAL").first()

        self.assertContains(
            self.show(self.posting), reverse("posting-reverse", args=[self.posting.pk])
        )
        self.assertNotContains(
            self.show(accrual), reverse("posting-reverse", args=[accrual.pk])
        )

    def test_names_both_people_of_a_disbursement(self):
        page = self.show(Posting.objects.filter(kind="DISBURSEMENT").first())

        self.assertContains(page, "Trần Thị Lan")
        self.assertContains(page, "Đỗ Thị Cúc")

    def test_is_for_who_may_see_postings_within_reach(self):
        self.client.force_login(self.country.tam)
        self.assertEqual(self.show(self.posting).status_code, 404)
        self.client.force_login(self.country.women)
        self.assertEqual(self.show(self.posting).status_code, 403)
        self.client.force_login(self.country.lan)
        url = reverse("posting-show", args=[self.posting.pk])
        self.assertEqual(self.client.post(url).status_code, 405)
