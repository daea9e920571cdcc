"""A group sheet as its reader finds it: who may type, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Subquery, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from loans.actions import drafts
from loans.actions.draft_lines import is_current
from loans.actions.dues import GroupDues, group_dues
from loans.actions.sheet_checks import Problem, check_sheet
from loans.forms.sheets import SheetForm
from loans.models import (
    BoardRole,
    DraftLine,
    GroupSheet,
    SavingsCreditGroup,
    Session,
    SessionState,
    SheetDraft,
    TeamMember,
)
from loans.views.pages import page, permissions
from loans.views.sheet_lines import STATES, Shown, problems_by_line, reasons
from programmes.access import Permission
from programmes.models import BankRules
from programmes.rules.money import dotted


@dataclass
class Sheet:
    """A group's sheet of a session as its reader finds it; `draft` may not exist."""

    session: Session
    group: SavingsCreditGroup
    draft: SheetDraft | None
    may_record: bool
    is_recorded: bool = False
    is_in_team: bool = False
    cash_step: int = 1
    dues: GroupDues | None = None
    lines: list[DraftLine] = field(default_factory=list)
    reader: Any = None

    @property
    def is_open(self) -> bool:
        return self.session.state == SessionState.OPEN

    @property
    def is_anothers(self) -> bool:
        owner = self.draft.owner_id if self.draft else None
        return owner not in (None, self.reader.pk)

    @property
    def may_take(self) -> bool:
        """Whether the reader may take the draft over from whoever types it."""
        return self.may_record and self.is_in_team and self.is_open

    @property
    def may_type(self) -> bool:
        return self.may_take and not self.is_anothers


def find_sheet(request: HttpRequest, session_id: int, group_id: int) -> Sheet:
    """The sheet within reach, brought up to date with the members if it is typed on.

    Raises: Http404. Few statements once the draft exists; the first look makes it.
    """
    draft = _draft(request, session_id, group_id)
    may_record = Permission.SHEET_RECORD in permissions(request)
    if draft is None:
        session = get_object_or_404(
            Session.objects.within(request.posts).select_related("point", "office"),
            pk=session_id,
        )
        group = get_object_or_404(
            SavingsCreditGroup.objects.within(request.posts).select_related(
                "village", "organisation_unit__organisation"
            ),
            pk=group_id,
            point_id=session.point_id,
        )
        if not may_record or session.state != SessionState.OPEN:
            return Sheet(session, group, None, may_record, reader=request.user)
        drafts.draft_of(dues=group_dues(group, session))
        draft = _draft(request, session_id, group_id)
    sheet = Sheet(
        draft.session,
        draft.group,
        draft,
        may_record,
        is_recorded=draft.is_recorded,
        is_in_team=draft.is_in_team,
        cash_step=draft.cash_step,
        reader=request.user,
    )
    if not sheet.is_recorded:
        _read_lines(sheet)
    return sheet


def _draft(request: HttpRequest, session_id: int, group_id: int) -> SheetDraft | None:
    """The draft, and what the page must know besides, in one statement."""
    same = {"session": OuterRef("session"), "group": OuterRef("group")}
    rules = BankRules.objects.filter(
        valid_from__lte=OuterRef("session__held_on"), withdrawn_at__isnull=True
    ).order_by("-valid_from")
    found = (
        SheetDraft.objects.within(request.posts)
        .filter(session__pk=session_id, group__pk=group_id)
        .select_related(
            "session__point",
            "session__closed_by",
            "group__village",
            "group__organisation_unit__organisation",
            "owner",
        )
        .annotate(
            is_recorded=Exists(GroupSheet.objects.filter(**same)),
            is_in_team=Exists(
                TeamMember.objects.filter(
                    session=OuterRef("session"), user=request.user, left_at=None
                )
            ),
            cash_step=Subquery(rules.values("cash_step")[:1]),
        )
    )
    # There is one at most; to be put in order, each of its columns would be looked at.
    return next(iter(found), None)


def _read_lines(sheet: Sheet) -> None:
    sheet.dues = group_dues(sheet.group, sheet.session)
    sheet.lines = _lines_of(sheet.draft, sheet.dues)
    is_printed = bool(sheet.draft.printed_at)
    if sheet.is_open and not is_current(sheet.lines, sheet.dues, is_printed=is_printed):
        drafts.draft_of(dues=sheet.dues)
        sheet.lines = _lines_of(sheet.draft, sheet.dues)


def _lines_of(draft: SheetDraft, dues: GroupDues) -> list[DraftLine]:
    """The lines with their people, of whom only those who left must be read."""
    lines = list(draft.lines.order_by("number"))
    left = []
    for line in lines:
        member = dues.of(line.person_id)
        if member is None:
            left.append(line)
        else:
            line.person = member.person
    prefetch_related_objects(left, "person")
    return lines


def draft_page(
    request: HttpRequest,
    sheet: Sheet,
    *,
    form: SheetForm | None = None,
    problems: Sequence[Problem] = (),
    said: Sequence[str] = (),
    is_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The sheet to be typed on, with what stands in its way.

    `said` are sentences about the sheet as a whole; `is_changed` says that another
    window saved meanwhile, so that both figures are shown.
    """
    by_line = problems_by_line(form, problems)
    shown = Shown(sheet.dues, sheet.cash_step, form, by_line, is_changed)
    lines = [shown.line(line) for line in sheet.lines]
    names = {line.number: line.name for line in lines}
    check = check_sheet(sheet.draft, sheet.lines, sheet.dues)
    head = _head(sheet, form)
    return page(
        request,
        "loans/sheet/edit.html",
        {
            "sheet": sheet,
            "lines": lines,
            "head": head,
            "head_wrong": {field for field, *_rest in by_line[0]},
            "check": check,
            "loan_count": sum(len(m.loans) for m in sheet.dues.members),
            "board": board_of(sheet.dues),
            "states": STATES,
            "counts": [
                (state, mark, word, sum(line.state == state for line in lines))
                for state, (mark, _tone, word) in STATES.items()
            ],
            "reasons": [(sentence, "") for sentence in said] + reasons(by_line, names),
        },
        title=title_of(sheet.group),
        status=status,
    )


def board_of(dues: GroupDues) -> list[tuple[str, Any, Any]]:
    """(role, its word, person), the leader first; seats that nobody has left out."""
    return [
        (role, label, dues.board[role])
        for role, label in BoardRole.choices
        if role in dues.board
    ]


def empty_page(
    request: HttpRequest, sheet: Sheet, *, status: int = 200
) -> HttpResponse:
    """Why there is nothing to type on, and where to go."""
    title = title_of(sheet.group)
    return page(
        request, "loans/sheet/empty.html", {"sheet": sheet}, title=title, status=status
    )


def title_of(group: SavingsCreditGroup) -> Any:
    return _("13/TD · Group %(code)s") % {"code": group.code}


def _head(sheet: Sheet, form: SheetForm | None) -> dict[str, str]:
    draft = sheet.draft
    cash = draft.cash_received
    head = {
        "handed_in_by": draft.handed_in_by or _likely_hand(sheet.dues),
        "cash_received": "" if cash is None else dotted(cash),
        "receipt_from": draft.receipt_from,
        "receipt_to": draft.receipt_to,
    }
    typed = form.typed if form else {}
    return {name: typed.get(name, text) for name, text in head.items()}


def _likely_hand(dues: GroupDues) -> str:
    """The leader, else the deputy: offered, and said again before recording."""
    return next((role for role in BoardRole.values if role in dues.board), "")
