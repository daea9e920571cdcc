"""The pages of a payment of several loans at once: its fields, its check."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from loans.actions.at_counter import Standing
from loans.actions.refusals import Refused
from loans.forms.counter import RepayAllForm
from loans.models import Loan, Person, Session
from loans.views.pages import page
from loans.views.repay_pages import (
    beyond_for,
    checked_page,
    line_sums,
    pays_off,
)


@dataclass(frozen=True)
class Served:
    """A borrower at the counter: the loans that may be paid on, and why others not."""

    person: Person
    session: Session
    standings: Sequence[Standing]
    others: Sequence[tuple[Loan, str]]


def form_page(
    request: HttpRequest,
    served: Served,
    form: RepayAllForm,
    *,
    status: int = 200,
    said_before: str = "",
    is_filled: bool = False,
) -> HttpResponse:
    """The fields of each loan; what was refused stands above, all at once."""
    reasons = [(said_before, "")] if said_before else []
    reasons += form.wrong
    for line in form.lines:
        if line.is_bound and line.is_beyond and line.standing.payoff is not None:
            loan = line.standing.loan
            sentence = f"{loan.contract_number}: {pays_off(line.standing)}"
            reasons.append((sentence, f"payoff-{loan.pk}"))
    return page(
        request,
        "loans/counter/repay_all.html",
        {
            **_of(served),
            **sums(form),
            **beyond_for(form, served.session),
            "reasons": reasons,
            "is_filled": is_filled,
            "is_payer_open": any(form[name].value() for name in ("payer", "relation")),
        },
        title=_("Take for all loans"),
        status=status,
    )


def _of(served: Served) -> dict[str, Any]:
    return {
        "person": served.person,
        "session": served.session,
        "others": served.others,
    }


def sums(form: RepayAllForm) -> dict[str, Any]:
    """What is typed so far comes to, loan by loan and in all; amounts in đồng."""
    paid = [line.paid for line in form.lines]
    return {
        "form": form,
        "rows": [
            {"line": line, "owed": line.standing, **line_sums(line)}
            for line in form.lines
        ],
        "principal": sum(principal for principal, _interest in paid),
        "interest": sum(interest for _principal, interest in paid),
        "total": form.total,
        "given": form.figures.get("given"),
        "change": form.change,
        "carried": form.carried,
    }


def check_page(
    request: HttpRequest,
    served: Served,
    form: RepayAllForm,
    *,
    key: UUID | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    """What is going to be recorded, loan by loan, and in words."""
    context = {**_of(served), **sums(form)}
    return checked_page(
        request,
        "loans/counter/check_all.html",
        context,
        (form, served.session),
        key=key,
        refused=refused,
    )
