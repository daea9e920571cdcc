"""A loan's or an account's postings from new to old, with the balance after each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import add

from django.db.models import F, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from loans.models import Loan, Posting, PostingKind, SavingsAccount
from loans.models.accounts import INTEREST, PRINCIPAL

EVENTS = 20
"""So many rows stand on a page; older ones are asked for."""

_PEOPLE = ("posted_by", "checked_by")
_SHOWN = (
    *("loan_id", "savings_account_id", "kind", "value_date", "voucher_number"),
    *("period_from", "period_to", "reason", *PRINCIPAL, *INTEREST, "savings"),
    *(f"{person}__{name}" for person in _PEOPLE for name in ("username", "full_name")),
    *("reverses__value_date", "reversed_by__value_date", "reversed_by__reason"),
    "reversed_by__reverses_id",
)
"""What a page shows of a posting; the whole rows take three times as long to read."""


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
    """The newest events of a loan before a posting's id. Two statements."""
    postings = _before(loan.postings, before)
    events = postings.exclude(kind=PostingKind.ACCRUAL).order_by("-pk")
    first_left_out = Subquery(events.values("pk")[count : count + 1])
    rows = list(_shown(postings).filter(pk__gte=Coalesce(first_left_out, 0)))
    rows, older = _page(rows, count)
    balance = _sum_until(loan.postings, rows, reduce(add, map(F, PRINCIPAL)))
    lines: list[Event | Fold] = []
    for row in rows:
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
    rows = list(_shown(_before(account.postings, before))[: count + 1])
    rows, older = _page(rows, count)
    balance = -_sum_until(account.postings, rows, F("savings"))
    lines: list[Event | Fold] = []
    for row in rows:
        event = _event(row, balance)
        event.moved = -row.savings
        lines.append(event)
        balance += row.savings
    return Timeline(lines, older)


def _before(postings: QuerySet, before: int | None) -> QuerySet:
    return postings.all() if before is None else postings.filter(pk__lt=before)


def _shown(postings: QuerySet) -> QuerySet:
    """The rows, newest first, with what a page shows of them and no more."""
    behind = postings.select_related(*_PEOPLE, "reverses", "reversed_by")
    return behind.only(*_SHOWN).order_by("-pk")


def _page(rows: list[Posting], count: int) -> tuple[list[Posting], int | None]:
    """The rows down to the last of `count` events, and the id to go on before."""
    places = [n for n, row in enumerate(rows) if row.kind != PostingKind.ACCRUAL]
    if len(places) <= count:
        return rows, None
    last = places[count - 1]
    return rows[: last + 1], rows[last].pk


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
