"""Money paid out: under two signatures, tranche by tranche, once."""

from datetime import date

from django.test import TestCase

from loans.actions.disbursements import disburse, use_to_be_checked_by
from loans.actions.loans import Studies
from loans.models import Loan, LoanBalance, Posting
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.deciding import rules_from, terms_from
from tests.ledger import statement
from tests.refusing import RefusalMixin

MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 10)


class DisbursementCase(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.group(cls.country, size=1)
        [cls.borrower] = builders.members(cls.group)
        cls.session = builders.session(cls.country, MARCH)

    def loan(self, **values):
        return builders.loan(self.country, self.borrower, of=self.group, **values)

    def disburse(self, loan, session=None, key=None, checked_by=None):
        return disburse(
            loan=loan,
            session=session or self.session,
            key=key or uuid7(moment(MARCH)),
            by=self.country.lan,
            checked_by=checked_by or self.country.cuc,
            checked_way="OWN_DEVICE",
            at=moment(MARCH),
        )


class DisburseTests(DisbursementCase):
    def test_makes_the_loan_active_and_owed(self):
        loan = self.loan()

        self.disburse(loan)

        balance = LoanBalance.objects.select_related("loan").get(loan=loan)
        self.assertEqual(
            (balance.loan.state, balance.principal_in_term, balance.disbursed),
            ("ACTIVE", 50_000_000, 50_000_000),
        )
        self.assertEqual(balance.accrued_until, MARCH)
        self.assertEqual(
            statement(loan),
            "10/03/2026 DISBURSEMENT cash -50.000.000 principal_in_term +50.000.000",
        )

    def test_happens_once_however_often_it_is_sent(self):
        loan, key = self.loan(), uuid7(moment(MARCH))
        first = self.disburse(loan, key=key)

        again = self.disburse(loan, key=key)

        self.assertEqual(again.pk, first.pk)

    def test_pays_the_tranches_one_after_the_other(self):
        loan = self.loan(tranches=[(MARCH, 30_000_000), (APRIL, 20_000_000)])

        paid = [self.disburse(loan).principal_in_term for _tranche in range(2)]

        self.assertEqual(paid, [30_000_000, 20_000_000])

    def test_stops_when_all_is_paid_out(self):
        loan = self.loan()
        self.disburse(loan)

        with self.refused("NOTHING_LEFT_TO_PAY_OUT"):
            self.disburse(loan)

    def test_is_signed_by_two_people(self):
        with self.refused("POSTING_IS_MADE_AND_CHECKED_BY_TWO_PEOPLE"):
            self.disburse(self.loan(), checked_by=self.country.lan)
        self.assertEqual(Loan.objects.get().state, "APPROVED")

    def test_is_refused_after_the_approval_has_lapsed(self):
        loan = self.loan()
        Loan.objects.filter(pk=loan.pk).update(
            approved_on=date(2026, 1, 5), valid_until=date(2026, 3, 9)
        )

        with self.refused("APPROVAL_LAPSED") as refused:
            self.disburse(loan)
        self.assertIn("09/03/2026", refused.exception.sentence)

    def test_is_refused_for_a_loan_that_lapsed(self):
        loan = self.loan()
        Loan.objects.filter(pk=loan.pk).update(state="LAPSED")

        with self.refused("APPROVAL_LAPSED") as refused:
            self.disburse(loan)
        self.assertIn("08/06/2026", refused.exception.sentence)

    def test_is_refused_at_the_counter_while_the_points_session_is_open(self):
        counter = builders.counter(self.country, MARCH)

        with self.refused("SERVED_ELSEWHERE"):
            self.disburse(self.loan(), session=counter)

    def test_is_refused_before_the_day_from_which_the_rate_is_pinned(self):
        with self.refused("BEFORE_THE_PLANNED_DAY"):
            self.disburse(self.loan(disburse_on=date(2026, 3, 11)))
        self.assertFalse(Posting.objects.exists())


class UseCheckTests(DisbursementCase):
    """The use of money paid out is checked, by the bank's rules of that day."""

    def test_is_not_due_before_money_is_paid_out(self):
        self.assertIsNone(use_to_be_checked_by(self.loan()))

    def test_is_due_thirty_days_after_the_payment(self):
        loan = self.loan()
        self.disburse(loan)

        self.assertEqual(use_to_be_checked_by(loan), date(2026, 4, 9))

    def test_is_due_as_the_rules_of_the_day_of_the_payment_say(self):
        loan = self.loan(tranches=[(MARCH, 30_000_000), (APRIL, 20_000_000)])
        rules_from(self.country, APRIL, use_check_within_days=10)
        self.disburse(loan)

        before = use_to_be_checked_by(loan)
        builders.closed(self.country, self.session)
        self.disburse(loan, session=builders.session(self.country, APRIL))

        self.assertEqual(
            (before, use_to_be_checked_by(loan)), (date(2026, 4, 9), date(2026, 4, 20))
        )


class LaterStartTests(DisbursementCase):
    """Until money goes out, the days of a contract were a plan."""

    def setUp(self):
        builders.closed(self.country, self.session)
        self.session = builders.session(self.country, APRIL)

    def test_moves_the_contract_and_its_instalments(self):
        loan = self.loan(term_months=24)

        self.disburse(loan)

        loan.refresh_from_db()
        self.assertEqual(loan.contract_on, APRIL)
        self.assertEqual(
            list(
                loan.instalments.order_by("number").values_list(
                    "contract_due_on", flat=True
                )
            ),
            [date(2027, 4, 10), date(2028, 4, 10)],
        )

    def test_takes_the_rule_of_instalments_that_holds_then(self):
        loan = self.loan(disburse_on=date(2026, 2, 20))

        self.disburse(loan)

        self.assertTrue(Loan.objects.get(pk=loan.pk).has_instalment_rule)

    def test_takes_the_grace_of_a_student_that_holds_then(self):
        loan = self.loan(
            programme="STUDENT",
            studies=Studies(graduates_on=date(2028, 6, 30), course_months=48),
        )
        terms_from(self.country, "STUDENT", APRIL, grace_months=6)

        self.disburse(loan)

        loan.refresh_from_db()
        self.assertEqual(loan.interest_grace_until, date(2028, 12, 30))

    def test_makes_the_term_of_a_student_anew(self):
        loan = self.loan(
            programme="STUDENT",
            studies=Studies(graduates_on=date(2028, 6, 30), course_months=48),
        )

        self.disburse(loan)

        terms = loan.term_months, Loan.objects.get(pk=loan.pk).term_months
        self.assertEqual(terms, (66, 64))
