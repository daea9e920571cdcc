import json
import os
import subprocess
import sys
from unittest import TestCase as PlainTestCase

from django.conf import settings
from django.db import connection
from django.test import TestCase

from config.databases import database
from tests.house.sources import ROOT

PRODUCTION = {
    "DJANGO_DEBUG": "0",
    "DJANGO_SECRET_KEY": "a-key-of-the-test-long-enough-to-pass-0123456789-abcdefgh",
    "DJANGO_ALLOWED_HOSTS": "vbsp.example",
    "DATABASE_URL": "postgresql://bank@db.example:5433/vbsp",
}
SHOW = """
import json
from config import settings as s
print(json.dumps([
    s.DEBUG, s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME,
    s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.DATABASES["default"]["HOST"],
]))
"""


def start(code, **environment):
    """The settings in a process of their own, under this environment alone."""
    kept = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


class ProductionTests(PlainTestCase):
    def test_closes_what_development_leaves_open(self):
        process = start(SHOW, **PRODUCTION)

        self.assertEqual(
            json.loads(process.stdout),
            [
                False,
                "__Host-sessionid",
                True,
                "__Host-csrftoken",
                True,
                365 * 24 * 60 * 60,
                "db.example",
            ],
        )

    def test_is_what_a_secret_key_makes(self):
        without_debug = PRODUCTION | {"DJANGO_DEBUG": ""}

        self.assertIn("false", start(SHOW, **without_debug).stdout)

    def test_refuses_to_start_without_a_key(self):
        process = start(SHOW, DJANGO_DEBUG="0", DJANGO_ALLOWED_HOSTS="vbsp.example")

        self.assertIn("Set DJANGO_SECRET_KEY", process.stderr)

    def test_refuses_to_start_without_hosts(self):
        process = start(SHOW, **(PRODUCTION | {"DJANGO_ALLOWED_HOSTS": ""}))

        self.assertIn("Set DJANGO_ALLOWED_HOSTS", process.stderr)

    def test_is_never_forgotten_by_the_server(self):
        process = start("import config.wsgi")

        self.assertIn("Set DJANGO_SECRET_KEY", process.stderr)


class DatabaseUrlTests(PlainTestCase):
    def test_names_a_sqlite_file(self):
        made = database("sqlite:////tmp/vbsp.sqlite3", production=False)

        self.assertEqual(made["NAME"], "/tmp/vbsp.sqlite3")
        self.assertEqual(made["OPTIONS"]["transaction_mode"], "IMMEDIATE")

    def test_names_a_database_in_memory(self):
        made = database("sqlite:///:memory:", production=False)

        self.assertEqual(made["NAME"], ":memory:")

    def test_names_a_server(self):
        made = database(
            "postgresql://bank:p%40ss@db.example:5433/vbsp?sslmode=require",
            production=True,
        )

        self.assertEqual(
            [made[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")],
            ["bank", "p@ss", "db.example", "5433", "vbsp"],
        )
        self.assertEqual(made["OPTIONS"]["sslmode"], "require")
        self.assertEqual(made["OPTIONS"]["pool"], {"min_size": 1, "max_size": 8})

    def test_names_a_socket(self):
        made = database("postgresql://bank@/vbsp?host=/run/pg", production=False)

        self.assertEqual(made["HOST"], "/run/pg")
        self.assertNotIn("pool", made["OPTIONS"])

    def test_is_refused_when_it_names_another_engine(self):
        with self.assertRaisesRegex(ValueError, "mysql"):
            database("mysql://bank@db.example/vbsp", production=False)


class ConnectionTests(TestCase):
    """Read from the live connection, not from what we asked for."""

    def show(self, *names):
        word = "PRAGMA" if connection.vendor == "sqlite" else "SHOW"
        with connection.cursor() as cursor:
            return [cursor.execute(f"{word} {n}").fetchone()[0] for n in names]

    def test_keeps_what_was_committed(self):
        expected = {
            "sqlite": ("synchronous", 2),
            "postgresql": ("synchronous_commit", "on"),
        }
        name, value = expected[connection.vendor]

        self.assertEqual(self.show(name), [value])

    def test_enforces_keys_and_triggers_on_sqlite(self):
        if connection.vendor != "sqlite":
            self.skipTest("PostgreSQL does so without being asked")

        self.assertEqual(
            self.show("foreign_keys", "recursive_triggers", "journal_mode"),
            [1, 1, "wal"],
        )

    def test_gives_up_waiting_on_postgresql(self):
        if connection.vendor != "postgresql":
            self.skipTest("SQLite waits by its timeout, see below")

        self.assertEqual(self.show("lock_timeout", "statement_timeout"), ["5s", "30s"])

    def test_waits_twenty_seconds_on_sqlite(self):
        if connection.vendor != "sqlite":
            self.skipTest("see above")

        self.assertEqual(self.show("busy_timeout"), [20_000])

    def test_opens_no_transaction_for_a_page(self):
        self.assertFalse(settings.DATABASES["default"].get("ATOMIC_REQUESTS"))
