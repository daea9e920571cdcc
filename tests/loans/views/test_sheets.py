"""The page of a group's sheet: typed, kept, checked, recorded, read for ever."""

import gzip
import re
from datetime import date

from django.test import TestCase
from django.urls import reverse

from loans.models import Posting, SheetDraft
from tests import builders
from tests.cast import Country
from tests.loans.forms.test_sheets import BAD_AMOUNTS
from tests.sheet_case import DUE, HEAD, SheetCase, paid_at_the_counter


class EditTests(SheetCase):
    def test_shows_each_member_with_what_is_due(self):
        page = self.client.get(self.url())

        self.assertContains(page, 'name="interest-1"')
        self.assertContains(page, 'name="interest-2"')
        self.assertContains(page, "280.274")
        self.assertNotContains(page, "readonly")

    def test_keeps_the_whole_sheet_and_goes_to_the_check(self):
        answer = self.post(**DUE, **HEAD)

        self.assertRedirects(answer, self.url("sheet-check"))
        self.assertEqual(self.line().interest, 280_274)

    def test_keeps_the_whole_sheet_and_stays_if_asked_to(self):
        answer = self.post(**{"interest-1": "280.274", "save": "1"})

        self.assertRedirects(answer, self.url())
        self.assertEqual(self.line().interest, 280_274)

    def test_names_every_line_that_is_not_ready(self):
        answer = self.post(**{"interest-2": "999.999", **HEAD})

        self.assertContains(answer, "Line 2 – Phạm Văn Tư – ", status_code=422)
        self.assertContains(answer, 'href="#interest-2"', status_code=422)
        self.assertContains(answer, 'href="#cash_received"', status_code=422)

    def test_keeps_every_bad_amount_as_it_was_typed(self):
        for text in BAD_AMOUNTS:
            with self.subTest(text=text):
                answer = self.post(**{**DUE, "interest-2": text, **HEAD})

                field = answer.content.decode().split('name="interest-2"')[1]
                self.assertEqual(answer.status_code, 422)
                self.assertIn(f'value="{text}"', field.split(">")[0])
                self.assertIn('aria-invalid="true"', field.split(">")[0])
                self.assertEqual(self.line(1).interest, 280_274)
        self.assertFalse(Posting.objects.filter(kind="REPAYMENT").exists())

    def test_shows_both_figures_when_another_window_saved_meanwhile(self):
        self.client.get(self.url())
        self.post("sheet-line", **{"interest-1": "280.274", "version": "0"})

        answer = self.post(**{"interest-1": "100.000", "version": "0"})

        self.assertContains(answer, 'value="100.000"', status_code=422)
        self.assertContains(answer, "saved meanwhile is 280.274", status_code=422)
        self.assertEqual(self.line().interest, 280_274)

    def test_is_read_only_while_another_teller_types(self):
        self.post(**{"interest-1": "280.274", "save": "1"})
        self.client.force_login(self.country.mai)

        page = self.client.get(self.url())

        self.assertContains(page, "readonly")
        self.assertContains(page, self.url("sheet-take"))
        self.assertContains(page, 'value="280.274"')

    def test_is_read_only_for_who_may_only_look(self):
        self.client.get(self.url())
        self.client.force_login(self.country.cuc)

        page = self.client.get(self.url())

        self.assertContains(page, "readonly")
        self.assertNotContains(page, self.url("sheet-take"))

    def test_marks_who_paid_at_the_counter_meanwhile(self):
        self.client.get(self.url())
        paid_at_the_counter(self.country, self.session, amount=80_274)

        page = self.client.get(self.url())

        self.assertContains(page, "paid at the counter 09:00")

    def test_says_that_the_session_is_not_open(self):
        later = builders.prepared_session(self.country, date(2026, 5, 10))

        page = self.client.get(reverse("sheet-edit", args=[later.pk, self.group.pk]))

        self.assertContains(page, "The session is not open.")
        self.assertFalse(SheetDraft.objects.filter(session=later).exists())

    def test_is_not_begun_by_looking_at_it(self):
        self.client.force_login(self.country.auditor)

        page = self.client.get(self.url())

        self.assertContains(page, "Nobody has begun this sheet yet.")
        self.assertFalse(SheetDraft.objects.exists())

    def test_knows_no_group_of_another_point(self):
        elsewhere = builders.group(self.country, is_next=True)

        self.assertEqual(self.client.get(self.url(of=elsewhere)).status_code, 404)

    def test_knows_no_number_that_no_database_holds(self):
        url = reverse("sheet-edit", args=[10**25, 10**25])

        self.assertEqual(self.client.get(url).status_code, 404)
        for name in ("line", "version"):
            with self.subTest(name):
                answer = self.post("sheet-as-due", **{name: "9" * 5000})
                self.assertEqual(answer.status_code, 302)

    def test_hides_from_the_teller_of_the_next_commune(self):
        self.client.force_login(self.country.tam)

        self.assertEqual(self.client.get(self.url()).status_code, 404)
        self.assertEqual(self.post(**DUE).status_code, 404)

    def test_refuses_who_may_not_see_or_not_record(self):
        self.client.force_login(self.country.women)
        self.assertEqual(self.client.get(self.url()).status_code, 403)

        self.client.force_login(self.country.cuc)
        self.assertEqual(self.post(**DUE).status_code, 403)

    def test_has_the_typed_lines_after_signing_in_anew(self):
        self.post("sheet-line", **{"interest-1": "280.274", "version": "0"})
        self.client.get(self.url())
        self.post("sheet-line", **{"interest-1": "280.274"})
        self.client.logout()
        self.assertEqual(self.post("sheet-line", **DUE).status_code, 302)

        self.client.force_login(self.country.lan)

        self.assertContains(self.client.get(self.url()), 'value="280.274"')


class LineTests(SheetCase):
    def setUp(self):
        super().setUp()
        self.client.get(self.url())

    def test_is_kept_as_typed_in_a_few_bytes(self):
        answer = self.post(
            "sheet-line", **{"interest-1": "280.274", "deposit-1": "", "version": "0"}
        )

        self.assertEqual(answer.status_code, 200)
        self.assertEqual(set(answer.json()), {"version", "saved"})
        self.assertLess(len(answer.content), 300)
        self.assertEqual(self.line().interest, 280_274)

    def test_says_what_is_wrong_and_keeps_the_other_fields(self):
        answer = self.post("sheet-line", **{"interest-1": "1,000", "deposit-1": "5000"})

        self.assertEqual(answer.status_code, 422)
        [[name, sentence, offer]] = answer.json()["wrong"]
        self.assertEqual((name, offer), ("interest-1", "1.000"))
        self.assertIn("1,000", sentence)
        self.assertEqual(self.line().deposit, 5000)

    def test_is_refused_to_a_window_that_read_an_older_draft(self):
        self.post("sheet-line", **{"interest-1": "280.274", "version": "0"})

        answer = self.post("sheet-line", **{"interest-1": "1", "version": "0"})

        self.assertEqual(answer.status_code, 422)
        self.assertEqual(answer.json()["code"], "DRAFT_CHANGED_MEANWHILE")
        self.assertEqual(self.line().interest, 280_274)

    def test_is_refused_to_another_teller(self):
        self.post("sheet-line", **{"interest-1": "280.274"})
        self.client.force_login(self.country.mai)

        answer = self.post("sheet-line", **{"interest-1": "1"})

        self.assertEqual(answer.json()["code"], "DRAFT_BELONGS_TO_ANOTHER")
        self.assertEqual(self.line().interest, 280_274)

    def test_may_be_the_head(self):
        self.post("sheet-head", **HEAD)

        self.assertEqual(self.draft().cash_received, 662_000)

    def test_is_posted_by_who_may_record_within_reach(self):
        self.assertEqual(self.client.get(self.url("sheet-line")).status_code, 405)
        self.assertEqual(self.client.get(self.url("sheet-head")).status_code, 405)
        self.client.force_login(self.country.tam)
        self.assertEqual(self.post("sheet-line", **DUE).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.post("sheet-line", **DUE).status_code, 403)


class FillTests(SheetCase):
    def test_puts_what_is_due_on_every_blank_line_and_keeps_what_was_typed(self):
        self.post("sheet-as-due", **{"interest-1": "100.000"})

        self.assertEqual(self.line(1).interest, 100_000)
        self.assertEqual(self.line(2).interest, 280_274)
        self.assertEqual(self.line(2).deposit, 50_726)

    def test_puts_what_is_due_on_the_one_line_asked_for(self):
        self.post("sheet-as-due", line="2")

        self.assertFalse(self.line(1).is_entered)
        self.assertEqual(self.line(2).interest, 280_274)

    def test_marks_the_blank_lines_not_paid(self):
        self.post("sheet-not-paid", **{"interest-1": "100.000"})

        self.assertFalse(self.line(1).is_absent)
        self.assertTrue(self.line(2).is_absent)

    def test_marks_one_line_not_paid_whatever_was_typed_on_it(self):
        self.post("sheet-not-paid", **{**DUE, "line": "1"})

        self.assertTrue(self.line(1).is_absent)
        self.assertIsNone(self.line(1).interest)
        self.assertEqual(self.line(2).interest, 280_274)

    def test_fills_nothing_while_a_field_is_wrong(self):
        answer = self.post("sheet-as-due", **{"interest-1": "x"})

        self.assertContains(answer, 'value="x"', status_code=422)
        self.assertFalse(self.line(2).is_entered)

    def test_is_posted_by_who_may_record_within_reach(self):
        self.assertEqual(self.client.get(self.url("sheet-as-due")).status_code, 405)
        self.assertEqual(self.client.get(self.url("sheet-not-paid")).status_code, 405)
        self.client.force_login(self.country.tam)
        self.assertEqual(self.post("sheet-as-due").status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.post("sheet-not-paid").status_code, 403)


class TakeTests(SheetCase):
    def test_gives_the_draft_with_its_lines_to_who_takes_it_over(self):
        self.post(**{"interest-1": "280.274", "save": "1"})
        self.client.force_login(self.country.mai)

        answer = self.post("sheet-take")

        self.assertRedirects(answer, self.url())
        self.assertEqual(self.draft().owner, self.country.mai)
        self.assertEqual(self.line().interest, 280_274)

    def test_is_for_the_team_only(self):
        self.post(**{"interest-1": "280.274", "save": "1"})
        self.session.team.filter(user=self.country.mai).delete()
        self.client.force_login(self.country.mai)

        self.assertEqual(self.post("sheet-take").status_code, 422)
        self.assertEqual(self.draft().owner, self.country.lan)

    def test_is_posted_by_who_may_record_within_reach(self):
        self.client.get(self.url())
        self.assertEqual(self.client.get(self.url("sheet-take")).status_code, 405)
        self.client.force_login(self.country.tam)
        self.assertEqual(self.post("sheet-take").status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.post("sheet-take").status_code, 403)


class CostTests(TestCase):
    """On the line of a commune: few bytes, and no more statements for more members."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.groups = {}
        for day, size in ((10, 3), (11, 12), (12, 40)):
            cls.groups[size] = builders.running_group(
                cls.country, size=size, start=date(2026, 3, day)
            )
        cls.session = builders.session(cls.country, date(2026, 4, 12))

    def setUp(self):
        self.client.force_login(self.country.lan)
        for size in self.groups:
            self.client.get(self.url(size))

    def url(self, size):
        return reverse("sheet-edit", args=[self.session.pk, self.groups[size].pk])

    def test_takes_eleven_statements_however_many_members(self):
        with self.assertNumQueries(11):
            self.client.get(self.url(3))
        with self.assertNumQueries(11):
            self.client.get(self.url(12))

    def test_weighs_no_more_than_25_kilobytes_with_40_members(self):
        page = self.client.get(self.url(40))

        self.assertEqual(len(re.findall(rb'name="interest-\d+"', page.content)), 40)
        self.assertLess(len(gzip.compress(page.content)), 25_000)
