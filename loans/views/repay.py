"""A borrower pays principal and interest: typed, checked, recorded once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from loans.actions.at_counter import (
    Standing,
    refuse_unpayable,
    serving_session,
    standing,
)
from loans.actions.offers import offers, spread
from loans.actions.paid_again import payments_of
from loans.actions.refusals import Refused
from loans.forms.counter import CASH, RepayForm
from loans.forms.paid import TypedForm
from loans.models import Loan, Session
from loans.rules.allocation import MoreThanOwed
from loans.views.keys import posted_key
from loans.views.pages import held_today
from loans.views.repay_pages import check_page, closed_page, form_page, sums
from loans.views.repay_sent import recorded, sent_again
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
    """What is offered; principal stays blank where none is due."""
    [(principal, interest)] = offers([owed])
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
            given = parse_dong(typed.get("given", ""))
            [(principal, interest)] = spread([owed], given)
        except (BadInput, MoreThanOwed):
            return _unspread(request, owed)
        typed["principal"], typed["interest"] = dotted(principal), dotted(interest)
    shown = RepayForm(standing=owed, initial=typed.dict())
    return form_page(request, owed, shown, is_filled="fill" in request.POST)


def _unspread(request: HttpRequest, owed: Standing) -> HttpResponse:
    """The cash given cannot be shared out: it is missing, or more than is owed."""
    form = RepayForm(request.POST, standing=owed)
    form.refuse_spread()
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
        earlier = payments_of(found.borrower, key)
        if earlier:
            return sent_again(
                request, earlier, {found.pk: TypedForm(request.POST).paid}
            )
        owed = _standing(request, found)
    except Refused as refused:
        return closed_page(request, found, refused)
    form = RepayForm(request.POST, standing=owed)
    if not form.is_valid():
        return form_page(request, owed, form, status=422)
    try:
        return recorded(request, owed.session, form, key)
    except Refused as refused:
        if refused.code == "ALREADY_TAKEN":
            return check_page(request, owed, form, key=key, refused=refused)
        return form_page(request, owed, form, said_before=refused.sentence, status=422)
