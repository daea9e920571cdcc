"""Paying a loan out, under two signatures."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from loans.actions.cash import refuse_short
from loans.actions.ledger import (
    Act,
    Row,
    earlier_postings,
    lock_session,
    post,
    session_code,
)
from loans.actions.loans import move_start
from loans.actions.refusals import Refused, refusing
from loans.models import (
    Loan,
    LoanState,
    Posting,
    PostingKind,
    Session,
    SessionKind,
    SessionState,
    Tranche,
)
from programmes.models import BankRules


@refusing
def disburse(
    *,
    loan: Loan,
    session: Session,
    key: UUID,
    by: Any,
    checked_by: Any,
    checked_way: str,
    at: datetime,
    is_by_transfer: bool = False,
) -> Posting:
    """Pay out the next tranche of a loan; the first one makes it active.

    In cash, which the till must hold, or by transfer to a bank account.

    Raises: Refused APPROVAL_LAPSED, NOTHING_LEFT_TO_PAY_OUT, SERVED_ELSEWHERE,
    CASH_SHORT, and those of the ledger.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        loan = (
            Loan.objects.select_for_update(of=("self",))
            .select_related("programme", "point", "balance")
            .get(pk=loan.pk)
        )
        act = Act(
            key=key,
            by=by,
            at=at,
            checked_by=checked_by,
            checked_way=checked_way,
            is_by_transfer=is_by_transfer,
            fields=(
                "DISBURSEMENT",
                session_code(session),
                loan.contract_number,
                is_by_transfer,
            ),
        )
        earlier = earlier_postings(key, act.digest)
        if earlier:
            return earlier[0]
        refuse_elsewhere(loan.point_id, session)
        tranche = _next_tranche(loan, session.held_on)
        if not is_by_transfer:
            refuse_short(session, tranche.amount)
        if loan.state == LoanState.APPROVED:
            _begin(loan, session.held_on)
        return post(
            session=session,
            act=act,
            row=Row(
                kind=PostingKind.DISBURSEMENT,
                loan_id=loan.pk,
                amounts={
                    "principal_in_term": tranche.amount,
                    "cash": -tranche.amount,
                },
            ),
        )


def payable_tranche(loan: Loan, session: Session) -> Tranche:
    """The tranche that would be paid out in a session.

    Raises: Refused as `disburse` does, but for the cash.
    """
    loan = Loan.objects.select_related("balance").get(pk=loan.pk)
    refuse_elsewhere(loan.point_id, session)
    return _next_tranche(loan, session.held_on)


def use_to_be_checked_by(loan: Loan) -> date | None:
    """Until when the use of the money last paid out is to be checked (06/TD).

    By the rules of the day, as `use_check_by`. One statement.
    """
    rules = BankRules.objects.in_force(OuterRef("value_date"))
    last = (
        Posting.objects.standing()
        .filter(loan=loan, kind=PostingKind.DISBURSEMENT)
        .order_by("-pk")
        .values_list("value_date", Subquery(rules.values("use_check_within_days")))
        .first()
    )
    return last and last[0] + timedelta(days=last[1])


def use_check_by(paid_on: date) -> date:
    """Until when the use of money paid out on a day is to be checked (06/TD).

    By the bank's rules of that day; a later one does not move it. One statement.
    """
    rules = BankRules.objects.in_force(paid_on).get()
    return paid_on + timedelta(days=rules.use_check_within_days)


def refuse_elsewhere(point_id: int, session: Session) -> None:
    """A point whose own session is open is served there and nowhere else (D26).

    Raises: Refused SERVED_ELSEWHERE.
    """
    if session.kind == SessionKind.POINT:
        return
    open_there = Session.objects.filter(
        point_id=point_id, state__in=[SessionState.OPEN, SessionState.COUNTING]
    ).exists()
    if open_there:
        raise Refused(
            "SERVED_ELSEWHERE",
            _("The session of this loan's point is open. Record it there."),
        )


def _next_tranche(loan: Loan, day: date) -> Tranche:
    has_ended = loan.state == LoanState.APPROVED and day > loan.valid_until
    if has_ended or loan.state == LoanState.LAPSED:
        raise Refused(
            "APPROVAL_LAPSED",
            _("The approval was valid until %(day)s."),
            day=f"{loan.valid_until:%d/%m/%Y}",
        )
    paid_out = loan.balance.disbursed
    for tranche in loan.tranches.order_by("number"):
        if paid_out < tranche.amount:
            return tranche
        paid_out -= tranche.amount
    raise Refused(
        "NOTHING_LEFT_TO_PAY_OUT", _("All that was approved is paid out already.")
    )


def _begin(loan: Loan, day: date) -> None:
    """From the first money on the contract runs; its days are counted from there."""
    if day != loan.contract_on:
        move_start(loan, day)
    loan.state = LoanState.ACTIVE
    loan.save(update_fields=["state"])
