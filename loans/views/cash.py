"""The till of a session: by the book, as advanced, topped up and counted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from loans.actions import cash
from loans.actions.attempts import attempted
from loans.actions.refusals import Refused
from loans.forms.cash import CounterfeitForm, NotesForm, SignatureForm
from loans.models import (
    CashClosing,
    CashCount,
    Counterfeit,
    CountKind,
    Posting,
    Session,
    SessionState,
)
from loans.views.beside import others, role_in_team, signed_beside
from loans.views.keys import posted_key
from loans.views.pages import held_today, page
from programmes.access import Permission, requires
from programmes.rules.keys import uuid7
from programmes.rules.money import dotted

LATEST = 10

TITLES = {
    CountKind.ADVANCE: gettext_lazy("Count the advance"),
    CountKind.TOP_UP: gettext_lazy("Count a top-up"),
    CountKind.COUNT: gettext_lazy("Count the till"),
}


@require_safe
@requires(Permission.CASH_SEE)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The till by the book, every count of it, and the notes seized as false."""
    session = reached_session(request, pk)
    counts = (
        CashCount.objects.within(request.posts)
        .filter(session=session)
        .select_related("counted_by", "witnessed_by")
        .prefetch_related("lines")
        .order_by("pk")
    )
    found = list(counts)
    context = {
        "session": session,
        "till": cash.till_of(session),
        "counts": [(count, cash.compared(count)) for count in found],
        "has_advance": any(count.kind == CountKind.ADVANCE for count in found),
        "counterfeits": Counterfeit.objects.filter(session=session)
        .select_related("seized_by", "witnessed_by")
        .order_by("pk"),
        "closing": CashClosing.objects.filter(session=session).first(),
        "latest": latest_cash(request, session),
        "may_count": bool(held_today(request, Permission.CASH_COUNT))
        and bool(role_in_team(session, request.user)),
    }
    return page(request, "loans/cash/show.html", context, title=_("Till"))


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASH_COUNT)
def count(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Count what is advanced, topped up or in the till, before another person."""
    session = reached_session(request, pk)
    data = request.POST if request.method == "POST" else None
    notes = NotesForm(
        data,
        notes=cash.notes_on(session.held_on),
        must_hold=kind != CountKind.COUNT,
    )
    signature = SignatureForm(data, people=others(session, request.user))
    reasons = []
    if data is not None and all([notes.is_valid(), signature.is_valid()]):
        try:
            counted = _counted(request, session, kind, notes, signature)
        except Refused as refused:
            reasons = [(refused.sentence, "")]
        else:
            messages.success(request, said_of(counted))
            is_first = kind == CountKind.ADVANCE
            return redirect("session-show" if is_first else "session-cash", pk)
    context = {
        "session": session,
        "kind": kind,
        "notes": notes,
        "signature": signature,
        "reasons": reasons,
        "till": cash.till_of(session),
        "act_key": data.get("key") if data else uuid7(timezone.now()),
        "is_short_of_state": not _takes(session, kind),
    }
    return page(
        request,
        "loans/cash/count.html",
        context,
        title=TITLES[kind],
        status=200 if data is None else 422,
    )


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASH_COUNT)
def counterfeit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the minutes of a note seized as false, before another person."""
    session = reached_session(request, pk)
    data = request.POST if request.method == "POST" else None
    form = CounterfeitForm(data, notes=cash.notes_on(session.held_on))
    signature = SignatureForm(data, people=others(session, request.user))
    reasons = []
    if data is not None and all([form.is_valid(), signature.is_valid()]):
        try:
            _seized(request, session, form.cleaned_data, signature)
        except Refused as refused:
            reasons = [(refused.sentence, "")]
        else:
            messages.success(request, _("The minutes of the note are written."))
            return redirect("session-cash", pk)
    return page(
        request,
        "loans/cash/counterfeit.html",
        {
            "session": session,
            "form": form,
            "signature": signature,
            "reasons": reasons,
        },
        title=_("Seize a false note"),
        status=200 if data is None else 422,
    )


def reached_session(request: HttpRequest, pk: int) -> Session:
    """The session, if the posts of this request reach it; 404 otherwise."""
    reached = Session.objects.within(request.posts)
    return get_object_or_404(reached.select_related("point", "office"), pk=pk)


def latest_cash(request: HttpRequest, session: Session) -> Any:
    """The last ten postings that moved the till, for whoever may read postings."""
    postings = Posting.objects.within(held_today(request, Permission.POSTING_SEE))
    moved = postings.filter(session=session, is_by_transfer=False).exclude(cash=0)
    behind = ("loan__borrower", "savings_account__person", "posted_by")
    return moved.select_related(*behind).order_by("-pk")[:LATEST]


def said_of(counted: CashCount) -> str:
    """What was counted, in one sentence, with the difference where there is one."""
    found = cash.compared(counted)
    words = _("%(kind)s: %(total)s đ.") % {
        "kind": counted.get_kind_display(),
        "total": dotted(counted.total),
    }
    if found is None:
        return words
    gap = _("As the book says.")
    if found.short:
        gap = _("Short by %(amount)s đ.") % {"amount": dotted(found.short)}
    if found.over:
        gap = _("Over by %(amount)s đ.") % {"amount": dotted(found.over)}
    return f"{words} {gap}"


def told(session: Session, kind: Any, pieces: dict[int, int]) -> str:
    """What the other person signs: the session, each denomination, the sum."""
    lines = [f"{dotted(note)} × {dotted(n)}" for note, n in pieces.items() if n]
    total = dotted(sum(note * n for note, n in pieces.items()))
    return f"{kind} · {session}\n" + "\n".join([*lines, f"= {total} đ"])


def _takes(session: Session, kind: str) -> bool:
    states = [SessionState.OPEN]
    if kind == CountKind.ADVANCE:
        states.append(SessionState.PREPARED)
    return session.state in states


def _counted(
    request: HttpRequest,
    session: Session,
    kind: str,
    notes: NotesForm,
    signature: SignatureForm,
) -> CashCount:
    key: UUID = posted_key(request)
    at: datetime = timezone.now()
    earlier = CashCount.objects.filter(session=session, kind=kind).exclude(key=key)
    witness = signed_beside(
        request,
        session,
        signature,
        subject=f"CASH|{session.pk}|{kind}|{earlier.count() + 1}",
        shown=told(session, CountKind(kind).label, notes.pieces),
        at=at,
    )
    return attempted(
        cash.count_cash,
        in_session=session,
        session=session,
        kind=kind,
        pieces=notes.pieces,
        key=key,
        by=request.user,
        witnessed_by=witness,
        at=at,
    )


def _seized(
    request: HttpRequest, session: Session, note: dict, signature: SignatureForm
) -> Counterfeit:
    at = timezone.now()
    what = f"{dotted(note['denomination'])} {note['serial']}"
    witness = signed_beside(
        request,
        session,
        signature,
        subject=f"FALSE|{session.pk}|{what}",
        shown=f"{session}\n{what}\n{note['brought_by']}",
        at=at,
    )
    return attempted(
        cash.seize_counterfeit,
        in_session=session,
        session=session,
        by=request.user,
        witnessed_by=witness,
        at=at,
        **note,
    )
