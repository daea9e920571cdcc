"""To each borrower: what falls due, when, where, and by when to ask for more time."""

from datetime import date, timedelta

from django.test import TestCase

from loans.actions.refusals import Refused
from loans.documents.due_notice import DUE_NOTICE
from loans.models import Instalment, Loan, Printing, Session
from programmes.access import Permission, posts_granting
from tests import builders
from tests.cast import Country, moment
from tests.loans.documents.papers import page_texts, text_of

YEAR_ON = date(2027, 3, 10)
"""The first of five yearly instalments is due."""
MONTH_BEFORE = date(2027, 2, 10)
FINAL = date(2031, 3, 10)


class DueNoticeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=3)

    def prepared(self, held_on):
        return builders.prepared_session(self.country, held_on)

    def print_out(self, session, *groups):
        return DUE_NOTICE.pdf(
            session=session,
            groups=groups or [self.group],
            by=self.country.son,
            at=moment(session.held_on - timedelta(days=3), 2),
        )

    def facts(self):
        return DUE_NOTICE.context(Printing.objects.order_by("pk").first())

    def test_says_what_is_due_when_where_and_by_when_to_ask(self):
        text = text_of(self.print_out(self.prepared(MONTH_BEFORE)))

        loan = Loan.objects.get(borrower=builders.members(self.group)[0])
        for said in (
            "THÔNG BÁO NỢ ĐẾN HẠN",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Xã Tịnh Khê, ngày 07 tháng 02 năm 2027",
            f"{loan.borrower.full_name} · mã khách hàng {loan.borrower.customer_code}",
            f"Tổ TK&VV mã {self.group.code}, tổ trưởng: Lê Thị Nga",
            f"{loan.contract_number} ngày 10/03/2026",
            "Dư nợ gốc: 50.000.000 đồng",
            "1 10/03/2027 – 10/03/2027 10.000.000",
            "Mười triệu đồng.",
            "tại Điểm Tịnh Khê vào phiên ghi trên",
            "(Mẫu 08/TD) cho tổ trưởng chậm nhất ngày 03/03/2027",
            "CÁN BỘ TÍN DỤNG",
            "điện thoại ....",
        ):
            with self.subTest(said=said):
                self.assertIn(said, text)
        self.assertNotIn("None", text)
        self.assertNotIn("In lại", text)

    def test_is_one_for_each_loan_two_on_a_sheet(self):
        pages = page_texts(self.print_out(self.prepared(MONTH_BEFORE)))

        self.assertEqual([page.count("THÔNG BÁO NỢ ĐẾN HẠN") for page in pages], [2, 1])
        printed = Printing.objects.order_by("pk")
        self.assertEqual({row.form for row in printed}, {"TBNDH"})
        self.assertEqual(
            [row.loan.borrower for row in printed], builders.members(self.group)
        )
        for row in printed:
            self.assertIn(f"bản in số {row.pk:06d}", " ".join(pages))

    def test_is_marked_when_printed_again(self):
        session = self.prepared(MONTH_BEFORE)
        self.print_out(session)

        text = text_of(self.print_out(session))

        self.assertEqual(text.count("In lại lần 1"), 3)

    def test_tells_of_what_was_missed_and_that_it_is_too_late_to_ask(self):
        text = text_of(self.print_out(self.prepared(date(2027, 4, 10))))

        self.assertIn("1 10/03/2027 – 10/04/2027 đã quá ngày 10.000.000", text)
        self.assertIn("Đã hết thời hạn nộp giấy đề nghị điều chỉnh kỳ hạn", text)

    def test_tells_how_much_of_the_debt_is_overdue(self):
        missed = builders.session(self.country, date(2027, 4, 10))
        builders.turned_overdue(self.country, missed)
        builders.closed(self.country, missed)

        text = text_of(self.print_out(self.prepared(date(2027, 5, 10))))

        self.assertIn("50.000.000 đồng, trong đó nợ quá hạn 10.000.000 đồng", text)

    def test_adds_what_was_missed_to_what_is_due(self):
        self.print_out(self.prepared(date(2028, 3, 10)))

        facts = self.facts()
        self.assertEqual(
            (facts["missed"], facts["parts"][0]["amount"], facts["total"]),
            (10_000_000, 10_000_000, 20_000_000),
        )

    def test_names_09td_and_its_range_for_the_final_date(self):
        text = text_of(self.print_out(self.prepared(date(2031, 2, 10))))

        self.assertIn("Cuối 10/03/2031", text)
        self.assertIn("Kỳ trước chưa trả 10/02/2031 40.000.000", text)
        # Monday 10 March: five working days before is Monday 3 March.
        self.assertIn(
            "gia hạn nợ (Mẫu 09/TD) từ ngày 10/12/2030 đến hết ngày 03/03/2031", text
        )

    def test_dots_the_session_of_a_date_that_was_moved(self):
        Instalment.objects.filter(contract_due_on=FINAL).update(
            extended_due_on=date(2032, 3, 10)
        )

        text = text_of(self.print_out(self.prepared(date(2032, 2, 10))))

        self.assertIn("Cuối 10/03/2031 10/03/2032 ....", text)

    def test_names_both_instalments_that_fall_due_on_one_day(self):
        Instalment.objects.filter(contract_due_on=YEAR_ON).update(
            extended_due_on=date(2028, 3, 10)
        )
        self.print_out(self.prepared(date(2028, 2, 10)))

        facts = self.facts()
        self.assertEqual(
            [(part["number"], part["amount"]) for part in facts["parts"]],
            [(1, 10_000_000), (2, 10_000_000)],
        )
        self.assertEqual((facts["missed"], facts["total"]), (0, 20_000_000))

    def test_offers_no_extension_beyond_the_longest(self):
        # Thirty months more than the contract's sixty are the most.
        Instalment.objects.filter(contract_due_on=FINAL).update(
            extended_due_on=date(2033, 9, 10)
        )
        self.print_out(self.prepared(date(2033, 8, 10)))

        self.assertIsNone(self.facts()["parts"][0]["ask_by"])

    def test_reaches_who_borrows_without_a_group(self):
        april = builders.session(self.country, date(2026, 4, 10))
        person = builders.person(self.country, "Trần Văn Riêng")
        alone = builders.loan(self.country, person, disburse_on=april.held_on)
        builders.disbursed(self.country, april, alone)
        session = self.prepared(date(2027, 3, 11))

        text = text_of(self.print_out(session, None))

        self.assertEqual(Printing.objects.get().loan, alone)
        self.assertIn("Vay trực tiếp", text)

    def test_is_refused_where_nothing_falls_due(self):
        with self.assertRaises(Refused) as refused:
            self.print_out(self.prepared(date(2026, 5, 10)))

        self.assertEqual(refused.exception.code, "NOTHING_TO_PRINT")

    def test_needs_no_more_statements_for_more_loans(self):
        session = self.prepared(MONTH_BEFORE)
        short = builders.running_group(self.country, size=1, start=date(2026, 3, 11))

        for group in (self.group, short):
            with self.assertNumQueries(13):
                self.print_out(session, group)


class FindTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.group(cls.country, size=1)
        cls.session = builders.prepared_session(cls.country, MONTH_BEFORE)

    def found(self, subject, who=None):
        posts = posts_granting(
            who or self.country.son, Permission.SHEET_SEE, MONTH_BEFORE
        )
        return DUE_NOTICE.find(subject, posts)["groups"]

    def test_takes_a_session_a_group_of_it_or_those_without(self):
        session = self.session.pk

        self.assertEqual(self.found(f"{session}"), [self.group, None])
        self.assertEqual(self.found(f"{session}/{self.group.pk}"), [self.group])
        self.assertEqual(self.found(f"{session}/0"), [None])

    def test_is_out_of_reach_of_the_next_commune(self):
        for subject in ("{}", "{}/0"):
            with self.subTest(subject), self.assertRaises(Session.DoesNotExist):
                self.found(subject.format(self.session.pk), self.country.tam)
