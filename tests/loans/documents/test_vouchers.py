"""Receipts and lists of notes: A5 papers of one act."""

from datetime import date

from django.test import TestCase

from loans.actions import repayments, reversals
from loans.actions.refusals import Refused
from loans.documents.denominations import DENOMINATIONS
from loans.documents.receipt import RECEIPT
from loans.models import CashCount, Loan, Posting, Printing, SavingsAccount
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.loans.documents.papers import text_of

APRIL = date(2026, 4, 10)


class VoucherTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=1)
        cls.loan = Loan.objects.get()
        cls.session = builders.session(cls.country, APRIL)


class ReceiptTests(VoucherTestCase):
    def paid(self, **values):
        return repayments.repay(
            loan=self.loan,
            session=self.session,
            paid={"principal_in_term": 5_000_000, "interest_in_term": 280_274},
            key=uuid7(moment(APRIL)),
            by=self.country.lan,
            at=moment(APRIL),
            **values,
        )

    def print_out(self, posting):
        return text_of(
            RECEIPT.pdf(posting=posting, by=self.country.lan, at=moment(APRIL, 3))
        )

    def test_says_what_was_paid_in_figures_and_words(self):
        posting = self.paid()

        text = self.print_out(posting)

        for said in (
            "PHIẾU THU",
            f"CT số: {posting.voucher_number:06d}",
            "Lê Thị Nga",
            self.loan.contract_number,
            "5.280.274 đồng",
            "Năm triệu hai trăm tám mươi nghìn hai trăm bảy mươi bốn đồng",
        ):
            with self.subTest(said=said):
                self.assertIn(said, text)
        self.assertNotIn("None", text)
        self.assertNotIn("Bản sao", text)

    def test_gives_the_line_for_the_passbook(self):
        text = self.print_out(self.paid())

        self.assertIn("Dòng ghi vào Sổ vay vốn", text)
        self.assertIn("10/04/2026 – 5.000.000 280.274 45.000.000", text)

    def test_holds_the_change_that_went_into_savings(self):
        account = SavingsAccount.objects.get()

        text = self.print_out(self.paid(change_into=account, change=19_726))

        self.assertIn(account.number, text)
        self.assertIn("5.300.000 đồng", text)

    def test_names_who_came_in_the_borrowers_place(self):
        text = self.print_out(self.paid(payer="Nguyễn Văn Ba, con"))

        self.assertIn("Ghi chú: Nguyễn Văn Ba, con", text)

    def test_says_so_where_no_cash_was_paid(self):
        builders.recorded(self.country, self.group, self.session)
        posting = repayments.repay(
            loan=self.loan,
            session=self.session,
            paid={"principal_in_term": 20_000},
            key=uuid7(moment(APRIL, 3)),
            by=self.country.lan,
            at=moment(APRIL, 3),
            from_account=SavingsAccount.objects.get(),
        )

        text = self.print_out(posting)

        self.assertIn("PHIẾU CHUYỂN KHOẢN", text)
        self.assertIn("Chuyển khoản: 20.000 đồng", text)

    def test_marks_copies_by_number(self):
        posting = self.paid()

        texts = [self.print_out(posting) for _time in "123"]

        self.assertIn("[Bản sao 1]", texts[1])
        self.assertIn("[Bản sao 2]", texts[2])

    def test_of_a_payout_is_a_cash_voucher_with_its_controller(self):
        second = builders.loan(
            self.country,
            self.loan.borrower,
            of=self.group,
            programme="WATER",
            amount=25_000_000,
            disburse_on=APRIL,
        )
        builders.disbursed(self.country, self.session, second)

        text = self.print_out(Posting.objects.get(loan=second))

        self.assertIn("PHIẾU CHI", text)
        self.assertIn("10/04/2026 25.000.000 – – 25.000.000", text)
        self.assertIn("Đỗ Thị Cúc", text)

    def test_of_a_reversal_names_what_it_undoes_and_why(self):
        posting = self.paid()
        request = reversals.ask_reversal(
            session=self.session,
            posting=posting,
            reason="Thu nhầm người vay",
            by=self.country.lan,
            at=moment(APRIL, 3),
        )
        (opposite,) = reversals.agree_reversal(
            request=request,
            key=uuid7(moment(APRIL, 3)),
            by=self.country.cuc,
            at=moment(APRIL, 3),
        )

        text = self.print_out(opposite)

        self.assertIn(
            f"BÚT TOÁN ĐẢO chứng từ {posting.voucher_number:06d} ngày 10/04/2026."
            " Lý do: Thu nhầm người vay",
            text,
        )
        self.assertIn("10/04/2026 – −5.000.000 −280.274 50.000.000", text)

    def test_is_refused_for_what_has_another_paper_or_none(self):
        sheet = builders.recorded(self.country, self.group, self.session)
        accrual = Posting.objects.get(kind="ACCRUAL", session=self.session)

        for posting in (sheet.postings.first(), accrual):
            with self.subTest(posting.kind), self.assertRaises(Refused) as refused:
                self.print_out(posting)
            self.assertEqual(refused.exception.code, "NO_RECEIPT")
        self.assertFalse(Printing.objects.exists())


class DenominationsTests(VoucherTestCase):
    def print_out(self, count):
        return text_of(
            DENOMINATIONS.pdf(
                session=self.session,
                count=count,
                by=self.country.lan,
                at=moment(APRIL, 3),
            )
        )

    def test_is_a_blank_with_every_note_of_the_day(self):
        text = self.print_out(None)

        self.assertIn(
            "500.000 200.000 100.000 50.000 20.000 10.000 5.000 2.000 1.000", text
        )
        self.assertIn("Tổng tiền mặt ....", text)
        self.assertIn("Bằng chữ: ....", text)
        self.assertNotIn("None", text)

    def test_holds_a_count_before_two_people(self):
        text = self.print_out(CashCount.objects.get(session=self.session))

        for said in (
            "Ứng tiền đầu phiên",
            "500.000 20.000 10.000.000.000",
            "Mười tỷ đồng",
            "Trần Thị Lan",
            "Đỗ Thị Cúc",
        ):
            with self.subTest(said=said):
                self.assertIn(said, text)
        self.assertNotIn("None", text)

    def test_numbers_copies_of_each_count_by_themselves(self):
        builders.closed(self.country, self.session)
        advance, closing = CashCount.objects.filter(session=self.session).order_by("pk")

        self.print_out(advance)
        text = self.print_out(closing)

        self.assertNotIn("In lại", text)
        self.assertIn("Kiểm quỹ cuối phiên", text)
        self.assertEqual(
            list(Printing.objects.order_by("pk").values_list("form", flat=True)),
            ["BKT/1", "BKT/2"],
        )
