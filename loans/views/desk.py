"""The desk of a session: what to do next, how far each group is, the money so far."""

from typing import Any

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loans.actions import cash, desk, drafts, dues
from loans.actions.refusals import Refused
from loans.models import Posting, SavingsCreditGroup, Session, SessionState, SheetDraft
from loans.views.pages import held_today, page
from loans.views.steps import next_step
from programmes.access import Permission, requires

FROM_ANYWHERE = frozenset(
    {
        Permission.SHEET_SEE,
        Permission.CASH_SEE,
        Permission.POSTING_SEE,
        Permission.SESSION_PREPARE,
        Permission.OVERDUE_PREPARE,
    }
)
AT_THE_TABLE = frozenset(
    {
        Permission.SESSION_OPEN,
        Permission.SHEET_RECORD,
        Permission.CASH_COUNT,
        Permission.ACT_SIGN,
    }
)
"""What is done only by somebody of the session's team."""


@require_safe
@requires(Permission.SESSION_SEE)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk before, during and after the session."""
    return _desk(request, _session(request, pk))


@require_safe
@requires(Permission.SESSION_SEE)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the session is: a part of the desk that fetches itself anew."""
    session = _session(request, pk)
    lines = desk.group_lines(session, _groups(request))
    context = {"session": session, "progress": desk.progress(session, lines)}
    return render(request, "loans/session/progress.html", context)


@require_POST
@requires(Permission.SESSION_OPEN)
def arrived(request: HttpRequest, pk: int, group_id: int) -> HttpResponse:
    """Tick that a group's leader has come, or take the tick back."""
    session = _session(request, pk)
    groups = _groups(request).filter(point_id=session.point_id)
    group = get_object_or_404(groups, pk=group_id)
    draft = SheetDraft.objects.filter(session=session, group=group).first()
    try:
        if draft is None:
            draft = drafts.draft_of(dues=dues.group_dues(group, session))
        drafts.mark_arrived(draft=draft, by=request.user, at=timezone.now())
    except Refused as refused:
        return _desk(request, session, [(refused.sentence, "")])
    return redirect(f"{reverse('session-show', args=[pk])}#group-{group_id}")


def _session(request: HttpRequest, pk: int) -> Session:
    reached = Session.objects.within(request.posts).select_related(
        "point", "office", "prepared_by", "opened_by", "closed_by", "seal"
    )
    return get_object_or_404(reached, pk=pk)


def _groups(request: HttpRequest) -> Any:
    posts = held_today(request, Permission.GROUP_SEE)
    return SavingsCreditGroup.objects.within(posts)


def _desk(request: HttpRequest, session: Session, reasons: Any = ()) -> HttpResponse:
    lines = desk.group_lines(session, _groups(request))
    team = list(session.team.select_related("user").order_by("pk"))
    may = _may(request, session, team)
    rows = _rows(session, lines)
    so_far = desk.progress(session, lines)
    context = {
        "session": session,
        "reasons": reasons,
        "rows": rows,
        "interest_sum": sum(interest or 0 for _line, interest in rows),
        "progress": so_far,
        "team": team,
        "may": may,
        "step": next_step(
            session,
            lines,
            so_far,
            may,
            by=request.user,
            today=timezone.localdate(),
        ),
        **_money(request, session, may),
    }
    return page(
        request,
        "loans/session/show.html",
        context,
        title=session.point or session.office,
        status=422 if reasons else 200,
    )


def _may(request: HttpRequest, session: Session, team: list) -> set[Permission]:
    """What the reader may do here: posts that reach the session, and a place in it.

    One statement, however much is asked.
    """
    serves = any(member.user_id == request.user.pk for member in team)
    asked = FROM_ANYWHERE | (AT_THE_TABLE if serves else frozenset())
    this = Session.objects.filter(pk=session.pk)
    reached = {
        permission.name: Exists(this.within(held_today(request, permission)))
        for permission in asked
    }
    found = this.values(**reached).get()
    return {permission for permission in asked if found[permission.name]}


def _rows(session: Session, lines: list) -> list[tuple[desk.GroupLine, int | None]]:
    """Each group with the interest that is still due; None once it is all over."""
    if session.state == SessionState.CLOSED:
        return [(line, None) for line in lines]
    owed = dues.due_totals(session)
    return [(line, owed[line.group.pk]["interest"]) for line in lines]


def _money(
    request: HttpRequest, session: Session, may: set[Permission]
) -> dict[str, Any]:
    posts = held_today(request, Permission.POSTING_SEE)
    if not posts or session.state == SessionState.PREPARED:
        return {}
    postings = Posting.objects.within(posts)
    money: dict[str, Any] = {}
    if Permission.CASH_SEE in may:
        money["till"] = cash.till_of(session)
    if session.state != SessionState.OPEN:
        money["kinds"] = desk.totals_by_kind(session, postings)
    if session.state == SessionState.CLOSED:
        money["corrections"] = desk.corrections_of(session, postings)
    return money
