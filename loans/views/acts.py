"""Acts between two people: what waits, signing it, paying it out, setting it aside."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from loans.actions import prepared
from loans.actions.attempts import attempted
from loans.actions.disbursements import use_check_by
from loans.actions.refusals import Refused
from loans.forms.acts import ActsForm
from loans.models import (
    Posting,
    PostingKind,
    PreparedAct,
    ReversalRequest,
    Session,
    SessionState,
    SigningWay,
)
from loans.tables.acts import BEHIND, shown
from loans.views.pages import held_today, page
from programmes.access import Permission, requires

SHOWN = 100
"""So many acts wait on one page at most."""


@requires(Permission.ACT_SIGN)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's signature, session by session."""
    return _index(request)


def _index(request: HttpRequest, said: str = "", status: int = 200) -> HttpResponse:
    by_session: dict[Session, list[Any]] = {}
    for act in _to_sign(request)[:SHOWN]:
        by_session.setdefault(act.session, []).append(shown(act))
    asked = ReversalRequest.objects.within(
        held_today(request, Permission.REVERSAL_AGREE)
    )
    return page(
        request,
        "loans/act/index.html",
        {
            "sessions": list(by_session.items()),
            "is_only": sum(map(len, by_session.values())) == 1,
            "reversals": asked.filter(settled_at__isnull=True)
            .exclude(asked_by=request.user)
            .count(),
            "reasons": [(said, "")] if said else [],
        },
        title=_("To check"),
        status=status,
    )


@requires(Permission.ACT_SIGN)
@require_POST
def sign_many(request: HttpRequest, session: int) -> HttpResponse:
    """Sign the acts of one session that were opened and ticked."""
    found = get_object_or_404(Session.objects.within(request.posts), pk=session)
    waiting = _to_sign(request).filter(session=found)
    form = ActsForm(request.POST, waiting=waiting)
    if not form.is_valid():
        return _index(request, form.errors["acts"][0], 422)
    try:
        _sign(request, found, form.cleaned_data["acts"])
    except Refused as refused:
        return _index(request, refused.sentence, 422)
    messages.success(request, _signed(form.cleaned_data["acts"]))
    return redirect("act-index")


@requires(Permission.ACT_SIGN)
@require_POST
def sign(request: HttpRequest, act: int) -> HttpResponse:
    """Sign one act on the own device."""
    found = _act(request, act)
    try:
        _sign(request, found.session, [found])
    except Refused as refused:
        return _show(request, found, refused.sentence, 422)
    messages.success(request, _signed([found]))
    return redirect("act-show", found.pk)


@requires(Permission.LOAN_SEE)
@require_safe
def show(request: HttpRequest, act: int) -> HttpResponse:
    """One act: what it is exactly, who did what, and what may be done with it."""
    return _show(request, _act(request, act))


@requires(Permission.DISBURSEMENT_PAY)
@require_POST
def carry_out(request: HttpRequest, act: int) -> HttpResponse:
    """Hand over the money of a signed disbursement or withdrawal."""
    found, at = _act(request, act), timezone.now()
    try:
        posting = attempted(
            prepared.carry_out,
            in_session=found.session,
            by=request.user,
            at=at,
            act=found,
        )
    except Refused as refused:
        return _show(request, found, refused.sentence, 422)
    said = _("Paid out, voucher %(voucher)s.")
    if posting.posted_at != at:
        said = _("Already paid out before, voucher %(voucher)s; nothing added.")
    messages.success(request, said % {"voucher": f"{posting.voucher_number:06d}"})
    if found.kind == PostingKind.DISBURSEMENT:
        return redirect("disbursement-index", found.session_id)
    return redirect("act-show", found.pk)


@requires(Permission.LOAN_SEE)
@require_POST
def set_aside(request: HttpRequest, act: int) -> HttpResponse:
    """Put an act aside: who prepared it, or who might sign it."""
    found = _act(request, act)
    if not _may_set_aside(request, found):
        raise PermissionDenied
    try:
        attempted(
            prepared.set_aside,
            in_session=found.session,
            by=request.user,
            at=timezone.now(),
            act=found,
        )
    except Refused as refused:
        return _show(request, found, refused.sentence, 422)
    messages.success(request, _("Set aside. Nothing was posted."))
    return redirect("act-show", found.pk)


def _signed(acts: Iterable[PreparedAct]) -> str:
    """What may be done now, by the kinds of what was signed."""
    if all(act.kind == PostingKind.OVERDUE_TRANSFER for act in acts):
        return _("Signed. What is signed may be transferred to overdue now.")
    return _("Signed. The teller may pay it out now.")


def _show(
    request: HttpRequest, act: PreparedAct, said: str = "", status: int = 200
) -> HttpResponse:
    is_waiting = act.done_at is None and act.set_aside_at is None
    posting = Posting.objects.filter(key=act.key).first()
    is_mine = act.prepared_by_id == request.user.pk
    is_payment = act.kind != PostingKind.OVERDUE_TRANSFER
    is_paid_loan = act.kind == PostingKind.DISBURSEMENT and posting
    return page(
        request,
        "loans/act/show.html",
        {
            "act": act,
            "shown": shown(act),
            "posting": posting,
            "use_check_by": use_check_by(posting.value_date) if is_paid_loan else None,
            "may_sign": is_waiting
            and not act.checked_by_id
            and not is_mine
            and _reaches(request, act, Permission.ACT_SIGN),
            "may_sign_here": is_waiting and not act.checked_by_id and is_mine,
            "may_pay": is_waiting
            and is_payment
            and act.checked_by_id
            and _reaches(request, act, Permission.DISBURSEMENT_PAY),
            "may_set_aside": is_waiting and _may_set_aside(request, act),
            "reasons": [(said, "")] if said else [],
        },
        title=act.get_kind_display(),
        status=status,
    )


def _sign(request: HttpRequest, session: Session, acts: list[PreparedAct]) -> None:
    attempted(
        prepared.sign,
        in_session=session,
        by=request.user,
        at=timezone.now(),
        acts=acts,
        way=SigningWay.OWN_DEVICE,
    )


def _to_sign(request: HttpRequest):
    return (
        PreparedAct.objects.within(request.posts)
        .filter(
            session__state=SessionState.OPEN,
            checked_by__isnull=True,
            done_at__isnull=True,
            set_aside_at__isnull=True,
        )
        .exclude(prepared_by=request.user)
        .select_related(*BEHIND)
        .prefetch_related("loan__tranches")
        .order_by("session__held_on", "session_id", "pk")
    )


def _act(request: HttpRequest, pk: int) -> PreparedAct:
    reached = PreparedAct.objects.within(request.posts)
    return get_object_or_404(reached.select_related(*BEHIND), pk=pk)


def _may_set_aside(request: HttpRequest, act: PreparedAct) -> bool:
    is_mine = act.prepared_by_id == request.user.pk
    return is_mine or _reaches(request, act, Permission.ACT_SIGN)


def _reaches(request: HttpRequest, act: PreparedAct, permission: Permission) -> bool:
    posts = held_today(request, permission)
    return PreparedAct.objects.within(posts).filter(pk=act.pk).exists()
