"""Reversals: asked for by one person, agreed to or declined by another."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from loans.actions import reversals
from loans.actions.attempts import attempted
from loans.actions.downstream import session_for, standing_on
from loans.actions.refusals import Refused
from loans.forms.reversals import ReversalForm
from loans.models import Posting, ReversalRequest, Session, SheetLine
from loans.models.accounts import NEVER_REVERSED
from loans.tables.keyset import Cursor, latest_of
from loans.views.keys import posted_key
from loans.views.pages import held_today, page
from programmes.access import Permission, requires
from programmes.rules.keys import uuid7

_BEHIND = (
    "asked_by",
    "settled_by",
    "session__point",
    "session__office",
    "line__person",
    "line__sheet__group",
    "posting__loan__borrower",
    "posting__savings_account__person",
)
_WHOSE = (
    "loan__borrower",
    "loan__point",
    "savings_account__person",
    "savings_account__point",
)


@requires(Permission.REVERSAL_ASK)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, session: int, group: int, number: int) -> HttpResponse:
    """Ask that one line of a recorded sheet be undone."""
    sheets = Session.objects.within(request.posts).filter(pk=session)
    line = get_object_or_404(
        SheetLine.objects.select_related("person", "sheet__group", "sheet__session"),
        sheet__session__in=sheets,
        sheet__group__pk=group,
        number=number,
    )
    postings = reversals.postings_of_line(line).filter(reversed_by=None).order_by("pk")
    return _ask(request, postings, line=line)


@requires(Permission.REVERSAL_ASK)
@require_http_methods(["GET", "POST"])
def ask_for_posting(request: HttpRequest, posting: int) -> HttpResponse:
    """Ask that one posting be undone."""
    found = get_object_or_404(
        Posting.objects.within(request.posts).select_related("session"), pk=posting
    )
    postings = Posting.objects.filter(pk=found.pk)
    return _ask(request, postings, posting=found)


def _ask(request, postings: Any, **what: Any) -> HttpResponse:
    form = ReversalForm(request.POST or None)
    rows = list(postings.select_related(*_WHOSE))
    session = _serving(request, rows)
    said = []
    if request.method == "POST" and form.is_valid() and session:
        try:
            asked = attempted(
                reversals.ask_reversal,
                in_session=session,
                session=session,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
                **what,
            )
        except Refused as refused:
            said = [(refused.sentence, "id_reason")]
        else:
            messages.success(request, _("Asked for. A second person agrees to it."))
            return redirect("reversal-show", asked.pk)
    context = {
        "form": form,
        "postings": rows,
        "reasons": said,
        "session": session,
        "first": standing_on(rows),
        "is_later": session and any(row.session_id != session.pk for row in rows),
        **what,
    }
    title = _("Ask for reversal")
    status = 200 if request.method == "GET" else 422
    return page(request, "loans/reversal/ask.html", context, title=title, status=status)


def _serving(request: HttpRequest, rows: list[Posting]) -> Session | None:
    """The open session in which all of it may be undone."""
    reached = Session.objects.within(request.posts).select_related("point", "office")
    return session_for(rows[0], reached) if rows else None


@requires(Permission.POSTING_SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, then what was settled, the latest first."""
    within = ReversalRequest.objects.within(request.posts).select_related(*_BEHIND)
    settled = within.filter(settled_at__isnull=False)
    found = latest_of(settled, Cursor.read(request.GET))
    waiting = within.filter(settled_at__isnull=True).order_by("pk")[:100]
    context = {
        "waiting": waiting,
        "settled": found.rows,
        "shown": len(found.rows),
        **found.links(request.GET.dict()),
    }
    return page(request, "loans/reversal/index.html", context, title=_("Reversals"))


@requires(Permission.POSTING_SEE)
@require_safe
def show(request: HttpRequest, reversal: int) -> HttpResponse:
    """What was asked and why, the rows it undoes, and who decided."""
    found = get_object_or_404(
        ReversalRequest.objects.within(request.posts).select_related(*_BEHIND),
        pk=reversal,
    )
    return _show(request, found)


def _show(
    request: HttpRequest, found: ReversalRequest, said: str = "", status: int = 200
) -> HttpResponse:
    agreeing = held_today(request, Permission.REVERSAL_AGREE)
    may_agree = ReversalRequest.objects.within(agreeing).filter(pk=found.pk).exists()
    is_open = found.settled_at is None
    is_mine = found.asked_by_id == request.user.pk
    rows = list(undoing(found))
    context = {
        "reversal": found,
        "postings": rows,
        "corrections": _corrections(found),
        "first": standing_on(rows) if is_open else [],
        "may_settle": may_agree and is_open and not is_mine,
        "may_sign_here": is_open and is_mine,
        "key": uuid7(timezone.now()),
        "reasons": [(said, "")] if said else [],
    }
    title = _("Reversal %(number)s") % {"number": found.pk}
    return page(
        request, "loans/reversal/show.html", context, title=title, status=status
    )


def undoing(found: ReversalRequest):
    """The rows that a request undid, or would undo."""
    if found.is_agreed:
        rows = _undone(found)
    else:
        wanted = [posting.pk for posting in reversals.postings_of(found)]
        rows = Posting.objects.filter(pk__in=wanted)
    return rows.select_related(*_WHOSE, "reversed_by").order_by("pk")


def _corrections(found: ReversalRequest):
    """What brought interest right after the rows were undone, in the same act."""
    if not found.is_agreed:
        return []
    return Posting.objects.filter(
        session=found.session,
        kind__in=NEVER_REVERSED,
        posted_at=found.settled_at,
        loan__in=_undone(found).values("loan"),
    ).order_by("pk")


def _undone(found: ReversalRequest):
    """The rows that an agreed request undid: reversed at the moment it was settled."""
    rows = Posting.objects.filter(reversed_by__posted_at=found.settled_at)
    if found.posting_id:
        return rows.filter(pk=found.posting_id)
    return rows.filter(
        pk__in=reversals.postings_of_line(found.line).values("pk"),
    )


@requires(Permission.REVERSAL_AGREE)
@require_POST
def agree(request: HttpRequest, reversal: int) -> HttpResponse:
    """Agree as the second person: the mirror rows are posted."""
    found = get_object_or_404(
        ReversalRequest.objects.within(request.posts).select_related(*_BEHIND),
        pk=reversal,
    )
    try:
        attempted(
            reversals.agree_reversal,
            in_session=found.session,
            request=found,
            key=posted_key(request),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        return _show(request, found, refused.sentence, 422)
    messages.success(request, _("Reversed. Enter the right amounts at the counter."))
    return redirect("reversal-show", found.pk)


@requires(Permission.REVERSAL_AGREE)
@require_POST
def decline(request: HttpRequest, reversal: int) -> HttpResponse:
    """Decline as the second person: nothing is posted."""
    found = get_object_or_404(
        ReversalRequest.objects.within(request.posts).select_related(*_BEHIND),
        pk=reversal,
    )
    try:
        attempted(
            reversals.decline_reversal,
            in_session=found.session,
            request=found,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        return _show(request, found, refused.sentence, 422)
    messages.success(request, _("Declined. Nothing was changed."))
    return redirect("reversal-show", found.pk)
