"""The same payment a second time: a form sent again, or the same money typed anew."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loans.actions.refusals import Refused
from loans.models import Person, Posting, PostingKind, SavingsAccount, Session
from loans.models.accounts import INTEREST, PRINCIPAL

PAYMENTS = (PostingKind.REPAYMENT, PostingKind.SAVINGS_USE)


def payments_of(borrower: Person, key: UUID) -> list[Posting]:
    """The payments that a key has left on a borrower's loans; none if it is new."""
    payments = Posting.objects.filter(
        loan__borrower=borrower, key=key, kind__in=PAYMENTS
    )
    return list(payments.select_related("session", "posted_by").order_by("line"))


def repay_again(
    *,
    payments: list[Posting],
    typed: Mapping[int, tuple[int, int]],
    key: UUID,
    by: Any,
    at: datetime,
) -> list[Posting]:
    """Answer a payment sent a second time with the first; nothing is added.

    `typed` are the figures of each loan now: loan id → (principal, interest), in đồng.

    Raises: Refused KEY_REUSED if they are others than those of `key`.
    """
    first = {
        posting.loan_id: (_sum(posting, PRINCIPAL), _sum(posting, INTEREST))
        for posting in payments
    }
    if typed != first:
        raise Refused(
            "KEY_REUSED",
            _(
                "This form was recorded before with other figures, voucher"
                " %(voucher)s. Open the page anew to record something else."
            ),
            voucher=f"{payments[0].voucher_number:06d}",
        )
    return payments


def _sum(posting: Posting, accounts: tuple[str, ...]) -> int:
    return -sum(getattr(posting, account) for account in accounts)


def same_before(
    amounts: Mapping[int, int], session: Session, key: UUID | None = None
) -> Posting | None:
    """A payment of the same loan and amount that this session took already.

    `amounts` are of one act: loan id → đồng. What was reversed does not count, nor
    the rows of `key`, which is this very act.
    """
    taken = _taken(session, key).filter(loan__in=amounts, kind__in=PAYMENTS)
    same = (row for row in taken if row.cash + row.savings == amounts[row.loan_id])
    return next(same, None)


def same_deposit_before(
    account: SavingsAccount, amount: int, session: Session, key: UUID | None = None
) -> Posting | None:
    """A deposit of the same amount, in đồng, that this session took already."""
    taken = _taken(session, key).filter(
        savings_account=account, kind=PostingKind.DEPOSIT, cash=amount
    )
    return taken.first()


def refuse_taken(first: Posting | None) -> None:
    """Raise Refused ALREADY_TAKEN for the `first` of its values, where there is one."""
    if first is not None:
        raise Refused(
            "ALREADY_TAKEN",
            _(
                "The same amount was taken already, voucher %(voucher)s."
                " Say why it is paid again."
            ),
            voucher=f"{first.voucher_number:06d}",
            first=first,
        )


def _taken(session: Session, key: UUID | None) -> QuerySet:
    """What a session took at its counter and that stands, oldest first."""
    taken = Posting.objects.standing().filter(session=session, sheet=None)
    return taken.exclude(key=key).select_related("posted_by").order_by("pk")
