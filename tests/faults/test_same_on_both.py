"""DIFF: the same acts leave the same ledger and the same refusals on both engines."""

from datetime import date, timedelta
from functools import partial

from django.test import TestCase

from loans.actions import (
    disbursements,
    drafts,
    dues,
    prepared,
    prepared_overdue,
    repayments,
    reversals,
    savings,
    seals,
    sessions,
    sheets,
)
from loans.actions.refusals import Refused
from loans.models import Posting, SavingsAccount, SavingsCreditGroup
from loans.reports.verification import differences
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import LONG_AGO, Country, moment

DIGEST = "98a368a279e90c9d1da36fea4e8b9816accb2f27e46267e4fa6b190bdd14cb05"
"""Recorded once; the suite runs on SQLite and on PostgreSQL, and both must agree."""

REFUSALS = [
    "CASH_SHORT",
    "MORE_THAN_OWED",
    "KEY_REUSED",
    "STILL_OWES",
    "NOTHING_TO_REVERSE",
    "NOT_ENOUGH_SAVED",
    "MEMBER_SAVINGS_ARE_NOT_NEGATIVE",
    "NOTHING_LEFT_TO_PAY_OUT",
    "OTHERS_STAND_ON_IT",
    "SESSION_NOT_OPEN",
]


class Record:
    """A sequence of acts whose keys, moments and numbers never change."""

    def __init__(self, deposit=20_000):
        self.country = Country()
        self.refusals = []
        self.number = 0
        self.group = builders.group(self.country, size=2, has_accounts=False)
        SavingsCreditGroup.objects.update(code="0000001")
        self.group.refresh_from_db()
        people = builders.members(self.group)
        self.accounts = [
            savings.open_account(
                number=f"1050000000000{number:03}",
                person=person,
                point=self.country.point,
                opened_on=LONG_AGO,
                consents=True,
            )
            for number, person in enumerate(people)
        ]
        self.loan = builders.loan(
            self.country,
            people[0],
            of=self.group,
            amount=12_000_000,
            term_months=2,
            period_months=1,
            contract_number="6600000000000001",
        )
        self.large = builders.loan(
            self.country,
            people[0],
            of=self.group,
            amount=100_000_000,
            contract_number="6600000000000002",
        )
        self.march(deposit)
        self.april()
        self.may()

    def march(self, deposit):
        self.open(date(2026, 3, 10))
        self.do(disbursements.disburse, loan=self.large, **self.checked())
        self.do(disbursements.disburse, loan=self.loan, **self.checked())
        first = self.do(savings.deposit, account=self.accounts[0], amount=deposit)
        self.again = {"account": self.accounts[0], "key": first.key}
        self.do(savings.deposit, account=self.accounts[1], amount=70_000)
        self.close()

    def april(self):
        self.open(date(2026, 4, 10))
        self.do(
            repayments.repay, loan=self.loan, paid={"principal_in_term": 12_000_001}
        )
        paid = self.do(
            repayments.repay, loan=self.loan, paid={"principal_in_term": 5_000_000}
        )
        self.do(savings.deposit, amount=9, **self.again)
        self.do(
            savings.withdraw, account=self.accounts[0], amount=1_000, **self.checked()
        )
        self.reverse(paid)
        self.reverse(paid)
        self.sheet()
        self.paid = self.do(
            repayments.repay, loan=self.loan, paid={"principal_in_term": 4_000_000}
        )
        self.close()

    def may(self):
        self.open(date(2026, 5, 10))
        self.reverse(self.paid)
        self.do(
            savings.withdraw, account=self.accounts[1], amount=99_999, **self.checked()
        )
        self.do(
            savings.withdraw, account=self.accounts[1], amount=60_000, **self.checked()
        )
        self.do(
            repayments.repay,
            loan=self.loan,
            paid={"principal_in_term": 200_000},
            from_account=self.accounts[0],
        )
        self.do(
            repayments.repay,
            loan=self.loan,
            paid={"principal_in_term": 30_000},
            from_account=self.accounts[0],
        )
        self.overdue()
        self.do(repayments.repay, loan=self.loan, paid={"principal_overdue": 1_000_000})
        self.do(disbursements.disburse, loan=self.loan, **self.checked())
        self.reverse(Posting.objects.get(kind="DISBURSEMENT"))
        self.close()
        self.do(savings.deposit, account=self.accounts[1], amount=5)

    # -- How they are done -------------------------------------------------------------

    def open(self, day):
        self.day = day
        prepared = builders.prepared_session(self.country, day)
        self.session = sessions.open_session(
            session=prepared, by=self.country.hung, at=moment(day, 1)
        )
        builders.advanced(self.country, self.session, pieces={500_000: 60})

    def close(self):
        builders.closed(self.country, self.session)

    def do(self, action, **values):
        """Do an act under the next key; what it answered, None where it was refused."""
        values = {"key": self.key(), **values}
        values |= {"session": self.session, "by": self.country.lan, "at": self.at}
        return self.heard(partial(action, **values))

    def heard(self, act):
        try:
            return act()
        except Refused as refused:
            self.refusals.append(refused.code)
            return None

    def checked(self):
        return {"checked_by": self.country.cuc, "checked_way": "OWN_DEVICE"}

    def key(self):
        self.number += 1
        return uuid7(self.at, f"act {self.number}")

    @property
    def at(self):
        return moment(self.day) + timedelta(seconds=self.number)

    def reverse(self, posting):
        def act():
            request = reversals.ask_reversal(
                session=self.session,
                posting=posting,
                reason="Ghi nhầm số tiền",
                by=self.country.lan,
                at=self.at,
            )
            return reversals.agree_reversal(
                request=request, key=self.key(), by=self.country.cuc, at=self.at
            )

        return self.heard(act)

    def overdue(self):
        by = {"session": self.session, "by": self.country.hung, "at": self.at}
        acts = prepared_overdue.prepare_overdue(**by)
        prepared.sign(acts=acts, by=self.country.cuc, way="OWN_DEVICE", at=self.at)
        prepared_overdue.carry_out_overdue(key=self.key(), **by)

    def sheet(self):
        owed = dues.group_dues(self.group, self.session)
        draft = drafts.draft_of(dues=owed)
        by = {"by": self.country.lan, "at": self.at}
        drafts.fill_as_due(draft=draft, dues=owed, cash_step=1_000, **by)
        cash = sum(
            (line.interest or 0) + (line.deposit or 0) for line in draft.lines.all()
        )
        head = {"handed_in_by": "LEADER", "cash_received": cash}
        drafts.save_head(draft=draft, values=head, **by)
        sheets.record_sheet(draft=draft, key=self.key(), **by)


def digest():
    return seals.digest(seals.canonical(seals.canonical_rows()))


class RecordedActsTests(TestCase):
    def test_leave_the_same_ledger_and_refusals_on_both_engines(self):
        record = Record()

        self.assertEqual(record.refusals, REFUSALS)
        self.assertEqual(digest(), DIGEST)
        self.assertEqual(list(differences()), [])
        self.assertEqual(SavingsAccount.objects.count(), 2)

    def test_would_be_seen_to_differ_by_one_dong(self):
        """The net is tested: another deposit gives another digest."""
        Record(deposit=20_001)

        self.assertNotEqual(digest(), DIGEST)
