"""A borrower pays on several loans at once: typed, checked, recorded as one act."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loans.actions.at_counter import refuse_unpayable, serving_session, standings
from loans.actions.offers import offers, spread
from loans.actions.paid_again import payments_of
from loans.actions.refusals import Refused
from loans.forms.counter import CASH, RepayAllForm
from loans.forms.paid import TypedForm
from loans.models import Loan, LoanState, Person, Session
from loans.rules.allocation import MoreThanOwed
from loans.views.keys import posted_key
from loans.views.pages import held_today
from loans.views.repay_all_pages import Served, check_page, form_page, sums
from loans.views.repay_pages import nothing_page
from loans.views.repay_sent import recorded, sent_again
from programmes.access import Permission, requires
from programmes.rules.bad_input import BadInput
from programmes.rules.money import dotted, parse_dong

MONEY = ("source", "given", "payer", "relation")


@requires(Permission.COUNTER_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def repay_all(request: HttpRequest, person: int) -> HttpResponse:
    """What is owed on each loan, and what is paid of it; a POST goes on to the check.

    A POST with `fill` puts the pay-off of a loan, or the cash given by the dated order,
    into the fields; with `back` it shows the fields again as they were typed.
    """
    found = _person(request, person)
    try:
        served = _served(request, found)
    except Refused as refused:
        return _nothing(request, found, refused)
    if request.method != "POST":
        offered = [_shown(*figures) for figures in offers(served.standings)]
        form = RepayAllForm(
            standings=served.standings, offered=offered, initial={"source": CASH}
        )
        return form_page(request, served, form)
    if "fill" in request.POST or "back" in request.POST:
        return _filled(request, served)
    form = RepayAllForm(request.POST, standings=served.standings)
    gone = _gone(request, served)
    if gone or not form.is_valid():
        return form_page(request, served, form, said_before=gone, status=422)
    return check_page(request, served, form)


def _person(request: HttpRequest, pk: int) -> Person:
    reached = Person.objects.within(request.posts)
    behind = ("household__point", "household__village")
    return get_object_or_404(reached.select_related(*behind), pk=pk)


def _served(request: HttpRequest, person: Person) -> Served:
    """The loans at the point of the household, and the session that serves it now.

    Raises: Refused, those of `serving_session`, and LOAN_NOT_LIVE.
    """
    point = person.household.point
    reached = Session.objects.within(held_today(request, Permission.COUNTER_RECORD))
    session = serving_session(reached, point, timezone.localdate(), request.user)
    loans = Loan.objects.within(request.posts).filter(
        borrower=person, point=point, state=LoanState.ACTIVE
    )
    payable, others = [], []
    for owed in standings(loans.prefetch_related("instalments"), session):
        try:
            refuse_unpayable(owed)
        except Refused as refused:
            others.append((owed.loan, refused.sentence))
        else:
            payable.append(owed)
    if not payable:
        raise Refused("LOAN_NOT_LIVE", _("No loan can be paid on here now."))
    return Served(person, session, payable, others)


def _nothing(request: HttpRequest, person: Person, refused: Refused) -> HttpResponse:
    here = reverse("customer-show", args=[person.pk])
    way_on = (str(person), _("Open the customer"), here)
    title = _("Take for all loans")
    return nothing_page(request, person, refused, way_on, title=title)


def _shown(principal: int, interest: int) -> dict[str, Any]:
    """The two figures of a loan as its fields begin: blank where nothing is due."""
    return {"principal": principal or None, "interest": interest or None}


def _filled(request: HttpRequest, served: Served) -> HttpResponse:
    """The fields again, with figures put in where a button asked for them."""
    fill = request.POST.get("fill", "")
    money = {name: request.POST.get(name, "") for name in MONEY}
    offered = [_typed(request, owed.loan.pk) for owed in served.standings]
    if fill == "spread":
        try:
            given = parse_dong(money["given"])
            offered = [_shown(*x) for x in spread(served.standings, given)]
        except (BadInput, MoreThanOwed):
            form = RepayAllForm(request.POST, standings=served.standings)
            form.refuse_spread()
            return form_page(request, served, form, status=422)
    for place, owed in enumerate(served.standings):
        if fill == f"payoff-{owed.loan.pk}" and owed.payoff is not None:
            offered[place] = _shown(owed.principal, owed.payoff_interest)
            money["given"] = ""
    form = RepayAllForm(standings=served.standings, offered=offered, initial=money)
    return form_page(request, served, form, is_filled=bool(fill))


def _typed(request: HttpRequest, loan_id: int) -> dict[str, str]:
    names = ("principal", "interest")
    return {name: request.POST.get(f"{loan_id}-{name}", "") for name in names}


@requires(Permission.COUNTER_RECORD)
@require_POST
def reckon(request: HttpRequest, person: int) -> HttpResponse:
    """The part of the page that says the sums of what is typed so far."""
    try:
        served = _served(request, _person(request, person))
    except Refused as refused:
        return HttpResponse(refused.sentence, status=422)
    form = RepayAllForm(request.POST, standings=served.standings)
    form.is_valid()
    context = sums(form) | {"is_part": True}
    return render(request, "loans/counter/_reckoned_all.html", context)


@requires(Permission.COUNTER_RECORD)
@require_POST
def record(request: HttpRequest, person: int) -> HttpResponse:
    """Record the checked payments; sent again, it answers with the first receipt."""
    found, key = _person(request, person), posted_key(request)
    try:
        earlier = payments_of(found, key)
        if earlier:
            loans = Loan.objects.filter(borrower=found).values_list("pk", flat=True)
            return sent_again(request, earlier, _figures(request, loans))
        served = _served(request, found)
    except Refused as refused:
        return _nothing(request, found, refused)
    form = RepayAllForm(request.POST, standings=served.standings)
    gone = _gone(request, served)
    if gone or not form.is_valid():
        return form_page(request, served, form, said_before=gone, status=422)
    try:
        return recorded(request, served.session, form, key)
    except Refused as refused:
        if refused.code == "ALREADY_TAKEN":
            return check_page(request, served, form, key=key, refused=refused)
        sentence = refused.sentence
        return form_page(request, served, form, said_before=sentence, status=422)


def _gone(request: HttpRequest, served: Served) -> str:
    """What is typed of loans that are not served any more: it must not be dropped."""
    here = [owed.loan.pk for owed in served.standings]
    others = Loan.objects.within(request.posts).filter(borrower=served.person)
    contracts = dict(others.exclude(pk__in=here).values_list("pk", "contract_number"))
    return " ".join(
        _("%(contract)s: %(amount)s đ cannot be taken any more.")
        % {"contract": contracts[pk], "amount": dotted(sum(paid))}
        for pk, paid in _figures(request, contracts).items()
    )


def _figures(
    request: HttpRequest, loan_ids: Iterable[int]
) -> dict[int, tuple[int, int]]:
    """Loan id → (principal, interest), of the loans that something is typed of."""
    typed = {pk: TypedForm(request.POST, prefix=pk).paid for pk in loan_ids}
    return {pk: paid for pk, paid in typed.items() if any(paid)}
