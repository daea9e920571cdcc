"""Paying out on the page: papers seen by Lan, signed by Cúc, money handed over."""

from datetime import date

from django.test import TestCase
from django.urls import reverse

from loans.actions import prepared
from loans.models import Attempt, Loan, Posting, PreparedAct
from programmes.models import User
from tests import builders
from tests.cast import Country, moment
from tests.deciding import rules_from

MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 10)
TICKS = {"is_present": "on", "has_identity": "on", "has_passbook": "on", "way": "CASH"}


class PayingOutCase(TestCase):
    """A loan of 50 million and a student's first tranche of two, both for today."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        User.objects.update(language="en")
        cls.group = builders.group(cls.country, size=2)
        cls.first, cls.second = builders.members(cls.group)
        cls.loan = builders.loan(cls.country, cls.first, of=cls.group)
        cls.tranches = builders.loan(
            cls.country,
            cls.second,
            of=cls.group,
            tranches=[(MARCH, 30_000_000), (APRIL, 20_000_000)],
        )
        cls.session = builders.session(cls.country, MARCH)

    def setUp(self):
        self.client.force_login(self.country.lan)

    def index_url(self):
        return reverse("disbursement-index", args=[self.session.pk])

    def url(self, loan=None):
        return reverse(
            "disbursement-prepare", args=[self.session.pk, (loan or self.loan).pk]
        )

    def act(self, loan=None):
        return prepared.prepare_disbursement(
            loan=loan or self.loan,
            session=self.session,
            by=self.country.lan,
            at=moment(MARCH),
            is_present=True,
            has_identity=True,
            has_passbook=True,
        )

    def signed(self, loan=None):
        return prepared.sign(
            acts=[self.act(loan)],
            by=self.country.cuc,
            way="OWN_DEVICE",
            at=moment(MARCH),
        )[0]


class IndexTests(PayingOutCase):
    def states(self):
        return [row.state for row in self.client.get(self.index_url()).context["rows"]]

    def test_lists_what_is_planned_up_to_this_session_by_name(self):
        page = self.client.get(self.index_url())

        self.assertEqual(
            [
                (row.loan, row.number, row.of, row.amount)
                for row in page.context["rows"]
            ],
            [(self.loan, 1, 1, 50_000_000), (self.tranches, 1, 2, 30_000_000)],
        )
        self.assertContains(page, "2 payments, 80.000.000 đ")

    def test_leaves_out_the_tranche_of_a_later_session(self):
        builders.disbursed(self.country, self.session, self.tranches)

        page = self.client.get(self.index_url())

        self.assertEqual(
            [(row.number, row.state) for row in page.context["rows"]],
            [(1, "TO_PREPARE"), (1, "PAID")],
        )

    def test_leads_from_the_papers_to_the_signature_to_the_money(self):
        self.assertEqual(self.states(), ["TO_PREPARE", "TO_PREPARE"])
        act = self.act()
        self.assertEqual(self.states(), ["PREPARED", "TO_PREPARE"])
        prepared.sign(
            acts=[act], by=self.country.cuc, way="OWN_DEVICE", at=moment(MARCH)
        )
        self.assertEqual(self.states(), ["SIGNED", "TO_PREPARE"])

        page = self.client.get(self.index_url())

        self.assertContains(page, reverse("act-carry-out", args=[act.pk]))
        self.client.post(reverse("act-carry-out", args=[act.pk]))
        self.assertEqual(self.states(), ["PAID", "TO_PREPARE"])

    def test_says_until_when_the_use_of_the_money_is_checked(self):
        builders.disbursed(self.country, self.session, self.loan)

        page = self.client.get(self.index_url())

        self.assertContains(page, "use to be checked by 09/04/2026")
        loan_page = self.client.get(reverse("loan-show", args=[self.loan.pk]))
        self.assertContains(loan_page, "09/04/2026")

    def test_says_so_by_the_rules_of_the_day_of_the_payment(self):
        builders.disbursed(self.country, self.session, self.loan)
        rules_from(self.country, MARCH, use_check_within_days=10)

        page = self.client.get(self.index_url())

        self.assertContains(page, "use to be checked by 20/03/2026")

    def test_names_who_prepared_and_who_checked_with_the_minute(self):
        self.signed()

        page = self.client.get(self.index_url())

        self.assertContains(page, "09:00 Trần Thị Lan")
        self.assertContains(page, "09:00 Đỗ Thị Cúc")

    def test_says_whether_the_till_holds_enough(self):
        self.assertContains(self.client.get(self.index_url()), "enough")

    def test_says_why_an_approval_cannot_be_paid_any_more(self):
        Loan.objects.filter(pk=self.loan.pk).update(
            approved_on=date(2026, 1, 5), valid_until=date(2026, 3, 9)
        )

        page = self.client.get(self.index_url())

        self.assertContains(page, "The approval was valid until 09/03/2026.")
        self.assertEqual(page.context["next"].loan, self.tranches)

    def test_says_when_nothing_is_approved(self):
        Loan.objects.update(state="LAPSED")

        self.assertContains(self.client.get(self.index_url()), "no loan is approved")

    def test_takes_no_more_statements_for_more_rows(self):
        self.client.get(self.index_url())
        with self.assertNumQueries(13):
            self.client.get(self.index_url())
        for _number in range(3):
            builders.loan(self.country, self.first, of=self.group)

        with self.assertNumQueries(13):
            self.client.get(self.index_url())

    def test_is_for_who_sees_loans_within_reach(self):
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.index_url()).status_code, 404)
        self.client.force_login(self.country.programmes_admin)
        self.assertEqual(self.client.get(self.index_url()).status_code, 403)
        self.client.force_login(self.country.lan)
        self.assertEqual(self.client.post(self.index_url()).status_code, 405)


class PrepareTests(PayingOutCase):
    def test_shows_what_the_contract_says_and_asks_for_three_ticks(self):
        page = self.client.get(self.url())

        self.assertContains(page, "50.000.000")
        self.assertContains(page, "năm mươi triệu đồng")
        self.assertContains(page, "data-tick>", count=3)

    def test_puts_the_payment_before_the_controller(self):
        answer = self.client.post(self.url(), TICKS)

        self.assertRedirects(answer, self.index_url())
        act = PreparedAct.objects.get()
        self.assertEqual((act.amount, act.prepared_by), (50_000_000, self.country.lan))

    def test_refuses_a_missing_tick_and_keeps_the_others(self):
        answer = self.client.post(self.url(), {**TICKS, "has_passbook": ""})

        self.assertContains(answer, "citizen ID and the passbook", status_code=422)
        self.assertContains(
            answer, 'id="id_has_identity" data-tick checked', status_code=422
        )
        self.assertFalse(PreparedAct.objects.exists())

    def test_refuses_another_person_without_a_paper_and_keeps_the_refusal(self):
        fields = {**TICKS, "is_present": "", "received_by": "Võ Minh"}

        answer = self.client.post(self.url(), fields)

        self.assertContains(answer, "only with a paper", status_code=422)
        self.assertContains(answer, "Võ Minh", status_code=422)
        self.assertEqual(Attempt.objects.get().code, "BORROWER_ABSENT")

    def test_pays_another_person_with_a_paper(self):
        self.client.post(
            self.url(),
            {
                **TICKS,
                "is_present": "",
                "received_by": "Võ Minh",
                "authorisation": "UQ 12/2026",
            },
        )

        self.assertEqual(PreparedAct.objects.get().received_by, "Võ Minh")

    def test_asks_a_transfer_for_its_account(self):
        answer = self.client.post(self.url(), {**TICKS, "way": "TRANSFER"})
        self.assertContains(answer, "Name the account", status_code=422)

        self.client.post(
            self.url(), {**TICKS, "way": "TRANSFER", "bank_account": "3505 Agribank"}
        )
        self.assertTrue(PreparedAct.objects.get().is_by_transfer)

    def test_refuses_the_same_payment_twice(self):
        self.act()

        answer = self.client.post(self.url(), TICKS)

        self.assertContains(answer, "prepared already", status_code=422)

    def test_leads_to_what_waits_already(self):
        act = self.act()

        self.assertRedirects(
            self.client.get(self.url()), reverse("act-show", args=[act.pk])
        )

    def test_is_for_a_teller_within_reach(self):
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.url()).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.client.get(self.url()).status_code, 403)


class PayTests(PayingOutCase):
    def url(self):
        return reverse("disbursement-pay", args=[self.loan.pk])

    def test_leads_from_the_loan_to_its_payment(self):
        self.assertRedirects(
            self.client.get(self.url()),
            reverse("disbursement-prepare", args=[self.session.pk, self.loan.pk]),
        )

    def test_leads_to_the_sessions_when_none_is_open(self):
        builders.closed(self.country, self.session)

        self.assertRedirects(self.client.get(self.url()), reverse("session-index"))

    def test_is_for_a_teller_within_reach_and_posts_nothing(self):
        self.assertEqual(self.client.post(self.url()).status_code, 405)
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.url()).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.client.get(self.url()).status_code, 403)


class CarryOutTests(PayingOutCase):
    def pay(self, act):
        return self.client.post(reverse("act-carry-out", args=[act.pk]))

    def test_posts_what_was_signed_and_goes_on_with_the_list(self):
        answer = self.pay(self.signed())

        self.assertRedirects(answer, self.index_url())
        self.assertEqual(Posting.objects.get().principal_in_term, 50_000_000)

    def test_posts_once_however_often_it_is_sent_and_says_so(self):
        act = self.signed()
        self.pay(act)

        answer = self.pay(act)

        self.assertContains(
            self.client.get(answer.url), "Already paid out before, voucher 000001"
        )
        self.assertEqual(Posting.objects.count(), 1)
        self.assertEqual(Attempt.objects.get().outcome, "REPEATED")

    def test_refuses_what_is_not_signed(self):
        answer = self.pay(self.act())

        self.assertContains(answer, "not signed it yet", status_code=422)
        self.assertFalse(Posting.objects.exists())

    def test_is_for_a_teller_within_reach(self):
        act = self.signed()
        url = reverse("act-carry-out", args=[act.pk])
        self.assertEqual(self.client.get(url).status_code, 405)
        self.client.force_login(self.country.tam)
        self.assertEqual(self.pay(act).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.pay(act).status_code, 403)
