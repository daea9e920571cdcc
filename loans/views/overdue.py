"""Due and passed at a session: proposed by the rule, signed, transferred in one act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loans.actions import overdue, prepared, prepared_overdue
from loans.actions.attempts import attempted
from loans.actions.refusals import Refused
from loans.models import Loan, Posting, PostingKind, Session, SessionState
from loans.views.keys import posted_key
from loans.views.pages import held_today, page, permissions
from programmes.access import Permission, requires
from programmes.rules.keys import uuid7


@requires(Permission.LOAN_SEE)
@require_safe
def show(request: HttpRequest, session: int) -> HttpResponse:
    """What is due and passed, what the rule says of each loan, and how far it is."""
    return _show(request, _session(request, session))


@requires(Permission.OVERDUE_PREPARE)
@require_POST
def propose(request: HttpRequest, session: int) -> HttpResponse:
    """Put what the rule proposes before the controller."""
    found = _session(request, session)
    said = _("Sent for checking: the controller signs it.")
    return _done(request, found, prepared_overdue.prepare_overdue, said)


@requires(Permission.OVERDUE_PREPARE)
@require_POST
def transfer(request: HttpRequest, session: int) -> HttpResponse:
    """Transfer all that waits to overdue, in one act, once all of it is signed."""
    found = _session(request, session)
    key = posted_key(request)
    said = _("Transferred to overdue. Print the notices 14/TD.")
    return _done(request, found, prepared_overdue.carry_out_overdue, said, key=key)


def _done(
    request: HttpRequest, session: Session, action: Callable, said: str, **more: Any
) -> HttpResponse:
    try:
        attempted(
            action,
            in_session=session,
            session=session,
            by=request.user,
            at=timezone.now(),
            **more,
        )
    except Refused as refused:
        return _show(request, session, refused.sentence, 422)
    messages.success(request, said)
    return redirect("session-overdue", session.pk)


def _session(request: HttpRequest, pk: int) -> Session:
    reached = Session.objects.within(request.posts).select_related("point", "office")
    return get_object_or_404(reached, pk=pk)


def _show(
    request: HttpRequest, session: Session, said: str = "", status: int = 200
) -> HttpResponse:
    acts = {
        act.loan_id: act
        for act in prepared.waiting(
            session, PostingKind.OVERDUE_TRANSFER
        ).select_related("prepared_by", "checked_by")
    }
    passed = overdue.due_and_passed(session) if session.point_id else []
    reached = _reached(request, [one.loan.pk for one in passed])
    passed = [one for one in passed if one.loan.pk in reached]
    rows = [(one, acts.get(one.loan.pk), reason_of(one, session)) for one in passed]
    may = Permission.OVERDUE_PREPARE in permissions(request)
    is_open = session.state == SessionState.OPEN
    proposed = {one.loan.pk: one.amount for one in passed if one.amount}
    is_current = proposed == {loan: act.amount for loan, act in acts.items()}
    unsigned = [act for act in acts.values() if not act.checked_by_id]
    is_signed = bool(acts) and not unsigned
    stands = all(proposed.get(loan) == act.amount for loan, act in acts.items())
    context = {
        "session": session,
        "rows": rows,
        "total": sum(proposed.values()),
        "done": _transferred(session).filter(
            loan__in=Loan.objects.within(held_today(request, Permission.LOAN_SEE))
        ),
        "may_propose": may and is_open and not is_current,
        "may_transfer": may and is_open and is_signed and stands,
        "unsigned": unsigned,
        "may_sign_here": any(act.prepared_by_id == request.user.pk for act in unsigned),
        "key": uuid7(timezone.now()),
        "reasons": [(said, "")] if said else [],
    }
    title = _("Due and overdue")
    return page(request, "loans/overdue/show.html", context, title=title, status=status)


def _reached(request: HttpRequest, loans: list[int]) -> set[int]:
    """Which of these loans the reader sees: an organisation, its own groups' alone."""
    seen = Loan.objects.within(held_today(request, Permission.LOAN_SEE))
    return set(seen.filter(pk__in=loans).values_list("pk", flat=True))


def reason_of(passed: overdue.Passed, session: Session) -> str:
    """What the rule of the contract's date says of a loan, in words."""
    values = {"day": f"{passed.last_due_on:%d/%m/%Y}"}
    if passed.last_due_on < session.held_on:
        return _("The final day %(day)s has passed: all principal left.") % values
    if not passed.late:
        return _("Due today; what is still unpaid turns overdue at the next session.")
    if passed.amount:
        return _(
            "Contract under the rule of the instalment: what was missed turns overdue."
        )
    if passed.loan.has_instalment_rule:
        return _("What was missed is overdue already.")
    return (
        _(
            "Contract under the old rule: what was missed moves to the next instalment;"
            " the final day is %(day)s."
        )
        % values
    )


def _transferred(session: Session):
    return (
        Posting.objects.standing()
        .filter(session=session, kind=PostingKind.OVERDUE_TRANSFER)
        .select_related("loan__borrower", "posted_by", "checked_by")
        .order_by("loan__borrower__sort_key", "pk")
    )
