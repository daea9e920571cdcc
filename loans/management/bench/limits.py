"""What the engine can do at best, on the same tables: raw statements, no house."""

import hashlib

from django.db import connection

from loans.models import LoanBalance

CHUNK = 10_000


def prepare() -> None:
    """A table of one column to commit into."""
    _run("CREATE TABLE IF NOT EXISTS bench_commit (number bigint)")


def select_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def commit_one_row() -> None:
    _run("INSERT INTO bench_commit VALUES (1)")


def scan_the_ledger() -> None:
    """Three sums over every posting."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT SUM(cash), SUM(principal_in_term), SUM(interest_in_term)"
            " FROM loans_posting"
        )
        cursor.fetchone()


def read_and_hash() -> None:
    """Every posting fetched as the driver gives it, and its text hashed."""
    running = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM loans_posting ORDER BY id")
        while rows := cursor.fetchmany(2000):
            for row in rows:
                running.update(repr(row).encode())


def update_every_balance() -> None:
    """Write every balance of a loan once, unchanged, in chunks of 10,000."""
    last = LoanBalance.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for first in range(0, last + 1, CHUNK):
        _run(
            "UPDATE loans_loanbalance SET interest_in_term = interest_in_term"
            " WHERE loan_id >= %s AND loan_id < %s",
            [first, first + CHUNK],
        )


def _run(sql: str, parameters: list | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
