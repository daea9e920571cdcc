"""F03: a database killed while it commits loses nothing that it acknowledged."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import TestCase, skipUnless

import pytest
from django.db import connection

from tests.house.sources import ROOT
from tests.refusing import POSTGRESQL
from tests.with_postgres import USER_FOR_ROOT, programs, run

ROUNDS = 5
NOTHING_LOST = {
    "lost": 0,
    "halves": 0,
    "not there once": 0,
    "missing after the retry": 0,
    "differences": [],
}


class Cluster:
    """A PostgreSQL server of our own, whose postmaster is our child and can be killed.

    A dead postmaster that nobody waits for would keep its lock, and no other start.
    """

    def __init__(self, **settings):
        self.programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="vbsp-killed-", dir="/tmp"))
        self.who = {}
        if os.geteuid() == 0:
            shutil.chown(self.folder, USER_FOR_ROOT, USER_FOR_ROOT)
            self.who = {"user": USER_FOR_ROOT, "group": USER_FOR_ROOT}
            self.who["extra_groups"] = []
        self.settings = {"listen_addresses": "", "max_connections": "40", **settings}
        run(
            self.programs / "initdb",
            *("-D", str(self.folder / "data"), "-U", "postgres", "-A", "trust"),
            *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        )
        self.postmaster = None

    @property
    def url(self):
        return f"postgresql://postgres@/vbsp?host={self.folder}"

    def start(self):
        command = [self.programs / "postgres", "-D", self.folder / "data"]
        command += ["-k", self.folder]
        command += [f"--{name}={value}" for name, value in self.settings.items()]
        with (self.folder / "log").open("ab") as log:
            self.postmaster = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                cwd="/tmp",
                **self.who,
            )
        ready = [
            self.programs / "pg_isready",
            "-q",
            "-U",
            "postgres",
            "-h",
            self.folder,
        ]
        for _try in range(600):
            if subprocess.run([*ready, "-t", "1"]).returncode == 0:
                return
            if self.postmaster.poll() is not None:
                break
            # Refused at once while it recovers; a moment keeps this from spinning.
            self.pause()
        raise AssertionError((self.folder / "log").read_text()[-2000:])

    def pause(self):
        try:
            self.postmaster.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            return

    def kill(self):
        """SIGKILL to the postmaster first, then to each of its children."""
        children = children_of(self.postmaster.pid)
        self.postmaster.kill()
        for child in children:
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.postmaster.wait()

    def fill_like(self, database):
        """A database vbsp with the tables, checks and triggers of another one."""
        run(
            self.programs / "createdb",
            *("-h", str(self.folder), "-U", "postgres", "vbsp"),
        )
        there = ["-h", database["HOST"], "-p", database["PORT"] or "5432"]
        there += ["-U", database["USER"], database["NAME"]]
        dump = subprocess.run(
            [self.programs / "pg_dump", "--schema-only", "--no-owner", *there],
            check=True,
            capture_output=True,
            env=os.environ | {"PGPASSWORD": database["PASSWORD"]},
        )
        here = ["-h", self.folder, "-U", "postgres", "vbsp"]
        subprocess.run(
            [self.programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", *here],
            check=True,
            input=dump.stdout,
            stdout=subprocess.DEVNULL,
        )

    def end(self):
        if self.postmaster and self.postmaster.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def children_of(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


@skipUnless(POSTGRESQL, "SQLite has no server to kill")
@pytest.mark.django_db
class KilledDatabaseTests(TestCase):
    def cluster(self, **settings):
        cluster = Cluster(**settings)
        self.addCleanup(cluster.end)
        cluster.start()
        cluster.fill_like(connection.settings_dict)
        self.writers = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writing"],
            cwd=ROOT,
            env=os.environ
            | {
                "DATABASE_URL": cluster.url,
                "DJANGO_SETTINGS_MODULE": "config.settings",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(self.let_go)
        self.ask("PREPARE")
        return cluster

    def let_go(self):
        self.writers.stdin.close()
        self.writers.kill()
        self.writers.wait()
        self.writers.stdout.close()

    def ask(self, word):
        print(word, file=self.writers.stdin, flush=True)
        return self.writers.stdout.readline().strip()

    def round(self, cluster):
        """Write, kill in the middle, start again; what became of what was sent."""
        self.assertEqual(self.ask("WRITE"), "GOING")
        cluster.kill()
        self.assertEqual(self.writers.stdout.readline().strip(), "STOPPED")
        cluster.start()
        return json.loads(self.ask("CHECK"))

    def test_keeps_every_act_that_it_acknowledged_and_half_of_none(self):
        cluster = self.cluster()

        for number in range(ROUNDS):
            with self.subTest(round=number):
                found = self.round(cluster)
                self.assertGreater(found.pop("acknowledged"), 0)
                self.assertGreater(found.pop("unanswered"), 0)
                self.assertEqual(found, NOTHING_LOST)

    def test_would_be_seen_to_forget_by_this_net(self):
        """The net is tested: acknowledged before it is on the disk, an act is lost."""
        cluster = self.cluster(
            wal_writer_delay="10s", wal_writer_flush_after="1GB", wal_buffers="64MB"
        )
        self.ask("CARELESS")

        found = self.round(cluster)

        self.assertGreater(found["lost"], 0)
