"""What a payment does to the instalments, and the line for the borrower's passbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from loans.models import Instalment, Posting
from loans.models.accounts import INTEREST, PRINCIPAL
from loans.rules.overdue import Due, unpaid


@dataclass(frozen=True)
class Met:
    """One instalment and a payment that meets it, in đồng."""

    number: int
    due_on: date
    before: int
    after: int

    @property
    def paid(self) -> int:
        return self.before - self.after


def met_by(parts: Sequence[Instalment], *, paid: int, principal: int) -> list[Met]:
    """What is left of each instalment before and after a payment of principal.

    `paid` is all principal repaid before it. Instalments met before are left out.
    """
    parts = sorted(parts, key=_due_on)
    dues = [Due(_due_on(part), part.amount) for part in parts]
    before = _left(dues, paid)
    after = _left(dues, paid + principal)
    return [
        Met(part.number, due.on, left, rest)
        for part, due, left, rest in zip(parts, dues, before, after, strict=True)
        if left
    ]


def _due_on(part: Instalment) -> date:
    return part.extended_due_on or part.contract_due_on


def _left(dues: Sequence[Due], paid: int) -> list[int]:
    left = [due.amount for due in unpaid(dues, paid=paid)]
    return [0] * (len(dues) - len(left)) + left


@dataclass(frozen=True)
class PassbookLine:
    """What is copied into the passbook, in đồng: paid, and what is left after it."""

    day: date
    principal: int
    interest: int
    balance: int


def passbook_line(posting: Posting) -> PassbookLine:
    """The line of a payment as it stood then, whatever was paid later."""
    before = Posting.objects.filter(loan=posting.loan_id, pk__lte=posting.pk)
    sums = before.aggregate(**{name: Sum(name) for name in PRINCIPAL})
    return PassbookLine(
        day=posting.value_date,
        principal=-sum(getattr(posting, name) for name in PRINCIPAL),
        interest=-sum(getattr(posting, name) for name in INTEREST),
        balance=sum(sums.values()),
    )


def saved_after(posting: Posting) -> int:
    """What the member account held after a posting, in đồng."""
    rows = Posting.objects.filter(
        savings_account=posting.savings_account_id, pk__lte=posting.pk
    )
    return -rows.aggregate(total=Sum("savings"))["total"]
