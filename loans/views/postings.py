"""Postings: the ledger as people read it, down to the single row."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from loans.actions.accruals import explained_accrual
from loans.forms.postings import PostingFilterForm
from loans.models import Posting, PostingKind
from loans.models.accounts import ACCOUNTS
from loans.rules.interest import explain
from loans.tables.keyset import Cursor, latest_of
from loans.views.pages import page, permissions
from programmes.access import Permission, requires

ACCOUNT_WORDS = {
    "cash": _("Cash of the session"),
    "principal_in_term": _("Principal in term"),
    "principal_overdue": _("Principal overdue"),
    "principal_frozen": _("Principal frozen"),
    "interest_in_term": _("Interest in term, receivable"),
    "interest_overdue": _("Interest overdue, receivable"),
    "interest_grace": _("Interest of the grace time, receivable"),
    "savings": _("Member savings"),
    "income": _("Income"),
    "expense": _("Expense"),
    "loss": _("Written off"),
}
_BEHIND = ("session__point", "session__office", "posted_by", "checked_by")
_WHOSE = ("loan__borrower", "savings_account__person")


@requires(Permission.POSTING_SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The ledger, the latest row first; of one day or one kind."""
    form = PostingFilterForm(request.GET)
    rows = Posting.objects.within(request.posts).select_related(*_BEHIND, *_WHOSE)
    if form.is_valid():
        wanted = {name: value for name, value in form.cleaned_data.items() if value}
        rows = rows.filter(**wanted)
    else:
        rows = rows.none()
    found = latest_of(rows, Cursor.read(request.GET))
    return page(
        request,
        "loans/posting/index.html",
        {
            "form": form,
            "rows": [(posting, amount_of(posting)) for posting in found.rows],
            "shown": len(found.rows),
            **found.links(request.GET.dict()),
        },
        title=_("Postings"),
        status=200 if form.is_valid() else 422,
    )


@requires(Permission.POSTING_SEE)
@require_safe
def show(request: HttpRequest, posting: int) -> HttpResponse:
    """One row in words and in columns, and everything it is tied to."""
    found = get_object_or_404(
        Posting.objects.within(request.posts).select_related(
            *_BEHIND, *_WHOSE, "reverses", "reversed_by", "sheet__group"
        ),
        pk=posting,
    )
    reversed_by = getattr(found, "reversed_by", None)
    may_ask = (
        Permission.REVERSAL_ASK in permissions(request)
        and found.reverses_id is None
        and reversed_by is None
        and found.kind not in (PostingKind.ACCRUAL, PostingKind.ACCRUAL_CORRECTION)
    )
    same_act = Posting.objects.filter(key=found.key).exclude(pk=found.pk)
    return page(
        request,
        "loans/posting/show.html",
        {
            "posting": found,
            "amount": amount_of(found),
            "columns": _columns(found),
            "reversed_by": reversed_by,
            "pieces": _pieces(found),
            "may_ask": may_ask,
            "same_act": same_act.select_related(*_WHOSE).order_by("line")[:20]
            if found.sheet_id is None and found.kind != PostingKind.ACCRUAL
            else [],
        },
        title=_("Voucher %(number)s") % {"number": f"{found.voucher_number:06d}"},
    )


def amount_of(posting: Posting) -> int:
    """What a row moved, in đồng: the sum of its debits."""
    amounts = (getattr(posting, account) for account in ACCOUNTS)
    return sum(amount for amount in amounts if amount > 0)


def _columns(posting: Posting) -> list[tuple[Any, int | None, int | None]]:
    """Account in words, debit, credit; only what moved."""
    moved = [(name, getattr(posting, name)) for name in ACCOUNTS]
    return [
        (
            ACCOUNT_WORDS[name],
            amount if amount > 0 else None,
            -amount if amount < 0 else None,
        )
        for name, amount in moved
        if amount
    ]


def _pieces(posting: Posting) -> list[Any]:
    """The lines of interest behind an accrual: days × balance × rate."""
    if posting.kind != PostingKind.ACCRUAL:
        return []
    running = explained_accrual(posting)
    return explain([*running.in_term, *running.overdue, *running.grace])
