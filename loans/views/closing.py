"""The end of a session: counting, going back, closing for ever."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from loans.actions import cash, desk, sessions
from loans.actions.attempts import attempted, refusals_kept
from loans.actions.refusals import Refused
from loans.forms.cash import DifferenceForm, LeaderForm, NotesForm, SignatureForm
from loans.forms.sessions import ReopenForm
from loans.models import (
    CashClosing,
    Posting,
    SavingsCreditGroup,
    Session,
    SessionState,
    TeamRole,
)
from loans.views.beside import others, role_in_team, signed_beside
from loans.views.cash import latest_cash, reached_session, told
from loans.views.keys import posted_key
from loans.views.pages import held_today, page
from loans.views.undone import acts_waiting, reversals_waiting
from programmes.access import Permission, requires
from programmes.rules.keys import uuid7
from programmes.rules.money import dotted

CLOSE = "CLOSE"
"""Subject of the leader's signature under a close, followed by the session."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SESSION_OPEN)
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is left to do, and begin to count: no posting from then on."""
    session = reached_session(request, pk)
    reasons = []
    if request.method == "POST":
        try:
            attempted(
                sessions.begin_count,
                in_session=session,
                session=session,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            reasons = [(refused.sentence, "")]
        else:
            return redirect("session-close", pk)
    elif session.state != SessionState.OPEN:
        return redirect("session-show", pk)
    return _shown(
        request,
        session,
        "loans/session/count.html",
        title=_("Count cash"),
        reasons=reasons,
        till=cash.till_of(session),
        status=422 if reasons else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SESSION_OPEN)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back from the count to serving, with a reason."""
    session = reached_session(request, pk)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            attempted(
                sessions.reopen_session,
                in_session=session,
                session=session,
                by=request.user,
                at=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return redirect("session-show", pk)
    elif request.method != "POST" and session.state != SessionState.COUNTING:
        return redirect("session-show", pk)
    return page(
        request,
        "loans/session/reopen.html",
        {"session": session, "form": form},
        title=_("Back to serving"),
        status=422 if form.errors else 200,
    )


@sensitive_post_parameters("leader-password", "leader-code")
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SESSION_OPEN)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the till, or show its signed count; then close the session for ever."""
    session = reached_session(request, pk)
    if request.method != "POST":
        if session.state == SessionState.OPEN:
            return redirect("session-count", pk)
        if session.state != SessionState.COUNTING:
            return redirect("session-show", pk)
        return _closing(request, session)
    data = request.POST if request.POST.get("leader-password") else None
    leader = _leader_form(request, session, data)
    if leader is not None and data is not None and not leader.is_valid():
        return _closing(request, session, leader=leader, status=422)
    try:
        _close(request, session, leader if data is not None else None)
    except Refused as refused:
        reasons = [(refused.sentence, "")]
        return _closing(request, session, reasons=reasons, status=422)
    return redirect("session-show", pk)


@sensitive_post_parameters("password", "code")
@require_POST
@requires(Permission.CASH_COUNT)
def till(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the count and compare it; once the controller signs, keep it."""
    session = reached_session(request, pk)
    step = request.POST.get("step")
    notes = NotesForm(request.POST, notes=cash.notes_on(session.held_on))
    if not notes.is_valid():
        return _closing(request, session, notes=notes, status=422)
    if step == "again":
        return _closing(request, session, notes=notes)
    expected = cash.till_of(session).expected
    found = cash.Compared(expected=expected, counted=notes.total)
    data = request.POST if step == "sign" else None
    people = others(session, request.user, TeamRole.CONTROLLER)
    signing = {
        "notes": notes,
        "found": found,
        "signature": SignatureForm(data, people=people),
        "difference": DifferenceForm(data) if found.short or found.over else None,
    }
    if data is None:
        return _closing(request, session, **signing)
    forms = [form for form in (signing["signature"], signing["difference"]) if form]
    invalid = [form for form in forms if not form.is_valid()]
    if invalid and invalid != [signing["difference"]]:
        return _closing(request, session, **signing, status=422)
    try:
        _keep_count(request, session, **signing)
    except Refused as refused:
        reasons = [(refused.sentence, "")]
        return _closing(request, session, **signing, reasons=reasons, status=422)
    return redirect("session-close", pk)


def _keep_count(
    request: HttpRequest,
    session: Session,
    *,
    notes: NotesForm,
    found: cash.Compared,
    signature: SignatureForm,
    difference: DifferenceForm | None,
) -> CashClosing:
    """A difference that nobody explains is refused, and kept, before anybody signs."""
    at: datetime = timezone.now()
    key = posted_key(request)
    kept = {"in_session": session, "by": request.user, "at": at, "key": key}
    reason = difference.cleaned_data.get("reason", "") if difference else ""
    with refusals_kept(cash.close_till, **kept):
        cash.refuse_unexplained(found.expected - found.counted, reason)
    shown = told(session, _("Count at the close"), notes.pieces)
    book = _("By the book")
    controller = signed_beside(
        request,
        session,
        signature,
        subject=f"TILL|{session.pk}",
        shown=f"{shown}\n{book} {dotted(found.expected)} đ\n{reason}",
        permission=Permission.ACT_SIGN,
        at=at,
    )
    with refusals_kept(cash.close_till, **kept):
        return cash.close_till(
            session=session,
            pieces=notes.pieces,
            reason=reason,
            key=key,
            teller=request.user,
            controller=controller,
            at=at,
        )


def _leader_form(request: HttpRequest, session: Session, data: Any = None):
    """The leader's note beside the button; None where the leader closes, or is not."""
    leaders = others(session, request.user, TeamRole.TEAM_LEADER)
    if not leaders or not CashClosing.objects.filter(session=session).exists():
        return None
    return LeaderForm(data, people=leaders, prefix="leader")


def _close(request: HttpRequest, session: Session, leader: LeaderForm | None) -> None:
    at = timezone.now()
    if leader is not None:
        handed_over = dotted(session.cash_closing.handed_over)
        what = _("Close session")
        signed_beside(
            request,
            session,
            leader,
            subject=f"{CLOSE}|{session.pk}",
            shown=f"{what} · {session} · {handed_over} đ",
            permission=Permission.SESSION_OPEN,
            at=at,
        )
    attempted(
        sessions.close_session,
        in_session=session,
        session=session,
        by=request.user,
        at=at,
    )


def _closing(
    request: HttpRequest, session: Session, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of the close at its step: 2 count, 3 sign, 4 seal."""
    closing = (
        CashClosing.objects.filter(session=session)
        .select_related("teller", "controller", "count")
        .prefetch_related("count__lines")
        .first()
    )
    may_count = (
        bool(held_today(request, Permission.CASH_COUNT))
        and role_in_team(session, request.user) != ""
    )
    found = more.get("found")
    if closing is None and "notes" not in more:
        more["notes"] = NotesForm(notes=cash.notes_on(session.held_on))
    if closing is not None and "leader" not in more:
        more["leader"] = _leader_form(request, session)
    context = {
        "step": 4 if closing else 3 if "signature" in more else 2,
        "closing": closing,
        "closed_even": closing and cash.compared(closing.count),
        "till": cash.till_of(session),
        "may_count": may_count,
        "act_key": request.POST.get("key") or uuid7(timezone.now()),
        "latest": latest_cash(request, session)
        if found and (found.short or found.over)
        else (),
        "reasons": (),
        **more,
    }
    return _shown(
        request,
        session,
        "loans/session/close.html",
        title=_("Close session"),
        status=status,
        **context,
    )


def _shown(
    request: HttpRequest,
    session: Session,
    template: str,
    *,
    title: Any,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    groups = SavingsCreditGroup.objects.within(
        held_today(request, Permission.GROUP_SEE)
    )
    postings = Posting.objects.within(held_today(request, Permission.POSTING_SEE))
    lines = desk.group_lines(session, groups)
    context = {
        "session": session,
        "undone": [line for line in lines if line.recorded_at is None],
        "acts": acts_waiting(request, session),
        "asked": reversals_waiting(request, session),
        "progress": desk.progress(session, lines),
        "kinds": desk.totals_by_kind(session, postings),
        **more,
    }
    return page(request, template, context, title=title, status=status)
