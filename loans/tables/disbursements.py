"""The payments out of a session: to prepare, prepared, signed, paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from loans.actions.disbursements import use_check_by
from loans.models import (
    Loan,
    LoanState,
    Posting,
    PostingKind,
    PreparedAct,
    Session,
    SessionKind,
)

SHOWN = 300
"""A session pays out a few loans; an office's list stops here."""


class PaymentState(StrEnum):
    """How far one payment is between its two people."""

    TO_PREPARE = "TO_PREPARE"
    PREPARED = "PREPARED"
    SIGNED = "SIGNED"
    PAID = "PAID"


@dataclass(frozen=True)
class Payment:
    """Tranche `number` of `of`, in đồng; `against` is why it cannot be paid out.

    `use_check_by` is until when the use of what was paid is to be checked (06/TD).
    """

    loan: Loan
    number: int
    of: int
    amount: int
    act: PreparedAct | None = None
    posting: Posting | None = None
    against: str = ""
    use_check_by: date | None = None

    @property
    def state(self) -> PaymentState:
        if self.posting:
            return PaymentState.PAID
        if self.act is None:
            return PaymentState.TO_PREPARE
        return PaymentState.SIGNED if self.act.checked_by_id else PaymentState.PREPARED

    @property
    def is_provisional(self) -> bool:
        """Whether a student's schedule may still change with a later tranche."""
        return bool(self.loan.graduates_on) and self.number < self.of


def payments(session: Session) -> list[Payment]:
    """What is paid in a session and what could be, by name. Six statements."""
    acts = list(
        PreparedAct.objects.filter(
            session=session, kind=PostingKind.DISBURSEMENT, set_aside_at__isnull=True
        ).select_related("prepared_by", "checked_by")
    )
    rows = [*_paid(session, acts), *_to_pay(session, acts)]
    return sorted(rows, key=lambda row: (row.loan.borrower.sort_key, row.loan.pk))


def payment_of(loan: Loan) -> tuple[int, int, int] | None:
    """Number, count and amount of the tranche to be paid next; None if all is paid."""
    tranches = sorted(loan.tranches.all(), key=lambda tranche: tranche.number)
    paid = loan.balance.disbursed
    for number, tranche in enumerate(tranches, 1):
        if paid < tranche.amount:
            return number, len(tranches), tranche.amount
        paid -= tranche.amount
    return None


def _paid(session: Session, acts: Iterable[PreparedAct]) -> list[Payment]:
    by_key = {act.key: act for act in acts}
    postings = (
        Posting.objects.standing()
        .filter(session=session, kind=PostingKind.DISBURSEMENT)
        .select_related(
            "posted_by",
            "checked_by",
            "loan__borrower",
            "loan__programme",
            "loan__balance",
        )
        .prefetch_related("loan__tranches")
        .order_by("-pk")
    )
    left: dict[int, int] = {}
    rows: list[Payment] = []
    check_by = use_check_by(session.held_on) if postings else None
    for posting in postings:
        loan, amount = posting.loan, posting.principal_in_term
        before = left.get(loan.pk, loan.balance.disbursed) - amount
        left[loan.pk] = before
        number = _number_after(loan, before)
        rows.append(
            Payment(
                loan,
                number,
                len(loan.tranches.all()),
                amount,
                by_key.get(posting.key),
                posting,
                use_check_by=check_by,
            )
        )
    return rows


def _number_after(loan: Loan, paid: int) -> int:
    number = 1
    for tranche in sorted(loan.tranches.all(), key=lambda one: one.number):
        if paid < tranche.amount:
            break
        paid -= tranche.amount
        number += 1
    return number


def _to_pay(session: Session, acts: Iterable[PreparedAct]) -> list[Payment]:
    waiting = {act.loan_id: act for act in acts if act.done_at is None}
    here = Q(point_id=session.point_id)
    if session.kind == SessionKind.OFFICE:
        here = Q(point__office_id=session.office_id)
    loans = (
        Loan.objects.filter(
            here,
            state__in=[LoanState.APPROVED, LoanState.ACTIVE],
            balance__disbursed__lt=F("principal"),
            tranches__planned_on__lte=session.held_on,
        )
        .select_related("borrower", "programme", "balance")
        .prefetch_related("tranches")
        .distinct()
        .order_by("pk")[:SHOWN]
    )
    rows = []
    for loan in loans:
        number, of, amount = payment_of(loan)
        planned = sorted(loan.tranches.all(), key=lambda one: one.number)[number - 1]
        if planned.planned_on <= session.held_on:
            rows.append(
                Payment(
                    loan,
                    number,
                    of,
                    amount,
                    waiting.get(loan.pk),
                    against=_against(loan, session.held_on),
                )
            )
    return rows


def _against(loan: Loan, day: date) -> Any:
    if loan.state == LoanState.APPROVED and day > loan.valid_until:
        return _("The approval was valid until %(day)s.") % {
            "day": f"{loan.valid_until:%d/%m/%Y}"
        }
    return ""
