"""Several loans of one borrower at the counter: typed, checked, recorded as one act."""

import gzip
from datetime import date

from django.utils import timezone

from loans.actions import repayments, sessions
from loans.models import Attempt, Loan, LoanBalance, Posting
from tests import builders
from tests.cast import moment
from tests.loans.documents.papers import text_of
from tests.loans.views.counter_case import KEY, OTHER_KEY, CounterCase
from tests.sheet_case import APRIL

WHY = "Khách nộp thêm lần hai cho kỳ sau"


class SeveralCase(CounterCase):
    """Nga owes 280.274 of interest on one loan, 100.900 on the other."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.second = builders.loan(
            cls.country, cls.person, of=cls.group, disburse_on=APRIL
        )
        builders.disbursed(cls.country, cls.session, cls.second)
        LoanBalance.objects.filter(loan=cls.second).update(interest_in_term=100_900)

    def page(self):
        return self.client.get(self.at("customer-repay", self.person.pk))

    def pay(self, name="customer-repay", first=("", ""), second=("", ""), **fields):
        """Post the fields of both loans, each (principal, interest), as a browser."""
        typed = {"source": "CASH"}
        for loan, paid in ((self.loan, first), (self.second, second)):
            typed |= {f"{loan.pk}-principal": paid[0], f"{loan.pk}-interest": paid[1]}
        return self.client.post(self.at(name, self.person.pk), typed | fields)

    def record(self, key=KEY, **fields):
        return self.pay("customer-repay-record", key=key, **fields)

    def state(self, loan):
        return Loan.objects.get(pk=loan.pk).state


DUE = {"first": ("", "280.274"), "second": ("", "100.900")}
WHOLE = ("50.000.000", "280.274")


class OfferTests(SeveralCase):
    def test_is_what_each_loan_owes(self):
        page = self.page()

        self.assertContains(page, 'value="280.274"')
        self.assertContains(page, 'value="100.900"')
        self.assertEqual(page.context["total"], 381_174)

    def test_is_in_whole_notes_over_all_without_an_account(self):
        self.without_an_account()

        page = self.page()

        self.assertContains(page, 'value="280.274"')
        self.assertContains(page, 'value="100.726"')
        self.assertContains(page, "174 đ odd, carried to the next period")

    def test_gives_the_pay_off_of_each(self):
        page = self.page()

        self.assertContains(page, "50.280.274")
        self.assertContains(page, "50.100.900")

    def test_says_why_a_loan_is_left_out(self):
        LoanBalance.objects.filter(loan=self.second).update(
            principal_in_term=0, principal_frozen=50_000_000, interest_in_term=0
        )

        page = self.page()

        self.assertContains(page, "Frozen: 50.000.000.")
        self.assertEqual(len(page.context["rows"]), 1)

    def test_says_that_no_loan_can_be_paid_on(self):
        LoanBalance.objects.update(last_value_date=date(2026, 4, 11))

        self.assertContains(self.page(), "No loan can be paid on here now.")
        self.assertEqual(self.pay(**DUE).status_code, 422)

    def test_says_that_no_session_is_open(self):
        builders.closed(self.country, self.session)

        self.assertContains(self.page(), "No session of this point is open")
        for name in ("customer-repay", "customer-reckon", "customer-repay-record"):
            with self.subTest(name):
                self.assertEqual(self.pay(name, key=KEY, **DUE).status_code, 422)

    def test_says_that_cash_is_being_counted(self):
        sessions.begin_count(
            session=self.session, by=self.country.cuc, at=moment(APRIL, 5)
        )

        self.assertContains(self.page(), "Cash is being counted")

    def test_says_who_is_not_in_the_team(self):
        self.session.team.filter(user=self.country.lan).update(left_at=moment(APRIL))

        self.assertContains(self.page(), "not in the team")

    def test_takes_no_more_statements_for_more_loans(self):
        third = builders.loan(
            self.country, self.person, of=self.group, disburse_on=APRIL
        )
        self.page()
        with self.assertNumQueries(10):
            page = self.page()
        self.assertLess(len(gzip.compress(page.content)), 10_000)
        builders.disbursed(self.country, self.session, third)

        with self.assertNumQueries(10):
            self.page()

    def test_is_for_tellers_of_the_point(self):
        for name in ("customer-repay", "customer-reckon", "customer-repay-record"):
            with self.subTest(name):
                self.client.force_login(self.country.tam)
                self.assertEqual(self.pay(name, key=KEY).status_code, 404)
                self.client.force_login(self.country.cuc)
                self.assertEqual(self.pay(name, key=KEY).status_code, 403)

    def test_is_reckoned_and_recorded_by_post_alone(self):
        for name in ("customer-reckon", "customer-repay-record"):
            with self.subTest(name):
                answer = self.client.get(self.at(name, self.person.pk))

                self.assertEqual(answer.status_code, 405)


class TypedTests(SeveralCase):
    def test_is_checked_loan_by_loan_in_words_with_the_change(self):
        page = self.pay(
            first=("30.000.000", "280.274"), second=("", "100.900"), given="30.382.000"
        )

        self.assertContains(page, "ba mươi triệu ba trăm tám mươi mốt nghìn")
        self.assertContains(page, "50.000.000 → <strong>20.000.000</strong>")
        self.assertContains(page, "Record, 826 đ into the member account")
        self.assertFalse(self.payments().exists())

    def test_leaves_out_what_nothing_is_paid_of(self):
        page = self.pay(first=("", "280.274"))

        self.assertContains(page, "nothing is paid now", count=1)

    def test_says_the_sums_while_it_is_typed(self):
        page = self.pay("customer-reckon", first=WHOLE, second=("", "100.000"))

        self.assertContains(page, "50.380.274")
        self.assertContains(page, "Pays the loan off.", count=1)

    def test_says_what_cannot_be_so_while_it_is_typed(self):
        page = self.pay("customer-reckon", first=("60.000.000", ""))

        self.assertContains(page, "More than the 50.000.000 owed")

    def test_of_more_than_is_owed_names_the_contract_and_keeps_all(self):
        page = self.pay(first=("1.000", "280.274"), second=("50.000.001", "100.900"))

        number = self.second.contract_number
        self.assertContains(
            page, f"{number}: More than the 50.000.000 owed. Pay off?", status_code=422
        )
        self.assertContains(page, f"{number}: Pay off: 50.100.900", status_code=422)
        for text in ("1.000", "280.274", "50.000.001", "100.900"):
            self.assertContains(page, f'value="{text}"', status_code=422)

    def test_of_nothing_at_all_is_refused(self):
        self.assertContains(self.pay(), "Enter what is paid.", status_code=422)

    def test_of_less_cash_than_is_paid_is_refused(self):
        page = self.pay(**DUE, given="381.000")

        self.assertContains(page, "Short by 174", status_code=422)

    def test_from_savings_needs_the_money_of_all_there(self):
        self.saved(381_173)

        page = self.pay(**DUE, source="SAVINGS")

        self.assertContains(
            page, "The member account holds 381.173 only", status_code=422
        )

    def test_is_filled_with_the_pay_off_of_one_loan(self):
        page = self.pay(fill=f"payoff-{self.second.pk}", first=("", "7.000"))

        self.assertContains(page, 'value="50.000.000"', count=1)
        self.assertContains(page, 'value="100.900"')
        self.assertContains(page, 'value="7.000"')

    def test_shares_the_cash_given_out_over_the_loans(self):
        page = self.pay(fill="spread", given="400.000")

        self.assertContains(page, 'value="280.274"')
        self.assertContains(page, 'value="18.826"')
        self.assertContains(page, 'value="100.900"')

    def test_shares_out_no_more_than_is_owed(self):
        for given in ("", "200.000.000", "x"):
            with self.subTest(given):
                self.assertEqual(self.pay(fill="spread", given=given).status_code, 422)

    def test_is_still_there_when_the_teller_goes_back(self):
        page = self.pay(first=("12.345.000", ""), second=("", "77.000"), back="1")

        self.assertContains(page, 'value="12.345.000"')
        self.assertContains(page, 'value="77.000"')


class RecordTests(SeveralCase):
    def receipt(self, answer):
        return self.client.get(answer["Location"])

    def test_posts_one_act_and_shows_a_line_for_each_passbook(self):
        answer = self.record(first=("1.000.000", "280.274"), second=("", "100.900"))

        rows = self.payments().order_by("line")
        self.assertEqual(
            [(row.loan_id, row.cash, row.line) for row in rows],
            [(self.loan.pk, 1_280_274, 1), (self.second.pk, 100_900, 2)],
        )
        self.assertEqual(rows[0].voucher_number, rows[1].voucher_number)
        page = self.receipt(answer)
        self.assertEqual(
            [(x.principal, x.interest, x.balance) for x in page.context["lines"]],
            [(1_000_000, 280_274, 49_000_000), (0, 100_900, 50_000_000)],
        )
        self.assertContains(page, "1.381.174")

    def test_shows_the_receipt_by_few_statements_however_many_loans(self):
        answer = self.record(first=("", "280.274"))
        self.receipt(answer)
        with self.assertNumQueries(7):
            self.receipt(answer)
        answer = self.record(OTHER_KEY, first=("1.000", ""), second=("", "100.900"))

        with self.assertNumQueries(7):
            self.receipt(answer)

    def test_pays_one_of_them_off(self):
        answer = self.record(first=WHOLE, second=("", "100.900"))

        self.assertEqual(self.state(self.loan), "CLOSED")
        self.assertEqual(self.state(self.second), "ACTIVE")
        self.assertContains(self.receipt(answer), "Paid off", count=1)

    def test_answers_a_second_sending_with_the_first_receipt(self):
        typed = {"first": WHOLE, "second": ("", "100.900")}
        first = self.record(**typed)

        again = self.record(**typed)

        self.assertEqual(again["Location"], first["Location"])
        self.assertEqual(self.payments().count(), 2)
        self.assertEqual(Attempt.objects.get().outcome, "REPEATED")
        self.assertContains(self.receipt(again), "nothing added")

    def test_refuses_other_figures_under_the_same_key(self):
        self.record(**DUE)

        for typed in ({**DUE, "second": ("", "100.000")}, {"first": DUE["first"]}):
            answer = self.record(**typed)
            self.assertContains(answer, "recorded before with other", status_code=422)
        codes = Attempt.objects.values_list("code", flat=True)
        self.assertEqual(list(codes), ["KEY_REUSED"] * 2)

    def test_asks_about_the_same_amount_of_one_of_them(self):
        self.record(second=("", "50.000"))
        first = self.payments().get()

        typed = {"first": ("", "280.274"), "second": ("", "50.000")}
        warned = self.pay(**typed)
        refused = self.record(OTHER_KEY, **typed)

        receipt = self.at("counter-receipt", self.session.pk, first.pk)
        self.assertContains(warned, receipt)
        self.assertContains(refused, "The same amount, 50.000 đ", status_code=422)
        self.assertContains(refused, "Say why it is paid again.", status_code=422)
        self.assertContains(refused, 'value="280.274"', status_code=422)
        self.assertEqual(self.payments().count(), 1)

    def test_shows_the_first_where_the_same_amount_became_too_much(self):
        self.record(**DUE)
        first = self.payments().first()

        answer = self.record(OTHER_KEY, **DUE)

        receipt = self.at("counter-receipt", self.session.pk, first.pk)
        self.assertContains(answer, receipt, status_code=422)

    def test_takes_the_same_amount_again_for_a_reason(self):
        self.record(**DUE, key=KEY)
        LoanBalance.objects.update(interest_in_term=300_000)

        self.record(OTHER_KEY, **DUE, why_again=WHY)

        reasons = self.payments().values_list("reason", flat=True)
        self.assertEqual(sorted(reasons), ["", "", WHY, WHY])

    def test_puts_the_change_into_the_member_account(self):
        self.record(**DUE, given="382.000", change_into="1")

        self.assertEqual(Posting.objects.get(kind="DEPOSIT").cash, 826)

    def test_takes_from_the_member_account_without_cash(self):
        self.saved(400_000)

        answer = self.record(**DUE, source="SAVINGS")

        kinds = self.payments().values_list("kind", flat=True)
        self.assertEqual(list(kinds), ["SAVINGS_USE"] * 2)
        self.assertEqual(self.receipt(answer).context["saved"], 400_000 - 381_174)

    def test_keeps_who_paid_for_the_borrower(self):
        self.record(**DUE, payer="Trần Văn An", relation="chồng")

        self.assertEqual(self.payments().first().reason, "Trần Văn An (chồng)")

    def test_refuses_what_the_session_no_longer_takes(self):
        builders.closed(self.country, self.session)

        self.assertEqual(self.record(**DUE).status_code, 422)
        self.assertFalse(self.payments().exists())

    def test_refuses_whole_what_became_too_much_meanwhile(self):
        self.pay(**DUE)
        LoanBalance.objects.filter(loan=self.second).update(interest_in_term=100)

        self.assertEqual(self.record(**DUE).status_code, 422)
        self.assertFalse(self.payments().exists())

    def test_refuses_whole_what_was_typed_of_a_loan_that_was_paid_off_meanwhile(self):
        repayments.repay(
            loan=self.second,
            session=self.session,
            paid={"principal_in_term": 50_000_000, "interest_in_term": 100_900},
            is_payoff=True,
            key=OTHER_KEY,
            by=self.country.mai,
            at=moment(APRIL),
        )

        page = self.record(**DUE)

        self.assertContains(
            page,
            f"{self.second.contract_number}: 100.900 đ cannot be taken any more.",
            status_code=422,
        )
        self.assertEqual(self.payments().filter(loan=self.loan).count(), 0)
        self.assertContains(page, 'value="280.274"', status_code=422)

    def test_needs_its_key(self):
        self.assertEqual(self.record(key="x", **DUE).status_code, 400)

    def test_prints_one_voucher_with_a_line_of_each_loan(self):
        self.record(**DUE)
        posting = self.payments().latest("pk")

        paper = text_of(
            self.client.get(self.at("document-receipt", posting.pk)).content
        )

        self.assertIn(self.loan.contract_number, paper)
        self.assertIn(self.second.contract_number, paper)
        self.assertIn("381.174", paper)


class OfficeTests(SeveralCase):
    def test_pays_both_off_between_sessions_with_what_has_run(self):
        builders.closed(self.country, self.session)
        builders.counter(self.country, timezone.localdate())
        self.country.lan.posts.update(point=None, office=self.country.office)
        owed = [row["owed"].payoff_interest for row in self.page().context["rows"]]

        self.record(
            first=("50.000.000", str(owed[0])), second=("50.000.000", str(owed[1]))
        )

        self.assertGreater(owed[0], 280_274)
        self.assertEqual(self.state(self.loan), "CLOSED")
        self.assertEqual(self.state(self.second), "CLOSED")
