"""The counter of a session: who comes, what they owe and save, what was taken."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from loans.actions.at_counter import account_of
from loans.actions.loan_dues import LoanDue, posted_dues
from loans.actions.paid_again import PAYMENTS
from loans.forms.search import SearchForm, Sought
from loans.models import (
    Loan,
    LoanState,
    Person,
    Posting,
    PostingKind,
    Session,
    SessionKind,
    SessionState,
)
from loans.tables.badges import badges
from loans.tables.counter import passbook_lines, printed_count, saved_after
from loans.tables.found import Found, Posts, find, group_of_each
from loans.views.pages import held_today, page
from loans.views.search import count_miss, is_paused
from programmes.access import HeldPosts, Permission, requires

ON_ACCOUNTS = (PostingKind.DEPOSIT, PostingKind.WITHDRAWAL)
SHOWN = 10


@requires(Permission.COUNTER_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, session: int) -> HttpResponse:
    """Look for a borrower of the session; show one with all loans and savings.

    One person found with one live loan goes straight to its payment.
    """
    here = _session(request, session)
    context: dict[str, Any] = {"session": here, "form": SearchForm()}
    status = 200
    if request.method == "POST":
        form = SearchForm(request.POST)
        context["form"], status = form, 422
        if form.is_valid():
            sought = form.cleaned_data["q"]
            if is_paused(request, sought):
                return _page(request, context | {"is_paused": True}, status=429)
            people = _people(request, here, sought)
            if len(people) == 1:
                return _to(request, here, people[0])
            context |= {"people": _with_groups(people), "is_done": True}
            status = 200
    elif request.GET.get("person"):
        context |= _customer(request, here, _person(request, here))
    return _page(request, context, status=status)


def _session(request: HttpRequest, pk: int) -> Session:
    reached = Session.objects.within(request.posts).select_related("point", "office")
    return get_object_or_404(reached, pk=pk)


def _served(session: Session, way: str) -> Q:
    """Rows whose point this session serves; `way` leads to the point."""
    if session.kind == SessionKind.POINT:
        return Q(**{way: session.point_id})
    return Q(**{f"{way}__office": session.office_id})


def _people(request: HttpRequest, session: Session, sought: Sought) -> list[Person]:
    """Who was looked for, of the people and borrowers that the session serves."""
    found = find(
        sought,
        Posts(
            people=held_today(request, Permission.CUSTOMER_SEE),
            groups=HeldPosts((), request.posts.day),
            loans=held_today(request, Permission.LOAN_SEE),
        ),
    )
    count_miss(request, sought, len(found))
    wanted = _ids(found)
    if not wanted:
        return []
    people = Person.objects.filter(_served(session, "household__point"), pk__in=wanted)
    people = people.select_related("household__village")
    return sorted(people, key=lambda person: wanted.index(person.pk))


def _ids(found: Found) -> list[int]:
    people = [person.pk for person in found.people]
    return people + [loan.borrower_id for loan in found.loans]


def _with_groups(people: Sequence[Person]) -> list[tuple[Person, Any]]:
    groups = group_of_each(people, timezone.localdate()) if people else {}
    return [(person, groups.get(person.pk)) for person in people]


def _to(request: HttpRequest, session: Session, person: Person) -> HttpResponse:
    live = Loan.objects.within(request.posts).filter(
        _served(session, "point"), borrower=person, state=LoanState.ACTIVE
    )
    pks = list(live.values_list("pk", flat=True)[:2])
    if len(pks) == 1 and session.state == SessionState.OPEN:
        return redirect("loan-repay", pks[0])
    return redirect(f"{reverse('counter', args=[session.pk])}?person={person.pk}")


def _person(request: HttpRequest, session: Session) -> Person:
    pk = request.GET["person"]
    if not (pk.isascii() and pk.isdigit()) or len(pk) > SHOWN:
        raise Http404
    people = Person.objects.within(held_today(request, Permission.CUSTOMER_SEE))
    served = people.filter(_served(session, "household__point"))
    return get_object_or_404(served.select_related("household__village"), pk=pk)


def _customer(
    request: HttpRequest, session: Session, person: Person
) -> dict[str, object]:
    """One person: each loan with what is due today, and the member account."""
    loans = Loan.objects.within(request.posts).filter(
        _served(session, "point"), borrower=person
    )
    dues = posted_dues(loans, session)
    live = [due for due in dues if due.loan.state == LoanState.ACTIVE]
    return {
        "person": person,
        "live": [(due, badges(due.loan)) for due in live],
        "others": [due.loan for due in dues if due not in live],
        "is_for_all": _are_together(live, person, session),
        "owed_principal": sum(due.due_principal for due in live),
        "owed_interest": sum(due.interest for due in live),
        "outstanding": sum(due.outstanding for due in live),
        "account": account_of(person.pk, person.household.point_id),
    }


def _are_together(live: Sequence[LoanDue], person: Person, session: Session) -> bool:
    """Whether several loans stand at the household's point, to be taken at once."""
    here = [due for due in live if due.loan.point_id == person.household.point_id]
    return session.state == SessionState.OPEN and len(here) > 1


def _page(request: HttpRequest, own: dict[str, Any], *, status: int) -> HttpResponse:
    session = own["session"]
    taken = (
        Posting.objects.filter(
            session=session, kind__in=(*PAYMENTS, *ON_ACCOUNTS), sheet=None
        )
        .select_related("loan__borrower", "savings_account__person", "reversed_by")
        .order_by("-pk")[:SHOWN]
    )
    context = {
        "taken": taken,
        "is_open": session.state == SessionState.OPEN,
        **own,
    }
    title = _("Counter")
    return page(request, "loans/counter/show.html", context, title=title, status=status)


@requires(Permission.POSTING_SEE)
@require_safe
def receipt(request: HttpRequest, session: int, posting: int) -> HttpResponse:
    """What was recorded: the line for the passbook, the voucher's number, what next."""
    taken = Posting.objects.within(request.posts).filter(
        kind__in=(*PAYMENTS, *ON_ACCOUNTS), reverses=None
    )
    behind = ("session__point", "session__office", "posted_by", "checked_by")
    found = get_object_or_404(
        taken.select_related(
            *behind, "loan__borrower", "savings_account__person", "reversed_by"
        ),
        session__pk=session,
        pk=posting,
    )
    person = found.loan.borrower if found.loan else found.savings_account.person
    act = _act_of(found)
    payments = [row for row in act if row.kind in PAYMENTS]
    context = {
        "posting": found,
        "session": found.session,
        "person": person,
        "lines": passbook_lines(payments),
        "cash": sum(row.cash for row in payments) if payments else found.cash,
        "saved": saved_after(act[-1]) if found.savings_account_id else None,
        "change": next((row for row in act if row.loan_id is None), None),
        "printed": printed_count(found),
    }
    title = _("Voucher %(number)s") % {"number": f"{found.voucher_number:06d}"}
    return page(request, "loans/counter/receipt.html", context, title=title)


def _act_of(posting: Posting) -> list[Posting]:
    """The rows of the payment to which a posting of a loan belongs, in order.

    A deposit or a withdrawal stands alone, also where it is the change of a payment;
    so does a row of a sheet, whose act is the whole group's.
    """
    if posting.loan_id is None or posting.sheet_id is not None:
        return [posting]
    rows = Posting.objects.filter(key=posting.key).exclude(kind=PostingKind.ACCRUAL)
    return list(rows.select_related("loan__programme", "reversed_by").order_by("line"))
