"""Recording a group sheet: checked line by line, posted whole or not at all, once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loans.actions.draft_guards import (
    refuse_not_own,
    refuse_outsider,
    refuse_recorded,
)
from loans.actions.dues import GroupDues, MemberDue, group_dues
from loans.actions.ledger import (
    Act,
    digest_of,
    lock_session,
    post_many,
    refuse_unless_open,
    session_code,
)
from loans.actions.loans import settle_states
from loans.actions.refusals import Refused, refusing
from loans.actions.sheet_checks import SheetCheck, check_sheet
from loans.actions.sheet_rows import rows_of_line
from loans.models import (
    DraftLine,
    GroupSheet,
    Session,
    SheetDraft,
    SheetLine,
)
from loans.models.sheets import LINE_AMOUNTS


@refusing
def record_sheet(
    *,
    draft: SheetDraft,
    key: UUID,
    by: Any,
    at: datetime,
    version: int | None = None,
) -> GroupSheet:
    """Post a draft as the group's sheet of the session.

    Dues are read under the lock, so that what was paid at the counter meanwhile
    counts. Sent again with the same key and figures, it answers with the first sheet.
    `version`, where given, is that of the draft that was checked.

    Raises: SheetNotReady with its `check`, Refused SHEET_RECORDED, KEY_REUSED,
    SESSION_NOT_OPEN, NOT_IN_TEAM, DRAFT_BELONGS_TO_ANOTHER, DRAFT_CHANGED_MEANWHILE,
    or the name of what the database refused.
    """
    with transaction.atomic():
        session = lock_session(draft.session_id)
        draft = (
            SheetDraft.objects.select_for_update(of=("self",))
            .select_related("group", "owner")
            .get(pk=draft.pk)
        )
        lines = list(draft.lines.select_related("person").order_by("number"))
        fields = _business_fields(session, draft, lines)
        first = _recorded_before(key, digest_of(fields))
        if first is not None:
            return first
        refuse_recorded(session.pk, draft.group_id)
        refuse_unless_open(session)
        refuse_outsider(draft, by)
        refuse_not_own(draft, by, version)
        dues = group_dues(draft.group, session)
        check = check_sheet(draft, lines, dues)
        if not check.is_ready:
            raise SheetNotReady(check)
        sheet = _add_sheet(
            draft, session, check, dues, Act(key=key, by=by, at=at, fields=fields)
        )
        rows = [
            row for line in lines for row in rows_of_line(line, dues.of(line.person_id))
        ]
        if rows:
            act = Act(key=key, by=by, at=at, fields=fields, sheet=sheet)
            post_many(session=session, act=act, rows=rows)
            settle_states([row.loan_id for row in rows if row.loan_id], session.held_on)
        else:
            session.voucher_count += 1
            session.save(update_fields=["voucher_count"])
        SheetLine.objects.bulk_create(
            _recorded_line(sheet, line, dues.of(line.person_id)) for line in lines
        )
        return sheet


class SheetNotReady(Refused):
    """A sheet that cannot be recorded yet: `check` lists everything in the way."""

    def __init__(self, check: SheetCheck) -> None:
        super().__init__(
            "SHEET_NOT_READY",
            _("Not recorded: %(count)s things are still to be put right."),
            count=len(check.problems),
        )
        self.check = check


def _business_fields(
    session: Session, draft: SheetDraft, lines: list[DraftLine]
) -> tuple:
    head = (
        "SHEET",
        session_code(session),
        draft.group.code,
        draft.handed_in_by,
        draft.cash_received,
        draft.receipt_from,
        draft.receipt_to,
    )
    return head + tuple(
        ":".join(str(getattr(line, name)) for name in ("number", *LINE_AMOUNTS))
        for line in lines
    )


def _recorded_before(key: UUID, digest: str) -> GroupSheet | None:
    sheet = GroupSheet.objects.filter(key=key).first()
    if sheet is not None and sheet.request_digest != digest:
        raise Refused(
            "KEY_REUSED",
            _(
                "This sheet was recorded before with other figures, voucher"
                " %(voucher)s."
            ),
            voucher=f"{sheet.voucher_number:06d}",
        )
    return sheet


def _add_sheet(draft, session, check: SheetCheck, dues: GroupDues, act: Act):
    return GroupSheet.objects.create(
        session=session,
        group=draft.group,
        key=act.key,
        request_digest=act.digest,
        voucher_number=session.voucher_count + 1,
        recorded_by=act.by,
        recorded_at=act.at,
        handed_in_by=draft.handed_in_by,
        handed_in_person=dues.board[draft.handed_in_by],
        receipt_from=draft.receipt_from,
        receipt_to=draft.receipt_to,
        cash_received=draft.cash_received,
        **check.totals,
    )


def _recorded_line(
    sheet: GroupSheet, line: DraftLine, member: MemberDue | None
) -> SheetLine:
    return SheetLine(
        sheet=sheet,
        number=line.number,
        person=line.person,
        due_interest=member.period_interest if member else 0,
        due_arrears=member.arrears if member else 0,
        due_principal=member.due_principal if member else 0,
        cash=(line.interest or 0) + (line.deposit or 0),
        note=line.note,
        **{name: getattr(line, name) or 0 for name in LINE_AMOUNTS},
    )
