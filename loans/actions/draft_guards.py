"""Who may touch the draft of a sheet, and when it is too late: said as refusals."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from loans.actions.refusals import Refused, said
from loans.models import GroupSheet, SheetDraft, TeamMember


def refuse_outsider(draft: SheetDraft, by: Any) -> None:
    """Raise Refused NOT_IN_TEAM for somebody who does not serve the session today."""
    serves = TeamMember.objects.filter(
        session_id=draft.session_id, user=by, left_at__isnull=True
    )
    if not serves.exists():
        raise Refused(
            "NOT_IN_TEAM",
            _(
                "You are not in the team of this session. The draft is kept for who"
                " takes it over."
            ),
        )


def refuse_recorded(session_id: int, group_id: int) -> None:
    """Raise Refused SHEET_RECORDED if the group's sheet is in the ledger."""
    sheet = (
        GroupSheet.objects.filter(session_id=session_id, group_id=group_id)
        .select_related("recorded_by")
        .first()
    )
    if sheet is not None:
        raise Refused(
            "SHEET_RECORDED",
            _("Already recorded at %(time)s by %(name)s; nothing added."),
            time=said(sheet.recorded_at),
            name=str(sheet.recorded_by),
        )


def refuse_not_own(draft: SheetDraft, by: Any, version: int | None) -> None:
    """Raise Refused if somebody else types the draft, or it is not the one read.

    Raises: Refused DRAFT_BELONGS_TO_ANOTHER, DRAFT_CHANGED_MEANWHILE.
    """
    if draft.owner_id not in (None, by.pk):
        raise Refused(
            "DRAFT_BELONGS_TO_ANOTHER",
            _(
                "%(name)s is typing this sheet, last saved %(time)s."
                " Take it over first."
            ),
            name=str(draft.owner),
            time=said(draft.saved_at) if draft.saved_at else "–",
        )
    if version is not None and version != draft.version:
        raise Refused(
            "DRAFT_CHANGED_MEANWHILE",
            _(
                "Changed in another window at %(time)s. Your figures are kept below;"
                " look at both, then save again."
            ),
            time=said(draft.saved_at) if draft.saved_at else "–",
        )
