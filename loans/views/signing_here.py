"""The second signature in place: another person signs on the reader's machine.

What is shown is what is signed and what the log keeps. Nobody is signed in by it.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from loans.actions import prepared, reversals, signing
from loans.actions.attempts import attempted
from loans.actions.refusals import Refused
from loans.forms.acts import ActsForm, SignHereForm
from loans.models import (
    PostingKind,
    PreparedAct,
    ReversalRequest,
    Session,
    SigningWay,
    TeamRole,
)
from loans.tables.acts import BEHIND, shown
from loans.views.beside import others
from loans.views.keys import posted_key
from loans.views.pages import page
from loans.views.postings import amount_of
from loans.views.reversals import undoing
from programmes.access import Permission, requires
from programmes.rules.keys import uuid7
from programmes.rules.money import dotted, in_words


@sensitive_post_parameters("password", "code")
@requires(Permission.LOAN_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def acts(request: HttpRequest, session: int) -> HttpResponse:
    """Let the controller sign here what the reader has prepared in a session."""
    found = get_object_or_404(
        Session.objects.within(request.posts).select_related("point", "office"),
        pk=session,
    )
    waiting = list(
        PreparedAct.objects.within(request.posts)
        .filter(
            session=found,
            prepared_by=request.user,
            checked_by__isnull=True,
            done_at__isnull=True,
            set_aside_at__isnull=True,
        )
        .select_related(*BEHIND)
        .prefetch_related("loan__tranches")
        .order_by("pk")
    )
    posted = request.POST if request.method == "POST" else None
    form = _form(request, found)
    chosen = ActsForm(posted, waiting=waiting)
    reasons = []
    if posted is not None and chosen.is_valid() and form.is_valid():
        signed = chosen.cleaned_data["acts"]
        try:
            _sign_acts(request, found, signed, form)
        except Refused as refused:
            reasons = [(refused.sentence, "id_password")]
        else:
            messages.success(request, _("Signed here by the second person."))
            return _after(found, signed)
    elif posted is not None and not chosen.is_valid():
        reasons = [(chosen.errors["acts"][0], "")]
    return _panel(request, found, form, waiting, reasons)


def _form(request: HttpRequest, session: Session):
    """The signature, of the team's controller where there is one beside the reader."""
    data = request.POST if request.method == "POST" else None
    people = others(session, request.user, TeamRole.CONTROLLER)
    return SignHereForm(data, people=people)


def _sign_acts(request, session: Session, acts: list[PreparedAct], form) -> None:
    at = timezone.now()
    signer = _signer(
        request,
        session,
        form,
        subject=f"ACT {acts[0].pk}",
        shown="\n\n".join(shown(act).text for act in acts),
        permission=Permission.ACT_SIGN,
        at=at,
    )
    attempted(
        prepared.sign,
        in_session=session,
        by=signer,
        at=at,
        acts=acts,
        way=SigningWay.IN_PLACE,
    )


def _signer(request: HttpRequest, session: Session, form, **what: Any) -> Any:
    typed = form.cleaned_data
    return signing.sign_in_place(
        session=session,
        username=typed["username"],
        password=typed["password"],
        code=typed["code"],
        machine_of=request.user,
        **what,
    )


def _after(session: Session, acts: list[PreparedAct]) -> HttpResponse:
    kinds = {act.kind for act in acts}
    if kinds == {PostingKind.OVERDUE_TRANSFER}:
        return redirect("session-overdue", session.pk)
    if kinds == {PostingKind.WITHDRAWAL}:
        return redirect("act-show", acts[0].pk)
    return redirect("disbursement-index", session.pk)


def _panel(request, session, form, waiting, reasons) -> HttpResponse:
    asked = request.POST.getlist("acts") or request.GET.getlist("act")
    opened = {act.pk for act in waiting if str(act.pk) in asked}
    if len(waiting) == 1:
        opened = {waiting[0].pk}
    return page(
        request,
        "loans/act/sign_here.html",
        {
            "session": session,
            "rows": [(shown(act), act.pk in opened) for act in waiting],
            "form": form,
            "reasons": reasons,
        },
        title=_("Second signature here"),
        status=422 if request.method == "POST" else 200,
    )


@sensitive_post_parameters("password", "code")
@requires(Permission.REVERSAL_ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def reversal(request: HttpRequest, reversal: int) -> HttpResponse:
    """Let the controller agree here to a reversal that the reader has asked for."""
    found = get_object_or_404(
        ReversalRequest.objects.within(request.posts).select_related(
            "session__point", "session__office", "asked_by", "line__sheet", "posting"
        ),
        pk=reversal,
        asked_by=request.user,
    )
    form = _form(request, found.session)
    rows = undoing(found)
    reasons = []
    if request.method == "POST" and form.is_valid():
        try:
            _agree(request, found, form, rows)
        except Refused as refused:
            reasons = [(refused.sentence, "id_password")]
        else:
            messages.success(request, _("Signed here by the second person."))
            return redirect("reversal-show", found.pk)
    return page(
        request,
        "loans/reversal/sign_here.html",
        {
            "reversal": found,
            "postings": rows,
            "amounts": [amount_of(row) for row in rows],
            "form": form,
            "key": request.POST.get("key") or uuid7(timezone.now()),
            "reasons": reasons,
        },
        title=_("Second signature here"),
        status=422 if request.method == "POST" else 200,
    )


def _agree(request, found: ReversalRequest, form, rows: Any) -> None:
    at = timezone.now()
    signer = _signer(
        request,
        found.session,
        form,
        subject=f"REVERSAL {found.pk}",
        shown=_said_of(found, rows),
        permission=Permission.REVERSAL_AGREE,
        at=at,
    )
    attempted(
        reversals.agree_reversal,
        in_session=found.session,
        by=signer,
        at=at,
        key=posted_key(request),
        request=found,
        way=SigningWay.IN_PLACE,
    )


def _said_of(found: ReversalRequest, rows: Any) -> str:
    lines = [
        f"CT {row.voucher_number:06d}/{row.line} {row.get_kind_display()}"
        f" {row.value_date:%d/%m/%Y} {dotted(amount_of(row))} đ,"
        f" {in_words(amount_of(row))}"
        for row in rows
    ]
    return "\n".join([str(_("Reversal")), *lines, f"{_('Reason')}: {found.reason}"])
