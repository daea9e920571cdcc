"""Member accounts: opened once, paid into with interest or at the counter."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from loans.actions.cash import refuse_short
from loans.actions.disbursements import refuse_elsewhere
from loans.actions.ledger import (
    Act,
    Row,
    earlier_postings,
    lock_session,
    post,
    session_code,
)
from loans.actions.paid_again import refuse_taken, same_deposit_before
from loans.actions.refusals import Refused, refusing
from loans.models import (
    LoanBalance,
    Person,
    Posting,
    PostingKind,
    SavingsAccount,
    SavingsBalance,
    Session,
)
from loans.models.accounts import LOAN_ACCOUNTS

_OWED = sum((F(account) for account in LOAN_ACCOUNTS[1:]), F(LOAN_ACCOUNTS[0]))


@refusing
def open_account(
    *, number: str, person: Any, point: Any, opened_on: date, consents: bool
) -> SavingsAccount:
    """Open a member account (01/TGTV), empty."""
    with transaction.atomic():
        account = SavingsAccount.objects.create(
            number=number,
            person=person,
            point=point,
            opened_on=opened_on,
            consents_to_debit=consents,
        )
        SavingsBalance.objects.create(savings_account=account)
        return account


def open_for_member(
    *, person: Any, point: Any, opened_on: date, consents: bool
) -> SavingsAccount:
    """Open the first account of a member at a point, numbered after the customer.

    Raises: Refused NO_CUSTOMER, ALREADY_OPEN.
    """
    if not person.customer_code:
        raise Refused(
            "NO_CUSTOMER", _("Give the person a customer code first; then open.")
        )
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        accounts = SavingsAccount.objects.filter(person=person)
        if accounts.filter(point=point).exists():
            raise Refused("ALREADY_OPEN", _("The member has an account here already."))
        return open_account(
            number=f"105{accounts.count():03}{person.customer_code}",
            person=person,
            point=point,
            opened_on=opened_on,
            consents=consents,
        )


@refusing
def deposit(
    *,
    account: SavingsAccount,
    amount: int,
    session: Session,
    key: UUID,
    by: Any,
    at: datetime,
    why_again: str = "",
) -> Posting:
    """Take a deposit in cash, in đồng.

    `why_again` says why the same amount is paid in a second time in one session.

    Raises: Refused NOTHING_PAID, SERVED_ELSEWHERE, ALREADY_TAKEN, and those of the
    ledger.
    """
    if amount <= 0:
        raise Refused("NOTHING_PAID", _("Enter what is paid."))
    with transaction.atomic():
        session = lock_session(session.pk)
        act = Act(
            key=key,
            by=by,
            at=at,
            fields=("DEPOSIT", session_code(session), account.number, amount),
            reason=why_again,
        )
        earlier = earlier_postings(key, act.digest)
        if earlier:
            return earlier[0]
        refuse_elsewhere(account.point_id, session)
        if not why_again:
            refuse_taken(same_deposit_before(account, amount, session, key))
        return post(
            session=session,
            act=act,
            row=Row(
                kind=PostingKind.DEPOSIT,
                savings_account_id=account.pk,
                amounts={"cash": amount, "savings": -amount},
            ),
        )


@refusing
def withdraw(
    *,
    account: SavingsAccount,
    amount: int,
    session: Session,
    key: UUID,
    by: Any,
    checked_by: Any,
    checked_way: str,
    at: datetime,
) -> Posting:
    """Pay savings out in cash, under two signatures, once all debts are repaid.

    Raises: Refused STILL_OWES, NOT_ENOUGH_SAVED, CASH_SHORT, SERVED_ELSEWHERE, and
    those of the ledger.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        act = Act(
            key=key,
            by=by,
            at=at,
            checked_by=checked_by,
            checked_way=checked_way,
            fields=("WITHDRAWAL", session_code(session), account.number, amount),
        )
        earlier = earlier_postings(key, act.digest)
        if earlier:
            return earlier[0]
        refuse_elsewhere(account.point_id, session)
        refuse_withdrawal(account, amount)
        refuse_short(session, amount)
        return post(
            session=session,
            act=act,
            row=Row(
                kind=PostingKind.WITHDRAWAL,
                savings_account_id=account.pk,
                amounts={"savings": amount, "cash": -amount},
            ),
        )


def refuse_withdrawal(account: SavingsAccount, amount: int) -> None:
    """Raise Refused unless the member owes nothing and has saved that much."""
    owed = LoanBalance.objects.filter(loan__borrower_id=account.person_id).aggregate(
        total=Sum(_OWED, default=0)
    )["total"]
    if owed:
        raise Refused(
            "STILL_OWES",
            _("Withdrawal only when debts are repaid. Still owed %(amount)s."),
            amount=f"{owed:,}".replace(",", "."),
        )
    saved = SavingsBalance.objects.get(savings_account=account).amount
    if amount <= 0 or amount > saved:
        raise Refused(
            "NOT_ENOUGH_SAVED",
            _("The member account holds %(amount)s only."),
            amount=f"{saved:,}".replace(",", "."),
        )
