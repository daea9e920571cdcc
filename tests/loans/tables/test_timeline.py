from datetime import date

from django.test import TestCase

from loans.actions import reversals
from loans.models import Loan, SavingsAccount
from loans.tables.timeline import loan_timeline, savings_statement
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment

APRIL, MAY = date(2026, 4, 10), date(2026, 5, 10)


class LoanTimelineTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=1)
        cls.loan = Loan.objects.get()

    def told(self, timeline):
        return [
            f"{line.total} in {len(line.postings)}"
            if hasattr(line, "postings")
            else f"{line.posting.kind} {line.principal} {line.interest} {line.balance}"
            for line in timeline.lines
        ]

    def test_folds_the_accruals_between_two_events(self):
        for day in (APRIL, MAY):
            builders.closed(self.country, builders.session(self.country, day))

        timeline = loan_timeline(self.loan)

        self.assertEqual(
            self.told(timeline), ["551507 in 2", "DISBURSEMENT 50000000 0 50000000"]
        )
        self.assertEqual(timeline.lines[0].start, date(2026, 3, 10))
        self.assertEqual(timeline.lines[0].end, MAY)

    def test_goes_on_before_the_oldest_row_shown(self):
        session = builders.session(self.country, APRIL)
        builders.recorded(self.country, self.group, session)

        first = loan_timeline(self.loan, count=1)
        second = loan_timeline(self.loan, first.older, count=1)

        self.assertEqual(self.told(first), ["REPAYMENT 0 -280274 50000000"])
        self.assertEqual(
            self.told(second), ["280274 in 1", "DISBURSEMENT 50000000 0 50000000"]
        )
        self.assertIsNone(second.older)

    def test_needs_two_statements_with_all_that_is_shown(self):
        session = builders.session(self.country, APRIL)
        builders.recorded(self.country, self.group, session)
        paid = self.loan.postings.get(kind="REPAYMENT")
        request = reversals.ask_reversal(
            session=session,
            posting=paid,
            reason="Ghi nhầm tên người nộp",
            by=self.country.lan,
            at=moment(APRIL),
        )
        reversals.agree_reversal(
            request=request,
            key=uuid7(moment(APRIL)),
            by=self.country.cuc,
            at=moment(APRIL),
        )

        with self.assertNumQueries(2):
            undoing, undone, *_earlier = loan_timeline(self.loan).lines
            self.assertEqual(undoing.posting.checked_by, self.country.cuc)
            self.assertEqual(undoing.posting.reverses.value_date, APRIL)
            self.assertEqual(undone.undone_by.value_date, APRIL)
            self.assertEqual(undone.undone_by.reason, "Ghi nhầm tên người nộp")
            self.assertEqual(str(undone.posting.posted_by), str(self.country.lan))

    def test_of_a_loan_not_paid_out_is_empty(self):
        person = builders.person(self.country, "Võ Minh")
        loan = builders.loan(self.country, person)

        self.assertEqual(loan_timeline(loan).lines, [])


class SavingsStatementTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        group = builders.running_group(cls.country, size=1)
        for day in (APRIL, MAY):
            session = builders.session(cls.country, day)
            builders.recorded(cls.country, group, session)
            builders.closed(cls.country, session)
        cls.account = SavingsAccount.objects.get()

    def test_gives_the_balance_after_each_row_on_every_page(self):
        whole = savings_statement(self.account)
        first = savings_statement(self.account, count=1)
        second = savings_statement(self.account, first.older, count=1)

        balances = [event.balance for event in whole.lines]
        self.assertEqual(balances[0], self.account.balance.amount)
        self.assertEqual(balances[1], 50_726)
        self.assertEqual(
            [event.balance for event in (*first.lines, *second.lines)], balances
        )
