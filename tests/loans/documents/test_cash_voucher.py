"""Cash between the vault and the till, and what is printed once a session is closed."""

from datetime import date

from django.test import TestCase

from loans.actions import cash, sessions
from loans.actions.refusals import Refused
from loans.documents.cash_voucher import CASH_VOUCHER
from loans.documents.closing_set import CLOSING_SET
from loans.documents.denominations import DENOMINATIONS
from loans.models import CashCount, Printing, Session
from programmes.access import Permission, posts_granting
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.loans.documents.papers import page_texts, text_of

APRIL = date(2026, 4, 10)


class CashTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)

    def counted(self, kind, pieces):
        return cash.count_cash(
            session=self.session,
            kind=kind,
            pieces=pieces,
            key=uuid7(moment(APRIL, 3)),
            by=self.country.lan,
            witnessed_by=self.country.cuc,
            at=moment(APRIL, 3),
        )

    def till_closed(self, *, short=0):
        """Counted and signed, the session not closed yet."""
        sessions.begin_count(
            session=self.session, by=self.country.cuc, at=moment(APRIL, 5)
        )
        return builders.till_counted(self.country, self.session, short=short).count

    def closed(self):
        return Session.objects.get(pk=builders.closed(self.country, self.session).pk)


class CashVoucherTests(CashTestCase):
    def print_out(self, count, session=None):
        return text_of(
            CASH_VOUCHER.pdf(
                session=session or self.session,
                count=count,
                by=self.country.lan,
                at=moment(APRIL, 6),
            )
        )

    def test_of_an_advance_says_who_received_how_much_in_which_notes(self):
        text = self.print_out(CashCount.objects.get(session=self.session))

        for said in (
            "PHIẾU TẠM ỨNG QUỸ",
            "Số: 01",
            "Người nhận tạm ứng: Trần Thị Lan",
            "500.000 20.000 10.000.000.000",
            "Số tiền: 10.000.000.000 đồng",
            "Mười tỷ đồng.",
            "số BKT/1",
            "Đỗ Thị Cúc",
        ):
            with self.subTest(said=said):
                self.assertIn(said, text)
        self.assertNotIn("Tạm tính", text)
        self.assertNotIn("None", text)

    def test_of_a_top_up_bears_its_own_name_and_number(self):
        text = self.print_out(self.counted("TOP_UP", {100_000: 5}))

        self.assertIn("PHIẾU TIẾP QUỸ", text)
        self.assertIn("Số: 02", text)
        self.assertEqual(Printing.objects.get().form, "PQ/2")

    def test_of_the_close_adds_advance_takings_and_difference(self):
        builders.recorded(self.country, self.group, self.session)
        count = self.till_closed(short=2000)
        sessions.close_session(
            session=self.session, by=self.country.cuc, at=moment(APRIL, 5)
        )

        text = self.print_out(count, Session.objects.get(pk=self.session.pk))

        for said in (
            "PHIẾU NỘP QUỸ",
            "Hoàn tạm ứng (ứng và tiếp quỹ) 10.000.000.000",
            "Cộng: thu trong phiên 662.000",
            "Trừ: chi trong phiên 0",
            "Chênh lệch (thừa +, thiếu −) −2.000",
            "Số tiền nộp quỹ 10.000.660.000",
            "Mười tỷ sáu trăm sáu mươi nghìn đồng.",
            "Lý do chênh lệch: Tiền lẻ không có mệnh giá",
            "THỦ QUỸ (người nhận; ký, ghi rõ họ tên) ....",
        ):
            with self.subTest(said=said):
                self.assertIn(said, text.replace("Trần Thị Lan Đỗ Thị Cúc ", ""))
        self.assertNotIn("Tạm tính", text)
        self.assertNotIn("None", text)

    def test_of_the_close_is_provisional_until_the_session_is_closed(self):
        count = self.till_closed()

        text = self.print_out(count)
        final = self.print_out(count, self.closed_after_the_count())

        self.assertIn("Tạm tính: phiên chưa đóng", text)
        self.assertNotIn("Tạm tính", final)
        self.assertNotIn("In lại", final)

    def closed_after_the_count(self):
        sessions.close_session(
            session=self.session, by=self.country.cuc, at=moment(APRIL, 5)
        )
        return Session.objects.get(pk=self.session.pk)

    def test_is_marked_when_printed_again(self):
        count = CashCount.objects.get(session=self.session)
        self.print_out(count)

        self.assertIn("In lại lần 1", self.print_out(count))

    def test_is_refused_for_a_count_in_between(self):
        count = self.counted("COUNT", {500_000: 20_000})

        with self.assertRaises(Refused) as refused:
            self.print_out(count)

        self.assertEqual(refused.exception.code, "NO_VOUCHER")
        self.assertFalse(Printing.objects.exists())

    def test_is_found_by_session_and_count_within_reach(self):
        count = CashCount.objects.get(session=self.session)
        subject = f"{self.session.pk}/{count.pk}"
        own = posts_granting(self.country.lan, Permission.CASH_SEE, APRIL)
        next_one = posts_granting(self.country.tam, Permission.CASH_SEE, APRIL)

        self.assertEqual(CASH_VOUCHER.find(subject, own)["count"], count)
        with self.assertRaises(Session.DoesNotExist):
            CASH_VOUCHER.find(subject, next_one)
        with self.assertRaises(CashCount.DoesNotExist):
            CASH_VOUCHER.find(f"{self.session.pk}", own)


class ListOfNotesTests(CashTestCase):
    def test_of_the_close_is_provisional_until_the_session_is_closed(self):
        count = self.till_closed()

        text = text_of(
            DENOMINATIONS.pdf(
                session=self.session,
                count=count,
                by=self.country.lan,
                at=moment(APRIL, 6),
            )
        )

        self.assertIn("Tạm tính: phiên chưa đóng", text)


class ClosingSetTests(CashTestCase):
    def print_out(self, session):
        return CLOSING_SET.pdf(
            session=session, by=self.country.lan, at=moment(APRIL, 6)
        )

    def test_holds_minutes_list_of_notes_and_voucher_each_logged_as_itself(self):
        builders.recorded(self.country, self.group, self.session)
        closed = self.closed()

        pages = page_texts(self.print_out(closed))

        self.assertEqual(len(pages), 3)
        for page, said in zip(
            pages,
            ("BIÊN BẢN, BÁO CÁO PHIÊN", "BẢNG KÊ CÁC LOẠI TIỀN", "PHIẾU NỘP QUỸ"),
            strict=True,
        ):
            self.assertIn(said, page)
        self.assertIn(closed.seal.short, pages[0])
        self.assertNotIn("Tạm tính", " ".join(pages))
        self.assertEqual(
            list(Printing.objects.order_by("pk").values_list("form", flat=True)),
            ["BCP", "BKT/2", "PQ/2"],
        )

    def test_is_there_for_an_offices_own_session_too(self):
        counter = builders.counter(self.country, date(2026, 4, 9))

        pages = page_texts(self.print_out(builders.closed(self.country, counter)))

        self.assertEqual(len(pages), 3)
        self.assertIn(self.country.office.name, pages[2])
        self.assertNotIn("None", " ".join(pages))

    def test_is_refused_before_the_session_is_closed(self):
        self.till_closed()

        with self.assertRaises(Refused) as refused:
            self.print_out(Session.objects.get(pk=self.session.pk))

        self.assertEqual(refused.exception.code, "NOT_CLOSED_YET")
        self.assertFalse(Printing.objects.exists())
