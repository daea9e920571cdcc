"""Households: the people who borrow together, and all their loans."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from loans.models import Household, Loan, Person
from loans.tables.badges import badges
from loans.views.pages import held_today, page
from programmes.access import Permission, requires


@requires(Permission.CUSTOMER_SEE)
@require_safe
def show(request: HttpRequest, household: int) -> HttpResponse:
    """One household within reach: its people within reach, and its loans."""
    reached = Household.objects.within(request.posts).distinct()
    found = get_object_or_404(reached.select_related("point", "village"), pk=household)
    people = Person.objects.within(request.posts).filter(household=found)
    loans = Loan.objects.within(held_today(request, Permission.LOAN_SEE))
    loans = loans.filter(household=found).select_related(
        "borrower", "programme", "balance", "group"
    )
    context = {
        "household": found,
        "people": people.order_by("sort_key", "pk"),
        "loans": [
            (loan, badges(loan)) for loan in loans.order_by("-contract_on", "pk")
        ],
    }
    title = _("Household %(code)s") % {"code": found.code}
    return page(request, "loans/household/show.html", context, title=title)
