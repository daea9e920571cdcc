"""The same payment a second time: a form sent again, or the same money typed anew."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from loans.actions.refusals import Refused
from loans.models import Loan, Posting, PostingKind, Session
from loans.models.accounts import INTEREST, PRINCIPAL

PAYMENTS = (PostingKind.REPAYMENT, PostingKind.SAVINGS_USE)


def payment_of(loan: Loan, key: UUID) -> Posting | None:
    """The payment that a key has left on a loan; None if it is new."""
    payments = Posting.objects.filter(loan=loan, key=key, kind__in=PAYMENTS)
    return payments.select_related("session", "posted_by").first()


def repay_again(
    *,
    posting: Posting,
    principal: int,
    interest: int,
    key: UUID,
    by: Any,
    at: datetime,
) -> Posting:
    """Answer a payment sent a second time with the first; nothing is added.

    Raises: Refused KEY_REUSED if the figures, in đồng, are others than those of `key`.
    """
    if (principal, interest) != (_sum(posting, PRINCIPAL), _sum(posting, INTEREST)):
        raise Refused(
            "KEY_REUSED",
            _(
                "This form was recorded before with other figures, voucher"
                " %(voucher)s. Open the page anew to record something else."
            ),
            voucher=f"{posting.voucher_number:06d}",
        )
    return posting


def _sum(posting: Posting, accounts: tuple[str, ...]) -> int:
    return -sum(getattr(posting, account) for account in accounts)


def same_before(
    loan: Loan, session: Session, amount: int, key: UUID | None = None
) -> Posting | None:
    """The payment of the same loan and amount that this session took already.

    What was reversed does not count, nor the rows of `key`, which is this very act.
    """
    payments = Posting.objects.filter(
        session=session, loan=loan, kind__in=PAYMENTS, sheet=None, reverses=None
    ).exclude(key=key)
    kept = payments.filter(reversed_by=None).select_related("posted_by")
    return next(
        (row for row in kept.order_by("pk") if row.cash + row.savings == amount), None
    )
