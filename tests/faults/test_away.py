"""F18, F19: the database cuts a line, or a lock is held; what the teller then sees."""

import logging
from contextlib import contextmanager
from time import monotonic
from unittest import skipUnless

from django.db import (
    OperationalError,
    close_old_connections,
    connection,
    connections,
)
from django.urls import reverse

from loans.actions import repayments
from loans.actions.attempts import attempted
from loans.actions.refusals import Refused
from loans.models import Attempt, Posting, SheetDraft
from programmes.models import User
from programmes.rules.keys import uuid7
from tests import builders
from tests.faults.together import AT, RaceCase
from tests.refusing import POSTGRESQL
from tests.sheet_case import DUE, HEAD

WITHIN_SECONDS = 7


@contextmanager
def somebody_else():
    """A second connection to the same database, as an administrator has one."""
    other = connections.create_connection("default")
    other.settings_dict = dict(connection.settings_dict)
    if POSTGRESQL:
        other.settings_dict["OPTIONS"] = {"options": "-c statement_timeout=30s"}
    try:
        yield other
    finally:
        other.close()


class Cutting:
    """Ends its own connection just before the first statement that holds some text."""

    def __init__(self, text):
        self.text = text
        self.is_done = False

    def __call__(self, execute, sql, *rest):
        if self.text in sql and not self.is_done:
            self.is_done = True
            cut(connection)
        return execute(sql, *rest)


class Waits:
    """How long each statement took that was not let in, in seconds."""

    def __init__(self):
        self.seconds = []

    def __call__(self, execute, *statement):
        begun = monotonic()
        try:
            return execute(*statement)
        except OperationalError:
            self.seconds.append(monotonic() - begun)
            raise


def cut(line):
    with somebody_else() as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend_of(line)])


def backend_of(line):
    return line.connection.info.backend_pid


class PageCase(RaceCase):
    def setUp(self):
        super().setUp()
        User.objects.update(language="en")
        self.client.force_login(self.country.lan)
        self.client.raise_request_exception = False
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def url(self, name):
        return reverse(name, args=[self.session.pk, self.group.pk])

    def send(self, name, **fields):
        """A request as a server takes it: what broke between requests is let go."""
        close_old_connections()
        return self.client.post(self.url(name), fields)


@skipUnless(POSTGRESQL, "SQLite has no connection to cut")
class CutLineTests(PageCase):
    def setUp(self):
        super().setUp()
        draft = builders.draft(self.country, self.group, self.session)
        self.fields = {"key": uuid7(AT), "version": draft.version}

    def recorded(self):
        return Posting.objects.filter(sheet__isnull=False).count()

    def test_between_two_requests_is_mended_unseen(self):
        self.client.get(self.url("sheet-edit"))
        before = backend_of(connection)
        cut(connection)

        answer = self.send("sheet-record", **self.fields)

        self.assertEqual((answer.status_code, self.recorded()), (302, 4))
        self.assertNotEqual(backend_of(connection), before)

    def test_in_a_request_is_told_and_the_same_form_works_next(self):
        with connection.execute_wrapper(Cutting('INSERT INTO "loans_posting"')):
            first = self.send("sheet-record", **self.fields)
        close_old_connections()
        left = self.recorded()
        second = self.send("sheet-record", **self.fields)

        self.assertContains(first, "The system is busy", status_code=503)
        self.assertEqual((left, second.status_code, self.recorded()), (0, 302, 4))

    def test_is_seen_by_this_net_where_nobody_mends_it(self):
        """The net is tested: on a cut line that is used again, nothing works."""
        cut(connection)

        answer = self.client.post(self.url("sheet-record"), self.fields)
        connection.close()

        self.assertIn(answer.status_code, (500, 503))
        self.assertEqual(self.recorded(), 0)


@skipUnless(POSTGRESQL, "SQLite lets one write at a time")
class HeldLockTests(PageCase):
    def setUp(self):
        super().setUp()
        self.client.get(self.url("sheet-edit"))
        self.typed = DUE | HEAD | {"interest-1": "123.456"}

    @contextmanager
    def held(self, table, pk):
        """An administrator holds one row for as long as the body takes."""
        with somebody_else() as other, other.cursor() as cursor:
            other.set_autocommit(False)
            cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR UPDATE", [pk])
            yield
            other.rollback()

    def draft(self):
        return SheetDraft.objects.get(session=self.session, group=self.group)

    def assert_waited_once(self, waits):
        """The page itself takes no second look at what is held."""
        self.assertEqual(len(waits.seconds), 1)
        self.assertLess(waits.seconds[0], WITHIN_SECONDS)

    def test_on_a_sheet_is_told_in_time_and_everything_typed_is_kept(self):
        waits = Waits()
        with (
            self.held("loans_sheetdraft", self.draft().pk),
            connection.execute_wrapper(waits),
        ):
            answer = self.send("sheet-edit", **self.typed)

        self.assertContains(answer, "Send it again", status_code=422)
        self.assertContains(answer, 'value="123.456"', status_code=422)
        self.assert_waited_once(waits)

    def test_on_a_session_is_told_in_time_and_the_same_form_works_next(self):
        draft = builders.draft(self.country, self.group, self.session)
        fields = {"key": uuid7(AT), "version": draft.version}
        waits = Waits()
        with (
            self.held("loans_session", self.session.pk),
            connection.execute_wrapper(waits),
        ):
            first = self.send("sheet-record", **fields)
        second = self.send("sheet-record", **fields)

        self.assertContains(first, "Send it again", status_code=422)
        self.assertEqual(second.status_code, 302)
        self.assert_waited_once(waits)

    def test_would_be_waited_for_without_an_end(self):
        """The net is tested: without a limit of its own a line waits for the lock."""
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0; SET statement_timeout = '7s'")
        begun = monotonic()
        with self.held("loans_sheetdraft", self.draft().pk):
            answer = self.client.post(self.url("sheet-edit"), self.typed)
        waited = monotonic() - begun
        connection.close()

        self.assertEqual(answer.status_code, 503)
        self.assertGreaterEqual(waited, WITHIN_SECONDS)


class BusyTests(RaceCase):
    """On either engine: an act that is not let in says so and leaves no trace."""

    HOLD = "SELECT 1 FROM loans_session FOR UPDATE" if POSTGRESQL else "SELECT 1"
    WAIT_LESS = (
        "SET lock_timeout = '200ms'" if POSTGRESQL else "PRAGMA busy_timeout = 200"
    )

    def pay(self, key):
        return attempted(
            repayments.repay,
            in_session=self.session,
            loan=self.loans[0],
            session=self.session,
            paid={"interest_in_term": 1_000},
            key=key,
            by=self.country.lan,
            at=AT,
        )

    def test_is_what_an_act_answers_that_waited_too_long(self):
        key = uuid7(AT)
        self.addCleanup(connection.close)
        with connection.cursor() as cursor:
            cursor.execute(self.WAIT_LESS)
        with somebody_else() as other, other.cursor() as cursor:
            cursor.execute("BEGIN" if POSTGRESQL else "BEGIN IMMEDIATE")
            cursor.execute(self.HOLD)
            with self.assertRaises(Refused) as refused:
                self.pay(key)
            cursor.execute("ROLLBACK")

        self.assertEqual(refused.exception.code, "BUSY")
        self.assertEqual(Attempt.objects.count(), 0)
        self.assertEqual(self.pay(key).cash, 1_000)
