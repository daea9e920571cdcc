"""Loans: the list, one loan opened into its rows, and its older rows."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from loans.actions.disbursements import use_to_be_checked_by
from loans.filters.lists import LoanFilter
from loans.models import Loan
from loans.tables.badges import badges, next_due_badge
from loans.tables.balances import interest_until, split
from loans.tables.keyset import Cursor, count_up_to, page_of
from loans.tables.schedule import next_due, schedule
from loans.tables.timeline import loan_timeline
from loans.views.loan_acts import acts_of
from loans.views.pages import page, permissions
from programmes.access import Permission, requires

_BEHIND = (
    "borrower__household__village",
    "programme",
    "source",
    "point",
    "balance",
    "group__organisation_unit__organisation",
    "made_by",
    "approved_by",
)


_LISTED = (
    *("contract_number", "state", "borrower__full_name", "programme__short_name"),
    *("group__code", "balance__principal_in_term", "balance__principal_overdue"),
    *("balance__principal_frozen", "balance__interest_in_term"),
    "balance__interest_overdue",
)
"""What the list shows: all loans of a point are sorted, and whole rows are wide."""


@requires(Permission.LOAN_SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Loans in the order of the borrowers' names, fifty at a time."""
    form = LoanFilter(request.GET)
    rows = form.narrowed(Loan.objects.within(request.posts))
    found = page_of(listed(rows), "borrower__sort_key", Cursor.read(request.GET))
    context = {
        "form": form,
        "rows": [(loan, badges(loan)) for loan in found.rows],
        "shown": len(found.rows),
        "count": count_up_to(rows),
        "today": timezone.localdate(),
        **found.links({**form.kept, "size": request.GET.get("size", "")}),
    }
    return page(request, "loans/loan/index.html", context, title=_("Loans"))


@requires(Permission.LOAN_SEE)
@require_safe
def show(request: HttpRequest, loan: int) -> HttpResponse:
    """One loan: what is owed and why, what is due, what happened, what may be done."""
    found = _loan(request, loan)
    today = timezone.localdate()
    lines = schedule(found, found.instalments.all(), today)
    rates = list(found.rates.filter(withdrawn_at__isnull=True).order_by("-valid_from"))
    due = next_due(lines)
    soon = next_due_badge(due.instalment.session_due_on, today) if due else None
    context = {
        "loan": found,
        "badges": [*badges(found), *([soon] if soon else [])],
        "split": split(found.balance),
        "interest": interest_until(found, rates, today),
        "schedule": lines,
        "next_due": due,
        "rates": rates,
        "timeline": loan_timeline(found),
        "use_check_by": use_to_be_checked_by(found),
        "acts": acts_of(found, today, permissions(request)),
        "today": today,
        "may_see_people": Permission.CUSTOMER_SEE in permissions(request),
    }
    title = found.borrower.full_name
    return page(request, "loans/loan/show.html", context, title=title)


@requires(Permission.LOAN_SEE)
@require_safe
def statement(request: HttpRequest, loan: int) -> HttpResponse:
    """The rows of a loan before one of them, twenty events at a time."""
    found = _loan(request, loan)
    before = Cursor.read(request.GET).before
    context = {
        "loan": found,
        "timeline": loan_timeline(found, before),
        "is_older": before is not None,
        "may_see_people": Permission.CUSTOMER_SEE in permissions(request),
    }
    title = _("Statement: %(name)s") % {"name": found.borrower.full_name}
    return page(request, "loans/loan/statement.html", context, title=title)


def listed(rows: QuerySet) -> QuerySet:
    """Loans with what a line of the list shows of them."""
    behind = rows.select_related("borrower", "programme", "group", "balance")
    return behind.only(*_LISTED)


def _loan(request: HttpRequest, pk: int) -> Loan:
    reached = Loan.objects.within(request.posts)
    return get_object_or_404(reached.select_related(*_BEHIND), pk=pk)
