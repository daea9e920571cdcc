"""The instalments of a loan: when each is due, what is paid of it, what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from loans.models import Instalment, Loan
from loans.rules.overdue import Due, unpaid
from loans.tables.badges import Badge, next_due_badge

PAID = Badge("○", _("Paid"), "")
PART_PAID = Badge("◔", _("Part paid"), "warn")
LATE = Badge("▲", _("Past the contract's date"), "bad")
COMING = Badge("●", _("To come"), "ok")


@dataclass(frozen=True)
class Line:
    """One instalment; amounts in đồng. `due_on` is the day that counts now."""

    instalment: Instalment
    due_on: date
    paid: int
    left: int
    badge: Badge


def schedule(loan: Loan, parts: Sequence[Instalment], day: date) -> list[Line]:
    """The instalments in the order of their days, met from the earliest on."""
    parts = sorted(parts, key=_due_on)
    paid = loan.balance.disbursed - loan.balance.outstanding
    left = [due.amount for due in unpaid([_due(part) for part in parts], paid=paid)]
    left = [0] * (len(parts) - len(left)) + left
    return [_line(part, rest, day) for part, rest in zip(parts, left, strict=True)]


def next_due(lines: Sequence[Line]) -> Line | None:
    """The earliest instalment of which something is left."""
    return next((line for line in lines if line.left), None)


def _due_on(part: Instalment) -> date:
    return part.extended_due_on or part.contract_due_on


def _due(part: Instalment) -> Due:
    return Due(_due_on(part), part.amount)


def _line(part: Instalment, left: int, day: date) -> Line:
    due_on = _due_on(part)
    if not left:
        badge = PAID
    elif due_on < day:
        badge = LATE
    elif left < part.amount:
        badge = PART_PAID
    else:
        badge = next_due_badge(part.session_due_on, day) or COMING
    return Line(part, due_on, part.amount - left, left, badge)
