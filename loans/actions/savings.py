"""Member accounts: opened once, paid into with interest or at the counter."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loans.actions.ledger import Act, Row, post, session_code
from loans.actions.refusals import Refused, refusing
from loans.models import Posting, PostingKind, SavingsAccount, SavingsBalance, Session


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


@refusing
def deposit(
    *,
    account: SavingsAccount,
    amount: int,
    session: Session,
    key: UUID,
    by: Any,
    at: datetime,
) -> Posting:
    """Take a deposit in cash, in đồng. Raises: Refused NOTHING_PAID."""
    if amount <= 0:
        raise Refused("NOTHING_PAID", _("Enter what is paid."))
    return post(
        session=session,
        act=Act(
            key=key,
            by=by,
            at=at,
            fields=("DEPOSIT", session_code(session), account.number, amount),
        ),
        row=Row(
            kind=PostingKind.DEPOSIT,
            savings_account_id=account.pk,
            amounts={"cash": amount, "savings": -amount},
        ),
    )
