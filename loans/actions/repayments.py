"""Principal and interest paid by the borrower, in cash at the counter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
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
from loans.actions.paid_again import PAYMENTS, refuse_taken, same_before
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


@dataclass(frozen=True, kw_only=True)
class Paid:
    """What is paid of one loan: account of PAYABLE → đồng. A pay-off is all of it."""

    loan: Loan
    amounts: Mapping[str, int]
    is_payoff: bool = False

    @property
    def total(self) -> int:
        return sum(self.amounts.values())


def repay(
    *, loan: Loan, paid: Mapping[str, int], is_payoff: bool = False, **act: Any
) -> Posting:
    """Take a payment of one loan; see `repay_loans`, which gets the rest."""
    one = Paid(loan=loan, amounts=paid, is_payoff=is_payoff)
    return repay_loans(payments=[one], **act)[0]


@refusing
def repay_loans(
    *,
    payments: Sequence[Paid],
    session: Session,
    key: UUID,
    by: Any,
    at: datetime,
    from_account: SavingsAccount | None = None,
    change_into: SavingsAccount | None = None,
    change: int = 0,
    payer: str = "",
    why_again: str = "",
) -> list[Posting]:
    """Take what a borrower pays of one loan or several: one act, one voucher.

    In cash, or out of the borrower's own member account (`from_account`). A pay-off
    accrues up to the day. Change of a cash payment may go into an account, as a deposit
    of the same act. `payer` names who came in the borrower's place, and the relation;
    `why_again` says why the same amount is paid a second time in one session. Both are
    kept with the postings.

    Returns the REPAYMENT or SAVINGS_USE row of each loan. A fixed number of statements,
    and one for each point of the loans at an office's counter.

    Locks: session, loans by id, member accounts by id.
    Raises: Refused NOTHING_PAID, NOT_ONE_BORROWER, NOT_OWN_ACCOUNT, SERVED_ELSEWHERE,
    ALREADY_TAKEN, MORE_THAN_OWED, NOT_PAID_OFF, and those of the ledger.
    """
    payments = _what_is_paid(payments)
    _refuse_strange_account(payments[0].loan, from_account, change_into, change)
    loan_ids = [one.loan.pk for one in payments]
    with transaction.atomic():
        session = lock_session(session.pk)
        act = Act(
            key=key,
            by=by,
            at=at,
            fields=_fields(session, payments, from_account, change),
            reason="; ".join(filter(None, (payer, why_again))),
        )
        earlier = earlier_postings(key, act.digest)
        if earlier:
            return _payments_of(earlier)
        # Held before it is reckoned: the point's session may be opening meanwhile.
        projections.lock_loans(loan_ids)
        for point_id in {one.loan.point_id for one in payments}:
            refuse_elsewhere(point_id, session)
        if not why_again:
            amounts = {one.loan.pk: one.total for one in payments}
            refuse_taken(same_before(amounts, session, key))
        rows = _payoff_accruals(payments, session)
        _refuse_beyond(payments, rows)
        rows += [_payment_row(one, from_account) for one in payments]
        rows += _change_rows(change_into, change)
        postings = post_many(session=session, act=act, rows=rows)
        settle_states(loan_ids, session.held_on)
        return _payments_of(postings)


def _what_is_paid(payments: Sequence[Paid]) -> list[Paid]:
    """The payments without the accounts of which nothing is paid."""
    payments = [
        replace(one, amounts={a: one.amounts[a] for a in PAYABLE if one.amounts.get(a)})
        for one in payments
    ]
    amounts = [one.amounts.values() for one in payments]
    if not all(amounts) or min(chain.from_iterable(amounts), default=0) <= 0:
        raise Refused("NOTHING_PAID", _("Enter what is paid."))
    if len({one.loan.pk for one in payments}) < len(payments):
        raise ValueError("a loan is paid once in an act")
    if len({one.loan.borrower_id for one in payments}) > 1:
        raise Refused(
            "NOT_ONE_BORROWER",
            _("The loans belong to several borrowers. Take them one by one."),
        )
    return payments


def _fields(
    session: Session,
    payments: Sequence[Paid],
    from_account: SavingsAccount | None,
    change: int,
) -> list[Any]:
    """The business fields of the act, of which its digest is made."""
    fields = ["REPAYMENT", session_code(session)]
    for one in payments:
        paid = [f"{account}:{amount}" for account, amount in one.amounts.items()]
        fields += [one.loan.contract_number, *paid, one.is_payoff]
    return [*fields, from_account.number if from_account else "CASH", change]


def _payoff_accruals(payments: Sequence[Paid], session: Session) -> list[Row]:
    """The interest since the last session; at the point it stands there already."""
    if session.kind == SessionKind.POINT:
        return []
    paid_off = [one.loan.pk for one in payments if one.is_payoff]
    if not paid_off:
        return []
    running = running_interest(paid_off, session.held_on)
    rows = [accrual_row(running[pk]) for pk in sorted(running)]
    return [row for row in rows if row]


def _refuse_beyond(payments: Sequence[Paid], accruals: Sequence[Row]) -> None:
    """More than is owed after the accruals of this act; the balances are held."""
    loan_ids = [one.loan.pk for one in payments]
    balances = LoanBalance.objects.in_bulk(loan_ids, field_name="loan_id")
    run = {row.loan_id: row.amounts for row in accruals}
    for one in payments:
        balance, added = balances[one.loan.pk], run.get(one.loan.pk, {})
        owed = {a: getattr(balance, a) + added.get(a, 0) for a in PAYABLE}
        which = f"{one.loan.contract_number}: " if len(payments) > 1 else ""
        for account, amount in one.amounts.items():
            if amount > owed[account]:
                raise Refused(
                    "MORE_THAN_OWED",
                    _("%(which)sMore than the %(amount)s owed. Pay off?"),
                    which=which,
                    amount=f"{owed[account]:,}".replace(",", "."),
                )
        if one.is_payoff and one.total != sum(owed.values()):
            raise Refused(
                "NOT_PAID_OFF",
                _("%(which)sTo pay off, %(amount)s is owed."),
                which=which,
                amount=f"{sum(owed.values()):,}".replace(",", "."),
            )


def _change_rows(account: SavingsAccount | None, change: int) -> list[Row]:
    if account is None or not change:
        return []
    amounts = {"cash": change, "savings": -change}
    kind = PostingKind.DEPOSIT
    return [Row(kind=kind, savings_account_id=account.pk, amounts=amounts)]


def _payment_row(one: Paid, from_account: SavingsAccount | None) -> Row:
    source = "savings" if from_account else "cash"
    return Row(
        kind=PostingKind.SAVINGS_USE if from_account else PostingKind.REPAYMENT,
        loan_id=one.loan.pk,
        savings_account_id=from_account.pk if from_account else None,
        amounts={
            source: one.total,
            **{account: -amount for account, amount in one.amounts.items()},
        },
    )


def _payments_of(postings: list[Posting]) -> list[Posting]:
    return [posting for posting in postings if posting.kind in PAYMENTS]


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
