"""13/TD on paper: the blank of the day before, and the sheet as recorded."""

from datetime import date, timedelta

from django.test import TestCase
from django.utils import translation

from loans.actions import drafts, sessions, sheets
from loans.actions.refusals import Refused
from loans.documents.sheet_13td import SHEET_13TD
from loans.models import Printing, SheetDraft
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.loans.documents.papers import page_texts, text_of
from tests.refusing import RefusingMixin, add_again

APRIL = date(2026, 4, 10)
DAY_BEFORE = moment(APRIL - timedelta(days=1), 9)


class PaperTestCase(TestCase):
    size = 2

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=cls.size)
        cls.session = builders.prepared_session(cls.country, APRIL)

    def print_out(self, *groups, at=DAY_BEFORE):
        return SHEET_13TD.pdf(
            session=self.session,
            groups=groups or [self.group],
            by=self.country.son,
            at=at,
        )

    def record(self):
        self.session = sessions.open_session(
            session=self.session, by=self.country.hung, at=moment(APRIL, 1)
        )
        return builders.recorded(self.country, self.group, self.session)

    def printed(self):
        return SHEET_13TD.context(Printing.objects.order_by("pk").last())


class BlankTests(PaperTestCase):
    def test_names_the_form_the_group_and_the_day(self):
        text = text_of(self.print_out())

        for said in (
            "Mẫu số: 13/TD",
            "BẢNG KÊ LÃI PHẢI THU, LÃI THỰC THU, TIỀN GỬI TỔ VIÊN",
            "Tháng 04/2026",
            "Phiên giao dịch ngày 10/04/2026",
            "Thôn Trường Định",
            "Xã Tịnh Khê",
            "Tỉnh Quảng Ngãi",
            self.group.code,
            self.group.collection_contracts.get().number,
            "Lê Thị Nga",
            "Phạm Văn Tư",
        ):
            with self.subTest(said=said):
                self.assertIn(said, text)

    def test_asks_for_interest_and_offers_whole_thousands(self):
        self.print_out()

        printed = self.printed()

        self.assertEqual([line["due"] for line in printed["lines"]], [280_274, 280_274])
        self.assertEqual(
            printed["lines"][0]["received"],
            {
                "interest": 280_274,
                "deposit": 50_726,
                "interest_from_savings": 0,
                "principal_from_savings": 0,
                "cash": 331_000,
            },
        )
        self.assertEqual(printed["totals"]["due"], 560_548)
        self.assertEqual(printed["offered"]["cash"], 662_000)

    def test_leaves_what_was_received_to_be_written(self):
        text = text_of(self.print_out())

        self.assertIn("Bằng chữ: .", text)
        self.assertNotIn("ĐÃ GHI SỔ", text)
        self.assertNotIn("None", text)

    def test_freezes_the_numbers_of_its_lines(self):
        self.print_out()

        draft = SheetDraft.objects.get(session=self.session, group=self.group)
        self.assertEqual(draft.printed_at, DAY_BEFORE)

    def test_speaks_vietnamese_to_a_reader_of_english(self):
        with translation.override("en"):
            text = text_of(self.print_out())

        self.assertIn("TỔ TRƯỞNG TỔ TK&VV", text)
        self.assertIn("Xã Tịnh Khê", text)

    def test_tells_of_each_loan_of_who_has_several(self):
        first = builders.members(self.group)[0]
        with_two = builders.session(self.country, date(2026, 3, 11))
        second = builders.loan(
            self.country,
            first,
            of=self.group,
            programme="WATER",
            amount=25_000_000,
            disburse_on=date(2026, 3, 11),
        )
        builders.disbursed(self.country, with_two, second)
        builders.closed(self.country, with_two)

        text = text_of(self.print_out())

        line = self.printed()["lines"][0]
        self.assertIn("2 món", text)
        self.assertEqual(
            [loan["outstanding"] for loan in line["loans"]], [50_000_000, 25_000_000]
        )
        self.assertEqual(line["outstanding"], 75_000_000)
        self.assertEqual(line["due"], sum(loan["due"] for loan in line["loans"]))

    def test_says_what_of_the_principal_is_due(self):
        # A year on, the first of five yearly instalments is due.
        next_year = builders.prepared_session(self.country, date(2027, 3, 10))
        self.session = next_year

        text = text_of(self.print_out())

        self.assertIn("Gốc đến hạn 10.000.000", text)

    def test_carries_the_odd_dong_of_who_does_not_save(self):
        group = builders.running_group(
            self.country, size=1, start=date(2026, 3, 11), has_accounts=False
        )
        self.session = builders.prepared_session(self.country, date(2026, 4, 11))

        text = text_of(self.print_out(group))

        line = self.printed()["lines"][0]
        self.assertEqual((line["due"], line["received"]["cash"]), (280_274, 280_000))
        self.assertIn("Lẻ 274 chuyển kỳ sau", text)

    def test_is_refused_where_nobody_owes_or_saves(self):
        empty = builders.group(self.country, size=1, has_accounts=False)

        with self.assertRaises(Refused) as refused:
            self.print_out(empty)

        self.assertEqual(refused.exception.code, "NOTHING_TO_PRINT")
        self.assertFalse(Printing.objects.exists())


class RecordedTests(PaperTestCase):
    def test_says_when_it_was_recorded_and_under_which_number(self):
        sheet = self.record()

        text = text_of(self.print_out(at=moment(APRIL, 4)))

        self.assertIn(f"ĐÃ GHI SỔ 09:00 10/04/2026 CT {sheet.voucher_number:06d}", text)
        self.assertIn("Số tổ viên nộp: 2/2", text)
        first, second = sheet.postings.order_by("pk")[:2]
        self.assertIn(f"BT {first.pk}, {second.pk}", text)

    def test_says_the_cash_in_figures_and_words(self):
        self.record()

        text = text_of(self.print_out())

        self.assertIn("662.000 đồng", text)
        self.assertIn("Sáu trăm sáu mươi hai nghìn đồng", text)

    def test_shows_what_was_owed_before_it_was_paid(self):
        self.record()
        self.print_out()

        line = self.printed()["lines"][0]

        self.assertEqual(line["outstanding"], 50_000_000)
        self.assertEqual((line["arrears"], line["period"]), (0, 280_274))
        self.assertEqual(line["loans"][0]["received"]["interest"], 280_274)

    def test_says_who_did_not_pay(self):
        self.session = sessions.open_session(
            session=self.session, by=self.country.hung, at=moment(APRIL, 1)
        )
        draft = builders.draft(self.country, self.group, self.session)
        draft = drafts.save_typed(
            draft=draft,
            lines={2: {"is_absent": True}},
            head={"cash_received": 331_000},
            by=self.country.lan,
            at=moment(APRIL),
        )
        sheets.record_sheet(
            draft=draft, key=uuid7(moment(APRIL)), by=self.country.lan, at=moment(APRIL)
        )

        text = text_of(self.print_out())

        self.assertIn("Không nộp", text)
        self.assertIn("Số tổ viên nộp: 1/2", text)
        self.assertIn("Ba trăm ba mươi mốt nghìn đồng", text)

    def test_is_the_same_when_the_month_is_over(self):
        self.record()
        self.print_out()
        before = self.printed()
        builders.closed(self.country, self.session)
        builders.session(self.country, date(2026, 5, 10))

        self.assertEqual(self.printed(), before)


class PrintingTests(RefusingMixin, PaperTestCase):
    def test_marks_a_second_copy_as_printed_again(self):
        first, second = text_of(self.print_out()), text_of(self.print_out())

        self.assertNotIn("In lại", first)
        self.assertIn("In lại lần 1", second)

    def test_begins_anew_with_the_recorded_sheet(self):
        self.print_out()
        self.record()

        self.assertNotIn("In lại", text_of(self.print_out()))

    def test_logs_who_printed_what_and_when(self):
        text = text_of(self.print_out())

        printing = Printing.objects.get()
        self.assertEqual(
            (printing.form, printing.group, printing.by, printing.at),
            ("13/TD", self.group, self.country.son, DAY_BEFORE),
        )
        self.assertIn(f"bản in số {printing.pk:06d} · 16:00 09/04/2026", text)
        self.assertIn("Phạm Hồng Sơn", text)

    def test_gives_the_same_bytes_for_the_same_printing(self):
        self.print_out()
        printings = list(Printing.objects.all())

        self.assertEqual(SHEET_13TD.paper(printings), SHEET_13TD.paper(printings))

    def test_is_never_told_otherwise_and_never_forgotten(self):
        self.print_out()

        self.refuses_each(
            {
                "printing_is_never_edited": "UPDATE loans_printing SET form = 'khác'",
                "printing_is_never_deleted": "DELETE FROM loans_printing",
            }
        )

    def test_is_numbered_from_one_and_once(self):
        self.print_out()
        printing = Printing.objects.get()

        with self.refused_as("copies_of_a_form_count_from_one"):
            add_again(printing, copy_number=0)
        with self.refused_as("copies_of_a_groups_form_are_numbered_once"):
            add_again(printing)


class LongSheetTests(PaperTestCase):
    size = 45

    def test_repeats_its_heading_and_keeps_the_end_together(self):
        pages = page_texts(self.print_out())

        self.assertGreater(len(pages), 1)
        for number, page in enumerate(pages, 1):
            self.assertIn("Họ và tên", page)
            self.assertIn(f"Trang {number}/{len(pages)}", page)
        self.assertIn("Võ Minh", pages[-1] + pages[-2])
        for end in ("CỘNG", "GIAO DỊCH VIÊN", " 45 "):
            self.assertIn(end, pages[-1])

    def test_needs_no_more_statements_than_a_short_one(self):
        short = builders.running_group(self.country, size=1, start=date(2026, 3, 11))
        self.print_out(self.group, short)
        long_one, short_one = Printing.objects.order_by("pk")

        with self.assertNumQueries(24):
            SHEET_13TD.context(Printing.objects.get(pk=long_one.pk))
        with self.assertNumQueries(24):
            SHEET_13TD.context(Printing.objects.get(pk=short_one.pk))
