"""Customers: one person, and the full citizen ID opened for a reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loans.actions import identities
from loans.actions.refusals import Refused
from loans.forms.customers import RevealForm
from loans.models import Loan, Person, SavingsAccount, SavingsCreditGroup
from loans.tables.badges import badges
from loans.views.pages import held_today, page, permissions
from programmes.access import HeldPosts, Permission, requires

REVEALED = "revealed"
"""In the session: whose number the next page shows, once."""


@requires(Permission.CUSTOMER_SEE)
@require_safe
def show(request: HttpRequest, person: int) -> HttpResponse:
    """One person: household, loans, savings, memberships; the citizen ID masked."""
    found = _person(person, request.posts)
    is_revealed = request.session.pop(REVEALED, None) == found.pk
    return _page(request, found, {"is_revealed": is_revealed, "form": RevealForm()})


@requires(Permission.CUSTOMER_REVEAL)
@require_POST
def reveal(request: HttpRequest, person: int) -> HttpResponse:
    """Write down why, then show the full number on the next page, once."""
    found = _person(person, request.posts)
    form = RevealForm(request.POST)
    if form.is_valid():
        try:
            identities.reveal(
                person=found,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("reason", refused.sentence)
        else:
            request.session[REVEALED] = found.pk
            return redirect("customer-show", person=found.pk)
    return _page(request, found, {"form": form}, status=422)


def _person(pk: int, posts: HeldPosts) -> Person:
    people = Person.objects.within(posts)
    behind = ("household__village", "household__point")
    return get_object_or_404(people.select_related(*behind), pk=pk)


def _page(
    request: HttpRequest, person: Person, own: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    loans = Loan.objects.within(held_today(request, Permission.LOAN_SEE))
    loans = loans.filter(borrower=person).select_related(
        "programme", "balance", "group"
    )
    accounts = SavingsAccount.objects.within(
        held_today(request, Permission.CUSTOMER_SEE)
    )
    groups = SavingsCreditGroup.objects.within(
        held_today(request, Permission.GROUP_SEE)
    )
    memberships = person.memberships.filter(withdrawn_at__isnull=True, group__in=groups)
    context = {
        "person": person,
        "loans": [
            (loan, badges(loan)) for loan in loans.order_by("-contract_on", "pk")
        ],
        "accounts": accounts.filter(person=person)
        .select_related("balance", "point")
        .order_by("-opened_on", "pk"),
        "memberships": memberships.select_related("group").order_by("-valid_from"),
        "may_reveal": Permission.CUSTOMER_REVEAL in permissions(request),
        **own,
    }
    title = person.full_name
    return page(
        request, "loans/customer/show.html", context, title=title, status=status
    )
