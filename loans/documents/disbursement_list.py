"""Danh sách giải ngân: whom the session pays out, and who has received already."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loans.actions.printings import log_printings
from loans.documents.document import Document
from loans.documents.facts import (
    is_over,
    print_facts,
    session_facts,
    whole_session,
)
from loans.models import (
    Loan,
    LoanState,
    Posting,
    PostingKind,
    PreparedAct,
    Printing,
    Session,
)
from programmes.access import Permission
from programmes.rules.money import in_words

FORM = "DSGN"


@dataclass(frozen=True)
class Payment:
    """A tranche paid out or to be paid; `is_by_transfer` is None until it is known."""

    loan: Loan
    tranche_number: int
    amount: int
    is_by_transfer: bool | None
    voucher_number: int | None = None


def payments(session: Session) -> list[Payment]:
    """Paid by voucher, then those to come by group and name. Five statements."""
    paid = _paid(session)
    if is_over(session):
        return paid
    return paid + _to_come(session)


def read(*, session: Session, **_others: Any) -> dict[str, list[Payment]]:
    """`due_payments`, those of the session."""
    return {"due_payments": payments(session)}


def _paid(session: Session) -> list[Payment]:
    standing = Posting.objects.standing().filter(kind=PostingKind.DISBURSEMENT)
    rows = (
        standing.filter(session=session)
        .select_related("loan__borrower", "loan__programme", "loan__group")
        .order_by("voucher_number", "pk")
    )
    of_loans: dict[int, list[int]] = defaultdict(list)
    all_rows = standing.filter(loan__in=[row.loan_id for row in rows])
    for loan_id, pk in all_rows.order_by("pk").values_list("loan_id", "pk"):
        of_loans[loan_id].append(pk)
    return [
        Payment(
            row.loan,
            of_loans[row.loan_id].index(row.pk) + 1,
            row.principal_in_term,
            row.is_by_transfer,
            row.voucher_number,
        )
        for row in rows
    ]


def _to_come(session: Session) -> list[Payment]:
    loans = (
        Loan.objects.filter(
            point_id=session.point_id,
            state__in=[LoanState.APPROVED, LoanState.ACTIVE],
            tranches__planned_on__lte=session.held_on,
        )
        .exclude(state=LoanState.APPROVED, valid_until__lt=session.held_on)
        .select_related("borrower", "programme", "group", "balance")
        .prefetch_related("tranches")
        .order_by("group__code", "borrower__sort_key", "pk")
        .distinct()
    )
    ways = dict(
        PreparedAct.objects.filter(
            session=session,
            kind=PostingKind.DISBURSEMENT,
            done_at=None,
            set_aside_at=None,
        ).values_list("loan_id", "is_by_transfer")
    )
    found = [_next_of(loan, session, ways.get(loan.pk)) for loan in loans]
    return [payment for payment in found if payment]


def _next_of(loan: Loan, session: Session, way: bool | None) -> Payment | None:
    paid_out = loan.balance.disbursed
    for tranche in sorted(loan.tranches.all(), key=lambda one: one.number):
        if paid_out < tranche.amount:
            is_due = tranche.planned_on <= session.held_on
            return (
                Payment(loan, tranche.number, tranche.amount, way) if is_due else None
            )
        paid_out -= tranche.amount
    return None


def log(
    *, session: Session, due_payments: list[Payment], by: Any, at: datetime
) -> list[Printing]:
    return log_printings(
        form=FORM,
        session=session,
        subjects=[{}] if due_payments else [],
        is_recorded=is_over(session),
        by=by,
        at=at,
    )


def contexts(
    printings: Sequence[Printing], *, due_payments: list[Payment]
) -> list[dict[str, Any]]:
    """Amounts in đồng."""
    return [_context(printing, due_payments) for printing in printings]


def _context(printing: Printing, due_payments: list[Payment]) -> dict[str, Any]:
    lines = [
        {
            "number": number,
            "name": payment.loan.borrower.full_name,
            "customer_code": payment.loan.borrower.customer_code,
            "group": payment.loan.group.code if payment.loan.group else None,
            "programme": payment.loan.programme.short_name,
            "contract": payment.loan.contract_number,
            "tranche": payment.tranche_number,
            "amount": payment.amount,
            "is_by_transfer": payment.is_by_transfer,
            "voucher": payment.voucher_number and f"{payment.voucher_number:06d}",
        }
        for number, payment in enumerate(due_payments, 1)
    ]
    total = sum(line["amount"] for line in lines)
    return {
        **session_facts(printing.session),
        "is_recorded": printing.is_recorded,
        "lines": lines,
        "total": total,
        "total_in_words": in_words(total).capitalize(),
        "print": print_facts(printing),
    }


DISBURSEMENT_LIST = Document(
    code=FORM,
    title="Danh sách giải ngân",
    permission=Permission.SHEET_SEE,
    template="disbursement_list.typ",
    find=whole_session,
    read=read,
    log=log,
    contexts=contexts,
)
