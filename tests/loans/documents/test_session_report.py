"""The session's report and its set: what is signed at the end, and carried to it."""

from datetime import date, timedelta

from django.test import TestCase

from loans.actions import cash, repayments, reversals, sessions
from loans.actions.refusals import Refused
from loans.documents.facts import whole_session
from loans.documents.session_report import SESSION_REPORT
from loans.documents.session_set import SESSION_SET
from loans.models import Posting, Printing, Session
from programmes.access import Permission, posts_granting
from programmes.actions import audit
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.loans.documents.papers import page_texts, text_of

APRIL, MAY = date(2026, 4, 10), date(2026, 5, 10)


class SessionReportTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.second = builders.group(cls.country, size=1)
        cls.session = builders.session(cls.country, APRIL)

    def print_out(self, session=None, at=None):
        return text_of(
            SESSION_REPORT.pdf(
                session=session or self.session,
                by=self.country.hung,
                at=at or moment(APRIL, 6),
            )
        )

    def facts(self):
        return SESSION_REPORT.context(Printing.objects.order_by("pk").last())

    def test_is_provisional_while_the_session_is_open(self):
        text = self.print_out()

        self.assertIn("Tạm tính: phiên chưa đóng", text)
        self.assertIn("Kiểm đếm, bàn giao ....", text)
        self.assertIn("0/2 tổ đã nộp bảng kê", text)
        self.assertNotIn("Niêm phong", text)
        self.assertNotIn("None", text)

    def test_holds_cash_kinds_groups_team_and_seal_once_closed(self):
        builders.recorded(self.country, self.group, self.session)
        closed = builders.closed(self.country, self.session)

        text = self.print_out(closed)

        for said in (
            "Ứng và tiếp quỹ 10.000.000.000",
            "Thu trong phiên 662.000",
            "Kiểm đếm, bàn giao 10.000.662.000",
            "1/2 tổ đã nộp bảng kê",
            f"{self.group.code} Lê Thị Nga tổ trưởng 560.548 101.452",
            "Thu nợ, thu lãi 2 560.548",
            "Kiểm soát viên: Đỗ Thị Cúc",
            closed.seal.short,
            closed.seal.digest,
            "IV. Sự việc trong phiên Không có.",
        ):
            with self.subTest(said=said):
                self.assertIn(said, text)
        self.assertNotIn("Tạm tính", text)
        self.assertNotIn("None", text)

    def test_gives_principal_by_group_and_apart_for_who_has_none(self):
        member = builders.members(self.group)[0]
        alone = builders.loan(
            self.country, member, programme="WATER", disburse_on=APRIL
        )
        builders.disbursed(self.country, self.session, alone)
        repayments.repay(
            loan=self.group.loans.get(borrower=member),
            session=self.session,
            paid={"principal_in_term": 3_000_000},
            key=uuid7(moment(APRIL)),
            by=self.country.lan,
            at=moment(APRIL),
        )

        text = self.print_out()

        lines = {line["code"]: line for line in self.facts()["groups"]}
        self.assertEqual(lines[self.group.code]["principal"], 3_000_000)
        self.assertEqual(lines[None]["disbursed"], 50_000_000)
        self.assertEqual(lines[self.second.code]["disbursed"], 0)
        self.assertIn("0/2 tổ đã nộp bảng kê", text)
        self.assertIn("Trực tiếp", text)
        self.assertIn("Đã giải ngân 1 món cho 1 khách hàng", text)
        self.assertIn("gốc trong hạn 3.000.000, quá hạn 0", text)

    def test_gives_the_reason_of_a_difference(self):
        sessions.begin_count(
            session=self.session, by=self.country.cuc, at=moment(APRIL, 5)
        )
        builders.till_counted(self.country, self.session, short=2000)

        text = self.print_out(Session.objects.get(pk=self.session.pk))

        self.assertIn("Chênh lệch (thừa +, thiếu −) −2.000", text)
        self.assertIn("Lý do chênh lệch: Tiền lẻ không có mệnh giá", text)

    def test_leaves_room_for_who_was_there(self):
        text = self.print_out()

        self.assertIn("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", text)
        self.assertIn("Đại diện hội nhận ủy thác có mặt: ....", text)
        self.assertIn("Ý kiến khác: ....", text)

    def test_tells_why_the_count_was_broken_off(self):
        begun = {"session": self.session, "by": self.country.cuc}
        sessions.begin_count(**begun, at=moment(APRIL, 4))
        sessions.reopen_session(
            **begun, at=moment(APRIL, 5), reason="Tổ trưởng đến muộn"
        )

        self.assertIn(
            "Ngừng kiểm đếm lúc 12:00 10/04/2026 để phục vụ tiếp (Đỗ Thị Cúc):"
            " Tổ trưởng đến muộn",
            self.print_out(),
        )

    def test_tells_nothing_of_another_teams_session_of_the_same_name(self):
        audit.record(
            verb="reopen",
            noun="session",
            subject=str(self.session),
            before="COUNTING",
            after="Khách đến sau",
            by=self.country.tam,
            at=moment(APRIL, 5),
        )

        self.assertNotIn("Ngừng kiểm đếm", self.print_out())

    def test_gives_the_hours_to_report_a_large_loss(self):
        sessions.begin_count(
            session=self.session, by=self.country.cuc, at=moment(APRIL, 5)
        )
        builders.till_counted(self.country, self.session, short=50_000_000)

        text = self.print_out()

        self.assertIn("phải báo cáo trước 00:00 11/04/2026", text)
        self.assertIn("chín trăm năm mươi triệu đồng", text)

    def test_tells_of_a_false_note(self):
        cash.seize_counterfeit(
            session=self.session,
            denomination=500_000,
            serial="AB1234567",
            brought_by="Ông Bốn",
            by=self.country.lan,
            witnessed_by=self.country.cuc,
            at=moment(APRIL),
        )

        text = self.print_out()

        self.assertIn("Thu giữ tiền giả lúc 09:00 10/04/2026", text)
        self.assertIn("tờ 500.000 đồng, sê-ri AB1234567", text)
        self.assertIn("người chứng kiến: Trần Thị Lan, Đỗ Thị Cúc", text)

    def test_shows_what_a_later_session_undid(self):
        sheet = builders.recorded(self.country, self.group, self.session)
        closed = builders.closed(self.country, self.session)
        later = builders.session(self.country, MAY)
        wrong = sheet.postings.filter(kind="DEPOSIT").first()
        request = reversals.ask_reversal(
            session=later,
            posting=wrong,
            reason="Gửi nhầm sổ tiết kiệm",
            by=self.country.lan,
            at=moment(MAY),
        )
        reversals.agree_reversal(
            request=request,
            key=uuid7(moment(MAY)),
            by=self.country.cuc,
            at=moment(MAY),
        )

        text = self.print_out(closed, at=moment(MAY, 6))

        self.assertIn("Điều chỉnh sau khi đóng phiên", text)
        self.assertIn("Gửi nhầm sổ tiết kiệm", text)
        (correction,) = self.facts()["corrected_later"]
        opposite = Posting.objects.get(reverses=wrong)
        self.assertEqual(correction["by_voucher"], f"{opposite.voucher_number:06d}")
        self.assertEqual(correction["cash"], opposite.cash)


class SessionSetTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.second = builders.running_group(
            cls.country, size=1, start=date(2026, 3, 11)
        )
        builders.loan(
            cls.country,
            builders.members(cls.second)[0],
            of=cls.second,
            programme="WATER",
            disburse_on=date(2027, 4, 10),
        )
        cls.session = builders.prepared_session(cls.country, date(2027, 4, 10))

    def found(self, who):
        posts = posts_granting(who, Permission.SHEET_SEE, APRIL)
        return SESSION_SET.find(f"{self.session.pk}", posts)

    def print_out(self):
        return SESSION_SET.pdf(
            **self.found(self.country.son),
            by=self.country.son,
            at=moment(self.session.held_on - timedelta(days=1)),
        )

    def test_holds_every_paper_in_one_pdf_each_logged_as_itself(self):
        pages = page_texts(self.print_out())

        for said in (
            "KẾ HOẠCH TIỀN MẶT",
            "DANH SÁCH NỢ ĐẾN HẠN",
            "THÔNG BÁO NỢ ĐẾN HẠN",
            "BẢNG KÊ LÃI PHẢI THU",
            "DANH SÁCH GIẢI NGÂN",
            "CHUYỂN NỢ QUÁ HẠN",
            "DANH SÁCH HỘ CÒN DƯ NỢ",
        ):
            with self.subTest(said=said):
                self.assertTrue(any(said in page for page in pages))
        self.assertNotIn("None", " ".join(pages))
        forms = Printing.objects.order_by("pk").values_list("form", flat=True)
        self.assertEqual(
            list(forms),
            [
                "KHTM",
                *["NDH"] * 2,
                *["TBNDH"] * 3,
                *["13/TD"] * 2,
                "DSGN",
                *["14/TD"] * 3,
                "DSDN",
            ],
        )

    def test_counts_the_pages_of_each_paper_alone(self):
        pages = page_texts(self.print_out())

        # Two of the three notices that something is due share a page.
        self.assertEqual(len(pages), Printing.objects.count() - 1)
        self.assertFalse(any("Trang" in page for page in pages))

    def test_needs_no_more_statements_for_more_groups(self):
        found = self.found(self.country.son)
        of_one = found | {"groups": found["groups"][:1], "loans": found["loans"][:1]}
        self.print_out()

        for subjects in (of_one, found):
            with self.assertNumQueries(103):
                SESSION_SET.pdf(
                    **subjects, by=self.country.son, at=moment(self.session.held_on)
                )

    def test_is_refused_where_no_group_is_served(self):
        counter = builders.counter(self.country, date(2027, 4, 9))

        with self.assertRaises(Refused) as refused:
            SESSION_SET.pdf(
                session=counter,
                groups=[],
                loans=[],
                by=self.country.son,
                at=moment(APRIL),
            )

        self.assertEqual(refused.exception.code, "NOTHING_TO_PRINT")

    def test_is_out_of_reach_of_the_next_commune(self):
        with self.assertRaises(Session.DoesNotExist):
            self.found(self.country.tam)

    def test_of_a_whole_session_needs_every_group_within_reach(self):
        farmers = builders.group(self.country, organisation="FARMERS")
        self.assertEqual(farmers.point, self.session.point)
        posts = posts_granting(self.country.women, Permission.GROUP_SEE, APRIL)

        with self.assertRaises(Session.DoesNotExist):
            whole_session(f"{self.session.pk}", posts)
