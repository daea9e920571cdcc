"""The pages of a payment: its fields, its check, and why nothing is taken."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from loans.actions.at_counter import Standing
from loans.actions.paid_again import same_before
from loans.actions.refusals import Refused
from loans.forms.counter import RepayForm
from loans.models import Loan
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
    for name, sentences in form.errors.items():
        reasons += [(sentence, f"id_{name}") for sentence in sentences]
    if form.is_bound and form.is_beyond and owed.payoff is not None:
        reasons.append((_pays_off(owed), "payoff"))
    return page(
        request,
        "loans/counter/repay.html",
        {
            **_of_loan(owed),
            **sums(owed, form),
            "reasons": reasons,
            "is_filled": is_filled,
            "columns": columns_of(owed.reckoned) if owed.reckoned else [],
            "is_payer_open": any(form[name].value() for name in ("payer", "relation")),
        },
        title=_("Take a repayment"),
        status=status,
    )


def _pays_off(owed: Standing) -> str:
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
    context = {"loan": loan, "sentence": refused.sentence}
    status = 422 if request.method == "POST" else 200
    title = _("Take a repayment")
    return page(
        request, "loans/counter/closed.html", context, title=title, status=status
    )


def sums(owed: Standing, form: RepayForm) -> dict[str, Any]:
    """What is typed so far comes to, and what it leaves; amounts in đồng."""
    principal = form.figures.get("principal") or 0
    interest = form.figures.get("interest") or 0
    balance = owed.loan.balance
    paid = balance.disbursed - balance.outstanding
    met = met_by(owed.loan.instalments.all(), paid=paid, principal=principal)
    return {
        "form": form,
        "principal": principal,
        "interest": interest,
        "total": principal + interest,
        "given": form.figures.get("given"),
        "change": form.change,
        "ahead": max(principal - owed.due.due_principal, 0),
        "balance": balance.outstanding - principal,
        "interest_left": max(owed.interest - interest, 0),
        "met": met,
        "next_after": next((line for line in met if line.after), None),
        "is_payoff": owed.is_payoff(principal, interest),
    }


def check_page(
    request: HttpRequest,
    owed: Standing,
    form: RepayForm,
    *,
    key: UUID | None = None,
    said_before: str = "",
    status: int = 200,
) -> HttpResponse:
    """What is going to be recorded; the same amount a second time is a warning."""
    first = same_before(owed.loan, owed.session, form.total, key)
    return page(
        request,
        "loans/counter/check.html",
        {
            **_of_loan(owed),
            **sums(owed, form),
            "first": first,
            "reasons": [(said_before, "id_why_again")] if said_before else [],
            "key": key or uuid7(timezone.now()),
        },
        title=_("Check and record"),
        status=status,
    )
