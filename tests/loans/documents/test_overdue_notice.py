"""14/TD: as proposed before the transfer, as posted after it."""

from datetime import date

from django.test import TestCase

from loans.actions import repayments
from loans.actions.refusals import Refused
from loans.documents.overdue_notice import OVERDUE_NOTICE
from loans.models import Loan, Printing
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.loans.documents.papers import text_of

MISSED = date(2027, 4, 10)
"""The first session after the first instalment, of 10/03/2027, was not paid."""


class OverdueNoticeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=1)
        cls.loan = Loan.objects.get()
        cls.session = builders.session(cls.country, MISSED)

    def print_out(self):
        return OVERDUE_NOTICE.pdf(
            session=self.session,
            loans=[self.loan],
            by=self.country.son,
            at=moment(MISSED, 4),
        )

    def transfer(self):
        builders.turned_overdue(self.country, self.session, hour=3)

    def test_tells_what_was_transferred_why_and_at_which_rate(self):
        self.transfer()

        text = text_of(self.print_out())

        for said in (
            "Mẫu số: 14/TD",
            "CHUYỂN NỢ QUÁ HẠN",
            "Lê Thị Nga",
            self.loan.contract_number,
            "Kỳ trả nợ gốc đến hạn ngày 10/03/2027 chưa trả đủ",
            "10.000.000 đồng (Mười triệu đồng)",
            "Nợ gốc còn trong hạn: 40.000.000 đồng",
            "8,58 %/năm",
            "ngày 10 tháng 04 năm 2027",
        ):
            with self.subTest(said=said):
                self.assertIn(said, text)
        self.assertNotIn("Dự thảo", text)
        self.assertNotIn("None", text)

    def test_is_a_draft_without_a_number_before(self):
        text = text_of(self.print_out())

        self.assertIn("Dự thảo: chưa ghi sổ", text)
        self.assertIn("Số: ....", text)
        self.assertIn("Lãi còn phải trả: ....", text)
        self.assertIn("Tổng nợ gốc quá hạn: 10.000.000 đồng", text)
        self.assertNotIn("None", text)

    def test_is_the_same_when_something_was_paid_afterwards(self):
        self.transfer()
        self.print_out()
        printing = Printing.objects.get()
        before = OVERDUE_NOTICE.context(printing)
        repayments.repay(
            loan=self.loan,
            session=self.session,
            paid={"principal_overdue": 4_000_000},
            key=uuid7(moment(MISSED, 4)),
            by=self.country.lan,
            at=moment(MISSED, 4),
        )

        after = OVERDUE_NOTICE.context(Printing.objects.get())

        for name in ("amount", "in_term", "overdue", "interest"):
            self.assertEqual(after[name], before[name])

    def test_still_names_the_day_that_was_missed_once_it_was_paid(self):
        self.transfer()
        self.print_out()
        repayments.repay(
            loan=self.loan,
            session=self.session,
            paid={"principal_overdue": 10_000_000},
            key=uuid7(moment(MISSED, 4)),
            by=self.country.lan,
            at=moment(MISSED, 4),
        )

        facts = OVERDUE_NOTICE.context(Printing.objects.get())

        self.assertEqual(facts["due_on"], "10/03/2027")

    def test_is_refused_for_a_loan_that_does_not_turn_overdue(self):
        repayments.repay(
            loan=self.loan,
            session=self.session,
            paid={"principal_in_term": 10_000_000},
            key=uuid7(moment(MISSED)),
            by=self.country.lan,
            at=moment(MISSED),
        )

        with self.assertRaises(Refused) as refused:
            self.print_out()

        self.assertEqual(refused.exception.code, "NOTHING_TO_PRINT")
        self.assertFalse(Printing.objects.exists())


class OverdueNoticesTests(TestCase):
    """Of a whole session."""

    def test_need_no_more_statements_for_more_loans(self):
        country = Country()
        builders.running_group(country, size=3)
        session = builders.session(country, MISSED)
        builders.turned_overdue(country, session, hour=3)
        loans = list(Loan.objects.order_by("pk"))

        for some in (loans[:1], loans):
            with self.assertNumQueries(15):
                OVERDUE_NOTICE.pdf(
                    session=session, loans=some, by=country.son, at=moment(MISSED, 4)
                )
