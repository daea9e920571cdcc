"""A payment at the counter: offered, typed, checked."""

import gzip
from datetime import date

from django.utils import timezone

from loans.actions import sessions
from loans.models import Loan, LoanBalance
from tests import builders
from tests.cast import moment
from tests.loans.views.counter_case import KEY, CounterCase
from tests.sheet_case import APRIL

WHY = "Khách nộp thêm lần hai cho kỳ sau"


class OfferTests(CounterCase):
    def page(self):
        return self.client.get(self.at("loan-repay", self.loan.pk))

    def test_is_the_interest_due_and_no_principal(self):
        page = self.page()

        self.assertContains(page, 'value="280.274"')
        self.assertIsNone(page.context["form"].initial["principal"])

    def test_explains_the_interest_line_by_line(self):
        page = self.page()

        self.assertContains(page, "280.273,97")
        self.assertContains(page, "31 days")

    def test_is_the_instalment_too_where_one_is_due(self):
        self.loan.instalments.filter(number=1).update(session_due_on=APRIL)

        self.assertContains(self.page(), 'value="10.000.000"')

    def test_is_in_whole_notes_without_an_account_and_says_what_is_carried(self):
        self.without_an_account()

        page = self.page()

        self.assertContains(page, 'value="280.000"')
        self.assertContains(page, "274 đ odd, carried to the next period")

    def test_says_nothing_of_what_is_carried_where_nothing_is(self):
        self.assertNotContains(self.page(), "carried to the next period")

    def test_gives_the_exact_figure_of_today_to_pay_off(self):
        self.assertContains(self.page(), "50.280.274")

    def test_says_where_the_interest_stands_when_no_principal_is_owed(self):
        self.record(principal="50.000.000")

        self.assertContains(self.page(), "No principal is owed.")

    def test_says_that_the_loan_is_paid_off(self):
        self.paid_off()

        self.assertContains(self.page(), "Paid off on 10/04/2026.")

    def test_says_that_no_session_is_open(self):
        builders.closed(self.country, self.session)

        page = self.page()

        self.assertContains(page, "No session of this point is open")
        self.assertEqual(self.pay(interest="280.274").status_code, 422)

    def test_says_that_cash_is_being_counted(self):
        sessions.begin_count(
            session=self.session, by=self.country.cuc, at=moment(APRIL, 5)
        )

        self.assertContains(self.page(), "Cash is being counted")

    def test_shows_what_was_typed_while_the_count_began(self):
        sessions.begin_count(
            session=self.session, by=self.country.cuc, at=moment(APRIL, 5)
        )

        page = self.record(principal="5.000.000", interest="280.274", given="")

        self.assertContains(page, "Cash is being counted", status_code=422)
        self.assertContains(page, "Typed, and not recorded", status_code=422)
        self.assertEqual(
            [(str(label), text) for label, text in page.context["typed"]],
            [("Principal", "5.000.000"), ("Interest", "280.274")],
        )

    def test_says_who_is_not_in_the_team(self):
        self.session.team.filter(user=self.country.lan).update(left_at=moment(APRIL))

        self.assertContains(self.page(), "not in the team")

    def test_leaves_out_what_is_frozen(self):
        frozen = LoanBalance.objects.filter(loan=self.loan)
        frozen.update(
            principal_in_term=0, principal_frozen=50_000_000, interest_in_term=0
        )

        page = self.page()

        self.assertContains(page, "Frozen: 50.000.000.")
        self.assertEqual(self.pay(principal="1.000").status_code, 422)

    def test_does_not_pay_off_while_a_part_is_frozen(self):
        LoanBalance.objects.filter(loan=self.loan).update(
            principal_in_term=30_000_000, principal_frozen=20_000_000
        )

        self.assertNotContains(self.page(), 'id="payoff"')
        answer = self.pay(principal="30.000.001")
        self.assertContains(answer, "that may be paid", status_code=422)

    def test_refuses_a_day_before_the_last_entry(self):
        LoanBalance.objects.filter(loan=self.loan).update(
            last_value_date=date(2026, 4, 11)
        )

        self.assertContains(self.page(), "an entry of 11/04/2026")
        self.assertEqual(self.pay(interest="280.274").status_code, 422)

    def test_takes_a_fixed_number_of_statements_and_few_bytes(self):
        self.page()

        with self.assertNumQueries(13):
            page = self.page()

        self.assertLess(len(gzip.compress(page.content)), 10_000)

    def test_is_for_tellers_of_the_point(self):
        for name in ("loan-repay", "loan-reckon", "loan-repay-record"):
            with self.subTest(name):
                self.client.force_login(self.country.tam)
                self.assertEqual(self.pay(name, key=KEY).status_code, 404)
                self.client.force_login(self.country.cuc)
                self.assertEqual(self.pay(name, key=KEY).status_code, 403)

    def test_is_reckoned_and_recorded_by_post_alone(self):
        for name in ("loan-reckon", "loan-repay-record"):
            with self.subTest(name):
                answer = self.client.get(self.at(name, self.loan.pk))

                self.assertEqual(answer.status_code, 405)


class TypedTests(CounterCase):
    def test_is_checked_in_words_with_the_change(self):
        page = self.pay(principal="30.000.000", interest="280.274", given="30.281.000")

        self.assertContains(page, "ba mươi triệu hai trăm tám mươi nghìn")
        self.assertEqual(page.context["change"], 726)
        self.assertContains(page, "Record, 726 đ into the member account")
        self.assertFalse(self.payments().exists())

    def test_is_checked_by_a_fixed_number_of_statements_in_few_bytes(self):
        self.pay(interest="280.274")

        with self.assertNumQueries(11):
            page = self.pay(interest="280.274")
        self.assertLess(len(gzip.compress(page.content)), 10_000)

    def test_says_which_instalments_an_early_payment_meets(self):
        page = self.pay(principal="15.000.000", interest="280.274")

        met = [(line.paid, line.after) for line in page.context["met"]]
        self.assertEqual(met[:3], [(10_000_000, 0), (5_000_000, 5_000_000), (0, 10**7)])
        self.assertEqual(page.context["ahead"], 15_000_000)

    def test_says_in_words_what_is_typed_so_far(self):
        page = self.pay("loan-reckon", principal="30.000.000", interest="280.274")

        self.assertContains(page, "ba mươi triệu đồng")
        self.assertContains(page, "20.000.000")

    def test_says_what_is_carried_until_the_exact_interest_is_typed(self):
        self.without_an_account()

        for name in ("loan-repay", "loan-reckon"):
            page = self.pay(name, interest="280.000")
            self.assertContains(page, "274 đ odd, carried to the next period")
            page = self.pay(name, interest="280.274")
            self.assertNotContains(page, "carried")

    def test_is_taken_as_typed_where_it_is_odd(self):
        self.without_an_account()

        self.record(interest="123.456")

        self.assertEqual(self.payments().get().cash, 123_456)

    def test_says_what_cannot_be_so_while_it_is_typed(self):
        page = self.pay("loan-reckon", principal="60.000.000")

        self.assertContains(page, "More than the 50.000.000 owed")

    def test_of_more_than_is_owed_is_refused_with_the_pay_off(self):
        for field, text, owed in (
            ("principal", "50.000.001", "50.000.000"),
            ("interest", "280.275", "280.274"),
        ):
            with self.subTest(field):
                page = self.pay(**{field: text})

                self.assertContains(
                    page, f"More than the {owed} owed. Pay off?", status_code=422
                )
                self.assertContains(page, f'value="{text}"', status_code=422)
                self.assertContains(
                    page,
                    "Pay off: 50.280.274, of which principal 50.000.000,"
                    " interest 280.274.",
                    status_code=422,
                )

    def test_of_nothing_is_refused(self):
        self.assertContains(self.pay(), "Enter what is paid.", status_code=422)

    def test_of_less_cash_than_is_paid_is_refused(self):
        page = self.pay(interest="280.274", given="280.000")

        self.assertContains(page, "Short by 274", status_code=422)

    def test_of_commas_is_refused_with_what_was_meant(self):
        page = self.pay(principal="1,000,000")

        self.assertContains(page, "1.000.000", status_code=422)

    def test_from_savings_needs_the_money_there(self):
        page = self.pay(interest="280.274", source="SAVINGS")

        self.assertContains(page, "The member account holds 0 only", status_code=422)

    def test_by_somebody_else_needs_a_name_and_the_relation(self):
        for fields in ({"payer": "Trần Văn An"}, {"relation": "chồng"}):
            with self.subTest(**fields):
                page = self.pay(interest="280.274", **fields)

                self.assertContains(
                    page, "both a name and the relation", status_code=422
                )

    def test_is_filled_with_the_pay_off_by_one_button(self):
        page = self.pay(fill="payoff")

        self.assertContains(page, 'value="50.000.000"')
        self.assertContains(page, 'value="280.274"')

    def test_shares_the_cash_given_out_by_the_dated_order(self):
        page = self.pay(fill="spread", given="1.000.000")

        self.assertContains(page, 'value="280.274"')
        self.assertContains(page, 'value="719.726"')

    def test_shares_out_no_more_than_is_owed(self):
        for given in ("", "60.000.000", "x"):
            with self.subTest(given):
                self.assertEqual(self.pay(fill="spread", given=given).status_code, 422)

    def test_is_still_there_when_the_teller_goes_back(self):
        page = self.pay(principal="12.345.000", back="1")

        self.assertContains(page, 'value="12.345.000"')


class OfficeTests(CounterCase):
    """Between sessions, at the office's counter of today."""

    def setUp(self):
        self.record_april()
        today = timezone.localdate()
        self.office = builders.counter(self.country, today)
        self.client.force_login(self.teller())

    def record_april(self):
        builders.closed(self.country, self.session)

    def teller(self):
        teller = self.country.lan
        teller.posts.update(point=None, office=self.country.office)
        return teller

    def page(self):
        return self.client.get(self.at("loan-repay", self.loan.pk))

    def test_shows_what_has_run_for_a_pay_off_alone(self):
        owed = self.page().context["owed"]

        self.assertEqual(owed.session, self.office)
        self.assertGreater(owed.run.total, 0)
        self.assertEqual(owed.interest, 280_274)
        self.assertEqual(owed.payoff, 50_280_274 + owed.run.total)

    def test_pays_off_up_to_today(self):
        owed = self.page().context["owed"]

        self.record(principal="50.000.000", interest=str(owed.payoff_interest))

        self.assertEqual(Loan.objects.get(pk=self.loan.pk).state, "CLOSED")
        self.assertEqual(self.payments().get().session, self.office)

    def test_takes_arrears_and_principal_apart(self):
        self.record(principal="1.000.000", interest="280.274")

        self.assertEqual(self.payments().get().session, self.office)

    def test_takes_no_more_statements_than_the_point(self):
        self.page()

        with self.assertNumQueries(13):
            self.page()
