"""Principal that turns overdue at a session, after the day's payments."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from loans.actions.ledger import Act, Row, lock_session, post_many, session_code
from loans.actions.refusals import refusing
from loans.models import Loan, LoanState, Posting, PostingKind, Session
from loans.rules.overdue import Due, principal_turning_overdue


def turning_overdue(session: Session) -> dict[int, int]:
    """Loans of the session's point of which principal turns overdue at it.

    Shape: loan id → đồng. Two statements.
    """
    loans = (
        Loan.objects.filter(
            point_id=session.point_id,
            state=LoanState.ACTIVE,
            balance__principal_in_term__gt=0,
            instalments__contract_due_on__lt=session.held_on,
        )
        .distinct()
        .select_related("balance")
        .prefetch_related("instalments")
    )
    proposed = {}
    for loan in loans:
        balance = loan.balance
        amount = principal_turning_overdue(
            [
                Due(part.extended_due_on or part.contract_due_on, part.amount)
                for part in loan.instalments.all()
            ],
            paid=balance.disbursed - balance.outstanding,
            in_term=balance.principal_in_term,
            overdue=balance.principal_overdue,
            session_on=session.held_on,
            by_instalment=loan.has_instalment_rule,
        )
        if amount:
            proposed[loan.pk] = amount
    return proposed


@refusing
def transfer_overdue(
    *,
    session: Session,
    key: UUID,
    by: Any,
    checked_by: Any,
    checked_way: str,
    at: datetime,
) -> list[Posting]:
    """Move what the rule proposes to overdue, in one act of two people."""
    with transaction.atomic():
        session = lock_session(session.pk)
        proposed = turning_overdue(session)
        rows = [
            Row(
                kind=PostingKind.OVERDUE_TRANSFER,
                loan_id=loan_id,
                amounts={"principal_overdue": amount, "principal_in_term": -amount},
            )
            for loan_id, amount in sorted(proposed.items())
        ]
        if not rows:
            return list(Posting.objects.filter(key=key).order_by("line"))
        act = Act(
            key=key,
            by=by,
            at=at,
            checked_by=checked_by,
            checked_way=checked_way,
            fields=(
                "OVERDUE_TRANSFER",
                session_code(session),
                *(f"{row.amounts}" for row in rows),
            ),
        )
        return post_many(session=session, act=act, rows=rows)
