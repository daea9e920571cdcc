"""13/TD, the group's list for a session: blank the day before, then as recorded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from loans.actions.dues import GroupDues
from loans.actions.printings import SHEET, print_sheets, sheet_dues
from loans.documents.document import Document
from loans.documents.facts import (
    day_text,
    leaders_of,
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
    BoardRole,
    CollectionContract,
    DraftLine,
    GroupSheet,
    Printing,
    SavingsCreditGroup,
    Session,
    SheetDraft,
)
from programmes.access import Permission
from programmes.models import BankRules
from programmes.rules.money import in_words


def contexts(
    printings: Sequence[Printing], *, dues: Mapping[int, GroupDues]
) -> list[dict[str, Any]]:
    """The sheets of one session as printed; amounts in whole đồng.

    Blanks need the same number of statements, however many; each recorded sheet is
    read from the ledger by itself.
    """
    session = printings[0].session
    groups = [one.group_id for one in printings]
    head = _session_head(session)
    leaders = leaders_of(groups, session)
    contracts = _contracts(groups, session)
    blanks = _blanks(session, [one for one in printings if not one.is_recorded], dues)
    return [
        {
            **head,
            **_group_head(one.group),
            "leader": leaders.get(one.group_id),
            "contract": contracts.get(one.group_id),
            **_summed(blanks.get(one.pk) or _as_recorded(one)),
            "print": print_facts(one),
        }
        for one in printings
    ]


def _summed(values: dict[str, Any]) -> dict[str, Any]:
    cash = values["received"]["cash"] if values["received"] else None
    return {
        **values,
        "totals": totals(values["lines"]),
        "offered": values["received"] or _sum_offers(values["lines"]),
        "cash_in_words": in_words(cash).capitalize() if cash is not None else None,
    }


def _blanks(
    session: Session, printings: list[Printing], dues: Mapping[int, GroupDues]
) -> dict[int, dict[str, Any]]:
    """Printing id → the blank: what is due, what "as due" would bring."""
    rules = BankRules.objects.in_force(session.held_on).get()
    drafts = SheetDraft.objects.filter(
        session=session, group__in=[one.group_id for one in printings]
    )
    draft_of = {draft.group_id: draft for draft in drafts}
    lines: dict[int, list[DraftLine]] = defaultdict(list)
    every = DraftLine.objects.filter(draft__in=drafts).select_related("person")
    for line in every.order_by("number"):
        lines[line.draft_id].append(line)
    return {
        one.pk: _blank(
            draft := draft_of[one.group_id],
            drafted_lines(lines[draft.pk], dues[one.group_id], rules.cash_step),
        )
        for one in printings
    }


def _blank(draft: SheetDraft, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "is_recorded": False,
        "lines": lines,
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


def _session_head(session: Session) -> dict[str, Any]:
    """Where and when: the units of the session's day."""
    day = session.held_on
    commune = session.point.commune_on(day)
    return {
        "office": session.office.name,
        "commune": {"kind": commune.kind, "name": commune.name} if commune else None,
        "province": (
            {"kind": commune.province.kind, "name": commune.province.name}
            if commune
            else None
        ),
        "point": session.point.name,
        "held_on": day_text(day),
        "month": f"{day:%m/%Y}",
    }


def _group_head(group: SavingsCreditGroup) -> dict[str, Any]:
    return {
        "village": {"kind": group.village.kind, "name": group.village.name},
        "organisation": group.organisation_unit.name,
        "group_code": group.code,
    }


def _contracts(groups: Iterable[int], session: Session) -> dict[int, str]:
    """Group id → the number of the contract 11/TD in force on the day."""
    contracts = CollectionContract.objects.in_force(session.held_on)
    of_groups = contracts.filter(group__in=list(groups))
    return dict(of_groups.values_list("group_id", "number"))


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
    read=sheet_dues,
    log=print_sheets,
    contexts=contexts,
)
