"""Principal and interest paid by the borrower, in cash at the counter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loans.actions.accruals import accrual_row, running_interest
from loans.actions.disbursements import refuse_elsewhere
from loans.actions.ledger import (
    Act,
    Row,
    earlier_postings,
    lock_session,
    post_many,
    session_code,
)
from loans.actions.loans import settle_states
from loans.actions.refusals import Refused, refusing
from loans.models import Loan, LoanBalance, Posting, PostingKind, Session, SessionKind

PAYABLE = (
    "principal_in_term",
    "principal_overdue",
    "interest_in_term",
    "interest_overdue",
    "interest_grace",
)
"""What a payment may meet, by account."""


@refusing
def repay(
    *,
    loan: Loan,
    session: Session,
    paid: Mapping[str, int],
    key: UUID,
    by: Any,
    at: datetime,
    is_payoff: bool = False,
) -> Posting:
    """Take a payment: account of PAYABLE → đồng. A pay-off accrues up to the day.

    Returns the REPAYMENT row. Raises: Refused NOTHING_PAID, MORE_THAN_OWED,
    NOT_PAID_OFF, SERVED_ELSEWHERE, and those of the ledger.
    """
    paid = {account: paid[account] for account in PAYABLE if paid.get(account)}
    if not paid or min(paid.values()) < 0:
        raise Refused("NOTHING_PAID", _("Enter what is paid."))
    with transaction.atomic():
        session = lock_session(session.pk)
        act = Act(
            key=key,
            by=by,
            at=at,
            fields=(
                "REPAYMENT",
                session_code(session),
                loan.contract_number,
                *(f"{account}:{amount}" for account, amount in paid.items()),
                is_payoff,
            ),
        )
        earlier = earlier_postings(key, act.digest)
        if earlier:
            return earlier[-1]
        refuse_elsewhere(loan.point_id, session)
        balance = LoanBalance.objects.select_for_update().get(loan=loan)
        rows = _payoff_accrual(loan, session) if is_payoff else []
        owed = {
            account: getattr(balance, account)
            + sum(row.amounts.get(account, 0) for row in rows)
            for account in PAYABLE
        }
        _refuse_beyond(paid, owed, is_payoff)
        rows.append(
            Row(
                kind=PostingKind.REPAYMENT,
                loan_id=loan.pk,
                amounts={
                    "cash": sum(paid.values()),
                    **{account: -amount for account, amount in paid.items()},
                },
            )
        )
        posting = post_many(session=session, act=act, rows=rows)[-1]
        settle_states([loan.pk], session.held_on)
        return posting


def _payoff_accrual(loan: Loan, session: Session) -> list[Row]:
    """The interest since the last session; at the point it stands there already."""
    if session.kind == SessionKind.POINT:
        return []
    running = running_interest([loan.pk], session.held_on).get(loan.pk)
    row = accrual_row(running) if running else None
    return [row] if row else []


def _refuse_beyond(
    paid: Mapping[str, int], owed: Mapping[str, int], is_payoff: bool
) -> None:
    for account, amount in paid.items():
        if amount > owed[account]:
            raise Refused(
                "MORE_THAN_OWED",
                _("More than the %(amount)s owed. Pay off?"),
                amount=f"{owed[account]:,}".replace(",", "."),
            )
    if is_payoff and sum(paid.values()) != sum(owed.values()):
        raise Refused(
            "NOT_PAID_OFF",
            _("To pay off, %(amount)s is owed."),
            amount=f"{sum(owed.values()):,}".replace(",", "."),
        )
