"""Principal and interest paid by the borrower, in cash at the counter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loans.actions import projections
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
from loans.models import (
    Loan,
    LoanBalance,
    Posting,
    PostingKind,
    SavingsAccount,
    Session,
    SessionKind,
)

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
    from_account: SavingsAccount | None = None,
    change_into: SavingsAccount | None = None,
    change: int = 0,
    payer: str = "",
    why_again: str = "",
) -> Posting:
    """Take a payment: account of PAYABLE → đồng. A pay-off accrues up to the day.

    In cash, or out of the borrower's own member account (`from_account`). Change of a
    cash payment may go into an account, as a deposit of the same act. `payer` names
    who came in the borrower's place, and the relation; `why_again` says why the same
    amount is paid a second time in one session. Both are kept with the posting.

    Returns the REPAYMENT or SAVINGS_USE row. Raises: Refused NOTHING_PAID,
    MORE_THAN_OWED, NOT_PAID_OFF, SERVED_ELSEWHERE, NOT_OWN_ACCOUNT, and those of the
    ledger.
    """
    _refuse_strange_account(loan, from_account, change_into, change)
    paid = _what_is_paid(paid)
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
                from_account.number if from_account else "CASH",
                change,
            ),
            reason="; ".join(filter(None, (payer, why_again))),
        )
        earlier = earlier_postings(key, act.digest)
        if earlier:
            return _payment_of(earlier)
        # Held before it is reckoned: the point's session may be opening meanwhile.
        projections.lock_loans([loan.pk])
        refuse_elsewhere(loan.point_id, session)
        rows = _payoff_accrual(loan, session) if is_payoff else []
        _refuse_beyond(paid, _owed(loan, rows), is_payoff)
        rows.append(_payment_row(loan, paid, from_account))
        if change:
            rows.append(_change_row(change_into, change))
        postings = post_many(session=session, act=act, rows=rows)
        settle_states([loan.pk], session.held_on)
        return _payment_of(postings)


def _what_is_paid(paid: Mapping[str, int]) -> dict[str, int]:
    paid = {account: paid[account] for account in PAYABLE if paid.get(account)}
    if not paid or min(paid.values()) < 0:
        raise Refused("NOTHING_PAID", _("Enter what is paid."))
    return paid


def _owed(loan: Loan, rows: list[Row]) -> dict[str, int]:
    """What may be paid, by account, after the rows of this act; the balance is held."""
    balance = LoanBalance.objects.get(loan=loan)
    return {
        account: getattr(balance, account)
        + sum(row.amounts.get(account, 0) for row in rows)
        for account in PAYABLE
    }


def _change_row(account: SavingsAccount, change: int) -> Row:
    return Row(
        kind=PostingKind.DEPOSIT,
        savings_account_id=account.pk,
        amounts={"cash": change, "savings": -change},
    )


def _payment_row(
    loan: Loan, paid: Mapping[str, int], from_account: SavingsAccount | None
) -> Row:
    source = "savings" if from_account else "cash"
    return Row(
        kind=PostingKind.SAVINGS_USE if from_account else PostingKind.REPAYMENT,
        loan_id=loan.pk,
        savings_account_id=from_account.pk if from_account else None,
        amounts={
            source: sum(paid.values()),
            **{account: -amount for account, amount in paid.items()},
        },
    )


def _payment_of(postings: list[Posting]) -> Posting:
    payments = (PostingKind.REPAYMENT, PostingKind.SAVINGS_USE)
    return next(posting for posting in postings if posting.kind in payments)


def _refuse_strange_account(
    loan: Loan,
    from_account: SavingsAccount | None,
    change_into: SavingsAccount | None,
    change: int,
) -> None:
    for account in (from_account, change_into):
        if account is not None and account.person_id != loan.borrower_id:
            raise Refused(
                "NOT_OWN_ACCOUNT",
                _("The member account belongs to somebody else."),
            )
    if change < 0 or (change and (change_into is None or from_account is not None)):
        raise Refused(
            "NOTHING_PAID", _("Change goes into a member account, from cash only.")
        )


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
