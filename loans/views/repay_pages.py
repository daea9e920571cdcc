"""The pages of a payment: its fields, its check, and why nothing is taken."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loans.actions.at_counter import Standing, reckoned
from loans.actions.paid_again import same_before
from loans.actions.refusals import Refused
from loans.forms.counter import MoneyForm, RepayForm
from loans.forms.paid import PaidForm
from loans.models import Loan, Person, Session
from loans.tables.balances import columns_of
from loans.tables.counter import met_by
from loans.views.pages import page
from programmes.rules.keys import uuid7
from programmes.rules.money import dotted


def form_page(
    request: HttpRequest,
    owed: Standing,
    form: RepayForm,
    *,
    status: int = 200,
    said_before: str = "",
    is_filled: bool = False,
) -> HttpResponse:
    """The fields beside the reckoning; what was refused stands above, all at once."""
    reasons = [(said_before, "")] if said_before else []
    reasons += form.wrong
    if form.is_bound and form.is_beyond and owed.payoff is not None:
        reasons.append((pays_off(owed), "payoff"))
    pieces = reckoned(owed)
    return page(
        request,
        "loans/counter/repay.html",
        {
            **_of_loan(owed),
            **sums(owed, form),
            **beyond_for(form, owed.session),
            "reasons": reasons,
            "is_filled": is_filled,
            "columns": columns_of(pieces) if pieces else [],
            "is_payer_open": any(form[name].value() for name in ("payer", "relation")),
        },
        title=_("Take a repayment"),
        status=status,
    )


def beyond_for(form: MoneyForm, session: Session) -> dict[str, Any]:
    """The payment that makes this one too much: often it is this very money."""
    amounts = {
        line.standing.loan.pk: line.typed_amount
        for line in form.lines
        if line.is_bound and line.is_beyond
    }
    first = same_before(amounts, session) if amounts else None
    return {"first": first, "first_amount": amounts[first.loan_id] if first else 0}


def pays_off(owed: Standing) -> str:
    """The offer that goes with a refusal of more than is owed."""
    return _(
        "Pay off: %(amount)s, of which principal %(principal)s, interest %(interest)s."
    ) % {
        "amount": dotted(owed.principal + owed.payoff_interest),
        "principal": dotted(owed.principal),
        "interest": dotted(owed.payoff_interest),
    }


def _of_loan(owed: Standing) -> dict[str, Any]:
    return {
        "owed": owed,
        "loan": owed.loan,
        "session": owed.session,
        "due": owed.due,
    }


def closed_page(request: HttpRequest, loan: Loan, refused: Refused) -> HttpResponse:
    """Why nothing is taken on this loan now, and where to go."""
    return nothing_page(
        request,
        loan.borrower,
        refused,
        (
            loan.contract_number,
            _("Open the loan"),
            reverse("loan-show", args=[loan.pk]),
        ),
        title=_("Take a repayment"),
    )


TYPED = {
    "principal": gettext_lazy("Principal"),
    "interest": gettext_lazy("Interest"),
    "given": gettext_lazy("Given"),
}


def _typed(request: HttpRequest) -> list[tuple[Any, str]]:
    """The figures that were sent, as typed; of several loans one after the other."""
    return [
        (TYPED[word], text)
        for name, text in request.POST.items()
        if text and (word := name.rpartition("-")[2]) in TYPED
    ]


def nothing_page(
    request: HttpRequest,
    person: Person,
    refused: Refused,
    way_on: tuple[str, str, str],
    *,
    title: str,
) -> HttpResponse:
    """Why nothing is taken of somebody now. `way_on`: name, word and address of it."""
    name, word, url = way_on
    context = {
        "person": person,
        "sentence": refused.sentence,
        "name": name,
        "word": word,
        "url": url,
        "typed": _typed(request),
    }
    status = 422 if request.method == "POST" else 200
    return page(
        request, "loans/counter/closed.html", context, title=title, status=status
    )


def sums(owed: Standing, form: RepayForm) -> dict[str, Any]:
    """What is typed so far comes to, and what it leaves; amounts in đồng."""
    line = line_sums(form)
    return {
        **line,
        "form": form,
        "total": form.total,
        "given": form.figures.get("given"),
        "change": form.change,
        "carried": form.carried,
        "next_after": next((part for part in line["met"] if part.after), None),
    }


def line_sums(line: PaidForm) -> dict[str, Any]:
    """What the payment of one loan leaves; amounts in đồng."""
    owed = line.standing
    principal, interest = line.paid
    balance = owed.loan.balance
    paid = balance.disbursed - balance.outstanding
    return {
        "principal": principal,
        "interest": interest,
        "ahead": max(principal - owed.due.due_principal, 0),
        "balance": balance.outstanding - principal,
        "interest_left": max(owed.interest - interest, 0),
        "met": met_by(owed.loan.instalments.all(), paid=paid, principal=principal),
        "is_payoff": line.is_payoff,
    }


def check_page(
    request: HttpRequest,
    owed: Standing,
    form: RepayForm,
    *,
    key: UUID | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    """What is going to be recorded; the same amount a second time is a warning."""
    context = {**_of_loan(owed), **sums(owed, form)}
    return checked_page(
        request,
        "loans/counter/check.html",
        context,
        (form, owed.session),
        key=key,
        refused=refused,
    )


def checked_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    sent: tuple[MoneyForm, Session],
    *,
    key: UUID | None,
    refused: Refused | None,
) -> HttpResponse:
    """The check of what was `sent`: a form and its session; 422 if it was refused."""
    more = {
        **asked_again(*sent, refused),
        "key": key or uuid7(timezone.now()),
    }
    status = 422 if refused else 200
    title = _("Check and record")
    return page(request, template, context | more, title=title, status=status)


def asked_again(
    form: MoneyForm, session: Session, refused: Refused | None
) -> dict[str, Any]:
    """The payment that looks the same, and whether a reason was missing for it.

    `refused` is ALREADY_TAKEN, of a form that was sent without one.
    """
    reasons = [(refused.sentence, "id_why_again")] if refused else []
    first = refused.values["first"] if refused else same_before(form.amounts, session)
    return {
        "first": first,
        "first_amount": form.amounts[first.loan_id] if first else 0,
        "reasons": reasons,
    }
