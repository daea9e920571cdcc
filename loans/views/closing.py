"""The end of a session: counting, going back, closing for ever."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loans.actions import desk, sessions
from loans.actions.refusals import Refused
from loans.forms.sessions import ReopenForm
from loans.models import Posting, SavingsCreditGroup, Session, SessionState
from loans.views.pages import held_today, page
from programmes.access import Permission, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SESSION_OPEN)
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is left to do, and begin to count: no posting from then on."""
    session = _session(request, pk)
    reasons = []
    if request.method == "POST":
        try:
            sessions.begin_count(session=session, by=request.user, at=timezone.now())
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
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SESSION_OPEN)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back from the count to serving, with a reason."""
    session = _session(request, pk)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sessions.reopen_session(
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


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SESSION_OPEN)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the totals of the counted session, and close it for ever."""
    session = _session(request, pk)
    reasons = []
    if request.method == "POST":
        try:
            sessions.close_session(session=session, by=request.user, at=timezone.now())
        except Refused as refused:
            reasons = [(refused.sentence, "")]
        else:
            return redirect("session-show", pk)
    elif session.state == SessionState.OPEN:
        return redirect("session-count", pk)
    elif session.state != SessionState.COUNTING:
        return redirect("session-show", pk)
    return _shown(
        request,
        session,
        "loans/session/close.html",
        title=_("Close session"),
        reasons=reasons,
    )


def _session(request: HttpRequest, pk: int) -> Session:
    reached = Session.objects.within(request.posts)
    return get_object_or_404(reached.select_related("point", "office"), pk=pk)


def _shown(
    request: HttpRequest, session: Session, template: str, *, title: Any, reasons: list
) -> HttpResponse:
    groups = SavingsCreditGroup.objects.within(
        held_today(request, Permission.GROUP_SEE)
    )
    postings = Posting.objects.within(held_today(request, Permission.POSTING_SEE))
    lines = desk.group_lines(session, groups)
    context = {
        "session": session,
        "reasons": reasons,
        "undone": [line for line in lines if line.recorded_at is None],
        "progress": desk.progress(session, lines),
        "cash": desk.cash_so_far(session, postings),
        "kinds": desk.totals_by_kind(session, postings),
    }
    return page(
        request,
        template,
        context,
        title=title,
        status=422 if reasons else 200,
    )
