"""Drafts of group sheets: typed line by line, kept, handed over; no ledger yet."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loans.actions.draft_guards import (
    refuse_not_own,
    refuse_outsider,
    refuse_recorded,
)
from loans.actions.draft_lines import drafts_of
from loans.actions.dues import GroupDues
from loans.actions.ledger import refuse_unless_open
from loans.actions.refusals import Refused, refusing
from loans.models import DraftLine, Session, SessionState, SheetDraft
from loans.models.sheets import LINE_AMOUNTS

HEAD_FIELDS = ("handed_in_by", "cash_received", "receipt_from", "receipt_to")


def draft_of(*, dues: GroupDues) -> SheetDraft:
    """The draft of a group's sheet, made or brought up to date with its members.

    Raises: Refused, those of `drafts_of`.
    """
    return drafts_of(dues=[dues])[dues.group.pk]


@refusing
def take_draft(*, draft: SheetDraft, by: Any, at: datetime) -> SheetDraft:
    """Take a draft over from whoever typed it, as a member of the session's team.

    Whoever had it open reads a new version and cannot save over it.

    Raises: Refused NOT_IN_TEAM, SHEET_RECORDED.
    """
    with transaction.atomic():
        draft = SheetDraft.objects.select_for_update().get(pk=draft.pk)
        refuse_outsider(draft, by)
        refuse_recorded(draft.session_id, draft.group_id)
        draft.owner = by
        draft.version += 1
        draft.save(update_fields=["owner", "version"])
        return draft


@refusing
def save_lines(
    *,
    draft: SheetDraft,
    lines: Mapping[int, Mapping[str, Any]],
    by: Any,
    at: datetime,
    version: int | None = None,
) -> SheetDraft:
    """Keep what was typed: line number → amounts (null is blank), is_absent, note.

    Saving is no recording: nothing is checked but that it can be kept. `version`,
    where given, must be the one that was read.

    Raises: Refused DRAFT_BELONGS_TO_ANOTHER, DRAFT_CHANGED_MEANWHILE,
    SHEET_RECORDED, NOT_IN_TEAM, LINE_IS_GONE.
    """
    with transaction.atomic():
        draft = _lock_own_draft(draft, by, version)
        kept = {line.number: line for line in draft.lines.filter(number__in=lines)}
        for number, values in lines.items():
            line = kept.get(number)
            if line is None:
                raise Refused(
                    "LINE_IS_GONE",
                    _(
                        "Line %(number)s is no longer on the sheet: the member left."
                        " Load the page again."
                    ),
                    number=number,
                )
            for name in (*LINE_AMOUNTS, "is_absent", "note"):
                if name in values:
                    setattr(line, name, values[name])
            if line.is_absent:
                for name in LINE_AMOUNTS:
                    setattr(line, name, None)
        fields = [*LINE_AMOUNTS, "is_absent", "note"]
        # One statement whatever the size; bulk_update spends its time in CASE.
        DraftLine.objects.bulk_create(
            kept.values(),
            update_conflicts=True,
            unique_fields=["draft", "number"],
            update_fields=fields,
        )
        return _touch(draft, at)


@refusing
def save_head(
    *,
    draft: SheetDraft,
    values: Mapping[str, Any],
    by: Any,
    at: datetime,
    version: int | None = None,
) -> SheetDraft:
    """Keep who hands in, the cash received and the receipts used."""
    with transaction.atomic():
        draft = _lock_own_draft(draft, by, version)
        for name in HEAD_FIELDS:
            if name in values:
                setattr(draft, name, values[name])
        draft.save(update_fields=list(HEAD_FIELDS))
        return _touch(draft, at)


@refusing
def save_typed(
    *,
    draft: SheetDraft,
    lines: Mapping[int, Mapping[str, Any]],
    head: Mapping[str, Any],
    by: Any,
    at: datetime,
    version: int | None = None,
) -> SheetDraft:
    """Keep lines and head as they were posted together, or neither."""
    with transaction.atomic():
        if lines:
            draft = save_lines(draft=draft, lines=lines, by=by, at=at, version=version)
            version = draft.version
        return save_head(draft=draft, values=head, by=by, at=at, version=version)


@refusing
def fill_as_due(
    *,
    draft: SheetDraft,
    dues: GroupDues,
    cash_step: int,
    by: Any,
    at: datetime,
    numbers: Collection[int] | None = None,
    version: int | None = None,
) -> SheetDraft:
    """Put the offer on every line that is still blank, or on the lines named."""
    offers = {}
    for line in _lines_meant(draft, numbers):
        member = dues.of(line.person_id)
        if member is not None:
            offers[line.number] = {
                **dict.fromkeys(LINE_AMOUNTS),
                **member.offer(cash_step),
                "is_absent": False,
            }
    return save_lines(draft=draft, lines=offers, by=by, at=at, version=version)


@refusing
def mark_absent(
    *,
    draft: SheetDraft,
    by: Any,
    at: datetime,
    numbers: Collection[int] | None = None,
    version: int | None = None,
) -> SheetDraft:
    """Say of every line that is still blank, or of those named, that it is not paid."""
    lines = {line.number: {"is_absent": True} for line in _lines_meant(draft, numbers)}
    return save_lines(draft=draft, lines=lines, by=by, at=at, version=version)


@refusing
def mark_printed(*, drafts: Any, at: datetime) -> None:
    """Freeze the line numbers of drafts that are being printed."""
    drafts.filter(printed_at__isnull=True).update(printed_at=at)


@refusing
def mark_arrived(*, draft: SheetDraft, by: Any, at: datetime) -> SheetDraft:
    """Tick that the group's leader has come; ticking again takes it back.

    Raises: Refused NOT_IN_TEAM, SESSION_NOT_OPEN.
    """
    with transaction.atomic():
        draft = SheetDraft.objects.select_for_update().get(pk=draft.pk)
        refuse_outsider(draft, by)
        if draft.session.state != SessionState.OPEN:
            raise Refused(
                "SESSION_NOT_OPEN",
                _("Leaders arrive while the session is open; it is not."),
            )
        draft.arrived_at = None if draft.arrived_at else at
        draft.save(update_fields=["arrived_at"])
        return draft


def _lines_meant(draft: SheetDraft, numbers: Collection[int] | None) -> list[DraftLine]:
    lines = draft.lines.order_by("number")
    if numbers is not None:
        return list(lines.filter(number__in=numbers))
    return [line for line in lines if not line.is_entered]


def _lock_own_draft(draft: SheetDraft, by: Any, version: int | None) -> SheetDraft:
    """Hold the draft's row; before its first save, the session's too.

    A typed sheet stops the count (`sessions.begin_count`), one not yet saved does
    not: whoever begins to count while the first figures are sent is told of them, or
    the figures are refused. From then on saving waits for no posting.
    """
    if draft.saved_at is None:
        Session.objects.select_for_update(no_key=True).get(pk=draft.session_id)
    draft = (
        SheetDraft.objects.select_for_update(of=("self",))
        .select_related("owner", "session")
        .get(pk=draft.pk)
    )
    refuse_outsider(draft, by)
    refuse_unless_open(draft.session)
    refuse_recorded(draft.session_id, draft.group_id)
    refuse_not_own(draft, by, version)
    draft.owner = by
    return draft


def _touch(draft: SheetDraft, at: datetime) -> SheetDraft:
    draft.saved_at = at
    draft.version += 1
    draft.save(update_fields=["owner", "saved_at", "version"])
    return draft
