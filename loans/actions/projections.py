"""How rows reach the ledger's table, and balances follow: a statement each.

Called by `loans.actions.ledger` alone. PostgreSQL takes arrays; the driver of SQLite
limits the values of one statement, so there one statement is executed many times,
inside the one transaction that writes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

from loans.models import Posting, PostingKind
from loans.models.accounts import LOAN_ACCOUNTS


def insert(postings: list[Posting]) -> list[Posting]:
    """Add the rows of one act; return them with their ids, in order of line."""
    if connection.vendor == "postgresql":
        return Posting.objects.bulk_create(postings)
    fields = [f for f in Posting._meta.concrete_fields if not f.primary_key]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    places = ", ".join(["%s"] * len(fields))
    values = zip(*(_column(field, postings) for field in fields), strict=True)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{Posting._meta.db_table}" ({columns}) VALUES ({places})',
            list(values),
        )
    added = Posting.objects.filter(key=postings[0].key).order_by("line")
    for posting, pk in zip(postings, added.values_list("pk", flat=True), strict=True):
        posting.pk = pk
        posting._state.adding = False
        posting._state.db = added.db
    return postings


def _column(field: Any, postings: list[Posting]) -> list[Any]:
    """A field of many rows as the database keeps it.

    Rows of one act differ in few columns, so each value is prepared once.
    """
    kept = field.target_field if field.is_relation else field
    database = connections[DEFAULT_DB_ALIAS]
    values = [getattr(posting, field.attname) for posting in postings]
    prepared = {value: kept.get_db_prep_save(value, database) for value in set(values)}
    return [prepared[value] for value in values]


def lock_loans(ids: Iterable[int]) -> None:
    """Hold the balances of loans, in ascending order of id."""
    _lock("loans_loanbalance", "loan_id", ids)


def lock_accounts(ids: Iterable[int]) -> None:
    """Hold the balances of member accounts, in ascending order of id."""
    _lock("loans_savingsbalance", "savings_account_id", ids)


def move_loans(postings: Sequence[Posting]) -> None:
    """Let the balances of the loans follow their new rows."""
    moved: dict[int, dict[str, Any]] = defaultdict(lambda: defaultdict(int))
    columns = (*LOAN_ACCOUNTS, "disbursed")
    for posting in postings:
        if posting.loan_id is None:
            continue
        change = moved[posting.loan_id]
        for account in LOAN_ACCOUNTS:
            change[account] += getattr(posting, account)
        if posting.kind == PostingKind.DISBURSEMENT:
            change["disbursed"] += posting.principal_in_term
        reached = posting.period_to
        if posting.kind == PostingKind.ACCRUAL_CORRECTION:
            reached = posting.value_date
        change["accrued_until"] = reached or change.get("accrued_until")
    values = [
        (
            *(moved[loan_id][column] for column in columns),
            moved[loan_id]["accrued_until"],
            postings[0].value_date,
            loan_id,
        )
        for loan_id in sorted(moved)
    ]
    sets = [f"{column} = balance.{column} + change.{column}" for column in columns]
    sets.append(
        "accrued_until = CASE WHEN balance.disbursed + change.disbursed = 0 THEN NULL"
        " ELSE COALESCE(change.accrued_until, balance.accrued_until, change.day) END"
    )
    sets.append("last_value_date = change.day")
    shape = [*((column, "bigint") for column in columns), ("accrued_until", "date")]
    shape += [("day", "date"), ("id", "bigint")]
    _update("loans_loanbalance", "loan_id", sets, shape, values)


def move_accounts(postings: Sequence[Posting]) -> None:
    """Let the balances of the member accounts follow their new rows."""
    moved: dict[int, int] = defaultdict(int)
    for posting in postings:
        if posting.savings_account_id is not None:
            moved[posting.savings_account_id] -= posting.savings
    values = [
        (moved[account], postings[0].value_date, account) for account in sorted(moved)
    ]
    sets = ["amount = balance.amount + change.amount", "last_value_date = change.day"]
    shape = [("amount", "bigint"), ("day", "date"), ("id", "bigint")]
    _update("loans_savingsbalance", "savings_account_id", sets, shape, values)


def _lock(table: str, column: str, ids: Iterable[int]) -> None:
    """PostgreSQL: hold the rows in ascending order. SQLite holds everything."""
    wanted = sorted(ids)
    if wanted and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT 1 FROM "{table}" WHERE "{column}" = ANY(%s)'
                f' ORDER BY "{column}" FOR UPDATE',
                [wanted],
            )


def _update(
    table: str,
    key: str,
    sets: list[str],
    shape: list[tuple[str, str]],
    values: list[tuple],
) -> None:
    """Add changes to many balances in one statement.

    `shape` names and types the places of each tuple of `values`, the row's id last.
    Raises: LookupError if a balance is missing.
    """
    if not values:
        return
    names = ", ".join(name for name, _type in shape)
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{type_}[]" for _name, type_ in shape)
        source = f"unnest({arrays})"
        parameters: Any = [list(column) for column in zip(*values, strict=True)]
    else:
        source = "(SELECT " + ", ".join(f"%s AS {name}" for name, _t in shape) + ")"
        parameters = values
    alias = f"change ({names})" if connection.vendor == "postgresql" else "change"
    sql = (
        f"UPDATE {table} AS balance SET {', '.join(sets)}"
        f" FROM {source} AS {alias} WHERE balance.{key} = change.id"
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(sql, parameters)
        else:
            cursor.executemany(sql, parameters)
        if cursor.rowcount != len(values):
            raise LookupError(f"{table}: {cursor.rowcount} of {len(values)} moved")
