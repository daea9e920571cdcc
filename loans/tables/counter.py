"""What a payment does to the instalments, and the lines for the passbooks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum

from loans.documents.receipt import RECEIPT
from loans.models import Instalment, Loan, LoanState, Posting, Printing
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
    """What is copied into a loan's passbook, in đồng: paid, and what is left after."""

    posting: Posting
    balance: int

    @property
    def loan(self) -> Loan:
        return self.posting.loan

    @property
    def day(self) -> date:
        return self.posting.value_date

    @property
    def principal(self) -> int:
        return -sum(getattr(self.posting, name) for name in PRINCIPAL)

    @property
    def interest(self) -> int:
        return -sum(getattr(self.posting, name) for name in INTEREST)

    @property
    def is_closed(self) -> bool:
        return self.loan.state == LoanState.CLOSED


def passbook_lines(payments: Sequence[Posting]) -> list[PassbookLine]:
    """The lines of the payments of one act as they stood then, whatever came later.

    One statement, however many loans.
    """
    last = max((posting.pk for posting in payments), default=0)
    loans = [posting.loan_id for posting in payments]
    before = Posting.objects.filter(loan__in=loans, pk__lte=last).values("loan")
    sums = before.annotate(**{name: Sum(name) for name in PRINCIPAL})
    left = {row["loan"]: sum(row[name] for name in PRINCIPAL) for row in sums}
    return [PassbookLine(posting, left[posting.loan_id]) for posting in payments]


def saved_after(posting: Posting) -> int:
    """What the member account held after a posting, in đồng."""
    rows = Posting.objects.filter(
        savings_account=posting.savings_account_id, pk__lte=posting.pk
    )
    return -rows.aggregate(total=Sum("savings"))["total"]


def printed_count(posting: Posting) -> int:
    """How often the receipt of a posting's voucher was printed."""
    form = f"{RECEIPT.code}/{posting.voucher_number:06d}"
    printed = Printing.objects.filter(session=posting.session_id, form=form)
    return printed.aggregate(last=Max("copy_number", default=0))["last"]
