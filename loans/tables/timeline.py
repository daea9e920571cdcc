"""A loan's or an account's postings from new to old, with the balance after each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import add

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from loans.models import Loan, Posting, PostingKind, SavingsAccount
from loans.models.accounts import INTEREST, PRINCIPAL

EVENTS = 20
"""So many rows stand on a page; older ones are asked for."""


@dataclass
class Event:
    """One posting, with what it left; `moved` is what only changed its column."""

    posting: Posting
    principal: int
    interest: int
    moved: int
    balance: int
    undone_by: Posting | None = None


@dataclass
class Fold:
    """The accruals between two events, folded into one line; sums in đồng."""

    postings: list[Posting] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(_interest(posting) for posting in self.postings)

    @property
    def start(self) -> date:
        return self.postings[-1].period_from

    @property
    def end(self) -> date:
        return self.postings[0].period_to


@dataclass(frozen=True)
class Timeline:
    """Events and folds, newest first; `older` is the id to go on before."""

    lines: list[Event | Fold]
    older: int | None = None


def loan_timeline(
    loan: Loan, before: int | None = None, *, count: int = EVENTS
) -> Timeline:
    """The newest events of a loan before a posting's id. Three statements."""
    events = loan.postings.exclude(kind=PostingKind.ACCRUAL)
    rows, older = _newest(events, before, count)
    accruals = loan.postings.filter(kind=PostingKind.ACCRUAL)
    if before is not None:
        accruals = accruals.filter(pk__lt=before)
    if older is not None:
        accruals = accruals.filter(pk__gt=older)
    accruals = accruals.select_related("session", "session__point", "posted_by")
    everything = sorted([*rows, *accruals], key=lambda row: -row.pk)
    balance = _sum_until(loan.postings, everything, reduce(add, map(F, PRINCIPAL)))
    lines: list[Event | Fold] = []
    for row in everything:
        if row.kind == PostingKind.ACCRUAL:
            if not lines or isinstance(lines[-1], Event):
                lines.append(Fold())
            lines[-1].postings.append(row)
            continue
        lines.append(_event(row, balance))
        balance -= lines[-1].principal
    return Timeline(lines, older)


def savings_statement(
    account: SavingsAccount, before: int | None = None, *, count: int = EVENTS
) -> Timeline:
    """The newest postings of a member account before an id. Two statements."""
    rows, older = _newest(account.postings, before, count)
    balance = -_sum_until(account.postings, rows, F("savings"))
    lines: list[Event | Fold] = []
    for row in rows:
        event = _event(row, balance)
        event.moved = -row.savings
        lines.append(event)
        balance += row.savings
    return Timeline(lines, older)


def _newest(
    postings: QuerySet, before: int | None, count: int
) -> tuple[list[Posting], int | None]:
    """The rows of one page, and the id before which the older ones lie."""
    if before is not None:
        postings = postings.filter(pk__lt=before)
    related = (
        "session",
        "session__point",
        "posted_by",
        "checked_by",
        "reverses",
        "reversed_by",
    )
    rows = list(postings.select_related(*related).order_by("-pk")[: count + 1])
    if len(rows) <= count:
        return rows, None
    return rows[:count], rows[count - 1].pk


def _sum_until(postings: QuerySet, rows: Iterable[Posting], of) -> int:
    """What the account stood at after the newest of these rows."""
    newest = max((row.pk for row in rows), default=0)
    total = postings.filter(pk__lte=newest).aggregate(total=Coalesce(Sum(of), 0))
    return total["total"]


def _event(row: Posting, balance: int) -> Event:
    principal = sum(getattr(row, account) for account in PRINCIPAL)
    return Event(
        posting=row,
        principal=principal,
        interest=_interest(row),
        moved=row.principal_overdue if not principal else 0,
        balance=balance,
        undone_by=getattr(row, "reversed_by", None),
    )


def _interest(row: Posting) -> int:
    return sum(getattr(row, account) for account in INTEREST)
