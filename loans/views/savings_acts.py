"""Member accounts at the counter: opened, paid into, and a withdrawal prepared."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loans.actions import prepared, savings
from loans.actions.at_counter import account_of, serving_session
from loans.actions.attempts import attempted
from loans.actions.refusals import Refused, said
from loans.forms.savings import AccountForm, AmountForm, DepositForm
from loans.models import Person, Posting, SavingsAccount, Session
from loans.views.keys import posted_key
from loans.views.pages import held_today, page
from programmes.access import Permission, requires
from programmes.rules.keys import uuid7

_BEHIND = ("person__household__village", "point", "balance")


@requires(Permission.COUNTER_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: HttpRequest, person: int) -> HttpResponse:
    """Open a member account at the point of the person's household, once."""
    people = Person.objects.within(request.posts)
    found = get_object_or_404(
        people.select_related("household__point", "household__village"), pk=person
    )
    point = found.household.point
    account = account_of(found.pk, point.pk)
    if account is not None:
        return redirect("savings-show", account.pk)
    form = AccountForm(request.POST or None)
    reasons = []
    if request.method == "POST":
        form.is_valid()
        try:
            session = _serving(request, point)
            account = savings.open_for_member(
                person=found,
                point=point,
                opened_on=session.held_on,
                consents=form.cleaned_data["consents"],
            )
        except Refused as refused:
            reasons = [(refused.sentence, "")]
        else:
            messages.success(request, _("The member account is open."))
            return redirect("savings-deposit", account.pk)
    context = {"person": found, "point": point, "form": form, "reasons": reasons}
    status = 422 if reasons else 200
    title = _("Open a member account")
    return page(request, "loans/savings/open.html", context, title=title, status=status)


@requires(Permission.COUNTER_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def deposit(request: HttpRequest, account: int) -> HttpResponse:
    """Take a deposit in cash: typed, checked in words, recorded once."""
    found = _account(request, account)
    form = DepositForm(request.POST or None)
    if request.method != "POST" or "back" in request.POST or not form.is_valid():
        return _amount(request, found, form, title=_("Deposit"))
    if "key" not in request.POST:
        return _check(request, found, form)
    key = posted_key(request)
    sent = Posting.objects.filter(key=key, savings_account=found).first()
    try:
        # Sent again after the session is over, it still answers with the first.
        session = sent.session if sent else _serving(request, found.point)
        return _deposited(request, found, form, session, key)
    except Refused as refused:
        if refused.code == "ALREADY_TAKEN":
            return _check(request, found, form, key=key, refused=refused)
        return _amount(request, found, form, refused, title=_("Deposit"))


def _deposited(
    request: HttpRequest,
    account: SavingsAccount,
    form: DepositForm,
    session: Session,
    key: UUID,
) -> HttpResponse:
    """Record the deposit and go on to its receipt. Raises: Refused."""
    at = timezone.now()
    posting = attempted(
        savings.deposit,
        in_session=session,
        by=request.user,
        at=at,
        key=key,
        account=account,
        amount=form.cleaned_data["amount"],
        session=session,
        why_again=form.cleaned_data["why_again"],
    )
    if posting.posted_at != at:
        sentence = _("Already recorded at %(time)s by %(name)s; nothing added.")
        values = {"time": said(posting.posted_at), "name": posting.posted_by}
        messages.warning(request, sentence % values)
    return redirect("counter-receipt", posting.session_id, posting.pk)


@requires(Permission.COUNTER_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, account: int) -> HttpResponse:
    """Put a withdrawal before the controller; it is paid out once it is signed.

    One that waits already is shown instead of the field.
    """
    found = _account(request, account)
    waits = found.prepared_acts.filter(done_at=None, set_aside_at=None).first()
    if waits is not None and request.method != "POST":
        return redirect("act-show", waits.pk)
    form = AmountForm(request.POST or None)
    try:
        if request.method != "POST":
            savings.refuse_withdrawal(found, found.balance.amount)
        elif form.is_valid():
            session = _serving(request, found.point)
            act = attempted(
                prepared.prepare_withdrawal,
                in_session=session,
                by=request.user,
                at=timezone.now(),
                account=found,
                session=session,
                amount=form.cleaned_data["amount"],
            )
            messages.success(request, _("Sent for checking. Paid out once signed."))
            return redirect("act-show", act.pk)
    except Refused as refused:
        return _amount(request, found, form, refused, title=_("Withdraw"))
    return _amount(request, found, form, title=_("Withdraw"))


def _account(request: HttpRequest, pk: int) -> SavingsAccount:
    reached = SavingsAccount.objects.within(request.posts)
    return get_object_or_404(reached.select_related(*_BEHIND), pk=pk)


def _serving(request: HttpRequest, point: Any) -> Session:
    reached = Session.objects.within(held_today(request, Permission.COUNTER_RECORD))
    return serving_session(reached, point, timezone.localdate(), request.user)


def _amount(
    request: HttpRequest,
    account: SavingsAccount,
    form: AmountForm,
    refused: Refused | None = None,
    *,
    title: str,
) -> HttpResponse:
    """The one field; why it was refused, or why there is nothing to type."""
    sentence = refused.sentence if refused else ""
    is_wrong = bool(refused and form.is_bound) or bool(form.errors)
    return page(
        request,
        "loans/savings/amount.html",
        {
            "account": account,
            "form": form,
            "reasons": [(sentence, "")] if refused and form.is_bound else [],
            "why_not": "" if form.is_bound else sentence,
        },
        title=title,
        status=422 if is_wrong else 200,
    )


def _check(
    request: HttpRequest,
    account: SavingsAccount,
    form: DepositForm,
    *,
    key: UUID | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    """What is going to be recorded; the same amount a second time is a warning."""
    amount = form.cleaned_data["amount"]
    context = {
        "account": account,
        "form": form,
        "amount": amount,
        "after": account.balance.amount + amount,
        "first": refused.values["first"] if refused else None,
        "reasons": [(refused.sentence, "id_why_again")] if refused else [],
        "key": key or uuid7(timezone.now()),
    }
    return page(
        request,
        "loans/savings/check.html",
        context,
        title=_("Check and record"),
        status=422 if refused else 200,
    )
