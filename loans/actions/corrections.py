"""Bringing interest right after a payment was found wrong in a later session (D23).

The wrong rows are reversed on the later day. What the true balances would have
earned is then held against what was accrued, and one correcting accrual for the loan
and session closes the gap. An accrual itself is never reversed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from loans.actions.accruals import accrual_row, interest_on_movements, running_interest
from loans.actions.ledger import Row
from loans.models import Loan, Posting, PostingKind

COLUMNS = ("interest_in_term", "interest_overdue", "interest_grace")


def accrual_rows(loan_ids: Iterable[int], until: date) -> list[Row]:
    """What has run up to a day, on the balances as they stood before a correction.

    At a point's session it is posted already; at an office's counter it is not, and
    what is corrected there must be cut at the same day.
    """
    running = running_interest(loan_ids, until)
    rows = (accrual_row(running[loan_id]) for loan_id in sorted(running))
    return [row for row in rows if row is not None]


def correction_rows(loan_ids: Iterable[int], until: date) -> list[Row]:
    """The correcting accruals that loans need, after their wrong rows were reversed.

    A correction brings interest right up to the day `until`, exclusive.
    """
    rows = []
    for loan in Loan.objects.filter(pk__in=list(loan_ids)).order_by("pk"):
        gap = interest_gap(loan, until)
        if any(gap.values()):
            rows.append(
                Row(
                    kind=PostingKind.ACCRUAL_CORRECTION,
                    loan_id=loan.pk,
                    amounts={**gap, "income": -sum(gap.values())},
                )
            )
    return rows


def interest_gap(loan: Loan, until: date) -> dict[str, int]:
    """Interest that the true balances earn, less what is posted; by column, in đồng.

    True are the movements of principal that stand: neither reversed nor reversals.
    Each period is reckoned anew and rounded as it was. A loan that was closed by what
    is reversed earned nothing since: its days up to `until` are a period too.
    """
    postings = list(
        Posting.objects.filter(loan=loan).select_related("reversed_by").order_by("pk")
    )
    standing = [
        {
            "value_date": row.value_date,
            "principal_in_term": row.principal_in_term,
            "principal_overdue": row.principal_overdue,
        }
        for row in postings
        if row.reverses_id is None and not hasattr(row, "reversed_by")
        if row.principal_in_term or row.principal_overdue
    ]
    gap: Counter[str] = Counter(dict.fromkeys(COLUMNS, 0))
    for row in postings:
        if row.kind in (PostingKind.ACCRUAL, PostingKind.ACCRUAL_CORRECTION):
            gap.subtract({column: getattr(row, column) for column in COLUMNS})
    for start, end in _periods(postings, until):
        parts = interest_on_movements(loan, standing, start, end).parts
        gap.update(
            {
                "interest_in_term": parts.in_term,
                "interest_overdue": parts.overdue,
                "interest_grace": parts.grace,
            }
        )
    return {column: gap[column] for column in COLUMNS}


def _periods(postings: Iterable[Posting], until: date) -> Iterator[tuple[date, date]]:
    """The periods that were accrued or corrected, and the days left up to `until`."""
    disbursed, reached = 0, None
    for row in postings:
        if row.kind == PostingKind.DISBURSEMENT:
            disbursed += row.principal_in_term
            reached = (reached or row.value_date) if disbursed else None
        elif row.kind == PostingKind.ACCRUAL:
            yield row.period_from, row.period_to
            reached = row.period_to
        elif row.kind == PostingKind.ACCRUAL_CORRECTION and reached:
            if reached < row.value_date:
                yield reached, row.value_date
            reached = row.value_date
    if reached and reached < until:
        yield reached, until
