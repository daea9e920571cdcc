"""A payment found wrong in a later session: undone, and its interest brought right.

Figures by hand: 50 million at 6.6 % earn 280.274 in 31 days and 271.233 in 30; 30
million earn 168.164 and 162.740.
"""

from datetime import date

from django.test import TestCase

from loans.actions import disbursements, overdue, repayments, reversals
from loans.models import Loan, LoanBalance, Posting
from loans.reports.verification import differences
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import statement
from tests.refusing import RefusalMixin

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)
JUNE, JULY = date(2026, 6, 10), date(2026, 7, 10)
REASON = "Ghi nhầm sang khế ước của người khác"


class CorrectionCase(RefusalMixin, TestCase):
    """One loan of 50 million of March, and its session of April."""

    terms = {}

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        group = builders.group(cls.country, size=1)
        [member] = builders.members(group)
        cls.loan = builders.loan(cls.country, member, of=group, **cls.terms)
        march = builders.session(cls.country, MARCH)
        builders.disbursed(cls.country, march, cls.loan)
        builders.closed(cls.country, march)
        cls.april = builders.session(cls.country, APRIL)

    def pay(self, session, is_payoff=False, **paid):
        return repayments.repay(
            loan=self.loan,
            session=session,
            paid=paid,
            is_payoff=is_payoff,
            key=uuid7(moment(session.held_on)),
            by=self.country.lan,
            at=moment(session.held_on),
        )

    def after(self, session, *days):
        """The session of the last of these days, all before it closed."""
        for day in days:
            builders.closed(self.country, session)
            session = builders.session(self.country, day)
        return session

    def undo(self, posting, session):
        at = moment(session.held_on, 3)
        asked = reversals.ask_reversal(
            session=session, posting=posting, reason=REASON, by=self.country.lan, at=at
        )
        return reversals.agree_reversal(
            request=asked, key=uuid7(at), by=self.country.cuc, at=at
        )

    def stands_as(self, *lines):
        self.assertEqual(statement(self.loan).splitlines()[-len(lines) :], list(lines))
        self.assertEqual(list(differences()), [])


class LaterSessionTests(CorrectionCase):
    def test_brings_interest_to_what_the_true_balance_earned(self):
        wrong = self.pay(self.april, principal_in_term=20_000_000)
        june = self.after(self.april, MAY, JUNE)

        self.undo(wrong, june)
        self.after(june, JULY)

        self.stands_as(
            "10/03/2026 DISBURSEMENT cash -50.000.000 principal_in_term +50.000.000",
            "10/04/2026 ACCRUAL interest_in_term +280.274 income -280.274",
            "10/04/2026 REPAYMENT cash +20.000.000 principal_in_term -20.000.000",
            "10/05/2026 ACCRUAL interest_in_term +162.740 income -162.740",
            "10/06/2026 ACCRUAL interest_in_term +168.164 income -168.164",
            "10/06/2026 REPAYMENT (reversal) cash -20.000.000"
            " principal_in_term +20.000.000",
            "10/06/2026 ACCRUAL_CORRECTION interest_in_term +220.603 income -220.603",
            "10/07/2026 ACCRUAL interest_in_term +271.233 income -271.233",
        )

    def test_is_signed_by_the_two_people_of_the_reversal(self):
        wrong = self.pay(self.april, principal_in_term=20_000_000)
        may = self.after(self.april, MAY)

        self.undo(wrong, may)

        correction = Posting.objects.get(kind="ACCRUAL_CORRECTION")
        self.assertEqual(
            (correction.posted_by, correction.checked_by, correction.reason),
            (self.country.lan, self.country.cuc, REASON),
        )

    def test_posts_nothing_where_only_interest_was_paid(self):
        wrong = self.pay(self.april, interest_in_term=280_274)
        may = self.after(self.april, MAY)

        self.undo(wrong, may)

        self.stands_as(
            "10/05/2026 REPAYMENT (reversal) cash -280.274 interest_in_term +280.274"
        )

    def test_posts_nothing_within_the_session_of_the_mistake(self):
        wrong = self.pay(self.april, principal_in_term=20_000_000)

        self.undo(wrong, self.april)

        self.stands_as(
            "10/04/2026 REPAYMENT (reversal) cash -20.000.000"
            " principal_in_term +20.000.000"
        )

    def test_gives_a_closed_loan_the_interest_it_did_not_earn_meanwhile(self):
        wrong = self.pay(
            self.april,
            is_payoff=True,
            principal_in_term=50_000_000,
            interest_in_term=280_274,
        )
        june = self.after(self.april, MAY, JUNE)

        self.undo(wrong, june)
        self.after(june, JULY)

        self.stands_as(
            "10/06/2026 REPAYMENT (reversal) cash -50.280.274"
            " principal_in_term +50.000.000 interest_in_term +280.274",
            "10/06/2026 ACCRUAL_CORRECTION interest_in_term +551.507 income -551.507",
            "10/07/2026 ACCRUAL interest_in_term +271.233 income -271.233",
        )
        self.assertEqual(Loan.objects.get().state, "ACTIVE")

    def test_corrects_a_loan_once_in_a_session(self):
        first = self.pay(self.april, principal_in_term=20_000_000)
        second = self.pay(self.april, principal_in_term=10_000_000)
        may = self.after(self.april, MAY)
        self.undo(first, may)

        with self.refused("ONE_CORRECTING_ACCRUAL_FOR_A_LOAN_AND_SESSION"):
            self.undo(second, may)

        june = self.after(may, JUNE)
        self.undo(second, june)
        self.stands_as(
            "10/06/2026 ACCRUAL_CORRECTION interest_in_term +110.302 income -110.302"
        )


class OfficeCounterTests(CorrectionCase):
    def test_cuts_the_period_at_the_day_of_the_office(self):
        wrong = self.pay(self.april, principal_in_term=20_000_000)
        may = self.after(self.april, MAY)
        builders.closed(self.country, may)
        office = builders.counter(self.country, date(2026, 5, 20))

        self.undo(wrong, office)
        builders.session(self.country, JUNE)

        self.stands_as(
            "10/05/2026 ACCRUAL interest_in_term +162.740 income -162.740",
            "20/05/2026 ACCRUAL interest_in_term +54.247 income -54.247",
            "20/05/2026 REPAYMENT (reversal) cash -20.000.000"
            " principal_in_term +20.000.000",
            "20/05/2026 ACCRUAL_CORRECTION interest_in_term +144.657 income -144.657",
            "10/06/2026 ACCRUAL interest_in_term +189.863 income -189.863",
        )

    def test_is_refused_while_the_points_own_session_is_open(self):
        wrong = self.pay(self.april, principal_in_term=20_000_000)
        office = builders.counter(self.country, APRIL)

        with self.refused("SERVED_ELSEWHERE"):
            self.undo(wrong, office)


class DisbursementTests(CorrectionCase):
    def test_takes_back_the_interest_of_money_that_was_never_lent(self):
        paid_out = Posting.objects.get(kind="DISBURSEMENT")

        self.undo(paid_out, self.april)

        self.stands_as(
            "10/04/2026 ACCRUAL interest_in_term +280.274 income -280.274",
            "10/04/2026 DISBURSEMENT (reversal) cash +50.000.000"
            " principal_in_term -50.000.000",
            "10/04/2026 ACCRUAL_CORRECTION interest_in_term -280.274 income +280.274",
        )
        balance = LoanBalance.objects.select_related("loan").get()
        self.assertEqual(
            (balance.loan.state, balance.accrued_until), ("APPROVED", None)
        )

    def test_lets_the_loan_be_paid_out_anew_from_that_day(self):
        self.undo(Posting.objects.get(kind="DISBURSEMENT"), self.april)
        builders.disbursed(self.country, self.april, self.loan)

        self.after(self.april, MAY)

        self.stands_as(
            "10/04/2026 DISBURSEMENT cash -50.000.000 principal_in_term +50.000.000",
            "10/05/2026 ACCRUAL interest_in_term +271.233 income -271.233",
        )

    def test_is_refused_after_a_payment_which_is_named(self):
        self.pay(self.april, interest_in_term=280_274)

        with self.refused("OTHERS_STAND_ON_IT") as refused:
            self.undo(Posting.objects.get(kind="DISBURSEMENT"), self.april)
        self.assertIn("Thu nợ 10/04/2026 CT 00000", refused.exception.sentence)


class OverdueTests(CorrectionCase):
    terms = {"term_months": 1, "period_months": 1}

    def test_exchanges_the_higher_interest_for_the_contracts(self):
        may = self.after(self.april, MAY)
        [moved] = builders.turned_overdue(self.country, may)
        june = self.after(may, JUNE)

        self.undo(moved, june)

        self.stands_as(
            "10/06/2026 ACCRUAL interest_overdue +364.356 income -364.356",
            "10/06/2026 OVERDUE_TRANSFER (reversal) principal_in_term +50.000.000"
            " principal_overdue -50.000.000",
            "10/06/2026 ACCRUAL_CORRECTION interest_in_term +280.274"
            " interest_overdue -364.356 income +84.082",
        )
        self.assertEqual(overdue.turning_overdue(june), {self.loan.pk: 50_000_000})


class TrancheTests(CorrectionCase):
    terms = {"tranches": [(MARCH, 30_000_000), (APRIL, 20_000_000)]}

    def test_leaves_the_first_tranche_when_the_second_is_undone(self):
        second = disbursements.disburse(
            loan=self.loan,
            session=self.april,
            key=uuid7(moment(APRIL)),
            by=self.country.lan,
            checked_by=self.country.cuc,
            checked_way="OWN_DEVICE",
            at=moment(APRIL),
        )
        may = self.after(self.april, MAY)

        self.undo(second, may)

        self.stands_as(
            "10/05/2026 ACCRUAL interest_in_term +271.233 income -271.233",
            "10/05/2026 DISBURSEMENT (reversal) cash +20.000.000"
            " principal_in_term -20.000.000",
            "10/05/2026 ACCRUAL_CORRECTION interest_in_term -108.493 income +108.493",
        )

    def test_keeps_the_first_tranche_while_the_second_stands(self):
        builders.disbursed(self.country, self.april, self.loan)
        may = self.after(self.april, MAY)
        first = Posting.objects.filter(kind="DISBURSEMENT").earliest("pk")

        with self.refused("OTHERS_STAND_ON_IT"):
            self.undo(first, may)
