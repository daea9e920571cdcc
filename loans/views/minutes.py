"""Minutes of a session, and the report of a large loss."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loans.actions import cash, desk, losses, signing
from loans.actions.refusals import Refused
from loans.forms.cash import ReportForm
from loans.models import (
    CashClosing,
    Posting,
    SavingsCreditGroup,
    Session,
    SessionState,
)
from loans.views.cash import reached_session
from loans.views.closing import CLOSE
from loans.views.pages import held_today, page
from programmes.access import Permission, requires


@require_safe
@requires(Permission.POSTING_SEE)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes on paper: cash, kinds, groups, team, seal, later corrections."""
    session = reached_session(request, pk)
    closing = (
        CashClosing.objects.filter(session=session)
        .select_related("teller", "controller", "count")
        .prefetch_related("count__lines")
        .first()
    )
    if closing is None:
        return redirect("session-show", pk)
    groups = SavingsCreditGroup.objects.within(
        held_today(request, Permission.GROUP_SEE)
    )
    postings = Posting.objects.within(request.posts)
    lines = desk.group_lines(session, groups)
    context = {
        "title": _("Minutes of the session"),
        "session": session,
        "closing": closing,
        "found": cash.compared(closing.count),
        "counterfeits": session.counterfeits.select_related("seized_by").order_by("pk"),
        "progress": desk.progress(session, lines),
        "kinds": desk.totals_by_kind(session, postings),
        "groups": lines,
        "team": session.team.select_related("user").order_by("pk"),
        "leader": signing.signer_of(session, f"{CLOSE}|{session.pk}"),
        "may_print": bool(held_today(request, Permission.CASH_SEE)),
        "is_closed": session.state == SessionState.CLOSED,
        "corrections": desk.corrections_of(session, postings),
        "printed_by": request.user,
        "printed_at": timezone.now(),
    }
    return render(request, "loans/session/minutes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LOSS_REPORT)
def report_loss(request: HttpRequest, pk: int) -> HttpResponse:
    """Say to whom a loss of 50 million or more was reported, within twelve hours."""
    session: Session = reached_session(request, pk)
    closing = CashClosing.objects.filter(
        session=session, report_due_at__isnull=False
    ).first()
    if closing is None:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            losses.report_loss(
                closing=closing,
                note=form.cleaned_data["note"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The report is on record."))
            return redirect("session-show", pk)
    return page(
        request,
        "loans/cash/report.html",
        {"session": session, "closing": closing, "form": form},
        title=_("Report the loss"),
        status=422 if form.errors else 200,
    )
