"""14/TD, the notice that principal was transferred to overdue; one loan each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from loans.actions.overdue import turning_overdue
from loans.actions.printings import log_printings
from loans.documents.document import Document
from loans.documents.facts import (
    day_text,
    is_over,
    leaders_of,
    print_facts,
    session_facts,
    two_ids,
    whole_session,
)
from loans.models import (
    Loan,
    LoanRate,
    Posting,
    PostingKind,
    Printing,
    Session,
)
from loans.models.accounts import LOAN_ACCOUNTS, PRINCIPAL
from loans.rules.overdue import Due, unpaid
from programmes.access import HeldPosts, Permission
from programmes.rules.money import in_words
from programmes.templatetags.display import percent

FORM = "14/TD"


def find(subject: str, posts: HeldPosts) -> dict[str, Any]:
    """ "7/12" is loan 12 at session 7; "7" every loan that turns overdue there.

    Raises: ObjectDoesNotExist.
    """
    session_id, loan_id = two_ids(subject)
    session = whole_session(session_id, posts)["session"]
    loans = Loan.objects.within(posts).filter(point_id=session.point_id)
    if loan_id:
        return {"session": session, "loans": [loans.get(pk=loan_id)]}
    return {"session": session, "loans": list(loans.filter(pk__in=turning(session)))}


def turning(session: Session) -> set[int]:
    """Ids of the loans with a notice: transferred, or proposed until the close."""
    return {*_transferred(session), *_proposed(session)}


def read(*, session: Session, **_others: Any) -> dict[str, Any]:
    """`transferred`: loan id → its posting; `proposed`: loan id → đồng by the rule."""
    return {"transferred": _transferred(session), "proposed": _proposed(session)}


def log(
    *,
    session: Session,
    loans: list[Loan],
    transferred: Mapping[int, Posting],
    proposed: Mapping[int, int],
    by: Any,
    at: datetime,
) -> list[Printing]:
    """As posted where it is posted; else as the rule proposes, until the session ends.

    Raises: Refused NOTHING_TO_PRINT if none of the loans turns overdue here.
    """
    printings = []
    posted = [loan for loan in loans if loan.pk in transferred]
    waiting = [
        loan for loan in loans if loan.pk in proposed.keys() - transferred.keys()
    ]
    for found, is_recorded in ((posted, True), (waiting, False)):
        if found or not (posted or waiting):
            printings += log_printings(
                form=FORM,
                session=session,
                subjects=[{"loan": loan} for loan in found],
                is_recorded=is_recorded,
                by=by,
                at=at,
            )
    return printings


def contexts(
    printings: Sequence[Printing],
    *,
    transferred: Mapping[int, Posting],
    proposed: Mapping[int, int],
) -> list[dict[str, Any]]:
    """The notices of one session; amounts in đồng as they stand after the transfer."""
    session = printings[0].session
    loans = _with_all([one.loan_id for one in printings])
    rates = LoanRate.objects.in_force(session.held_on).filter(loan__in=loans)
    rate_of = {rate.loan_id: rate for rate in rates}
    leaders = leaders_of([loan.group_id for loan in loans.values()], session)
    head = session_facts(session)
    posted = [one.loan_id for one in printings if one.is_recorded]
    after = _owed_after([transferred[loan] for loan in posted if loan in transferred])
    return [
        {
            **head,
            **_to_whom(loans[one.loan_id]),
            **_owed(one, loans[one.loan_id], transferred, proposed, after),
            **_terms(loans[one.loan_id], rate_of[one.loan_id]),
            **_missed(loans[one.loan_id], session, after.get(one.loan_id)),
            "leader": leaders.get(loans[one.loan_id].group_id),
            "is_recorded": one.is_recorded,
            "office_address": session.office.address or None,
            "office_phone": session.office.phone or None,
            "print": print_facts(one),
        }
        for one in printings
    ]


def _with_all(loan_ids: Iterable[int]) -> dict[int, Loan]:
    """Loan id → the loan with everything that a notice says of it."""
    loans = Loan.objects.filter(pk__in=list(loan_ids)).select_related(
        "balance",
        "programme",
        "borrower__household__village",
        "group__organisation_unit",
    )
    return {loan.pk: loan for loan in loans.prefetch_related("instalments")}


def _owed(
    printing: Printing,
    loan: Loan,
    transferred: Mapping[int, Posting],
    proposed: Mapping[int, int],
    after: Mapping[int, dict[str, int]],
) -> dict[str, Any]:
    """A draft leaves the interest open: the accrual of the session comes before."""
    posting = transferred.get(loan.pk) if printing.is_recorded else None
    if posting:
        amount, owed = posting.principal_overdue, after[loan.pk]
    else:
        amount = proposed.get(loan.pk, 0)
        owed = {name: getattr(loan.balance, name) for name in LOAN_ACCOUNTS}
        owed["principal_in_term"] -= amount
        owed["principal_overdue"] += amount
    return {
        "amount": amount,
        "amount_in_words": in_words(amount).capitalize(),
        "in_term": owed["principal_in_term"],
        "overdue": owed["principal_overdue"],
        "interest": posting and owed["interest_in_term"] + owed["interest_overdue"],
        "number": posting and f"{posting.voucher_number:06d}",
    }


def _terms(loan: Loan, rate: LoanRate) -> dict[str, Any]:
    return {
        "programme": loan.programme.name,
        "contract": loan.contract_number,
        "contract_on": day_text(loan.contract_on),
        "principal": loan.principal,
        "annual_rate": percent(rate.annual_rate_percent),
        "overdue_rate": percent(rate.overdue_rate_percent),
    }


def _to_whom(loan: Loan) -> dict[str, Any]:
    village, group = loan.borrower.household.village, loan.group
    return {
        "borrower": loan.borrower.full_name,
        "customer_code": loan.borrower.customer_code,
        "village": {"kind": village.kind, "name": village.name},
        "group_code": group.code if group else None,
        "organisation": group.organisation_unit.name if group else None,
    }


def _missed(
    loan: Loan, session: Session, after: Mapping[str, int] | None
) -> dict[str, Any]:
    """The day that was missed, and whether it was the loan's last.

    By what was paid up to the transfer, `after` which the loan stood so; by the
    balance of now for a draft.
    """
    parts = loan.instalments.all()
    dues = [Due(p.extended_due_on or p.contract_due_on, p.amount) for p in parts]
    final = max(due.on for due in dues)
    if session.held_on > final:
        return {"due_on": day_text(final), "is_final": True}
    if after is None:
        paid = loan.balance.disbursed - loan.balance.outstanding
    else:
        paid = after["disbursed"] - sum(after[name] for name in PRINCIPAL)
    late = [due.on for due in unpaid(dues, paid=paid) if due.on < session.held_on]
    return {"due_on": day_text(max(late, default=None)), "is_final": False}


def _transferred(session: Session) -> dict[int, Posting]:
    rows = Posting.objects.standing().filter(
        session=session, kind=PostingKind.OVERDUE_TRANSFER
    )
    return {row.loan_id: row for row in rows}


def _proposed(session: Session) -> dict[int, int]:
    return {} if is_over(session) else turning_overdue(session)


def _owed_after(transfers: Sequence[Posting]) -> dict[int, dict[str, int]]:
    """Loan id → what it owed once its transfer was posted, whatever came later.

    Account → đồng, and `disbursed` until then. One statement.
    """
    paid_out = Q(kind=PostingKind.DISBURSEMENT)
    rows = Posting.objects.filter(
        loan__postings__in=transfers, pk__lte=F("loan__postings__pk")
    ).values("loan_id")
    sums = rows.annotate(
        disbursed=Coalesce(Sum("principal_in_term", filter=paid_out), 0),
        **{name: Sum(name) for name in LOAN_ACCOUNTS},
    )
    return {row["loan_id"]: row for row in sums}


OVERDUE_NOTICE = Document(
    code=FORM,
    title="Thông báo chuyển nợ quá hạn",
    permission=Permission.SHEET_SEE,
    template="overdue_notice.typ",
    find=find,
    read=read,
    log=log,
    contexts=contexts,
)
