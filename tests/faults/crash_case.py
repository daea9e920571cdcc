"""A process killed at any statement of an act, and what is left in the books."""

import os
import subprocess
import sys
from urllib.parse import quote

from django.db import connection

from loans.models import (
    GroupSheet,
    Loan,
    LoanBalance,
    Posting,
    PreparedAct,
    ReversalRequest,
    SavingsBalance,
    Session,
    SessionSeal,
    SheetLine,
)
from programmes.rules.keys import uuid7
from tests.cast import Country
from tests.faults.acts import ACTS, AT
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
    PreparedAct,
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


WRITES = ("INSERT", "UPDATE", "DELETE")


class Statements:
    """Notes what is sent, in the order in which the dying process counts it."""

    def __init__(self):
        self.sent = []

    def __call__(self, execute, sql, *rest):
        self.sent.append(sql)
        return execute(sql, *rest)

    @property
    def places(self):
        """After which statements to die: each that writes.

        What lies between two writes leaves nothing that the first did not.
        """
        return [
            number
            for number, sql in enumerate(self.sent, 1)
            if sql.lstrip().startswith(WRITES)
        ]


class CrashCase(LedgerTransactionTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dying = subprocess.Popen(
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
        cls.addClassCleanup(cls.let_go)

    @classmethod
    def let_go(cls):
        cls.dying.stdin.close()
        cls.dying.wait()
        cls.dying.stdout.close()

    def setUp(self):
        self.country = Country()

    def killed(self, act, row, key, last):
        """Do an act in a process that dies; return its end: KILLED or DONE."""
        print(act, row.pk, key, last, file=self.dying.stdin, flush=True)
        return self.dying.stdout.readline().strip()

    def statements(self, act, row):
        """The statements that an act sends that nobody disturbs."""
        noting = Statements()
        with connection.execute_wrapper(noting):
            ACTS[act](row.pk, uuid7(AT))
        return noting

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
        """Kill the act after each place, each time on another row.

        The last row shows that the sweep was whole: no statement is left to die after.
        """
        first, *others = rows
        statements = self.statements(act, first)
        count, places = len(statements.sent), statements.places
        self.assertGreater(len(others), len(places))
        self.assertTrue(places)
        for row, last in zip(others, places, strict=False):
            with self.subTest(act, killed_after=last):
                self.assertEqual(self.outcome(act, row, last), SOUND)
        spared = others[len(places)]
        self.assertEqual(self.killed(act, spared, uuid7(AT), count + 1), "DONE")


SOUND = {
    "end": "KILLED",
    "left nothing": True,
    "left all": False,
    "the retry is there": True,
    "the second retry added nothing": True,
}
ANSWER_LOST = SOUND | {"left nothing": False, "left all": True}
