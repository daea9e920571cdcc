"""Principal that turns overdue at a session, after the day's payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loans.actions.ledger import Act, Row, post_many, session_code
from loans.actions.refusals import Refused, refusing
from loans.models import Loan, LoanState, Posting, PostingKind, Session
from loans.rules.overdue import Due, principal_turning_overdue, unpaid


@dataclass(frozen=True)
class Passed:
    """A loan with principal due by a session's day and not paid.

    `since` is the earliest day of it, `late` what of it lies before the session,
    `unpaid` all of it, the session's own day included; `amount` turns
    overdue by the rule of the contract. In đồng.
    """

    loan: Loan
    since: date
    late: int
    unpaid: int
    amount: int
    last_due_on: date


def turning_overdue(session: Session) -> dict[int, int]:
    """Loans of the session's point of which principal turns overdue at it.

    Shape: loan id → đồng. Two statements.
    """
    loans = _in_term(session).filter(
        instalments__contract_due_on__lt=session.held_on,
    )
    turning = {loan.pk: _turning(loan, session.held_on) for loan in loans}
    return {loan_id: amount for loan_id, amount in turning.items() if amount}


def due_and_passed(session: Session) -> list[Passed]:
    """What is due by a session's day and unpaid, in the order of names.

    Two statements. What does not turn overdue, by its contract or because the day
    is not over, is there too, with amount 0.
    """
    day = session.held_on
    loans = (
        _in_term(session)
        .filter(instalments__contract_due_on__lte=day)
        .select_related("borrower", "group", "programme", "balance")
        .order_by("borrower__sort_key", "pk")
    )
    found = []
    for loan in loans:
        dues = _dues(loan)
        left = [due for due in unpaid(dues, paid=_paid(loan)) if due.on <= day]
        if left:
            found.append(
                Passed(
                    loan,
                    since=left[0].on,
                    late=sum(due.amount for due in left if due.on < day),
                    unpaid=sum(due.amount for due in left),
                    amount=_turning(loan, day),
                    last_due_on=max(due.on for due in dues),
                )
            )
    return found


def _in_term(session: Session) -> QuerySet:
    return (
        Loan.objects.filter(
            point_id=session.point_id,
            state=LoanState.ACTIVE,
            balance__principal_in_term__gt=0,
            balance__last_value_date__lte=session.held_on,
        )
        .distinct()
        .select_related("balance")
        .prefetch_related("instalments")
    )


def _dues(loan: Loan) -> list[Due]:
    return [
        Due(part.extended_due_on or part.contract_due_on, part.amount)
        for part in loan.instalments.all()
    ]


def _paid(loan: Loan) -> int:
    return loan.balance.disbursed - loan.balance.outstanding


def _turning(loan: Loan, day: date) -> int:
    return principal_turning_overdue(
        _dues(loan),
        paid=_paid(loan),
        in_term=loan.balance.principal_in_term,
        overdue=loan.balance.principal_overdue,
        session_on=day,
        by_instalment=loan.has_instalment_rule,
    )


@refusing
def transfer_signed(
    *, session: Session, acts: Sequence[Any], key: UUID, by: Any, at: datetime
) -> list[Posting]:
    """Post transfers that one controller signed, whole, if the rule still says so.

    The caller holds the session. Raises: Refused CHANGED_SINCE_SIGNED.
    """
    proposed = turning_overdue(session)
    changed = [act for act in acts if proposed.get(act.loan_id) != act.amount]
    if changed:
        raise Refused(
            "CHANGED_SINCE_SIGNED",
            _("Something was paid since it was signed. Propose anew: %(contracts)s."),
            contracts=", ".join(act.loan.contract_number for act in changed),
        )
    rows = [
        Row(
            kind=PostingKind.OVERDUE_TRANSFER,
            loan_id=act.loan_id,
            amounts={"principal_overdue": act.amount, "principal_in_term": -act.amount},
        )
        for act in acts
    ]
    act = Act(
        key=key,
        by=by,
        at=at,
        checked_by=acts[0].checked_by,
        checked_way=acts[0].checked_way,
        fields=(
            "OVERDUE_TRANSFER",
            session_code(session),
            *(f"{act.loan.contract_number}:{act.amount}" for act in acts),
        ),
    )
    return post_many(session=session, act=act, rows=rows)
