"""Group sheets as leaders bring them: nearly all as due, some short, some missing."""

from collections.abc import Mapping
from typing import Any

from loans.actions import drafts, dues, repayments, reversals, savings, sheets
from loans.actions.draft_lines import drafts_of
from loans.actions.dues import GroupDues, MemberDue
from loans.actions.sheet_checks import UNUSUAL_FACTOR
from loans.management.sample.stage import Table
from loans.models import (
    GroupSheet,
    Posting,
    PostingKind,
    SavingsCreditGroup,
    SheetDraft,
    SheetLine,
)

CASH_STEP = 1000
ABSENT, SHORT, FROM_SAVINGS = 0.012, 0.025, 0.04
"""Of a hundred members 1.2 are absent, 1.3 pay short, 1.5 pay out of savings.

Who has overdue principal is absent or pays short.
"""

DEPUTY_COMES = 0.08
SLIP = 450_000
"""Typed too much on one line, in đồng."""

AT_ONCE = "Gửi một lần cho cả thời gian từ phiên trước"
WRONG = "Gõ nhầm tiền gửi"
REASON = "Gõ nhầm số tiền gửi của tổ viên, tổ trưởng đã báo lại"


def record_sheets(table: Table) -> int:
    """Record a sheet of every group that has members by now; return how many."""
    groups = SavingsCreditGroup.objects.filter(
        point_id=table.session.point_id, memberships__valid_from__lte=table.day
    )
    owed_by_group = dues.dues_of_groups(
        groups.distinct().order_by("code"), table.session
    )
    brought = [
        owed
        for owed in owed_by_group.values()
        if any(member.loans or member.account for member in owed.members)
    ]
    kept = drafts_of(dues=brought)
    for number, owed in enumerate(brought):
        is_wrong = number == 0 and _has_a_slip(table)
        _record(table, owed, kept[owed.group.pk], is_wrong=is_wrong)
    return len(brought)


def _record(
    table: Table, owed: GroupDues, draft: SheetDraft, *, is_wrong: bool
) -> GroupSheet:
    lines: dict[int, Mapping[str, Any]] = {}
    for line in draft.lines.order_by("number"):
        member = owed.of(line.person_id)
        lines[line.number] = _as_paid(table, member)
        if is_wrong and _is_simple(member):
            lines[line.number] = _with_a_slip(member)
            is_wrong = False
    teller = table.teller
    at = table.next_moment()
    drafts.save_lines(draft=draft, lines=lines, by=teller, at=at)
    is_deputy = table.stage.chance.random() < DEPUTY_COMES
    drafts.save_head(
        draft=draft,
        values={
            "handed_in_by": "DEPUTY" if is_deputy else "LEADER",
            "cash_received": sum(
                line.get("interest", 0) + line.get("deposit", 0)
                for line in lines.values()
            ),
            "receipt_from": f"{table.index * 60 + 1:06}",
            "receipt_to": f"{table.index * 60 + len(lines):06}",
        },
        by=teller,
        at=at,
    )
    return sheets.record_sheet(draft=draft, **table.signed(f"SHEET|{owed.group.code}"))


def _as_paid(table: Table, member: MemberDue) -> dict[str, Any]:
    """What a member pays: as due, but for a few."""
    offer = member.offer(CASH_STEP)
    if not table.is_monthly:
        months = table.stage.served.months_since_last(table.index)
        level = member.membership.deposit_level if member.account else 0
        deposit = offer["deposit"] + level * (months - 1)
        note = AT_ONCE if deposit >= level * UNUSUAL_FACTOR else ""
        return offer | {"deposit": deposit, "note": note}
    lot = table.stage.chance.random()
    if any(due.is_overdue for due in member.loans):
        lot *= SHORT
    if lot < ABSENT:
        return {"is_absent": True}
    if lot < SHORT and member.interest >= 2 * CASH_STEP:
        half = member.interest // 2 // CASH_STEP * CASH_STEP
        return {"interest": half, "deposit": 0}
    if lot < FROM_SAVINGS and 0 < member.interest <= member.saved:
        level = member.membership.deposit_level
        return {"deposit": level, "interest_from_savings": member.interest}
    return offer


def _has_a_slip(table: Table) -> bool:
    """One wrong line in the sample: at home, two sessions before the day."""
    served = table.stage.served
    return served.is_home and table.index == len(served.days) - 2


def _is_simple(member: MemberDue) -> bool:
    return (
        len(member.loans) == 1
        and member.account is not None
        and member.period_interest > 0
        and not member.arrears
        and not member.loans[0].is_overdue
        and not member.due_principal
    )


def _with_a_slip(member: MemberDue) -> Mapping[str, Any]:
    offer = member.offer(CASH_STEP)
    return offer | {"deposit": offer["deposit"] + SLIP, "note": WRONG}


def undo_the_slip(table: Table) -> int:
    """The wrong line is undone by two people, and entered again at the counter."""
    line = SheetLine.objects.filter(sheet__session=table.session, note=WRONG).first()
    if line is None:
        return 0
    wrong = Posting.objects.filter(sheet=line.sheet)
    paid = wrong.get(kind=PostingKind.REPAYMENT, loan__borrower=line.person)
    saved = wrong.get(kind=PostingKind.DEPOSIT, savings_account__person=line.person)
    request = reversals.ask_reversal(
        session=table.session,
        line=line,
        reason=REASON,
        by=table.teller,
        at=table.next_moment(),
    )
    at = table.next_moment()
    reversals.agree_reversal(
        request=request,
        key=table.key(at, f"REVERSAL|{line.number}"),
        by=table.stage.users["controller"],
        at=at,
    )
    repayments.repay(
        loan=paid.loan,
        session=table.session,
        paid={"interest_in_term": line.interest},
        **table.signed(f"REPAYMENT|{paid.loan.contract_number}"),
    )
    savings.deposit(
        account=saved.savings_account,
        amount=line.deposit - SLIP,
        session=table.session,
        **table.signed(f"DEPOSIT|{saved.savings_account.number}"),
    )
    return 1
