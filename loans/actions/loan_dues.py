"""What each loan of a group owes at a session: interest, due principal, arrears."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from loans.actions.accruals import Running, running_interest
from loans.models import (
    Instalment,
    Loan,
    LoanBalance,
    LoanState,
    Posting,
    PostingKind,
    SavingsCreditGroup,
    Session,
)

_OF_A_LOAN = (
    *("borrower", "group", "contract_number", "contract_on", "state"),
    *("programme__name", "programme__short_name"),
    *(f"balance__{field.name}" for field in LoanBalance._meta.concrete_fields),
)
_OF_A_POSTING = (
    *("loan", "kind", "posted_at", "sheet", "reverses"),
    *("interest_in_term", "interest_overdue", "period_from", "period_to"),
)
"""What is asked of the rows behind dues: a sheet reads a hundred of them."""


@dataclass
class LoanDue:
    """What one loan owes at a session, in đồng. Grace interest may be paid, not due.

    `accrual` is the posting of the period's interest, once the session is open;
    `paid_at` the moment of the last payment at the counter of this session.
    """

    loan: Loan
    outstanding: int
    period_interest: int
    arrears: int
    grace_interest: int
    due_principal: int
    owed_in_term: int
    owed_overdue: int
    is_overdue: bool
    accrual: Posting | None = None
    paid_at: datetime | None = None

    @property
    def payable(self) -> int:
        """Principal that may be paid: what is frozen may not."""
        return self.outstanding - self.loan.balance.principal_frozen

    @property
    def interest(self) -> int:
        """Interest to be asked for: of the period, and arrears."""
        return self.period_interest + self.arrears


def loan_dues(groups: Iterable[SavingsCreditGroup], session: Session) -> list[LoanDue]:
    """Of the groups' live loans, and of those paid off at the counter today.

    Left out are those with an entry of a later day: nothing of them is taken here.
    """
    day = session.held_on
    live = Q(state=LoanState.ACTIVE) | Q(state=LoanState.CLOSED, closed_on=day)
    loans = list(
        Loan.objects.filter(live, group__in=groups, balance__last_value_date__lte=day)
        .select_related("balance", "programme")
        .only(*_OF_A_LOAN)
        .annotate(scheduled=_scheduled(day))
        .order_by("contract_on", "pk")
    )
    behind = [loan.pk for loan in loans if _is_behind(loan, day)]
    running = running_interest(behind, day) if behind else {}
    postings = _postings(session, loans)
    return [_due(loan, running.get(loan.pk), postings[loan.pk]) for loan in loans]


def posted_dues(loans: QuerySet, session: Session) -> list[LoanDue]:
    """Of the given loans, by what stands in the ledger: what has run since is left out.

    Two statements, however many loans.
    """
    loans = list(
        loans.select_related("balance", "programme", "borrower")
        .annotate(scheduled=_scheduled(session.held_on))
        .order_by("contract_on", "pk")
    )
    postings = _postings(session, loans)
    return [_due(loan, None, postings[loan.pk]) for loan in loans]


def _postings(session: Session, loans: list[Loan]) -> dict[int, list[Posting]]:
    postings: dict[int, list[Posting]] = defaultdict(list)
    rows = Posting.objects.filter(
        session_id=session.pk, loan_id__in=[loan.pk for loan in loans]
    )
    for posting in rows.only(*_OF_A_POSTING).order_by("pk"):
        postings[posting.loan_id].append(posting)
    return postings


def _scheduled(day: date) -> Coalesce:
    """Principal of the instalments due by a day, of the loan of the outer query."""
    due = (
        Instalment.objects.filter(loan=OuterRef("pk"))
        .annotate(due_on=Coalesce("extended_due_on", "session_due_on"))
        .filter(due_on__lte=day)
        .values("loan")
        .annotate(total=Sum("amount"))
    )
    return Coalesce(Subquery(due.values("total")), 0)


def _is_behind(loan: Loan, day: date) -> bool:
    until = loan.balance.accrued_until
    return until is not None and until < day


def _due(loan: Loan, running: Running | None, postings: list[Posting]) -> LoanDue:
    balance = loan.balance
    in_term, overdue = balance.interest_in_term, balance.interest_overdue
    grace = balance.interest_grace
    accrual = next(
        (row for row in postings if row.kind == PostingKind.ACCRUAL),
        None,
    )
    period = 0
    if running is not None:
        parts = running.parts
        in_term, overdue = in_term + parts.in_term, overdue + parts.overdue
        grace += parts.grace
        period = parts.in_term + parts.overdue
    elif accrual is not None:
        period = accrual.interest_in_term + accrual.interest_overdue
    period = min(period, in_term + overdue)
    paid = balance.disbursed - balance.outstanding
    still_due = max(loan.scheduled - paid, balance.principal_overdue)
    return LoanDue(
        loan=loan,
        outstanding=balance.outstanding,
        period_interest=period,
        arrears=in_term + overdue - period,
        grace_interest=grace,
        due_principal=min(still_due, balance.outstanding - balance.principal_frozen),
        owed_in_term=in_term,
        owed_overdue=overdue,
        is_overdue=balance.principal_overdue > 0,
        accrual=accrual,
        paid_at=_paid_at(postings),
    )


def _paid_at(postings: list[Posting]) -> datetime | None:
    """When money was last taken at the counter, apart from what was undone."""
    undone = {row.reverses_id for row in postings if row.reverses_id}
    paid = (PostingKind.REPAYMENT, PostingKind.SAVINGS_USE)
    moments = [
        row.posted_at
        for row in postings
        if row.kind in paid
        and row.sheet_id is None
        and row.reverses_id is None
        and row.pk not in undone
    ]
    return max(moments, default=None)
