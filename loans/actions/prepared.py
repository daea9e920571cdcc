"""Acts of two people: prepared by one, signed by another, carried out by the first.

What is signed is exactly what is posted: session, loan or account, amount.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loans.actions import cash, disbursements, savings, signing
from loans.actions.ledger import lock_session, refuse_unless_open
from loans.actions.refusals import Refused, refusing, said
from loans.actions.sessions import refuse_outsider
from loans.models import (
    Loan,
    Posting,
    PostingKind,
    PreparedAct,
    SavingsAccount,
    Session,
)
from programmes.access import Permission
from programmes.rules.keys import uuid7


@refusing
def prepare_disbursement(
    *,
    loan: Loan,
    session: Session,
    by: Any,
    at: datetime,
    is_present: bool,
    has_identity: bool,
    has_passbook: bool,
    received_by: str = "",
    authorisation: str = "",
    bank_account: str = "",
) -> PreparedAct:
    """Put a loan's next tranche before the controller, once the papers are seen.

    The borrower is there, or somebody with a paper (`authorisation`). A bank account
    makes it a transfer, which needs no cash.

    Raises: Refused PAPERS_MISSING, BORROWER_ABSENT, NOT_IN_TEAM, CASH_SHORT, and
    those of a disbursement.
    """
    if not (has_identity and has_passbook):
        raise Refused(
            "PAPERS_MISSING",
            _("See the citizen ID and the passbook first, then tick them."),
        )
    if not is_present and not (received_by and authorisation):
        raise Refused(
            "BORROWER_ABSENT",
            _(
                "The borrower receives in person; another person only with a paper:"
                " name both."
            ),
        )
    with transaction.atomic():
        session = lock_session(session.pk)
        refuse_unless_open(session)
        refuse_outsider(session, by)
        tranche = disbursements.payable_tranche(loan, session)
        if not bank_account:
            cash.refuse_short(session, tranche.amount)
        return PreparedAct.objects.create(
            kind=PostingKind.DISBURSEMENT,
            session=session,
            loan=loan,
            amount=tranche.amount,
            key=uuid7(at),
            is_by_transfer=bool(bank_account),
            bank_account=bank_account,
            received_by="" if is_present else received_by,
            authorisation="" if is_present else authorisation,
            prepared_by=by,
            prepared_at=at,
        )


@refusing
def prepare_withdrawal(
    *, account: SavingsAccount, session: Session, amount: int, by: Any, at: datetime
) -> PreparedAct:
    """Put a withdrawal before the controller.

    Raises: Refused NOT_IN_TEAM, STILL_OWES, NOT_ENOUGH_SAVED, CASH_SHORT.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        refuse_unless_open(session)
        refuse_outsider(session, by)
        savings.refuse_withdrawal(account, amount)
        cash.refuse_short(session, amount)
        return PreparedAct.objects.create(
            kind=PostingKind.WITHDRAWAL,
            session=session,
            savings_account=account,
            amount=amount,
            key=uuid7(at),
            prepared_by=by,
            prepared_at=at,
        )


@refusing
def sign(
    *, acts: Sequence[PreparedAct], by: Any, way: str, at: datetime
) -> list[PreparedAct]:
    """Sign acts of one session as its controller. Signed twice, nothing changes.

    What waits to turn overdue is transferred in one act, on one paper, and so has one
    signer: a second controller is told who signed the others.

    Raises: Refused SAME_PERSON, MAY_NOT_SIGN, NOT_WAITING, SEVERAL_SIGNERS.
    """
    with transaction.atomic():
        session = lock_session(acts[0].session_id)
        signing.refuse_unless_may_sign(by, session, Permission.ACT_SIGN, at)
        kept = list(
            PreparedAct.objects.select_for_update()
            .filter(pk__in=[act.pk for act in acts], session=session)
            .order_by("pk")
        )
        if any(act.kind == PostingKind.OVERDUE_TRANSFER for act in kept):
            _refuse_second_signer(session, by)
        unsigned = []
        for act in kept:
            if act.prepared_by_id == by.pk:
                raise Refused("SAME_PERSON", _("Who prepared it does not sign it."))
            if act.checked_by_id == by.pk:
                continue
            if act.checked_by_id or act.done_at or act.set_aside_at:
                raise Refused(
                    "NOT_WAITING", _("It was signed, paid or set aside meanwhile.")
                )
            act.checked_by, act.checked_at, act.checked_way = by, at, way
            unsigned.append(act.pk)
        PreparedAct.objects.filter(pk__in=unsigned).update(
            checked_by=by, checked_at=at, checked_way=way
        )
        return kept


@refusing
def carry_out(*, act: PreparedAct, by: Any, at: datetime) -> Posting:
    """Post a signed disbursement or withdrawal. Carried out twice, it posts once.

    Raises: Refused NOT_IN_TEAM, NOT_SIGNED, SET_ASIDE, CHANGED_SINCE_SIGNED,
    CASH_SHORT, and those of the posting.
    """
    with transaction.atomic():
        session = lock_session(act.session_id)
        act = (
            PreparedAct.objects.select_for_update(of=("self",))
            .select_related("loan", "savings_account", "checked_by")
            .get(pk=act.pk)
        )
        if act.done_at is None:
            refuse_outsider(session, by)
            _refuse_unless_signed(act)
            _refuse_paid_out_since(act)
            if not act.is_by_transfer:
                cash.refuse_short(session, act.amount)
        posting = _post(act, session, by, at)
        if act.done_at is None:
            act.done_at = at
            act.save(update_fields=["done_at"])
        return posting


@refusing
def set_aside(*, act: PreparedAct, by: Any, at: datetime) -> PreparedAct:
    """Put an act aside that will not be carried out. Raises: Refused NOT_WAITING."""
    with transaction.atomic():
        lock_session(act.session_id)
        act = PreparedAct.objects.select_for_update().get(pk=act.pk)
        if act.done_at is not None:
            raise Refused("NOT_WAITING", _("It is carried out; ask for a reversal."))
        if act.set_aside_at is None:
            put_aside(act, by, at)
        return act


def waiting(session: Session, kind: str):
    """Acts of a kind that are neither done nor set aside, oldest first."""
    return PreparedAct.objects.filter(
        session=session, kind=kind, done_at__isnull=True, set_aside_at__isnull=True
    ).order_by("pk")


def put_aside(act: PreparedAct, by: Any, at: datetime) -> None:
    """Mark an act as set aside; the caller holds its row."""
    act.set_aside_by, act.set_aside_at = by, at
    act.save(update_fields=["set_aside_by", "set_aside_at"])


def _refuse_second_signer(session: Session, by: Any) -> None:
    others = waiting(session, PostingKind.OVERDUE_TRANSFER).exclude(checked_by=by)
    first = others.filter(checked_by__isnull=False).select_related("checked_by").first()
    if first is not None:
        raise Refused(
            "SEVERAL_SIGNERS",
            _(
                "%(name)s signed a part of this transfer, and one controller signs"
                " the whole. Let %(name)s sign the rest, or set the signed loans aside"
                " and propose them anew."
            ),
            name=str(first.checked_by),
        )


def _refuse_unless_signed(act: PreparedAct) -> None:
    if act.set_aside_at is not None:
        raise Refused(
            "SET_ASIDE",
            _("Set aside at %(time)s. Prepare it anew."),
            time=said(act.set_aside_at),
        )
    if act.checked_by_id is None:
        raise Refused("NOT_SIGNED", _("The controller has not signed it yet."))


def _refuse_paid_out_since(act: PreparedAct) -> None:
    """A signature is for one tranche, not for the next one of the same amount."""
    paid = Posting.objects.filter(
        loan_id=act.loan_id,
        kind=PostingKind.DISBURSEMENT,
        posted_at__gt=act.prepared_at,
    )
    if act.kind == PostingKind.DISBURSEMENT and paid.exists():
        raise _changed()


def _changed() -> Refused:
    return Refused(
        "CHANGED_SINCE_SIGNED",
        _("The amount is no longer what was signed. Prepare it anew."),
    )


def _post(act: PreparedAct, session: Session, by: Any, at: datetime) -> Posting:
    signed = {
        "key": act.key,
        "by": by,
        "checked_by": act.checked_by,
        "checked_way": act.checked_way,
        "at": at,
    }
    if act.kind == PostingKind.WITHDRAWAL:
        return savings.withdraw(
            account=act.savings_account, amount=act.amount, session=session, **signed
        )
    posting = disbursements.disburse(
        loan=act.loan, session=session, is_by_transfer=act.is_by_transfer, **signed
    )
    if posting.principal_in_term != act.amount:
        raise _changed()
    return posting
