"""What the sample came to, in figures that a reader can hold against the real ones."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from loans.models import (
    Household,
    Loan,
    LoanBalance,
    LoanState,
    Person,
    Posting,
    SavingsBalance,
    SavingsCreditGroup,
    Session,
)
from programmes.models import Programme

PRINCIPAL = F("principal_in_term") + F("principal_overdue") + F("principal_frozen")
OF_LOAN = "loan__balance__principal_"


def lines() -> Iterator[str]:
    """The closing lines of the command: by programme, then of all."""
    for row in by_programme():
        yield (
            f"  {row['short_name']:<8} {row['loans']:>4} loans,"
            f" {row['owing']:>3} owing {_dots(row['outstanding']):>14} đ"
        )
    owed = LoanBalance.objects.aggregate(
        all=Sum(PRINCIPAL), overdue=Sum("principal_overdue")
    )
    owing = LoanBalance.objects.annotate(owed=PRINCIPAL).filter(owed__gt=0)
    customers = owing.aggregate(n=Count("loan__borrower", distinct=True))["n"]
    states = Loan.objects.aggregate(
        **{state.lower(): Count("pk", filter=Q(state=state)) for state in LoanState}
    )
    yield "Loans: " + ", ".join(f"{count} {state}" for state, count in states.items())
    yield (
        f"Outstanding: {_dots(owed['all'])} đ of {customers} customers,"
        f" {_dots(owed['all'] // customers)} đ each;"
        f" overdue {100 * owed['overdue'] / owed['all']:.2f} %"
    )
    saved = SavingsBalance.objects.aggregate(sum=Sum("amount"))["sum"]
    yield (
        f"Groups: {SavingsCreditGroup.objects.count()}; households:"
        f" {Household.objects.count()}; people: {Person.objects.count()};"
        f" savings: {_dots(saved)} đ"
    )
    yield (f"Sessions: {Session.objects.count()}; postings: {Posting.objects.count()}")


def by_programme():
    """Loans, those that owe, and what they owe: of every programme there is."""
    owed = F(f"{OF_LOAN}in_term") + F(f"{OF_LOAN}overdue") + F(f"{OF_LOAN}frozen")
    return (
        Programme.objects.annotate(owed=owed)
        .values("short_name")
        .annotate(
            loans=Count("loan"),
            owing=Count("loan", filter=Q(owed__gt=0)),
            outstanding=Coalesce(Sum("owed"), 0),
        )
        .order_by("-outstanding", "-loans", "short_name")
    )


def _dots(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
