"""Paying loans out in a session: the list, the papers seen, the money handed over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from loans.actions import cash, prepared
from loans.actions.attempts import attempted
from loans.actions.downstream import session_serving
from loans.actions.refusals import Refused
from loans.forms.acts import PapersForm
from loans.models import Loan, PostingKind, Session, SessionState
from loans.tables.disbursements import PaymentState, payment_of, payments
from loans.views.pages import held_today, page
from programmes.access import Permission, requires


@requires(Permission.LOAN_SEE)
@require_safe
def index(request: HttpRequest, session: int) -> HttpResponse:
    """The loans that a session pays out, how far each is, and what comes next."""
    found = _session(request, session)
    rows = _reached(request, payments(found))
    is_open = found.state == SessionState.OPEN
    may_pay = is_open and _reaches(request, found, Permission.DISBURSEMENT_PAY)
    context = {
        "session": found,
        "rows": rows,
        "next": _next(rows) if may_pay else None,
        "may_pay": may_pay,
        "waiting": [row for row in rows if row.state == PaymentState.PREPARED],
        **_sums(rows),
    }
    if _reaches(request, found, Permission.CASH_SEE):
        context["till"] = cash.till_of(found).expected
        context["is_enough"] = context["till"] >= context["to_pay_in_cash"]
    title = _("Disbursement")
    return page(request, "loans/disbursement/index.html", context, title=title)


@requires(Permission.DISBURSEMENT_PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, session: int, loan: int) -> HttpResponse:
    """See the papers, tick them, and put the payment before the controller."""
    found = _session(request, session)
    of = get_object_or_404(
        Loan.objects.within(request.posts)
        .select_related("borrower", "programme", "balance", "group")
        .prefetch_related("tranches"),
        pk=loan,
    )
    form = PapersForm(request.POST if request.method == "POST" else None)
    reasons = []
    if request.method == "POST" and form.is_valid():
        try:
            attempted(
                prepared.prepare_disbursement,
                in_session=found,
                by=request.user,
                at=timezone.now(),
                loan=of,
                session=found,
                **form.seen,
            )
        except Refused as refused:
            reasons = [(refused.sentence, "")]
        else:
            messages.success(request, _("Sent for checking: the controller signs it."))
            return redirect("disbursement-index", found.pk)
    elif waiting := prepared.waiting(found, PostingKind.DISBURSEMENT).filter(loan=of):
        return redirect("act-show", waiting[0].pk)
    return _papers(request, found, of, form, reasons)


@requires(Permission.DISBURSEMENT_PAY)
@require_safe
def pay(request: HttpRequest, loan: int) -> HttpResponse:
    """The way from a loan to its payment in the session that is open for it."""
    found = get_object_or_404(
        Loan.objects.within(request.posts).select_related("point"), pk=loan
    )
    open_now = session_serving(found.point, Session.objects.within(request.posts))
    if open_now is None:
        messages.warning(
            request,
            _("The session is not open. The team leader or the teller opens it here."),
        )
        return redirect("session-index")
    return redirect("disbursement-prepare", open_now.pk, found.pk)


def _papers(request, session: Session, loan: Loan, form, reasons) -> HttpResponse:
    is_refused = bool(reasons or form.errors)
    return page(
        request,
        "loans/disbursement/prepare.html",
        {
            "session": session,
            "loan": loan,
            "payment": payment_of(loan),
            "form": form,
            "reasons": reasons,
            "schedule": loan.instalments.order_by("number"),
        },
        title=_("Disbursement: %(name)s") % {"name": loan.borrower.full_name},
        status=422 if is_refused else 200,
    )


def _session(request: HttpRequest, pk: int) -> Session:
    reached = Session.objects.within(request.posts).select_related("point", "office")
    return get_object_or_404(reached, pk=pk)


def _reached(request: HttpRequest, rows: list[Any]) -> list[Any]:
    """The payments of loans that the reader sees: an organisation, its own groups'."""
    seen = Loan.objects.within(request.posts)
    seen = seen.filter(pk__in=[row.loan.pk for row in rows])
    ids = set(seen.values_list("pk", flat=True))
    return [row for row in rows if row.loan.pk in ids]


def _reaches(request: HttpRequest, session: Session, permission: Permission) -> bool:
    posts = held_today(request, permission)
    return Session.objects.within(posts).filter(pk=session.pk).exists()


def _next(rows: list[Any]) -> Any:
    """What the teller does next: pay what is signed, then prepare."""
    for state in (PaymentState.SIGNED, PaymentState.TO_PREPARE):
        for row in rows:
            if row.state == state and not row.against:
                return row
    return None


def _sums(rows: list[Any]) -> dict[str, int]:
    paid = [row for row in rows if row.state == PaymentState.PAID]
    left = [row for row in rows if row.state != PaymentState.PAID and not row.against]
    in_cash = (row for row in left if not (row.act and row.act.is_by_transfer))
    return {
        "total": sum(row.amount for row in rows),
        "paid_count": len(paid),
        "paid_total": sum(row.amount for row in paid),
        "to_pay_in_cash": sum(row.amount for row in in_cash),
    }
