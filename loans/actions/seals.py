"""Canonical rows and their digests: what a session's seal and the ledger's are of.

Form v1: a line for each posting, fields joined by |; people, loans and sessions by
their codes and never by id, so that both engines give the same. Days in ISO form.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from loans.models import Posting
from loans.models.accounts import ACCOUNTS

FORM = "v1"


_COLUMNS = (
    "key",
    "line",
    "kind",
    "value_date",
    "posted_at",
    "posted_by__username",
    "checked_by__username",
    "checked_way",
    "session__point__code",
    "session__office__code",
    "voucher_number",
    "loan__contract_number",
    "savings_account__number",
    "period_from",
    "period_to",
    "reverses__key",
    "reverses__line",
    "request_digest",
    *ACCOUNTS,
)


def canonical(rows: Iterable[Any]) -> Iterable[str]:
    """One line a posting, in the order given; the rows come from `canonical_rows`."""
    for row in rows:
        yield "|".join(
            (
                FORM,
                str(row.key),
                str(row.line),
                row.kind,
                row.value_date.isoformat(),
                row.posted_at.astimezone(UTC).isoformat(timespec="microseconds"),
                row.posted_by__username,
                row.checked_by__username or "",
                row.checked_way,
                row.session__point__code or row.session__office__code,
                str(row.voucher_number),
                row.loan__contract_number or "",
                row.savings_account__number or "",
                row.period_from.isoformat() if row.period_from else "",
                row.period_to.isoformat() if row.period_to else "",
                f"{row.reverses__key}:{row.reverses__line}"
                if row.reverses__key
                else "",
                row.request_digest,
                *map(str, row[-len(ACCOUNTS) :]),
            )
        )


def canonical_rows(postings: Any = None) -> Any:
    """What the canonical lines of postings need, as named tuples, by key and line.

    Tuples, not models with their seven relatives: every row of the ledger passes here.
    """
    if postings is None:
        postings = Posting.objects.all()
    return postings.order_by("key", "line").values_list(*_COLUMNS, named=True)


def digest(lines: Iterable[str], previous: str = "") -> str:
    """SHA-256, hexadecimal, over the previous digest and the lines."""
    running = hashlib.sha256(previous.encode())
    for line in lines:
        running.update(b"\n")
        running.update(line.encode())
    return running.hexdigest()
