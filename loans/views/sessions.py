"""Sessions until they are open: the month, the team, the opening."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loans.actions import agenda, sessions, teams
from loans.actions.refusals import Refused
from loans.forms.sessions import CounterForm, PrepareForm
from loans.models import LoanBalance, SavingsCreditGroup, Session, SessionState
from loans.views.pages import page
from programmes.access import HeldPosts, Permission, held_today, requires
from programmes.models import Office, TransactionPoint
from programmes.rules.periods import months_later

SHOWN = 300
"""A list of the month stops here; who reaches more chooses a point elsewhere."""

YEARS = range(2000, 2100)


@require_safe
@requires(Permission.SESSION_SEE)
def index(request: HttpRequest) -> HttpResponse:
    """The visits of a month at the reader's points, by state."""
    today = timezone.localdate()
    month = _month(request.GET.get("month", ""), today)
    next_month = months_later(month, 1)
    points = TransactionPoint.objects.within(request.posts)
    reached = Session.objects.within(request.posts)
    visits = agenda.visits(points, reached, month, next_month)
    visits += agenda.office_sessions(reached, month, next_month)
    visits.sort(key=lambda visit: visit.day)
    context = {
        "month": month,
        "today": today,
        "month_before": months_later(month, -1),
        "month_after": next_month,
        "visits": visits[:SHOWN],
        "left_out": len(visits) - SHOWN,
        "focus": _next_of(visits[:SHOWN], today),
        "to_prepare": _ids(TransactionPoint, request, Permission.SESSION_PREPARE),
        "counters": _counters(request, today),
        "to_open": _ids(
            Session,
            request,
            Permission.SESSION_OPEN,
            state=SessionState.PREPARED,
            held_on__lte=today,
        ),
    }
    return page(request, "loans/session/index.html", context, title=_("Sessions"))


def _next_of(visits: list[agenda.Visit], today: date) -> Session | None:
    """The session that a reader of the month wants: today's, or the next there is."""
    ahead = (visit.session for visit in visits if visit.day >= today)
    return next((session for session in ahead if session), None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SESSION_PREPARE)
def prepare(request: HttpRequest, point_id: int, day: str) -> HttpResponse:
    """Name the team of a point's session on one of its own days, today or later."""
    points = TransactionPoint.objects.within(request.posts).select_related("office")
    point = get_object_or_404(points, pk=point_id)
    today = timezone.localdate()
    held_on = _day(day)
    if held_on < today or not agenda.is_session_day(point, held_on):
        raise Http404
    prepared = Session.objects.filter(point=point, held_on=held_on).first()
    if prepared:
        return redirect("session-show", prepared.pk)
    form = PrepareForm(
        request.POST if request.method == "POST" else None,
        candidates=teams.possible_team(point, today),
        named=teams.last_team(point),
    )
    return _named(request, form, held_on, _("Prepare session"), point=point)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SESSION_PREPARE)
def prepare_counter(request: HttpRequest, office_id: int) -> HttpResponse:
    """Name the team of today's session at an office's own counter."""
    offices = Office.objects.within(request.posts)
    office = get_object_or_404(offices, pk=office_id)
    today = timezone.localdate()
    prepared = Session.objects.filter(
        office=office, point__isnull=True, held_on=today
    ).first()
    if prepared:
        return redirect("session-show", prepared.pk)
    form = CounterForm(
        request.POST if request.method == "POST" else None,
        candidates=teams.possible_counter_team(office, today),
        named=teams.last_counter_team(office),
    )
    title = _("Prepare the office's session")
    return _named(request, form, today, title, office=office)


def _named(
    request: HttpRequest, form: Any, day: date, title: str, **place: Any
) -> HttpResponse:
    """Prepare the session of a point or an office with the team of the form, or ask."""
    if request.method == "POST" and form.is_valid():
        try:
            session = sessions.prepare_session(
                held_on=day,
                team=form.team,
                by=request.user,
                at=timezone.now(),
                **place,
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The session is prepared."))
            return redirect("session-show", session.pk)
    return page(
        request,
        "loans/session/prepare.html",
        {"form": form, "day": day, **place},
        title=title,
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SESSION_OPEN)
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what opening will do, and open."""
    reached = Session.objects.within(request.posts)
    session = get_object_or_404(
        reached.select_related("point", "office", "prepared_by"), pk=pk
    )
    reasons = []
    if request.method == "POST":
        try:
            sessions.open_session(session=session, by=request.user, at=timezone.now())
        except Refused as refused:
            reasons = [(refused.sentence, "")]
        else:
            return redirect("session-show", session.pk)
    elif session.state != SessionState.PREPARED:
        return redirect("session-show", session.pk)
    context = {
        "session": session,
        "reasons": reasons,
        "team": session.team.select_related("user").order_by("pk"),
        "today": timezone.localdate(),
        "loans": LoanBalance.objects.filter(
            loan__point_id=session.point_id, accrued_until__lt=session.held_on
        ).count(),
        "groups": SavingsCreditGroup.objects.filter(
            point_id=session.point_id, formed_on__lte=session.held_on
        ).count(),
    }
    return page(
        request,
        "loans/session/open.html",
        context,
        title=_("Open session"),
        status=422 if reasons else 200,
    )


def _counters(request: HttpRequest, today: date) -> list[Office]:
    """The offices of the reader's own whose counter has no session today."""
    preparing = held_today(request, Permission.SESSION_PREPARE)
    offices = Office.objects.within(
        HeldPosts(tuple(post for post in preparing if post.office_id), preparing.day)
    )
    served = Session.objects.filter(point__isnull=True, held_on=today)
    return list(offices.exclude(pk__in=served.values("office_id")).order_by("code"))


def _ids(model, request: HttpRequest, permission: Permission, **only) -> set[int]:
    rows = model.objects.within(held_today(request, permission)).filter(**only)
    return set(rows.values_list("pk", flat=True))


def _month(text: str, today: date) -> date:
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return month if month.year in YEARS else today.replace(day=1)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
