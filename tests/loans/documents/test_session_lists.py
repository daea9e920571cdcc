"""Lists of a session on paper: what is due, whom to pay, who owes, what to carry."""

from datetime import date, timedelta

from django.test import TestCase

from loans.actions.refusals import Refused
from loans.documents.borrowers_list import BORROWERS_LIST
from loans.documents.cash_plan import CASH_PLAN
from loans.documents.disbursement_list import DISBURSEMENT_LIST
from loans.documents.due_list import DUE_LIST
from loans.models import Person, Printing
from tests import builders
from tests.cast import Country, moment
from tests.deciding import rules_from
from tests.loans.documents.papers import page_texts, text_of

YEAR_ON = date(2027, 3, 10)
"""The first of five yearly instalments of the running group is due."""


class ListTestCase(TestCase):
    size = 2

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=cls.size)

    def print_out(self, document, session, **subject):
        return document.pdf(
            session=session,
            by=self.country.son,
            at=moment(session.held_on - timedelta(days=1), 9),
            **subject,
        )

    def due_list(self, session):
        return self.print_out(DUE_LIST, session, groups=[self.group])

    def facts(self, document):
        return document.context(Printing.objects.order_by("pk").last())


class DueListTests(ListTestCase):
    def test_names_an_instalment_with_its_days_and_the_last_day_to_ask(self):
        Person.objects.update(phone="0901234567")
        session = builders.prepared_session(self.country, date(2027, 2, 10))

        text = text_of(self.due_list(session))

        # Five working days before Wednesday 10 March is Wednesday 3 March.
        for said in (
            "DANH SÁCH NỢ ĐẾN HẠN",
            "Phiên giao dịch ngày 10/02/2027 · đến hạn đến ngày 09/04/2027",
            "Lê Thị Nga",
            "0901234567",
            "10/03/2027 10/03/2027 10.000.000",
            "03/03/2027",
            "CỘNG 20.000.000",
        ):
            with self.subTest(said=said):
                self.assertIn(said, text)
        self.assertNotIn("None", text)

    def test_stands_thirty_days_ahead_and_not_earlier(self):
        late = builders.prepared_session(self.country, date(2027, 1, 11))
        early = builders.prepared_session(self.country, date(2027, 1, 9))

        self.due_list(late)
        with self.assertRaises(Refused) as refused:
            self.due_list(early)

        self.assertEqual(refused.exception.code, "NOTHING_TO_PRINT")
        self.assertEqual(Printing.objects.get().session, late)

    def test_looks_ahead_as_the_rules_of_its_day_say(self):
        january, february = date(2027, 1, 9), date(2027, 2, 10)
        rules_from(self.country, january, due_list_months=3, working_days_to_ask=7)
        rules_from(self.country, february, due_list_months=2, working_days_to_ask=3)

        asked = []
        for day in (january, february):
            self.due_list(builders.prepared_session(self.country, day))
            asked.append(self.facts(DUE_LIST)["lines"][0]["ask_by"])

        self.assertEqual(asked, ["01/03/2027", "05/03/2027"])

    def test_says_what_was_missed_before(self):
        session = builders.prepared_session(self.country, date(2027, 4, 10))

        self.due_list(session)

        line = self.facts(DUE_LIST)["lines"][0]
        self.assertEqual((line["due"], line["earlier"]), (0, 10_000_000))
        self.assertEqual((line["due_on"], line["note"]), ("10/03/2027", "Đã quá ngày"))
        self.assertIsNone(line["ask_by"])

    def test_dots_a_telephone_that_is_unknown(self):
        session = builders.prepared_session(self.country, YEAR_ON)

        text = text_of(self.due_list(session))

        self.assertIsNone(self.facts(DUE_LIST)["lines"][0]["phone"])
        self.assertIn("....", text.replace(" ", ""))
        self.assertNotIn("none", text.lower())


class DisbursementListTests(ListTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.april = date(2026, 4, 10)
        first, second = builders.members(cls.group)
        cls.loans = [
            builders.loan(
                cls.country,
                one,
                of=cls.group,
                programme="WATER",
                amount=amount,
                disburse_on=cls.april,
            )
            for one, amount in ((first, 25_000_000), (second, 15_000_000))
        ]

    def test_lists_whom_the_session_is_to_pay_and_leaves_the_rest_to_the_pen(self):
        session = builders.prepared_session(self.country, self.april)

        text = text_of(self.print_out(DISBURSEMENT_LIST, session))

        for said in (
            "DANH SÁCH GIẢI NGÂN",
            self.loans[0].contract_number,
            "25.000.000 ....",
            "CỘNG 40.000.000",
            "Bốn mươi triệu đồng",
            "Ký nhận",
        ):
            with self.subTest(said=said):
                self.assertIn(said, text)
        self.assertNotIn("None", text)

    def test_tells_who_was_paid_under_which_voucher(self):
        session = builders.session(self.country, self.april)
        builders.disbursed(self.country, session, self.loans[1])

        text = text_of(self.print_out(DISBURSEMENT_LIST, session))

        paid, waiting = self.facts(DISBURSEMENT_LIST)["lines"]
        self.assertEqual(paid["contract"], self.loans[1].contract_number)
        self.assertIn(f"Tiền mặt {paid['voucher']}", text)
        self.assertEqual(
            (waiting["contract"], waiting["voucher"], waiting["is_by_transfer"]),
            (self.loans[0].contract_number, None, None),
        )

    def test_shows_only_what_was_paid_once_the_session_is_closed(self):
        session = builders.session(self.country, self.april)
        builders.disbursed(self.country, session, self.loans[1])

        self.print_out(DISBURSEMENT_LIST, builders.closed(self.country, session))

        lines = self.facts(DISBURSEMENT_LIST)["lines"]
        self.assertEqual([line["amount"] for line in lines], [15_000_000])

    def test_leaves_out_whose_approval_has_lapsed(self):
        session = builders.prepared_session(self.country, date(2026, 8, 10))

        with self.assertRaises(Refused) as refused:
            self.print_out(DISBURSEMENT_LIST, session)

        self.assertEqual(refused.exception.code, "NOTHING_TO_PRINT")

    def test_goes_into_the_cash_plan_beside_what_is_expected(self):
        session = builders.prepared_session(self.country, self.april)

        text = text_of(self.print_out(CASH_PLAN, session))

        plan = self.facts(CASH_PLAN)
        # Interest of a month on twice 50 million, and two deposits of 50,000.
        self.assertEqual(plan["totals"]["interest"], 560_548)
        self.assertEqual(plan["totals"]["deposit"], 100_000)
        self.assertEqual(plan["incoming"], 660_548)
        self.assertEqual((plan["least"], plan["full"]), (40_000_000, 40_000_000))
        self.assertIn("Số tiền ứng mang theo ....", text)
        self.assertNotIn("None", text)


class CashPlanTests(ListTestCase):
    def test_expects_the_principal_that_is_due(self):
        session = builders.prepared_session(self.country, YEAR_ON)

        self.print_out(CASH_PLAN, session)

        plan = self.facts(CASH_PLAN)
        self.assertEqual(plan["lines"][0]["principal"], 20_000_000)
        self.assertEqual((plan["least"], plan["full"]), (0, 0))


class BorrowersListTests(ListTestCase):
    def test_names_borrowers_and_no_number_of_theirs(self):
        Person.objects.update(phone="0901234567")
        session = builders.prepared_session(self.country, YEAR_ON)

        text = text_of(self.print_out(BORROWERS_LIST, session))

        for said in (
            "DANH SÁCH HỘ CÒN DƯ NỢ",
            "Lê Thị Nga Thôn Trường Định",
            "50.000.000",
            "CỘNG: 2 hộ, 2 món 100.000.000",
        ):
            with self.subTest(said=said):
                self.assertIn(said, text)
        for person in builders.members(self.group):
            self.assertNotIn(person.citizen_id, text)
            self.assertNotIn(person.customer_code, text)
        self.assertNotIn("0901234567", text)
        self.assertNotIn("None", text)

    def test_is_marked_as_printed_again(self):
        session = builders.prepared_session(self.country, YEAR_ON)

        texts = [text_of(self.print_out(BORROWERS_LIST, session)) for _time in "12"]

        self.assertNotIn("In lại", texts[0])
        self.assertIn("In lại lần 1", texts[1])


class LongListTests(ListTestCase):
    size = 45

    def test_repeats_headings_and_keeps_the_end_together(self):
        session = builders.prepared_session(self.country, YEAR_ON)
        for member in builders.members(self.group):
            builders.loan(
                self.country,
                member,
                of=self.group,
                programme="WATER",
                disburse_on=YEAR_ON,
            )

        for document, subject, end in (
            (DUE_LIST, {"groups": [self.group]}, "CÁN BỘ TÍN DỤNG"),
            (DISBURSEMENT_LIST, {}, "KIỂM SOÁT VIÊN"),
            (BORROWERS_LIST, {}, "TỔ TRƯỞNG TỔ GIAO DỊCH"),
        ):
            with self.subTest(document.code):
                pages = page_texts(self.print_out(document, session, **subject))

                self.assertGreater(len(pages), 1)
                for number, page in enumerate(pages, 1):
                    self.assertIn("Họ và tên", page)
                    self.assertIn(f"Trang {number}/{len(pages)}", page)
                for said in ("CỘNG", end, " 45 "):
                    self.assertIn(said, pages[-1])

    def test_needs_no_more_statements_than_a_short_one(self):
        short = builders.running_group(self.country, size=1, start=date(2026, 3, 11))
        session = builders.prepared_session(self.country, YEAR_ON)
        self.print_out(DUE_LIST, session, groups=[self.group, short])
        self.print_out(BORROWERS_LIST, session)
        long_due, short_due, borrowers = Printing.objects.order_by("pk")

        with self.assertNumQueries(17):
            DUE_LIST.context(Printing.objects.get(pk=long_due.pk))
        with self.assertNumQueries(17):
            DUE_LIST.context(Printing.objects.get(pk=short_due.pk))
        with self.assertNumQueries(9):
            BORROWERS_LIST.context(Printing.objects.get(pk=borrowers.pk))
