"""Test bases that commit, over tables which refuse to be emptied.

Append-only triggers stop the flush after such a test; here, and only here, they stand
aside for it.
"""

from contextlib import contextmanager
from unittest import skipIf

import pytest
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.db import connection
from django.test import TransactionTestCase

ON_ONE_ENGINE = skipIf(
    connection.vendor == "postgresql", "the same pages and scripts on either engine"
)
"""For what a browser shows; the counter is walked on both."""


@contextmanager
def triggers_aside():
    """Run the body without triggers, on either engine; they stand again afterwards."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            try:
                yield
            finally:
                cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        try:
            yield
        finally:
            for _name, sql in triggers:
                cursor.execute(sql)


class LedgerTransactionTestCase(TransactionTestCase):
    """For threads and commits: each test begins with an empty database."""

    def _fixture_teardown(self):
        with triggers_aside():
            super()._fixture_teardown()


class JourneyTestCase(LedgerTransactionTestCase, StaticLiveServerTestCase):
    """A server in a thread and a browser: self.page is an empty tab, its console heard.

    A test that leaves an error in the console fails.
    """

    @pytest.fixture(autouse=True)
    def _open_a_tab(self, page):
        self.page = page
        self.console_errors = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        yield
        assert self.console_errors == []

    def _note(self, message):
        if message.type == "error" and "status of 4" not in message.text:
            self.console_errors.append(message.text)
