"""What hangs on a posting that may be undone, and where it may be undone."""

from django.db.models import Q, QuerySet

from loans.models import (
    Posting,
    PostingKind,
    SavingsBalance,
    Session,
    SessionKind,
    SessionState,
)
from loans.models.accounts import NEVER_REVERSED
from programmes.models import TransactionPoint

_PAID_BY_MEMBERS = (
    PostingKind.DEPOSIT,
    PostingKind.REPAYMENT,
    PostingKind.SAVINGS_USE,
)


def downstream_of(postings: list[Posting]) -> list[Posting]:
    """Later postings, still standing, that would hang in the air without these.

    After a disbursement: everything of the loan but accruals. After a deposit: what
    was taken out of the account. After a transfer to overdue: payments of what had
    turned overdue.
    """
    later = Q(pk__in=[])
    for posting in postings:
        after = Q(pk__gt=posting.pk)
        if posting.kind == PostingKind.DISBURSEMENT:
            later |= after & Q(loan_id=posting.loan_id) & ~Q(kind__in=NEVER_REVERSED)
        elif posting.kind == PostingKind.OVERDUE_TRANSFER:
            later |= after & Q(loan_id=posting.loan_id, principal_overdue__lt=0)
        elif posting.kind == PostingKind.DEPOSIT:
            later |= after & Q(
                savings_account_id=posting.savings_account_id, savings__gt=0
            )
    return list(Posting.objects.standing().filter(later).order_by("pk"))


def standing_on(postings: list[Posting]) -> list[Posting]:
    """What must be reversed first: `downstream_of`, less what is covered without it."""
    own = {posting.pk for posting in postings}
    later = (row for row in downstream_of(postings) if row.pk not in own)
    return [row for row in later if not _is_covered(postings, row)]


def session_for(posting: Posting, open_to: QuerySet) -> Session | None:
    """The open session in which a posting may be undone: its own, if it is open
    still, else the one that serves its loan or account.
    """
    own = open_to.filter(pk=posting.session_id, state=SessionState.OPEN).first()
    place = posting.loan or posting.savings_account
    return own or session_serving(place.point, open_to)


def session_serving(point: TransactionPoint, open_to: QuerySet) -> Session | None:
    """The open session of a point, else of its office's counter; the latest of them."""
    return (
        open_to.filter(
            Q(point=point) | Q(kind=SessionKind.OFFICE, office_id=point.office_id),
            state=SessionState.OPEN,
        )
        .order_by("-kind", "-held_on", "-pk")
        .first()
    )


def _is_covered(postings: list[Posting], row: Posting) -> bool:
    """What a deposit left in the account may be enough for what was taken since."""
    if row.savings_account_id is None:
        return False
    taken_back = sum(
        -posting.savings
        for posting in postings
        if posting.savings_account_id == row.savings_account_id
    )
    balance = SavingsBalance.objects.get(savings_account_id=row.savings_account_id)
    are_payments = all(posting.kind in _PAID_BY_MEMBERS for posting in postings)
    return are_payments and balance.amount >= taken_back
