"""F01, F02: a process killed at any statement leaves nothing or all; a retry, once."""

import os
import subprocess
import sys
from datetime import date, time
from urllib.parse import quote

from django.db import connection, transaction

from loans.actions import reversals, sessions
from loans.models import (
    GroupSheet,
    Household,
    Loan,
    LoanBalance,
    Posting,
    ReversalRequest,
    SavingsBalance,
    Session,
    SessionSeal,
    SheetLine,
)
from programmes.models import PointDay, PointPlace, TransactionPoint
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import LONG_AGO, Country
from tests.faults.acts import ACTS, APRIL, AT
from tests.faults.dying import ANSWER
from tests.house.sources import ROOT
from tests.transactions import LedgerTransactionTestCase

BOOKS = (
    Posting,
    GroupSheet,
    SheetLine,
    LoanBalance,
    SavingsBalance,
    Session,
    SessionSeal,
    Loan,
    ReversalRequest,
)


def books():
    """Everything that an act may write, as it is committed."""
    return {
        model.__name__: list(model.objects.order_by("pk").values_list())
        for model in BOOKS
    }


def database_url():
    """The database of this test, for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return (
        f"postgresql://{settings['USER']}:{quote(settings['PASSWORD'])}@/"
        f"{settings['NAME']}?host={settings['HOST']}&port={settings['PORT'] or 5432}"
    )


class Statements:
    """Counts what is sent, as the dying process counts it."""

    def __init__(self):
        self.count = 0

    def __call__(self, execute, *statement):
        self.count += 1
        return execute(*statement)


class CrashCase(LedgerTransactionTestCase):
    def setUp(self):
        self.country = Country()
        self.dying = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.dying"],
            cwd=ROOT,
            env=os.environ
            | {
                "DATABASE_URL": database_url(),
                "DJANGO_SETTINGS_MODULE": "config.settings",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(self.let_go)

    def let_go(self):
        self.dying.stdin.close()
        self.dying.wait()
        self.dying.stdout.close()

    def killed(self, act, row, key, last):
        """Do an act in a process that dies; return its end: KILLED or DONE."""
        print(act, row.pk, key, last, file=self.dying.stdin, flush=True)
        return self.dying.stdout.readline().strip()

    def statements(self, act, row):
        """How many statements an act sends that nobody disturbs."""
        counting = Statements()
        with connection.execute_wrapper(counting):
            ACTS[act](row.pk, uuid7(AT))
        return counting.count

    def outcome(self, act, row, last):
        """Kill an act, then send it twice more with its key: what each step left."""
        key = uuid7(AT)
        before = books()
        end = self.killed(act, row, key, last)
        left = books()
        ACTS[act](row.pk, key)
        once = books()
        ACTS[act](row.pk, key)
        return {
            "end": end,
            "left nothing": left == before,
            "left all": left == once,
            "the retry is there": once != before,
            "the second retry added nothing": books() == once,
        }

    def assert_sound_wherever_killed(self, act, rows):
        """Kill the act after each of its statements, each time on another row.

        The last row shows that the sweep was whole: no statement is left to die after.
        """
        first, *others = rows
        count = self.statements(act, first)
        self.assertGreater(len(others), count)
        for last, row in enumerate(others[:count], 1):
            with self.subTest(act, killed_after=last):
                self.assertEqual(self.outcome(act, row, last), SOUND)
        self.assertEqual(self.killed(act, others[count], uuid7(AT), count + 1), "DONE")


SOUND = {
    "end": "KILLED",
    "left nothing": True,
    "left all": False,
    "the retry is there": True,
    "the second retry added nothing": True,
}
ANSWER_LOST = SOUND | {"left nothing": False, "left all": True}


class SheetTests(CrashCase):
    def setUp(self):
        super().setUp()
        with transaction.atomic():
            self.drafts = self.typed(groups=34)

    def typed(self, groups):
        """Drafts of groups of one, ready to be recorded in one open session."""
        made = [builders.group(self.country, size=1) for _number in range(groups)]
        march = builders.session(self.country, date(2026, 3, 10))
        for group in made:
            [member] = builders.members(group)
            builders.disbursed(
                self.country, march, builders.loan(self.country, member, of=group)
            )
        builders.closed(self.country, march)
        self.session = builders.session(self.country, APRIL)
        return [builders.draft(self.country, group, self.session) for group in made]

    def test_is_posted_whole_or_not_at_all_wherever_it_is_killed(self):
        self.assert_sound_wherever_killed("sheet", self.drafts)

    def test_is_there_once_when_only_the_answer_was_lost(self):
        self.assertEqual(self.outcome("sheet", self.drafts[0], ANSWER), ANSWER_LOST)

    def test_would_be_seen_half_posted_by_this_net(self):
        """The net is tested: a sheet posted row by row leaves halves behind."""
        draft = self.drafts[0]
        count = self.statements("careless_sheet", self.drafts[1])

        self.killed("careless_sheet", draft, uuid7(AT), count - 2)

        self.assertEqual(
            list(
                Posting.objects.filter(
                    session=self.session, loan__group=draft.group, kind="REPAYMENT"
                ).values_list("cash", flat=True)
            ),
            [280_274],
        )
        self.assertFalse(
            Posting.objects.filter(
                session=self.session,
                savings_account__person__memberships__group=draft.group,
            ).exists()
        )


class CounterTests(CrashCase):
    """Single acts at the counter, on the loans of one group."""

    def setUp(self):
        super().setUp()
        with transaction.atomic():
            self.group = builders.running_group(self.country, size=28)
            self.session = builders.session(self.country, APRIL)
            self.loans = list(self.group.loans.order_by("pk"))

    def test_payment_is_posted_or_not_wherever_it_is_killed(self):
        self.assert_sound_wherever_killed("payment", self.loans)

    def test_disbursement_is_posted_or_not_wherever_it_is_killed(self):
        with transaction.atomic():
            waiting = [
                builders.loan(
                    self.country, one.borrower, of=self.group, disburse_on=APRIL
                )
                for one in self.loans
            ]

        self.assert_sound_wherever_killed("disbursement", waiting)

    def test_reversal_is_posted_or_not_wherever_it_is_killed(self):
        with transaction.atomic():
            asked = [
                reversals.ask_reversal(
                    session=self.session,
                    posting=ACTS["payment"](one.pk, uuid7(AT)),
                    reason="Ghi nhầm số tiền",
                    by=self.country.lan,
                    at=AT,
                )
                for one in self.loans
            ]

        self.assert_sound_wherever_killed("reversal", asked)


class SessionTests(CrashCase):
    """Opening with its accruals, and closing with its seal; point after point."""

    def setUp(self):
        super().setUp()
        with transaction.atomic():
            self.sessions = [self.prepared(number) for number in range(26)]

    def prepared(self, number):
        """A session of a point of its own, with one loan whose interest has run."""
        point = TransactionPoint.objects.create(
            code=f"TXN9{number:04}", name=f"Điểm {number}", office=self.country.office
        )
        PointPlace.objects.create(
            point=point, commune=self.country.commune, valid_from=LONG_AGO
        )
        PointDay.objects.create(
            point=point,
            session_day=10,
            starts_at=time(8),
            ends_at=time(11),
            valid_from=LONG_AGO,
        )
        borrower = builders.person(self.country, "Lê Thị Nga")
        Household.objects.filter(pk=borrower.household_id).update(point=point)
        borrower.household.refresh_from_db()
        march = builders.session(self.country, date(2026, 3, 10), point=point)
        builders.disbursed(self.country, march, builders.loan(self.country, borrower))
        builders.closed(self.country, march)
        return builders.prepared_session(self.country, APRIL, point=point)

    def test_opening_accrues_for_all_or_does_not_open_wherever_it_is_killed(self):
        self.assert_sound_wherever_killed("opening", self.sessions)

    def test_closing_seals_or_does_not_close_wherever_it_is_killed(self):
        with transaction.atomic():
            for session in self.sessions:
                ACTS["opening"](session.pk, None)
                sessions.begin_count(session=session, by=self.country.cuc, at=AT)
                builders.till_counted(self.country, session)

        self.assert_sound_wherever_killed("closing", self.sessions)
