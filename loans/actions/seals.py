"""Canonical rows and their digests: what a session's seal and the ledger's are of.

Form v1: a line for each posting, fields joined by |; people, loans and sessions by
their codes and never by id, so that both engines give the same. Days in ISO form.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC

from loans.models import Posting
from loans.models.ledger import ACCOUNTS

FORM = "v1"


def canonical(rows: Iterable[Posting]) -> Iterable[str]:
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
                row.posted_by.username,
                row.checked_by.username if row.checked_by else "",
                row.checked_way,
                row.session.point.code
                if row.session.point
                else row.session.office.code,
                str(row.voucher_number),
                row.loan.contract_number if row.loan else "",
                row.savings_account.number if row.savings_account else "",
                row.period_from.isoformat() if row.period_from else "",
                row.period_to.isoformat() if row.period_to else "",
                f"{row.reverses.key}:{row.reverses.line}" if row.reverses else "",
                row.request_digest,
                *(str(getattr(row, account)) for account in ACCOUNTS),
            )
        )


def canonical_rows(postings=None):
    """Postings with what their canonical line needs, by key and line."""
    if postings is None:
        postings = Posting.objects.all()
    return postings.select_related(
        "posted_by",
        "checked_by",
        "session__point",
        "session__office",
        "loan",
        "savings_account",
        "reverses",
    ).order_by("key", "line")


def digest(lines: Iterable[str], previous: str = "") -> str:
    """SHA-256, hexadecimal, over the previous digest and the lines."""
    running = hashlib.sha256(previous.encode())
    for line in lines:
        running.update(b"\n")
        running.update(line.encode())
    return running.hexdigest()
