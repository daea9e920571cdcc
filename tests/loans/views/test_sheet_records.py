"""The last steps of a sheet: checked, recorded once, and read for ever."""

from datetime import date

from django.test import TestCase
from django.urls import reverse

from loans.actions import reversals
from loans.models import GroupSheet, Posting
from tests import builders
from tests.cast import Country, moment
from tests.sheet_case import APRIL, DUE, HEAD, SheetCase, paid_at_the_counter


class CheckTests(SheetCase):
    def ready(self, **more):
        self.post(**{**DUE, **HEAD, **more})

    def test_says_the_totals_in_figures_and_in_words(self):
        self.ready()

        page = self.client.get(self.url("sheet-check"))

        self.assertContains(page, "662.000")
        self.assertContains(page, "sáu trăm sáu mươi hai nghìn đồng")
        self.assertContains(page, 'name="key"')

    def test_lists_the_exceptions_only(self):
        self.ready(
            **{"interest-2": "", "deposit-2": "", "absent-2": "1"},
            cash_received="331.000",
        )

        page = self.client.get(self.url("sheet-check"))

        first, second = (one.full_name for one in builders.members(self.group))
        self.assertContains(page, second)
        self.assertNotContains(page, f'<th scope="row">{first}')

    def test_refuses_what_is_not_ready(self):
        self.ready(cash_received="650.000")

        page = self.client.get(self.url("sheet-check"))

        self.assertContains(page, "short by 12.000", status_code=422)

    def test_is_for_who_may_record_within_reach(self):
        self.ready()
        self.assertEqual(self.client.post(self.url("sheet-check")).status_code, 405)
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.url("sheet-check")).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.client.get(self.url("sheet-check")).status_code, 403)


class RecordTests(SheetCase):
    KEY = "019d75f4-0000-7000-8000-000000000001"
    OTHER_KEY = "019d75f4-0000-7000-8000-000000000002"

    def setUp(self):
        super().setUp()
        self.post(**DUE, **HEAD)

    def record(self, key=KEY, **more):
        return self.post("sheet-record", key=key, **more)

    def test_posts_the_sheet_and_stamps_it(self):
        answer = self.record(version=self.draft().version)

        self.assertRedirects(answer, self.url())
        page = self.client.get(self.url())
        self.assertContains(page, "CT 000002")
        self.assertEqual(Posting.objects.filter(sheet__isnull=False).count(), 4)

    def test_shows_the_same_receipt_when_it_is_sent_again(self):
        self.record()

        answer = self.record()

        self.assertRedirects(answer, self.url())
        self.assertEqual(GroupSheet.objects.count(), 1)

    def test_says_by_whom_it_was_recorded_before_from_another_window(self):
        self.record()

        answer = self.record(self.OTHER_KEY)

        self.assertContains(answer, "by Trần Thị Lan; nothing added.", status_code=422)
        self.assertContains(answer, "CT 000002", status_code=422)
        self.assertEqual(GroupSheet.objects.count(), 1)

    def test_refuses_a_draft_that_changed_after_the_check(self):
        version = self.draft().version
        self.post("sheet-line", **{"interest-1": "100.000"})

        answer = self.record(version=version)

        self.assertContains(answer, "Changed in another window", status_code=422)
        self.assertFalse(GroupSheet.objects.exists())

    def test_refuses_what_a_payment_at_the_counter_made_too_much(self):
        paid_at_the_counter(self.country, self.session, amount=80_274)

        answer = self.record()

        self.assertContains(answer, "More than the 200.000 owed.", status_code=422)
        self.assertContains(answer, "paid at the counter 09:00", status_code=422)
        self.assertFalse(GroupSheet.objects.exists())

    def test_refuses_whoever_left_the_team_and_keeps_the_draft(self):
        self.session.team.filter(user=self.country.lan).update(left_at=moment(APRIL))

        answer = self.record()

        self.assertContains(answer, "not in the team", status_code=422)
        self.assertEqual(self.line().interest, 280_274)

    def test_refuses_a_sheet_that_another_took_over(self):
        self.client.force_login(self.country.mai)
        self.post("sheet-take")
        self.client.force_login(self.country.lan)

        answer = self.record()

        self.assertContains(answer, "Take it over first.", status_code=422)
        self.assertFalse(GroupSheet.objects.exists())

    def test_needs_the_key_of_its_form(self):
        self.assertEqual(self.record("no key").status_code, 400)

    def test_is_posted_by_who_may_record_within_reach(self):
        self.assertEqual(self.client.get(self.url("sheet-record")).status_code, 405)
        self.client.force_login(self.country.tam)
        self.assertEqual(self.record().status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.record().status_code, 403)


class RecordedSheetTests(SheetCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.sheet = builders.recorded(cls.country, cls.group, cls.session)

    def test_links_each_line_to_its_postings(self):
        page = self.client.get(self.url())

        for posting in Posting.objects.filter(sheet=self.sheet):
            self.assertContains(page, reverse("posting-show", args=[posting.pk]))

    def test_links_no_posting_for_who_may_not_see_them(self):
        self.client.force_login(self.country.son)

        page = self.client.get(self.url())

        self.assertNotContains(page, 'href="/postings/')
        self.assertEqual(self.client.get(reverse("posting-index")).status_code, 403)

    def test_offers_the_next_group_that_waits(self):
        waiting = builders.group(self.country)

        page = self.client.get(self.url())

        self.assertContains(page, self.url(of=waiting))

    def test_cannot_be_typed_on_any_more(self):
        answer = self.post(**DUE, **HEAD)

        self.assertContains(answer, "nothing added.", status_code=422)
        self.assertNotContains(answer, 'name="interest-1"', status_code=422)

    def test_says_of_which_line_a_reversal_is_asked_for(self):
        reversals.ask_reversal(
            session=self.session,
            line=self.sheet.lines.get(number=1),
            reason="Ghi nhầm người nộp",
            by=self.country.lan,
            at=moment(APRIL),
        )

        page = self.client.get(self.url())

        self.assertContains(page, reverse("reversal-index"))
        self.assertNotContains(page, self.url("reversal-ask", 1))
        self.assertContains(page, self.url("reversal-ask", 2))

    def test_hides_from_the_teller_of_the_next_commune(self):
        self.client.force_login(self.country.tam)

        self.assertEqual(self.client.get(self.url()).status_code, 404)


class RecordedSheetCostTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        small = builders.running_group(cls.country, size=3, start=date(2026, 3, 10))
        large = builders.running_group(cls.country, size=12, start=date(2026, 3, 11))
        session = builders.session(cls.country, APRIL)
        cls.sheets = [
            builders.recorded(cls.country, group, session) for group in (small, large)
        ]

    def test_takes_no_more_statements_for_more_lines(self):
        self.client.force_login(self.country.lan)
        small, large = (
            reverse("sheet-edit", args=[sheet.session_id, sheet.group_id])
            for sheet in self.sheets
        )
        self.client.get(small)

        with self.assertNumQueries(9):
            self.client.get(small)
        with self.assertNumQueries(9):
            self.client.get(large)


class ExplanationTests(SheetCase):
    def test_reckons_the_interest_of_a_line_from_days_balance_and_rate(self):
        self.client.get(self.url())

        page = self.client.get(self.url("sheet-explain", 1))

        self.assertContains(page, "10/03/2026")
        self.assertContains(page, '<td class="num">31</td>')
        self.assertContains(page, "280.273,97")
        self.assertContains(page, "280.274")

    def test_is_a_part_of_a_page_for_the_script(self):
        self.client.get(self.url())

        part = self.client.get(
            self.url("sheet-explain", 1), headers={"HX-Request": "1"}
        )

        self.assertNotContains(part, "<html")

    def test_knows_no_line_that_is_not_there(self):
        self.client.get(self.url())

        self.assertEqual(self.client.get(self.url("sheet-explain", 9)).status_code, 404)

    def test_is_read_within_reach(self):
        self.assertEqual(
            self.client.post(self.url("sheet-explain", 1)).status_code, 405
        )
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.url("sheet-explain", 1)).status_code, 404)
        self.client.force_login(self.country.women)
        self.assertEqual(self.client.get(self.url("sheet-explain", 1)).status_code, 403)
