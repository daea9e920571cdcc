"""A group's sheet recorded in an open session: the main job of the house."""

from datetime import date

from django.test import TestCase

from loans.actions import drafts, dues, sheets
from loans.actions.refusals import Refused
from loans.models import GroupSheet, Loan, LoanBalance, Posting, SavingsAccount
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import session_statement, statement

APRIL = date(2026, 4, 10)


class RecordSheetTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)

    def record(self, draft, key=None, by=None):
        return sheets.record_sheet(
            draft=draft,
            key=key or uuid7(moment(APRIL)),
            by=by or self.country.lan,
            at=moment(APRIL),
        )

    def test_posts_interest_and_deposit_of_every_member(self):
        draft = builders.draft(self.country, self.group, self.session)

        self.record(draft)

        self.assertEqual(
            session_statement(self.session),
            "000001 10/04/2026 ACCRUAL interest_in_term +280.274 income -280.274\n"
            "000001 10/04/2026 ACCRUAL interest_in_term +280.274 income -280.274\n"
            "000002 10/04/2026 REPAYMENT cash +280.274 interest_in_term -280.274\n"
            "000002 10/04/2026 DEPOSIT cash +50.726 savings -50.726\n"
            "000002 10/04/2026 REPAYMENT cash +280.274 interest_in_term -280.274\n"
            "000002 10/04/2026 DEPOSIT cash +50.726 savings -50.726",
        )

    def test_leaves_the_loan_with_its_principal_and_no_interest(self):
        self.record(builders.draft(self.country, self.group, self.session))

        self.assertEqual(
            list(
                LoanBalance.objects.values_list(
                    "principal_in_term", "interest_in_term", "accrued_until"
                )
            ),
            [(50_000_000, 0, APRIL), (50_000_000, 0, APRIL)],
        )

    def test_posts_once_however_often_it_is_sent(self):
        draft = builders.draft(self.country, self.group, self.session)
        key = uuid7(moment(APRIL))
        first = self.record(draft, key)
        before = Posting.objects.count()

        again = self.record(draft, key)

        self.assertEqual(again.pk, first.pk)
        self.assertEqual(Posting.objects.count(), before)

    def test_refuses_a_second_sheet_of_the_group_under_a_new_key(self):
        draft = builders.draft(self.country, self.group, self.session)
        self.record(draft)

        with self.assertRaises(Refused) as refused:
            self.record(draft)

        self.assertEqual(refused.exception.code, "SHEET_RECORDED")
        self.assertEqual(GroupSheet.objects.count(), 1)

    def test_refuses_cash_that_differs_from_the_lines(self):
        draft = builders.draft(
            self.country, self.group, self.session, cash_received=650_000
        )

        with self.assertRaises(sheets.SheetNotReady) as refused:
            self.record(draft)

        self.assertEqual(
            [problem.code for problem in refused.exception.check.problems],
            ["CASH_DIFFERS"],
        )
        self.assertFalse(GroupSheet.objects.exists())

    def test_pays_principal_and_interest_out_of_savings(self):
        account = SavingsAccount.objects.order_by("person__sort_key").first()
        loan = Loan.objects.get(borrower=account.person)
        self.record(builders.draft(self.country, self.group, self.session))
        builders.closed(self.country, self.session)
        may = builders.session(self.country, date(2026, 5, 10))
        owed = dues.group_dues(self.group, may)
        draft = drafts.draft_of(dues=owed)
        drafts.save_lines(
            draft=draft,
            lines={
                1: {"interest_from_savings": 20_000, "principal_from_savings": 30_000},
                2: {"is_absent": True},
            },
            by=self.country.lan,
            at=moment(may.held_on),
        )
        draft = drafts.save_head(
            draft=draft,
            values={"handed_in_by": "DEPUTY", "cash_received": 0},
            by=self.country.lan,
            at=moment(may.held_on),
        )

        sheets.record_sheet(
            draft=draft,
            key=uuid7(moment(may.held_on)),
            by=self.country.lan,
            at=moment(may.held_on),
        )

        self.assertEqual(
            statement(loan).splitlines()[-1],
            "10/05/2026 SAVINGS_USE principal_in_term -30.000"
            " interest_in_term -20.000 savings +50.000",
        )
