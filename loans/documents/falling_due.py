"""What principal falls due from a session on: read once, for list and notices.

Looks so many months ahead as the bank's rules say: two, so that every instalment
stands on a paper thirty days before its day at the latest, and again on the paper of
its own session.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from loans.models import Instalment, Loan, LoanState, SavingsCreditGroup, Session
from loans.rules.overdue import Due, unpaid
from loans.rules.relief import longest_extension_months
from loans.rules.requests import first_day_to_ask_for_extension, last_day_to_ask
from programmes.models import BankRules, Holiday
from programmes.rules.periods import months_later


def _due_on(row: Instalment) -> date:
    """As it stands now: an extended day may be that of the next instalment."""
    return row.extended_due_on or row.contract_due_on


@dataclass(frozen=True)
class Part:
    """What is left of one instalment, in đồng, on the day to which it stands now.

    `ask_by` is the last day to ask for another date, None once it is gone by or
    where no more time can be given; a final date may be asked about from `ask_from`.
    """

    instalment: Instalment
    amount: int
    is_final: bool
    ask_from: date | None
    ask_by: date | None

    @property
    def due_on(self) -> date:
        return _due_on(self.instalment)

    @property
    def session_on(self) -> date | None:
        """The session at which it is paid; unknown once the date was moved."""
        if self.instalment.extended_due_on:
            return None
        return self.instalment.session_due_on


@dataclass(frozen=True)
class Falling:
    """A loan with principal ahead or missed; `missed` was due before the session.

    Where all of it was missed, the last part that was stands with amount 0.
    """

    loan: Loan
    missed: int
    parts: list[Part]


def read(
    *,
    session: Session,
    groups: Iterable[SavingsCreditGroup | None],
    **_others: Any,
) -> dict[str, dict[int | None, list[Falling]]]:
    """`falling`: group id → its loans in the order of names; those without, if any.

    None among the groups stands for who borrows at the point without one. Four
    statements, however many groups.
    """
    groups = list(groups)
    of_groups = Q(group__in=[group for group in groups if group])
    if None in groups:
        of_groups |= Q(group=None, point=session.point_id)
    loans = (
        Loan.objects.filter(of_groups, state=LoanState.ACTIVE)
        .select_related("balance", "programme", "borrower")
        .prefetch_related("instalments")
        .order_by("borrower__sort_key", "borrower_id", "contract_on", "pk")
    )
    ahead = _ahead(session)
    falling: dict[int | None, list[Falling]] = defaultdict(list)
    for loan in loans:
        found = _falling(loan, ahead)
        if found.parts:
            falling[loan.group_id].append(found)
    return {"falling": dict(falling)}


def horizon(session: Session) -> date:
    """The first day that is not looked at any more."""
    return _horizon(session, BankRules.objects.in_force(session.held_on).get())


def _horizon(session: Session, rules: BankRules) -> date:
    return months_later(session.held_on, rules.due_list_months)


@dataclass(frozen=True)
class _Ahead:
    """The days that are looked at, and by when another date is asked for in them."""

    day: date
    until: date
    working_days_to_ask: int
    holidays: Collection[date]


def _ahead(session: Session) -> _Ahead:
    """By the rules in force on the day of the session."""
    rules = BankRules.objects.in_force(session.held_on).get()
    return _Ahead(
        day=session.held_on,
        until=_horizon(session, rules),
        working_days_to_ask=rules.working_days_to_ask,
        holidays=set(Holiday.objects.values_list("day", flat=True)),
    )


def _falling(loan: Loan, ahead: _Ahead) -> Falling:
    balance = loan.balance
    rows = sorted(loan.instalments.all(), key=lambda row: (_due_on(row), row.number))
    left = unpaid(
        [Due(_due_on(row), row.amount) for row in rows],
        paid=balance.disbursed - balance.outstanding,
    )
    # The earliest are met first, so that what is left is the end of the rows.
    owed = list(zip(rows[len(rows) - len(left) :], left, strict=True))
    earlier = [(row, due) for row, due in owed if due.on < ahead.day]
    coming = [(row, due) for row, due in owed if ahead.day <= due.on < ahead.until]
    missed = min(sum(due.amount for _row, due in earlier), balance.outstanding)
    if missed and not coming:
        row, due = earlier[-1]
        coming = [(row, Due(due.on, 0))]
    final = _due_on(rows[-1])
    return Falling(
        loan,
        missed,
        [_part(loan, row, due, final, ahead) for row, due in coming],
    )


def _part(loan: Loan, row: Instalment, due: Due, final: date, ahead: _Ahead) -> Part:
    is_final = due.on == final
    last = last_day_to_ask(due.on, ahead.holidays, ahead.working_days_to_ask)
    may_ask = last >= ahead.day
    if is_final:
        longest = longest_extension_months(loan.term_months)
        may_ask = may_ask and final < months_later(row.contract_due_on, longest)
    return Part(
        instalment=row,
        amount=due.amount,
        is_final=is_final,
        ask_from=first_day_to_ask_for_extension(final) if is_final else None,
        ask_by=last if may_ask else None,
    )
