"""A borrower pays principal and interest: typed, checked, recorded once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loans.actions import repayments
from loans.actions.at_counter import (
    Standing,
    refuse_unpayable,
    serving_session,
    standing,
)
from loans.actions.attempts import attempted
from loans.actions.paid_again import payment_of, repay_again, same_before
from loans.actions.refusals import Refused, said
from loans.forms.counter import CASH, PaidForm, RepayForm
from loans.models import Loan, Posting, Session
from loans.rules.allocation import MoreThanOwed
from loans.views.keys import posted_key
from loans.views.pages import held_today
from loans.views.repay_pages import check_page, closed_page, form_page, sums
from programmes.access import Permission, requires
from programmes.rules.bad_input import BadInput
from programmes.rules.money import dotted, parse_dong


@requires(Permission.COUNTER_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def repay(request: HttpRequest, loan: int) -> HttpResponse:
    """What is owed, and what is paid of it; a POST goes on to the check.

    A POST with `fill` puts the pay-off, or the cash given by the dated order, into
    the two fields; with `back` it shows the fields again as they were typed.
    """
    found = _loan(request, loan)
    try:
        owed = _standing(request, found)
    except Refused as refused:
        return closed_page(request, found, refused)
    if request.method != "POST":
        return form_page(request, owed, RepayForm(standing=owed, initial=_offer(owed)))
    if "fill" in request.POST or "back" in request.POST:
        return _filled(request, owed)
    form = RepayForm(request.POST, standing=owed)
    if not form.is_valid():
        return form_page(request, owed, form, status=422)
    return check_page(request, owed, form)


def _loan(request: HttpRequest, pk: int) -> Loan:
    reached = Loan.objects.within(request.posts).select_related("point", "borrower")
    return get_object_or_404(reached, pk=pk)


def _standing(request: HttpRequest, loan: Loan) -> Standing:
    """What is owed at the session that serves the loan now. Raises: Refused."""
    reached = Session.objects.within(held_today(request, Permission.COUNTER_RECORD))
    today = timezone.localdate()
    session = serving_session(reached, loan.point, today, request.user)
    owed = standing(loan, session)
    refuse_unpayable(owed)
    return owed


def _offer(owed: Standing) -> dict[str, Any]:
    """What is due; principal stays blank where none is."""
    principal, interest = owed.offer()
    return {
        "principal": principal or None,
        "interest": interest or None,
        "source": CASH,
    }


def _filled(request: HttpRequest, owed: Standing) -> HttpResponse:
    """The fields again, with figures put in where a button asked for them."""
    typed = request.POST.copy()
    if request.POST.get("fill") == "payoff" and owed.payoff is not None:
        typed["principal"] = dotted(owed.principal) if owed.principal else ""
        typed["interest"] = dotted(owed.payoff_interest)
        typed["given"] = ""
    if request.POST.get("fill") == "spread":
        try:
            principal, interest = owed.spread(parse_dong(typed.get("given", "")))
        except (BadInput, MoreThanOwed):
            return _unspread(request, owed)
        typed["principal"], typed["interest"] = dotted(principal), dotted(interest)
    shown = RepayForm(standing=owed, initial=typed.dict())
    return form_page(request, owed, shown, is_filled="fill" in request.POST)


def _unspread(request: HttpRequest, owed: Standing) -> HttpResponse:
    """The cash given cannot be shared out: it is missing, or more than is owed."""
    form = RepayForm(request.POST, standing=owed)
    if "given" not in form.errors:
        most = dotted(owed.principal + owed.due.interest)
        sentence = _("Enter the cash given, at most %(amount)s; it is shared out.")
        form.add_error("given", sentence % {"amount": most})
    return form_page(request, owed, form, status=422)


@requires(Permission.COUNTER_RECORD)
@require_POST
def reckon(request: HttpRequest, loan: int) -> HttpResponse:
    """The part of the page that says in words what is typed so far, and the sums."""
    try:
        owed = _standing(request, _loan(request, loan))
    except Refused as refused:
        return HttpResponse(refused.sentence, status=422)
    form = RepayForm(request.POST, standing=owed)
    form.is_valid()
    context = sums(owed, form) | {"is_part": True}
    return render(request, "loans/counter/_reckoned.html", context)


@requires(Permission.COUNTER_RECORD)
@require_POST
def record(request: HttpRequest, loan: int) -> HttpResponse:
    """Record the checked payment; sent again, it answers with the first receipt."""
    found, key = _loan(request, loan), posted_key(request)
    try:
        earlier = payment_of(found, key)
        if earlier is not None:
            return _again(request, found, earlier)
        owed = _standing(request, found)
    except Refused as refused:
        return closed_page(request, found, refused)
    form = RepayForm(request.POST, standing=owed)
    if not form.is_valid():
        return form_page(request, owed, form, status=422)
    is_again = same_before(found, owed.session, form.total, key) is not None
    if is_again and not form.cleaned_data["why_again"]:
        why = _("The same amount was taken already. Say why it is paid again.")
        return check_page(request, owed, form, key=key, said_before=why, status=422)
    try:
        posting = _recorded(request, owed, form, key)
    except Refused as refused:
        said_before = refused.sentence
        return form_page(request, owed, form, said_before=said_before, status=422)
    return redirect("counter-receipt", posting.session_id, posting.pk)


def _again(request: HttpRequest, loan: Loan, earlier: Posting) -> HttpResponse:
    """The receipt of the first sending. Raises: Refused KEY_REUSED."""
    typed = PaidForm(request.POST)
    typed.is_valid()
    attempted(
        repay_again,
        in_session=earlier.session,
        by=request.user,
        at=timezone.now(),
        key=earlier.key,
        posting=earlier,
        principal=typed.cleaned_data.get("principal") or 0,
        interest=typed.cleaned_data.get("interest") or 0,
    )
    sentence = _("Already recorded at %(time)s by %(name)s; nothing added.")
    values = {"time": said(earlier.posted_at), "name": earlier.posted_by}
    messages.warning(request, sentence % values)
    return redirect("counter-receipt", earlier.session_id, earlier.pk)


def _recorded(
    request: HttpRequest, owed: Standing, form: RepayForm, key: UUID
) -> Posting:
    """Raises: Refused, those of `repayments.repay`."""
    principal = form.cleaned_data["principal"] or 0
    interest = form.cleaned_data["interest"] or 0
    goes_in = "change_into" in request.POST and owed.account is not None
    change = form.change if goes_in else 0
    return attempted(
        repayments.repay,
        in_session=owed.session,
        by=request.user,
        at=timezone.now(),
        key=key,
        loan=owed.loan,
        session=owed.session,
        paid=owed.paid(principal, interest),
        is_payoff=owed.is_payoff(principal, interest),
        from_account=None if form.is_cash else owed.account,
        change_into=owed.account if change else None,
        change=change,
        payer=form.payer_in_words,
        why_again=form.cleaned_data["why_again"],
    )
