"""Interest once more, in plain integers: periods that meet, amounts that agree.

Written apart from `loans.rules.interest`: a day's weight is balance × rate, added up
as integers and divided once. Loans are read in ranges, so that memory stays flat.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from django.db.models import Max

from loans.models import Loan, LoanBalance, LoanRate, Posting

RANGE = 20_000
"""Loans looked at together."""

_SCALE = 100_000
"""Rates carry five decimals."""

_NEW_WAY = date(2018, 1, 1)


def accruals_differing() -> Iterator[tuple]:
    """(row, expected, found) of every accrual that the rows do not bear out."""
    last = Loan.objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(0, last + 1, RANGE):
        yield from _differing_in(first, first + RANGE)


def _differing_in(first: int, end: int) -> Iterator[tuple]:
    rates = defaultdict(list)
    for loan, since, annual, overdue in (
        LoanRate.objects.filter(
            loan_id__gte=first, loan_id__lt=end, withdrawn_at__isnull=True
        )
        .order_by("loan_id", "valid_from")
        .values_list(
            "loan_id", "valid_from", "annual_rate_percent", "overdue_rate_percent"
        )
    ):
        rates[loan].append((since, int(annual * _SCALE), int(overdue * _SCALE)))
    loans = {
        loan: (contract, grace, until)
        for loan, contract, grace, until in LoanBalance.objects.filter(
            loan_id__gte=first, loan_id__lt=end
        ).values_list(
            "loan_id",
            "loan__contract_number",
            "loan__interest_grace_until",
            "accrued_until",
        )
    }
    history: list[tuple] = []
    current = None
    for row in _postings(first, end):
        if row[0] != current:
            if current is not None:
                yield from _of_loan(history, rates[current], *loans[current])
            current, history = row[0], []
        history.append(row[1:])
    if current is not None:
        yield from _of_loan(history, rates[current], *loans[current])


def _postings(first: int, end: int):
    return (
        Posting.objects.filter(loan_id__gte=first, loan_id__lt=end)
        .order_by("loan_id", "pk")
        .values_list(
            "loan_id",
            "kind",
            "value_date",
            "pk",
            "reverses_id",
            "principal_in_term",
            "principal_overdue",
            "period_from",
            "period_to",
            "interest_in_term",
            "interest_overdue",
            "interest_grace",
        )
        .iterator(chunk_size=2000)
    )


def _of_loan(
    history: list[tuple],
    rates: list[tuple],
    contract: str,
    grace_until: date | None,
    accrued_until: date | None,
) -> Iterator[tuple]:
    moves: list[tuple[date, int, int]] = []
    disbursed, reached = 0, None
    periods: list[tuple[date, date]] = []
    for kind, day, _pk, _undone, in_term, overdue, start, end, *posted in history:
        if kind == "ACCRUAL":
            name = f"loan {contract} {start} to {end}"
            if start != reached:
                yield f"{name}, begins", str(reached), str(start)
            expected = _interest(moves, rates, grace_until, start, end)
            if tuple(posted) != expected:
                yield name, expected, tuple(posted)
            periods.append((start, end))
            reached = end
        elif kind == "ACCRUAL_CORRECTION" and reached:
            periods += [(reached, day)] if reached < day else []
            reached = day
        elif in_term or overdue:
            moves.append((day, in_term, overdue))
            disbursed += in_term if kind == "DISBURSEMENT" else 0
            reached = (reached or day) if disbursed else None
    if reached != accrued_until:
        yield f"loan {contract} accrued until", reached, accrued_until
    if any(row[3] is not None or row[0] == "ACCRUAL_CORRECTION" for row in history):
        yield from _corrected(contract, history, periods, rates, grace_until)


def _corrected(
    contract: str,
    history: list[tuple],
    periods: list[tuple[date, date]],
    rates: list[tuple],
    grace_until: date | None,
) -> Iterator[tuple]:
    """All interest posted, against what the movements that stand have earned.

    Columns of a row: kind, day, id, the id it undoes, principal in term and overdue,
    a period, and the three columns of interest.
    """
    undone = {row[3] for row in history} - {None}
    standing = [
        (row[1], row[4], row[5])
        for row in history
        if row[2] not in undone and row[3] is None and (row[4] or row[5])
    ]
    earned = [_interest(standing, rates, grace_until, *period) for period in periods]
    posted = [row[8:] for row in history if row[0].startswith("ACCRUAL")]
    expected = tuple(sum(column) for column in zip((0, 0, 0), *earned, strict=True))
    found = tuple(sum(column) for column in zip((0, 0, 0), *posted, strict=True))
    if found != expected:
        yield f"loan {contract} interest after corrections", expected, found


def _interest(
    moves: list[tuple[date, int, int]],
    rates: list[tuple],
    grace_until: date | None,
    start: date,
    end: date,
) -> tuple[int, int, int]:
    """In term, overdue and grace interest of the days [start, end), in đồng."""
    cuts = {start, end, _NEW_WAY, grace_until or start}
    cuts |= {day for day, _in_term, _overdue in moves}
    cuts |= {since for since, _annual, _late in rates}
    days = sorted(day for day in cuts if start <= day <= end)
    weights = {"in_term": 0, "overdue": 0, "grace": 0}
    for left, right in pairwise(days):
        in_term = sum(move[1] for move in moves if move[0] <= left)
        late = sum(move[2] for move in moves if move[0] <= left)
        rate = max(row for row in rates if row[0] <= left)
        if left < _NEW_WAY:
            length = _thirty(left, right) * 365
        else:
            length = (right - left).days * 360
        column = "grace" if grace_until and left < grace_until else "in_term"
        weights[column] += in_term * length * rate[1]
        weights["overdue"] += late * length * rate[2]
    total = _rounded(sum(weights.values()))
    overdue = _rounded(weights["overdue"])
    grace = min(_rounded(weights["grace"]), total - overdue)
    return total - overdue - grace, overdue, grace


def _thirty(left: date, right: date) -> int:
    months = (right.year - left.year) * 12 + right.month - left.month
    return months * 30 + min(right.day, 30) - min(left.day, 30)


def _rounded(weight: int) -> int:
    """Half up, of a weight in đồng × days × 360 × rate × 10⁵."""
    unit = 365 * 360 * 100 * _SCALE
    return (2 * weight + unit) // (2 * unit)
