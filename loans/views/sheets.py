"""Group sheets 13/TD: typed line by line, checked, recorded once, shown for ever."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from loans.actions import drafts, sheets
from loans.actions.refusals import Refused
from loans.actions.sheet_checks import check_sheet
from loans.forms.sheets import LONGEST, SheetForm
from loans.models import DraftLine, SheetDraft
from loans.views.keys import posted_key
from loans.views.pages import page
from loans.views.sheet_pages import (
    Sheet,
    board_of,
    draft_page,
    empty_page,
    find_sheet,
)
from loans.views.sheet_records import recorded_page
from programmes.access import Permission, requires
from programmes.rules.keys import uuid7
from programmes.templatetags.display import clock


@requires(Permission.SHEET_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, session: int, group: int) -> HttpResponse:
    """The sheet: to be typed on, to be read while another types, or as recorded.

    A POST keeps the whole sheet as typed and goes on to the check.
    """
    if request.method == "POST":
        return _save(request, session, group)
    sheet = find_sheet(request, session, group)
    return _shown(request, sheet)


def _shown(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    if sheet.is_recorded:
        return recorded_page(request, sheet)
    if sheet.draft is None or not sheet.is_open or not sheet.lines:
        return empty_page(request, sheet)
    return draft_page(request, sheet)


@requires(Permission.SHEET_RECORD)
def _save(request: HttpRequest, session: int, group: int) -> HttpResponse:
    sheet = find_sheet(request, session, group)
    form = SheetForm(request.POST)
    refused = _keep(request, sheet, form)
    if refused is not None:
        return refused
    if "save" in request.POST:
        return redirect("sheet-edit", session, group)
    sheet = find_sheet(request, session, group)
    check = check_sheet(sheet.draft, sheet.lines, sheet.dues)
    if not check.is_ready:
        return draft_page(request, sheet, problems=check.problems, status=422)
    return redirect("sheet-check", session, group)


def _keep(request: HttpRequest, sheet: Sheet, form: SheetForm) -> HttpResponse | None:
    """Save what was typed; a page with 422 if not all of it could be."""
    try:
        _save_typed(request, sheet, form)
    except Refused as refused:
        return _refused(request, sheet, refused, form)
    if form.wrong:
        sheet = find_sheet(request, sheet.session.pk, sheet.group.pk)
        return draft_page(request, sheet, form=form, status=422)
    return None


def _save_typed(request: HttpRequest, sheet: Sheet, form: SheetForm) -> SheetDraft:
    """Raises: Refused, those of `drafts.save_lines`, NOT_BEGUN."""
    if sheet.draft is None:
        raise Refused("NOT_BEGUN", _("The session is not open; nothing is kept."))
    return drafts.save_typed(
        draft=sheet.draft,
        lines=form.lines,
        head=form.head,
        by=request.user,
        at=timezone.now(),
        version=form.version,
    )


def _refused(
    request: HttpRequest, sheet: Sheet, refused: Refused, form: SheetForm | None = None
) -> HttpResponse:
    """The sheet again with the reason, and everything typed still there."""
    sheet = find_sheet(request, sheet.session.pk, sheet.group.pk)
    if sheet.is_recorded:
        return recorded_page(request, sheet, said=[refused.sentence], status=422)
    if sheet.draft is None or not sheet.is_open:
        return empty_page(request, sheet, status=422)
    return draft_page(
        request,
        sheet,
        form=form,
        said=[refused.sentence],
        is_changed=refused.code == "DRAFT_CHANGED_MEANWHILE",
        status=422,
    )


@requires(Permission.SHEET_RECORD)
@require_POST
def line(request: HttpRequest, session: int, group: int) -> JsonResponse:
    """Keep one line, or several, as typed: a few bytes there and back."""
    return _autosave(request, session, group)


@requires(Permission.SHEET_RECORD)
@require_POST
def head(request: HttpRequest, session: int, group: int) -> JsonResponse:
    """Keep who hands in, the cash received and the receipts."""
    return _autosave(request, session, group)


def _autosave(request: HttpRequest, session: int, group: int) -> JsonResponse:
    draft = get_object_or_404(
        SheetDraft.objects.within(request.posts), session__pk=session, group__pk=group
    )
    form = SheetForm(request.POST)
    at = timezone.now()
    try:
        draft = drafts.save_typed(
            draft=draft,
            lines=form.lines,
            head=form.head,
            by=request.user,
            at=at,
            version=form.version,
        )
    except Refused as refused:
        said = {"code": refused.code, "sentence": refused.sentence}
        return JsonResponse(said, status=422)
    answer: dict[str, Any] = {"version": draft.version, "saved": clock(at)}
    if form.wrong:
        answer["wrong"] = [
            [wrong.input_name, wrong.sentence, wrong.offer] for wrong in form.wrong
        ]
    return JsonResponse(answer, status=422 if form.wrong else 200)


def _filling(fill):
    """A view that keeps what was typed, fills lines, and shows the sheet again."""

    @wraps(fill)
    def view(request: HttpRequest, session: int, group: int) -> HttpResponse:
        sheet = find_sheet(request, session, group)
        refused = _keep(request, sheet, SheetForm(request.POST))
        if refused is not None:
            return refused
        number = request.POST.get("line", "")
        is_number = number.isascii() and number.isdigit() and len(number) < LONGEST
        numbers = [int(number)] if is_number else None
        try:
            fill(request, sheet, numbers)
        except Refused as said:
            return _refused(request, sheet, said)
        here = redirect("sheet-edit", session, group)
        here["Location"] += f"#m{number}" if numbers else ""
        return here

    return view


@requires(Permission.SHEET_RECORD)
@require_POST
@_filling
def as_due(request: HttpRequest, sheet: Sheet, numbers: list[int] | None) -> None:
    """Put the offer on one line, or on every line still blank."""
    drafts.fill_as_due(
        draft=sheet.draft,
        dues=sheet.dues,
        cash_step=sheet.cash_step,
        numbers=numbers,
        by=request.user,
        at=timezone.now(),
    )


@requires(Permission.SHEET_RECORD)
@require_POST
@_filling
def not_paid(request: HttpRequest, sheet: Sheet, numbers: list[int] | None) -> None:
    """Mark one line, or every line still blank, as not paid."""
    drafts.mark_absent(
        draft=sheet.draft, numbers=numbers, by=request.user, at=timezone.now()
    )


@requires(Permission.SHEET_RECORD)
@require_POST
def take(request: HttpRequest, session: int, group: int) -> HttpResponse:
    """Take the draft over from whoever types it."""
    sheet = find_sheet(request, session, group)
    draft = get_object_or_404(
        SheetDraft.objects.within(request.posts), session__pk=session, group__pk=group
    )
    try:
        drafts.take_draft(draft=draft, by=request.user, at=timezone.now())
    except Refused as refused:
        return _refused(request, sheet, refused)
    return redirect("sheet-edit", session, group)


@requires(Permission.SHEET_RECORD)
@require_safe
def check(request: HttpRequest, session: int, group: int) -> HttpResponse:
    """What is going to be recorded: the exceptions, and the totals in words."""
    sheet = find_sheet(request, session, group)
    if sheet.is_recorded or not sheet.lines or not sheet.is_open:
        return redirect("sheet-edit", session, group)
    found = check_sheet(sheet.draft, sheet.lines, sheet.dues)
    if not found.is_ready:
        return draft_page(request, sheet, problems=found.problems, status=422)
    return page(
        request,
        "loans/sheet/check.html",
        {
            "sheet": sheet,
            "check": found,
            "board": board_of(sheet.dues),
            "handed_in_person": sheet.dues.board[sheet.draft.handed_in_by],
            "exceptions": _exceptions(sheet),
            "key": uuid7(timezone.now()),
        },
        title=_("Check and record"),
    )


def _exceptions(sheet: Sheet) -> list[tuple[DraftLine, Any]]:
    """Lines that differ from what "as due" would have put there, with their dues."""
    found = []
    for line in sheet.lines:
        member = sheet.dues.of(line.person_id)
        offer = member.offer(sheet.cash_step) if member else {}
        usual = all((getattr(line, name) or 0) == offer[name] for name in offer)
        if not offer or not usual or line.interest_from_savings or line.note:
            found.append((line, member))
    return found


@requires(Permission.SHEET_RECORD)
@require_POST
def record(request: HttpRequest, session: int, group: int) -> HttpResponse:
    """Record the checked sheet; sent again, show the same receipt."""
    draft = get_object_or_404(
        SheetDraft.objects.within(request.posts), session__pk=session, group__pk=group
    )
    try:
        sheets.record_sheet(
            draft=draft,
            key=posted_key(request),
            by=request.user,
            at=timezone.now(),
            version=SheetForm(request.POST).version,
        )
    except sheets.SheetNotReady as refused:
        sheet = find_sheet(request, session, group)
        problems = refused.check.problems
        return draft_page(request, sheet, problems=problems, status=422)
    except Refused as refused:
        return _refused(request, find_sheet(request, session, group), refused)
    return redirect("sheet-edit", session, group)
