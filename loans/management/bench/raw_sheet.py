"""The rows of one sheet as a database would like them best: lock, insert, update.

They are true postings with a voucher of their own; what the house does besides
(reading the dues, checks, sheet and lines) is left out. The limit of a sheet.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from loans.actions.ledger import Row, digest_of
from loans.management.bench.seed import payments
from loans.management.bench.watch import Counter, Stopwatch
from loans.models import Posting, SavingsCreditGroup, Session
from programmes.models import User
from programmes.rules.keys import uuid7

Statement = tuple[str, list]

_LOCK = (
    "SELECT 1 FROM loans_loanbalance WHERE loan_id = ANY(%s)"
    " ORDER BY loan_id FOR UPDATE"
)


def raw_sheet(
    session: Session,
    group: SavingsCreditGroup,
    by: User,
    at: datetime,
    watch: Stopwatch | Counter,
) -> Callable[[], None]:
    """Everything made ready, so that only sending is left to be timed.

    The watch sees the insert by itself as LIM9.
    """
    Session.objects.filter(pk=session.pk).update(voucher_count=F("voucher_count") + 1)
    session = Session.objects.get(pk=session.pk)
    rows = payments(group)
    day = session.held_on
    paid = [
        (row.amounts["interest_in_term"], day, row.loan_id)
        for row in rows
        if row.loan_id
    ]
    saved = [
        (-row.amounts["savings"], day, row.savings_account_id)
        for row in rows
        if row.savings_account_id
    ]
    insert = _insert(_postings(session, rows, by, at))
    updates = [
        _update("loans_loanbalance", "interest_in_term", "loan_id", paid),
        _update("loans_savingsbalance", "amount", "savings_account_id", saved),
    ]
    ids = sorted(loan_id for _amount, _day, loan_id in paid)

    def send() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            run = cursor.executemany
            if connection.vendor == "postgresql":
                run = cursor.execute
                run(_LOCK, [ids])
            watch("LIM9", lambda: run(*insert), len(rows))
            for update in updates:
                run(*update)

    return send


def _postings(
    session: Session, rows: Sequence[Row], by: User, at: datetime
) -> list[Posting]:
    key = uuid7(at)
    return [
        Posting(
            key=key,
            line=line,
            request_digest=digest_of(("RAW", key)),
            kind=row.kind,
            session=session,
            voucher_number=session.voucher_count,
            loan_id=row.loan_id,
            savings_account_id=row.savings_account_id,
            value_date=session.held_on,
            posted_at=at,
            posted_by=by,
            **row.amounts,
        )
        for line, row in enumerate(rows, 1)
    ]


def _insert(postings: list[Posting]) -> Statement:
    """PostgreSQL takes an array for each column, SQLite's driver a tuple a row."""
    fields = [field for field in Posting._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values: list[list[Any]] = [
        [
            field.get_db_prep_save(getattr(posting, field.attname), connection)
            for posting in postings
        ]
        for field in fields
    ]
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
        rows = f"SELECT * FROM unnest({arrays})"
        return f"INSERT INTO loans_posting ({columns}) {rows}", values
    places = ", ".join(["%s"] * len(fields))
    return (
        f"INSERT INTO loans_posting ({columns}) VALUES ({places})",
        list(zip(*values, strict=True)),
    )


def _update(table: str, column: str, key: str, values: list[tuple]) -> Statement:
    """Add to a column of many rows: (amount, day, id) each."""
    if connection.vendor == "postgresql":
        return (
            f"UPDATE {table} b SET {column} = b.{column} + c.amount,"
            " last_value_date = c.day FROM unnest(%s::bigint[], %s::date[],"
            f" %s::bigint[]) c (amount, day, id) WHERE b.{key} = c.id",
            [list(part) for part in zip(*values, strict=True)],
        )
    return (
        f"UPDATE {table} SET {column} = {column} + %s, last_value_date = %s"
        f" WHERE {key} = %s",
        values,
    )
