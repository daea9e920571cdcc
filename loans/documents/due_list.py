"""Danh sách nợ đến hạn: what principal falls due, for the leader of each group.

Looks two months ahead, so that every instalment stands on a list thirty days before
its day at the latest, and again on the list of its own session.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from loans.actions.printings import log_printings
from loans.documents.document import Document
from loans.documents.facts import (
    day_text,
    print_facts,
    session_and_groups,
    session_facts,
)
from loans.models import (
    BoardMember,
    BoardRole,
    Loan,
    LoanState,
    Printing,
    SavingsAccount,
    SavingsCreditGroup,
    Session,
)
from loans.rules.overdue import Due, unpaid
from programmes.access import Permission
from programmes.models import Holiday
from programmes.rules.periods import months_later

FORM = "NDH"
MONTHS_AHEAD = 2
WORKING_DAYS_TO_ASK = 5
"""A request to move an instalment (08/TD) comes at least so many days before it."""


def log(
    *,
    session: Session,
    groups: Sequence[SavingsCreditGroup],
    by: Any,
    at: datetime,
) -> list[Printing]:
    """One list for each group in which something falls due; the others have none."""
    due = _dues(session, [group.pk for group in groups])
    return log_printings(
        form=FORM,
        session=session,
        subjects=[{"group": group} for group in groups if group.pk in due],
        is_recorded=False,
        by=by,
        at=at,
    )


def context(printing: Printing) -> dict[str, Any]:
    session, group = printing.session, printing.group
    lines = _dues(session, [group.pk]).get(group.pk, [])
    saved = _saved(session, {line["person_id"] for line in lines})
    for number, line in enumerate(lines, 1):
        line |= {"number": number, "saved": saved.get(line["person_id"])}
    board = BoardMember.objects.in_force(session.held_on).filter(
        group=group, role=BoardRole.LEADER
    )
    leader = board.select_related("person").first()
    return {
        **session_facts(session),
        "group_code": group.code,
        "leader": leader.person.full_name if leader else None,
        "village": {"kind": group.village.kind, "name": group.village.name},
        "organisation": group.organisation_unit.name,
        "until": day_text(_horizon(session) - timedelta(days=1)),
        "lines": lines,
        "totals": {
            name: sum(line[name] for line in lines)
            for name in ("due", "earlier", "interest")
        },
        "print": print_facts(printing),
    }


def _dues(session: Session, groups: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """Group id → lines by name: what is due by the horizon, what was missed before.

    Three statements, however many groups.
    """
    loans = (
        Loan.objects.filter(group__in=list(groups), state=LoanState.ACTIVE)
        .select_related("balance", "programme", "borrower")
        .prefetch_related("instalments")
        .order_by("borrower__sort_key", "borrower_id", "contract_on", "pk")
    )
    holidays = set(Holiday.objects.values_list("day", flat=True))
    lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for loan in loans:
        lines[loan.group_id].extend(_lines(loan, session, holidays))
    return {group: found for group, found in lines.items() if found}


def _lines(loan: Loan, session: Session, holidays: set[date]) -> list[dict[str, Any]]:
    """A line an instalment; what was missed before stands on the first."""
    balance = loan.balance
    parts = {
        part.extended_due_on or part.contract_due_on: part
        for part in loan.instalments.all()
    }
    left = unpaid(
        [Due(on, part.amount) for on, part in parts.items()],
        paid=balance.disbursed - balance.outstanding,
    )
    earlier = [due for due in left if due.on < session.held_on]
    coming = [due for due in left if session.held_on <= due.on < _horizon(session)]
    missed = min(sum(due.amount for due in earlier), balance.outstanding)
    shown = coming or ([Due(earlier[-1].on, 0)] if missed else [])
    final = max(parts)
    return [
        {
            "person_id": loan.borrower_id,
            "customer_code": loan.borrower.customer_code,
            "name": loan.borrower.full_name,
            "phone": loan.borrower.phone or None,
            "programme": loan.programme.short_name,
            "contract": loan.contract_number,
            "due_on": day_text(due.on),
            "session_on": day_text(parts[due.on].session_due_on),
            "due": due.amount,
            "earlier": 0 if at else missed,
            "interest": 0 if at else balance.interest_owed,
            "ask_by": _ask_by(due, session, holidays),
            "note": _note(due, final, parts[due.on].extended_due_on, balance),
        }
        for at, due in enumerate(shown)
    ]


def _note(due: Due, final: date, extended: date | None, balance: Any) -> str:
    notes = ["Kỳ cuối"] if due.on == final else []
    notes += [] if due.amount else ["Đã quá ngày"]
    notes += ["Đã gia hạn"] if extended else []
    notes += ["Có nợ quá hạn"] if balance.principal_overdue else []
    return "; ".join(notes)


def _ask_by(due: Due, session: Session, holidays: set[date]) -> str | None:
    """The last day to ask for another date; none if it is gone by."""
    day = due.on
    left = WORKING_DAYS_TO_ASK
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5 and day not in holidays
    return day_text(day) if day >= session.held_on else None


def _saved(session: Session, people: Iterable[int]) -> dict[int, int]:
    accounts = SavingsAccount.objects.filter(
        person__in=list(people), point_id=session.point_id
    )
    return dict(accounts.values_list("person_id", "balance__amount").order_by("pk"))


def _horizon(session: Session) -> date:
    return months_later(session.held_on, MONTHS_AHEAD)


DUE_LIST = Document(
    code=FORM,
    title="Danh sách nợ đến hạn",
    permission=Permission.SHEET_SEE,
    template="due_list.typ",
    find=session_and_groups,
    log=log,
    context=context,
)
