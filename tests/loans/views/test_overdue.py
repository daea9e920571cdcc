"""Due and passed on the page: the rule's proposal, the signature, one transfer."""

from datetime import date

from django.test import TestCase
from django.urls import reverse

from loans.actions import prepared, repayments
from loans.models import Loan, Posting, PreparedAct
from programmes.models import User
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)
KEY = "019d75f4-0000-7000-8000-000000000002"


class OverdueTests(TestCase):
    """Two loans of a month, of 10 March, at the session of 10 May."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        User.objects.update(language="en")
        cls.group = builders.group(cls.country, size=2)
        march = builders.session(cls.country, MARCH)
        cls.loans = [
            builders.loan(
                cls.country, one, of=cls.group, term_months=1, period_months=1
            )
            for one in builders.members(cls.group)
        ]
        builders.disbursed(cls.country, march, *cls.loans)
        builders.closed(cls.country, march)
        cls.session = builders.session(cls.country, MAY)

    def setUp(self):
        self.client.force_login(self.country.hung)

    def url(self, name="session-overdue"):
        return reverse(name, args=[self.session.pk])

    def propose(self):
        return self.client.post(self.url("session-overdue-propose"))

    def transfer(self):
        return self.client.post(self.url("session-overdue-transfer"), {"key": KEY})

    def sign(self, *acts):
        prepared.sign(
            acts=acts or list(PreparedAct.objects.all()),
            by=self.country.cuc,
            way="OWN_DEVICE",
            at=moment(MAY),
        )

    def reasons(self):
        page = self.client.get(self.url())
        return [reason for _one, _act, reason in page.context["rows"]]

    def test_shows_each_loan_with_the_rules_reason_in_words(self):
        page = self.client.get(self.url())

        self.assertContains(page, "100.000.000 đ")
        self.assertEqual(
            self.reasons(),
            ["The final day 10/04/2026 has passed: all principal left."] * 2,
        )

    def test_says_why_an_old_contract_does_not_turn_overdue(self):
        Loan.objects.update(has_instalment_rule=False)
        self.loans[0].instalments.update(amount=25_000_000)
        self.loans[0].instalments.create(
            number=2,
            contract_due_on=date(2026, 9, 10),
            session_due_on=date(2026, 9, 10),
            amount=25_000_000,
        )

        self.assertEqual(
            self.reasons()[0],
            "Contract under the old rule: what was missed moves to the next"
            " instalment; the final day is 10/09/2026.",
        )

    def test_names_the_missed_instalment_under_the_new_rule(self):
        self.loans[0].instalments.update(amount=25_000_000)
        self.loans[0].instalments.create(
            number=2,
            contract_due_on=date(2026, 9, 10),
            session_due_on=date(2026, 9, 10),
            amount=25_000_000,
        )

        page = self.client.get(self.url())

        self.assertEqual(page.context["rows"][0][0].amount, 25_000_000)
        self.assertIn("rule of the instalment", self.reasons()[0])

    def test_waits_with_what_is_due_on_the_day_itself(self):
        self.loans[0].instalments.update(contract_due_on=MAY)

        page = self.client.get(self.url())

        due = page.context["rows"][0][0]
        self.assertEqual((due.amount, due.unpaid), (0, 50_000_000))
        self.assertIn("Due today", self.reasons()[0])

    def test_is_proposed_signed_and_transferred_in_one_act(self):
        self.assertRedirects(self.propose(), self.url())
        self.assertNotContains(self.client.get(self.url()), "in one act")
        self.sign()
        self.assertContains(self.client.get(self.url()), "in one act")

        self.assertRedirects(self.transfer(), self.url())

        rows = Posting.objects.filter(kind="OVERDUE_TRANSFER")
        self.assertEqual({str(row.key) for row in rows}, {KEY})
        self.assertEqual(rows.count(), 2)
        page = self.client.get(self.url())
        self.assertContains(page, "Transferred to overdue in")
        for loan in self.loans:
            notice = reverse("document-overdue", args=[self.session.pk, loan.pk])
            self.assertContains(page, notice)

    def test_says_to_the_controller_that_it_may_be_transferred(self):
        self.propose()
        self.client.force_login(self.country.cuc)
        acts = [act.pk for act in PreparedAct.objects.all()]
        many = reverse("act-sign-many", args=[self.session.pk])

        page = self.client.post(many, {"acts": acts}, follow=True)

        self.assertContains(page, "may be transferred to overdue now")

    def test_posts_once_however_often_it_is_sent(self):
        self.propose()
        self.sign()
        self.transfer()

        self.assertEqual(self.transfer().status_code, 302)
        self.assertEqual(Posting.objects.filter(kind="OVERDUE_TRANSFER").count(), 2)

    def test_refuses_what_is_not_signed(self):
        self.propose()

        self.assertContains(self.transfer(), "2 of 2 loans", status_code=422)

    def test_waits_for_the_last_signature_and_says_how_many_are_missing(self):
        self.propose()
        self.sign(PreparedAct.objects.earliest("pk"))

        page = self.client.get(self.url())
        self.assertContains(page, "1 loan waits for the controller")
        self.assertNotContains(page, "in one act")
        self.assertContains(self.transfer(), "1 of 2 loans", status_code=422)
        self.assertFalse(Posting.objects.filter(kind="OVERDUE_TRANSFER").exists())

    def test_transfers_the_rest_when_one_is_set_aside(self):
        self.propose()
        first, second = PreparedAct.objects.order_by("pk")
        self.sign(first)
        prepared.set_aside(act=second, by=self.country.cuc, at=moment(MAY))

        self.assertContains(self.client.get(self.url()), "in one act")
        self.assertRedirects(self.transfer(), self.url())
        self.assertContains(self.client.get(self.url()), "Put the proposal before")

    def test_refuses_what_was_paid_since_the_signature_and_offers_to_propose_anew(self):
        self.propose()
        self.sign()
        repayments.repay(
            loan=self.loans[0],
            session=self.session,
            paid={"principal_in_term": 10_000_000},
            key=uuid7(moment(MAY)),
            by=self.country.lan,
            at=moment(MAY),
        )

        self.assertContains(self.transfer(), "Propose anew", status_code=422)
        self.assertContains(
            self.client.get(self.url()), self.url("session-overdue-propose")
        )

    def test_says_when_nothing_is_due(self):
        Loan.objects.update(state="CLOSED", closed_on=MAY)

        self.assertContains(self.client.get(self.url()), "nothing is due and unpaid")

    def test_takes_no_more_statements_for_more_loans(self):
        self.client.get(self.url())
        with self.assertNumQueries(9):
            self.client.get(self.url())

    def test_is_for_who_prepares_it_within_reach(self):
        propose = self.url("session-overdue-propose")
        transfer = self.url("session-overdue-transfer")
        self.assertEqual(self.client.get(propose).status_code, 405)
        self.assertEqual(self.client.get(transfer).status_code, 405)
        self.client.force_login(self.country.lan)
        self.assertEqual(self.propose().status_code, 403)
        self.assertEqual(self.transfer().status_code, 403)
        self.country.tam.posts.update(role="TEAM_LEADER")
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.url()).status_code, 404)
        self.assertEqual(self.propose().status_code, 404)
        self.assertEqual(self.transfer().status_code, 404)
        self.client.force_login(self.country.system)
        self.assertEqual(self.client.get(self.url()).status_code, 403)
