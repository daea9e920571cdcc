"""What a checked payment does once it is sent: recorded, asked about, or sent again."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from loans.actions.attempts import attempted
from loans.actions.paid_again import repay_again
from loans.actions.refusals import said
from loans.actions.repayments import repay_loans
from loans.forms.counter import MoneyForm
from loans.models import Posting, Session


def recorded(
    request: HttpRequest, session: Session, form: MoneyForm, key: UUID
) -> HttpResponse:
    """Record what is typed and go on to its receipt. Raises: Refused."""
    goes_in = "change_into" in request.POST and form.account is not None
    change = form.change if goes_in else 0
    first, *_others = attempted(
        repay_loans,
        in_session=session,
        by=request.user,
        at=timezone.now(),
        key=key,
        session=session,
        payments=form.payments,
        from_account=None if form.is_cash else form.account,
        change_into=form.account if change else None,
        change=change,
        payer=form.payer_in_words,
        why_again=form.cleaned_data["why_again"],
    )
    return redirect("counter-receipt", first.session_id, first.pk)


def sent_again(
    request: HttpRequest,
    payments: list[Posting],
    typed: Mapping[int, tuple[int, int]],
) -> HttpResponse:
    """The receipt of the first sending. `typed`: loan id → (principal, interest).

    Raises: Refused KEY_REUSED.
    """
    first = payments[0]
    attempted(
        repay_again,
        in_session=first.session,
        by=request.user,
        at=timezone.now(),
        key=first.key,
        payments=payments,
        typed=typed,
    )
    sentence = _("Already recorded at %(time)s by %(name)s; nothing added.")
    values = {"time": said(first.posted_at), "name": first.posted_by}
    messages.warning(request, sentence % values)
    return redirect("counter-receipt", first.session_id, first.pk)
