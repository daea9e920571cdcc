"""13/TD, the group's list for a session: blank the day before, then as recorded."""

from typing import Any

from loans.actions.dues import group_dues
from loans.actions.printings import SHEET, print_sheets
from loans.documents.document import Document
from loans.documents.facts import (
    day_text,
    moment_text,
    print_facts,
    session_and_groups,
)
from loans.documents.sheet_lines import (
    RECEIVED,
    drafted_lines,
    recorded_lines,
    totals,
)
from loans.models import (
    BoardMember,
    BoardRole,
    CollectionContract,
    GroupSheet,
    Printing,
    SavingsCreditGroup,
    Session,
    SheetDraft,
)
from programmes.access import Permission
from programmes.models import BankRules
from programmes.rules.money import in_words


def context(printing: Printing) -> dict[str, Any]:
    """The facts of one sheet as printed; amounts in whole đồng."""
    session, group = printing.session, printing.group
    values = _as_recorded(printing) if printing.is_recorded else _as_due(printing)
    total = totals(values["lines"])
    cash = values["received"]["cash"] if values["received"] else None
    return {
        **_head(session, group),
        **values,
        "totals": total,
        "offered": values["received"] or _sum_offers(values["lines"]),
        "cash_in_words": in_words(cash).capitalize() if cash is not None else None,
        "print": print_facts(printing),
    }


def _as_due(printing: Printing) -> dict[str, Any]:
    """The blank: what is due, what "as due" would bring, nothing received."""
    session, group = printing.session, printing.group
    rules = BankRules.objects.in_force(session.held_on).get()
    draft = SheetDraft.objects.get(session=session, group=group)
    lines = draft.lines.select_related("person").order_by("number")
    dues = group_dues(group, session)
    return {
        "is_recorded": False,
        "lines": drafted_lines(lines, dues, rules.cash_step),
        "received": None,
        "paying_count": None,
        "receipt_from": draft.receipt_from or None,
        "receipt_to": draft.receipt_to or None,
        "handed_in_by": BoardRole.LEADER.value,
        "handed_in_person": None,
        "teller": None,
        "stamp": None,
    }


def _as_recorded(printing: Printing) -> dict[str, Any]:
    """What was received, from the sheet in the ledger."""
    sheet = GroupSheet.objects.select_related("handed_in_person", "recorded_by").get(
        session=printing.session, group=printing.group
    )
    lines = recorded_lines(sheet)
    received = {name: getattr(sheet, name) for name in RECEIVED if name != "cash"}
    return {
        "is_recorded": True,
        "lines": lines,
        "received": {**received, "cash": sheet.cash_received},
        "paying_count": sum(1 for line in lines if line["received"]["cash"]),
        "receipt_from": sheet.receipt_from or None,
        "receipt_to": sheet.receipt_to or None,
        "handed_in_by": sheet.handed_in_by,
        "handed_in_person": sheet.handed_in_person.full_name,
        "teller": str(sheet.recorded_by),
        "stamp": {
            "at": moment_text(sheet.recorded_at),
            "voucher": f"{sheet.voucher_number:06d}",
            "line_count": len(lines),
        },
    }


def _head(session: Session, group: SavingsCreditGroup) -> dict[str, Any]:
    """Who and where: the units and the board of the session's day."""
    day = session.held_on
    commune = session.point.commune_on(day)
    board = BoardMember.objects.in_force(day).filter(group=group)
    leader = board.filter(role=BoardRole.LEADER).select_related("person").first()
    contract = CollectionContract.objects.in_force(day).filter(group=group).first()
    village = group.village
    return {
        "office": session.office.name,
        "leader": leader.person.full_name if leader else None,
        "village": {"kind": village.kind, "name": village.name},
        "commune": {"kind": commune.kind, "name": commune.name} if commune else None,
        "province": (
            {"kind": commune.province.kind, "name": commune.province.name}
            if commune
            else None
        ),
        "organisation": group.organisation_unit.name,
        "group_code": group.code,
        "contract": contract.number if contract else None,
        "point": session.point.name,
        "held_on": day_text(day),
        "month": f"{day:%m/%Y}",
    }


def _sum_offers(lines: list[dict[str, Any]]) -> dict[str, int]:
    return {
        name: sum(line["received"][name] or 0 for line in lines) for name in RECEIVED
    }


SHEET_13TD = Document(
    code=SHEET,
    title="Bảng kê lãi phải thu, lãi thực thu, tiền gửi tổ viên",
    permission=Permission.SHEET_SEE,
    template="13td.typ",
    find=session_and_groups,
    log=print_sheets,
    context=context,
)
