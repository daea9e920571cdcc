"""Interest as time goes by: what has run, and how it becomes a posting.

The pieces come from the ledger (balance and its movements) and from the loan's
pinned rates; `loans.rules.interest` adds them up. Screens explain interest with the
same pieces that are posted.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db.models import F

from loans.actions import projections
from loans.actions.ledger import Act, Row, post_many, session_code
from loans.models import (
    Loan,
    LoanBalance,
    LoanRate,
    LoanState,
    Posting,
    PostingKind,
    Session,
)
from loans.rules.interest import Balance, Parts, interest_parts
from programmes.rules.keys import uuid7

_MOVES_PRINCIPAL = (
    PostingKind.DISBURSEMENT,
    PostingKind.REPAYMENT,
    PostingKind.SAVINGS_USE,
    PostingKind.OVERDUE_TRANSFER,
)


@dataclass
class Running:
    """The interest of one loan in the days [start, end), not posted yet."""

    loan_id: int
    start: date
    end: date
    in_term: list[Balance] = field(default_factory=list)
    overdue: list[Balance] = field(default_factory=list)
    grace: list[Balance] = field(default_factory=list)

    @property
    def parts(self) -> Parts:
        """By column, in đồng; rounded once."""
        return interest_parts(
            in_term=self.in_term, overdue=self.overdue, grace=self.grace
        )


def running_interest(loan_ids: Iterable[int], until: date) -> dict[int, Running]:
    """Interest of each loan from the day it is accrued to, until `until` (exclusive).

    Shape: loan id → Running; loans never paid out, or accrued to that day already,
    are left out. Three statements, however many loans.
    """
    balances = (
        LoanBalance.objects.filter(loan_id__in=list(loan_ids), accrued_until__lt=until)
        .select_related("loan")
        .only(
            "principal_in_term",
            "principal_overdue",
            "accrued_until",
            "loan__interest_grace_until",
        )
    )
    by_loan = {balance.loan_id: balance for balance in balances}
    movements = _movements(by_loan, since=F("loan__balance__accrued_until"))
    rates = _rates(by_loan)
    return {
        loan_id: _running(
            balance.loan,
            (balance.principal_in_term, balance.principal_overdue),
            movements[loan_id],
            rates[loan_id],
            (balance.accrued_until, until),
        )
        for loan_id, balance in by_loan.items()
    }


def running_of(loan: Loan, rates: list[LoanRate], until: date) -> Running | None:
    """The same of one loan that was read with its balance, and its rates in force.

    One statement; none where nothing has run.
    """
    balance = loan.balance
    start = balance.accrued_until
    if start is None or start >= until:
        return None
    principal_now = (balance.principal_in_term, balance.principal_overdue)
    movements = _movements([loan.pk], since=start)[loan.pk]
    return _running(loan, principal_now, movements, rates, (start, until))


def explained_accrual(posting: Posting) -> Running:
    """The pieces behind a recorded accrual, made anew from the rows before it."""
    loan = posting.loan
    before = Posting.objects.filter(
        loan=loan, kind__in=_MOVES_PRINCIPAL, value_date__lte=posting.period_from
    )
    in_term = sum(row.principal_in_term for row in before)
    overdue = sum(row.principal_overdue for row in before)
    start = {
        "value_date": posting.period_from,
        "principal_in_term": in_term,
        "principal_overdue": overdue,
    }
    later = _movements([loan.pk], since=posting.period_from)[loan.pk]
    return interest_on_movements(
        loan, [start, *later], posting.period_from, posting.period_to
    )


def interest_on_movements(
    loan: Loan, movements: Iterable[dict], start: date, end: date
) -> Running:
    """The interest of the days [start, end) on changes of principal given as rows.

    Shape of a row: value_date, principal_in_term, principal_overdue; in any order.
    """
    before = [row for row in movements if row["value_date"] < end]
    inside = sorted(
        (row for row in before if row["value_date"] > start),
        key=lambda row: row["value_date"],
    )
    now = (
        sum(row["principal_in_term"] for row in before),
        sum(row["principal_overdue"] for row in before),
    )
    return _running(loan, now, inside, _rates([loan.pk])[loan.pk], (start, end))


def post_accruals(*, session: Session, by: Any, at: datetime) -> list[Posting]:
    """Post the interest of every live loan of the session's point, up to its day.

    Called when the session opens, in its transaction. Set-based: a fixed number of
    statements. Loans whose interest rounds to nothing get no row and keep their day,
    as do those that were paid on elsewhere since the day of a session opened late.
    """
    live = LoanBalance.objects.filter(
        loan__point_id=session.point_id,
        loan__state=LoanState.ACTIVE,
        accrued_until__lt=session.held_on,
        last_value_date__lte=session.held_on,
    )
    # Held before it is reckoned: an office's counter may serve these loans meanwhile,
    # and those that it did serve on a later day are left out.
    projections.lock_loans(live.values_list("loan_id", flat=True))
    contracts = dict(live.values_list("loan_id", "loan__contract_number"))
    running = running_interest(contracts, session.held_on)
    rows = [
        row for loan_id in sorted(running) if (row := accrual_row(running[loan_id]))
    ]
    if not rows:
        return []
    act = Act(
        key=uuid7(at, f"ACCRUAL|{session_code(session)}"),
        by=by,
        at=at,
        fields=(
            "ACCRUAL",
            session_code(session),
            *(f"{contracts[row.loan_id]}:{row.period[0]}" for row in rows),
        ),
    )
    return post_many(session=session, act=act, rows=rows)


def accrual_row(running: Running) -> Row | None:
    """The posting of what has run; None if it rounds to nothing."""
    parts = running.parts
    if not parts.total:
        return None
    return Row(
        kind=PostingKind.ACCRUAL,
        loan_id=running.loan_id,
        period=(running.start, running.end),
        amounts={
            "interest_in_term": parts.in_term,
            "interest_overdue": parts.overdue,
            "interest_grace": parts.grace,
            "income": -parts.total,
        },
    )


def _movements(loan_ids: Iterable[int], since: Any) -> dict[int, list[dict]]:
    """Changes of principal after a day, by loan, in order of days."""
    rows = (
        Posting.objects.filter(
            loan_id__in=list(loan_ids),
            kind__in=_MOVES_PRINCIPAL,
            value_date__gt=since,
        )
        .order_by("value_date", "pk")
        .values("loan_id", "value_date", "principal_in_term", "principal_overdue")
    )
    grouped: dict[int, list[dict]] = defaultdict(list)
    for row in rows:
        grouped[row["loan_id"]].append(row)
    return grouped


def _rates(loan_ids: Iterable[int]) -> dict[int, list[LoanRate]]:
    rows = LoanRate.objects.filter(
        loan_id__in=list(loan_ids), withdrawn_at__isnull=True
    ).order_by("loan_id", "valid_from")
    grouped: dict[int, list[LoanRate]] = defaultdict(list)
    for row in rows:
        grouped[row.loan_id].append(row)
    return grouped


def _running(
    loan: Loan,
    principal_now: tuple[int, int],
    movements: list[dict],
    rates: list[LoanRate],
    period: tuple[date, date],
) -> Running:
    """Cut a period where balance, rate or grace changes.

    `principal_now` is in term and overdue *after* all the movements, which lie
    strictly after the first day of the period.
    """
    start, end = period
    in_term = principal_now[0] - sum(row["principal_in_term"] for row in movements)
    overdue = principal_now[1] - sum(row["principal_overdue"] for row in movements)
    cuts = {start, end, *(row["value_date"] for row in movements)}
    cuts |= {rate.valid_from for rate in rates} | {loan.interest_grace_until or start}
    days = sorted(day for day in cuts if start <= day <= end)
    running = Running(loan.pk, start, end)
    waiting = list(movements)
    for first, last in pairwise(days):
        while waiting and waiting[0]["value_date"] <= first:
            row = waiting.pop(0)
            in_term += row["principal_in_term"]
            overdue += row["principal_overdue"]
        rate = _rate_on(rates, first)
        is_grace = loan.interest_grace_until and first < loan.interest_grace_until
        column = running.grace if is_grace else running.in_term
        if in_term:
            column.append(Balance(in_term, rate.annual_rate_percent, first, last))
        if overdue:
            running.overdue.append(
                Balance(overdue, rate.overdue_rate_percent, first, last)
            )
    return running


def _rate_on(rates: list[LoanRate], day: date) -> LoanRate:
    return next(
        rate
        for rate in rates
        if rate.valid_from <= day and (rate.valid_to is None or day < rate.valid_to)
    )
