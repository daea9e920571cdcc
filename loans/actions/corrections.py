"""Bringing interest right after a payment was found wrong in a later session (D23).

The wrong rows are reversed on the later day. What the true balances would have
earned is then held against what was accrued, and one correcting accrual for the loan
and session closes the gap. An accrual itself is never reversed.
"""

from collections import Counter
from collections.abc import Iterable

from loans.actions.accruals import interest_on_movements
from loans.actions.ledger import Row
from loans.models import Loan, Posting, PostingKind

COLUMNS = ("interest_in_term", "interest_overdue", "interest_grace")


def correction_rows(loan_ids: Iterable[int]) -> list[Row]:
    """The correcting accruals that loans need, after their wrong rows were reversed."""
    rows = []
    for loan in Loan.objects.filter(pk__in=list(loan_ids)).order_by("pk"):
        gap = interest_gap(loan)
        if any(gap.values()):
            rows.append(
                Row(
                    kind=PostingKind.ACCRUAL_CORRECTION,
                    loan_id=loan.pk,
                    amounts={**gap, "income": -sum(gap.values())},
                )
            )
    return rows


def interest_gap(loan: Loan) -> dict[str, int]:
    """Interest that the true balances earn, less what is posted; by column, in đồng.

    True are the movements of principal that stand: neither reversed nor reversals.
    Each accrued period is reckoned anew and rounded as it was.
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
        if row.kind == PostingKind.ACCRUAL_CORRECTION:
            gap.subtract({column: getattr(row, column) for column in COLUMNS})
        if row.kind == PostingKind.ACCRUAL:
            gap.subtract({column: getattr(row, column) for column in COLUMNS})
            parts = interest_on_movements(
                loan, standing, row.period_from, row.period_to
            ).parts
            gap.update(
                {
                    "interest_in_term": parts.in_term,
                    "interest_overdue": parts.overdue,
                    "interest_grace": parts.grace,
                }
            )
    return {column: gap[column] for column in COLUMNS}
