"""Danh sách nợ đến hạn: what principal falls due, for the leader of each group."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from loans.actions.printings import log_printings
from loans.documents.document import Document
from loans.documents.facts import (
    day_text,
    leaders_of,
    print_facts,
    session_and_groups,
    session_facts,
)
from loans.documents.falling_due import Falling, Part, horizon, read
from loans.models import Printing, SavingsAccount, SavingsCreditGroup, Session
from programmes.access import Permission

FORM = "NDH"
FallingByGroup = Mapping[int | None, list[Falling]]


def log(
    *,
    session: Session,
    groups: Sequence[SavingsCreditGroup],
    falling: FallingByGroup,
    by: Any,
    at: datetime,
) -> list[Printing]:
    """One list for each group in which something falls due; the others have none."""
    return log_printings(
        form=FORM,
        session=session,
        subjects=[{"group": group} for group in groups if group.pk in falling],
        is_recorded=False,
        by=by,
        at=at,
    )


def contexts(
    printings: Sequence[Printing], *, falling: FallingByGroup
) -> list[dict[str, Any]]:
    """The lists of one session, amounts in đồng. Few statements, however many."""
    session = printings[0].session
    head = session_facts(session) | {
        "until": day_text(horizon(session) - timedelta(days=1))
    }
    leaders = leaders_of([one.group_id for one in printings], session)
    saved = _saved(session)
    return [
        {
            **head,
            **_list(one.group, falling.get(one.group_id, []), saved),
            "leader": leaders.get(one.group_id),
            "print": print_facts(one),
        }
        for one in printings
    ]


def _list(
    group: SavingsCreditGroup, loans: list[Falling], saved: Mapping[int, int]
) -> dict[str, Any]:
    lines = [line for loan in loans for line in _lines(loan)]
    for number, line in enumerate(lines, 1):
        line |= {"number": number, "saved": saved.get(line["person_id"])}
    return {
        "group_code": group.code,
        "village": {"kind": group.village.kind, "name": group.village.name},
        "organisation": group.organisation_unit.name,
        "lines": lines,
        "totals": {
            name: sum(line[name] for line in lines)
            for name in ("due", "earlier", "interest")
        },
    }


def _lines(falling: Falling) -> list[dict[str, Any]]:
    """A line an instalment; what was missed before stands on the first."""
    loan = falling.loan
    return [
        {
            "person_id": loan.borrower_id,
            "customer_code": loan.borrower.customer_code,
            "name": loan.borrower.full_name,
            "phone": loan.borrower.phone or None,
            "programme": loan.programme.short_name,
            "contract": loan.contract_number,
            "due_on": day_text(part.due_on),
            "session_on": day_text(part.session_on),
            "due": part.amount,
            "earlier": 0 if at else falling.missed,
            "interest": 0 if at else loan.balance.interest_owed,
            "ask_by": day_text(part.ask_by),
            "note": "; ".join(_notes(part, loan.balance)),
        }
        for at, part in enumerate(falling.parts)
    ]


def _notes(part: Part, balance: Any) -> list[str]:
    notes = (
        ["Kỳ cuối: nộp 09/TD" if part.ask_by else "Kỳ cuối"] if part.is_final else []
    )
    notes += [] if part.amount else ["Đã quá ngày"]
    notes += ["Đã gia hạn"] if part.instalment.extended_due_on else []
    return notes + (["Có nợ quá hạn"] if balance.principal_overdue else [])


def _saved(session: Session) -> dict[int, int]:
    """Person id → đồng on the account at the session's point."""
    accounts = SavingsAccount.objects.filter(point_id=session.point_id)
    return dict(accounts.values_list("person_id", "balance__amount").order_by("pk"))


DUE_LIST = Document(
    code=FORM,
    title="Danh sách nợ đến hạn",
    permission=Permission.SHEET_SEE,
    template="due_list.typ",
    find=session_and_groups,
    read=read,
    log=log,
    contexts=contexts,
)
