"""A loan's balance and its interest, opened into what they are made of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from loans.actions.accruals import Running, running_of
from loans.models import Loan, LoanBalance, LoanRate
from loans.rules.interest import InterestLine, Parts, explain

WIDTH = 1000
"""Units across the split bar."""


@dataclass(frozen=True)
class Share:
    """One part of the outstanding principal, and where it lies on the bar."""

    tone: str
    word: Any
    amount: int
    start: int
    width: int


def split(balance: LoanBalance) -> list[Share]:
    """The principal in term, overdue and frozen, as stretches of one bar of 1000."""
    parts = (
        ("in-term", _("in term"), balance.principal_in_term),
        ("overdue", _("overdue"), balance.principal_overdue),
        ("frozen", _("frozen"), balance.principal_frozen),
    )
    shares, before = [], 0
    total = balance.outstanding or 1
    for tone, word, amount in parts:
        start, end = before * WIDTH // total, (before + amount) * WIDTH // total
        shares.append(Share(tone, word, amount, start, end - start))
        before += amount
    return shares


@dataclass(frozen=True)
class InterestColumn:
    """The lines of interest that is earned in one column, and what they come to."""

    word: Any
    lines: list[InterestLine]
    amount: int


@dataclass(frozen=True)
class Interest:
    """The interest of a loan that has run and is not in the ledger yet, in đồng."""

    start: date | None
    end: date
    columns: list[InterestColumn]
    parts: Parts

    @property
    def owed(self) -> int:
        """What may be asked for: grace interest left out."""
        return self.parts.in_term + self.parts.overdue


def interest_until(loan: Loan, rates: list[LoanRate], day: date) -> Interest:
    """The interest from the last accrual until `day` (exclusive), line by line.

    The loan was read with its balance; `rates` are those that are not withdrawn.
    """
    running = running_of(loan, rates, day)
    if running is None:
        return Interest(None, day, [], Parts(0, 0, 0))
    return Interest(running.start, day, columns_of(running), running.parts)


def columns_of(running: Running) -> list[InterestColumn]:
    """The lines of each column that earned something."""
    parts = running.parts
    columns = (
        InterestColumn(_("in term"), explain(running.in_term), parts.in_term),
        InterestColumn(_("overdue"), explain(running.overdue), parts.overdue),
        InterestColumn(_("in grace"), explain(running.grace), parts.grace),
    )
    return [column for column in columns if column.lines]
