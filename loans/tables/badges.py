"""The state of a loan as shape, word and colour; a loan may carry two."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loans.models import Loan, LoanState

SOON = timedelta(days=30)
"""An instalment that falls due within so many days is announced."""


@dataclass(frozen=True)
class Badge:
    mark: str
    word: Any
    tone: str


APPROVED = Badge("◔", gettext_lazy("Approved, not paid out"), "warn")
CLOSED = Badge("○", gettext_lazy("Paid off"), "")
LAPSED = Badge("✕", gettext_lazy("Lapsed"), "ink")
IN_TERM = Badge("●", gettext_lazy("In term"), "ok")
OVERDUE = Badge("▲", gettext_lazy("Overdue"), "bad")
FROZEN = Badge("■", gettext_lazy("Frozen"), "frozen")
NO_PRINCIPAL = Badge("◷", gettext_lazy("Only interest owed"), "warn")


def badges(loan: Loan) -> list[Badge]:
    """What state a loan is in, from its contract and its balance."""
    if loan.state != LoanState.ACTIVE:
        return [{"APPROVED": APPROVED, "CLOSED": CLOSED, "LAPSED": LAPSED}[loan.state]]
    balance = loan.balance
    found = [
        badge
        for badge, principal in (
            (IN_TERM, balance.principal_in_term),
            (OVERDUE, balance.principal_overdue),
            (FROZEN, balance.principal_frozen),
        )
        if principal
    ]
    return found or [NO_PRINCIPAL]


def next_due_badge(due_on: date | None, day: date) -> Badge | None:
    """The next instalment, where it is near or its session has passed unpaid."""
    if due_on is None or due_on > day + SOON:
        return None
    return Badge("◷", _("Due %(day)s") % {"day": f"{due_on:%d/%m/%Y}"}, "warn")
