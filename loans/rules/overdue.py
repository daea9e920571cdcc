"""When unpaid principal turns overdue, and how much of it.

Only a session can turn principal overdue, and only strictly after the day that the
contract, or an extension or adjustment of it, has set.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from programmes.rules.calendar import first_session_after

INSTALMENT_RULE_FROM = date(2026, 3, 1)
"""Contracts from this day on turn overdue by the instalment: a dated setting (R41)."""

INSTALMENT_RULE_EXCEPTED = frozenset({"SOCIAL_HOUSING", "STEM"})
"""Programmes with rules of their own, as first known: a dated setting (R41)."""


@dataclass(frozen=True, slots=True)
class Due:
    """Principal and the day by which it must be paid, as that day stands now.

    The day is the contract's, or the one to which an extension or an adjustment has
    moved it; never the session's. The amount is in đồng.
    """

    on: date
    amount: int


def transfer_on(due_on: date, session_day: int) -> date:
    """Name the session at which what is unpaid of a due date turns overdue.

    Units: day of the month 1–31.

    Basis: R40, D12: the first session strictly after the contract's date.

    >>> transfer_on(date(2026, 10, 22), session_day=7)
    datetime.date(2026, 11, 7)
    """
    return first_session_after(due_on, session_day)


def goes_by_instalment(
    *,
    contract_on: date,
    is_through_group: bool,
    programme: str,
    rule_from: date = INSTALMENT_RULE_FROM,
    excepted: Collection[str] = INSTALMENT_RULE_EXCEPTED,
) -> bool:
    """Say whether a missed instalment alone turns overdue, or only the final date.

    The contract's date decides; a later tranche does not change it. Loans lent
    directly, and the excepted programmes, go by the final date.

    Basis: R41, official letter 597/NHCS-TDNN of 30/01/2026, from 1/3/2026; D15.

    >>> goes_by_instalment(contract_on=date(2026, 3, 1), is_through_group=True,
    ...                    programme="POOR")
    True
    """
    return contract_on >= rule_from and is_through_group and programme not in excepted


def unpaid(dues: Sequence[Due], *, paid: int) -> list[Due]:
    """List what is left of each due, when what was paid has met the earliest first.

    Shape: in the order of the days; dues that are met are left out.

    Units: đồng; paid is all principal repaid since the first disbursement.

    Raises: ValueError if paid is negative.

    Basis: R31, D16.

    >>> unpaid([Due(date(2027, 3, 1), 10), Due(date(2028, 3, 1), 10)], paid=14)
    [Due(on=datetime.date(2028, 3, 1), amount=6)]
    """
    if paid < 0:
        raise ValueError(f"paid is not negative: {paid}")
    left: list[Due] = []
    for due in sorted(dues, key=lambda due: due.on):
        met = min(paid, due.amount)
        paid -= met
        if met < due.amount:
            left.append(Due(due.on, due.amount - met))
    return left


def principal_turning_overdue(
    dues: Sequence[Due],
    *,
    paid: int,
    in_term: int,
    overdue: int,
    session_on: date,
    by_instalment: bool,
) -> int:
    """Reckon the principal that leaves in-term for overdue at a session's end.

    After the final date, all that is in term. Before it, where the loan goes by the
    instalment: what is unpaid of the dues before this session, less what is overdue
    already. Never more than is in term, so that a loan not yet paid out in full, or
    partly frozen, yields only what it has.

    Units: đồng. Paid is all principal repaid so far, this session's included (D13);
    in_term and overdue are the principal standing in those columns after it.

    Raises: ValueError without dues, or for a negative amount.

    Basis: R40 and R41, D12–D16.

    >>> dues = [Due(date(2027, 3, 12), 16_600_000), Due(date(2028, 3, 12), 16_600_000),
    ...         Due(date(2029, 3, 12), 16_800_000)]
    >>> principal_turning_overdue(dues, paid=10_000_000, in_term=40_000_000, overdue=0,
    ...                           session_on=date(2027, 4, 10), by_instalment=True)
    6600000
    """
    if not dues:
        raise ValueError("a loan has at least one due date")
    if in_term < 0 or overdue < 0:
        raise ValueError(f"principal is not negative: {in_term}, {overdue}")
    if session_on > max(due.on for due in dues):
        return in_term
    if not by_instalment:
        return 0
    late = sum(due.amount for due in unpaid(dues, paid=paid) if due.on < session_on)
    return min(in_term, max(0, late - overdue))
