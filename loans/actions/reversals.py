"""Undoing a wrong line of a sheet, or a posting: asked by one, agreed by another."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loans.actions.corrections import correction_rows
from loans.actions.ledger import (
    Act,
    lock_session,
    mirror,
    post_many,
    refuse_unless_open,
    reverse_rows,
    session_code,
)
from loans.actions.loans import settle_states
from loans.actions.refusals import Refused, refusing, said
from loans.models import (
    Posting,
    PostingKind,
    ReversalRequest,
    SavingsBalance,
    Session,
    SheetLine,
    SigningWay,
)
from loans.models.accounts import NEVER_REVERSED
from programmes.rules.keys import uuid7

REASON_LENGTH = 10
"""A reason has at least so many characters."""


@refusing
def ask_reversal(
    *,
    session: Session,
    reason: str,
    by: Any,
    at: datetime,
    line: SheetLine | None = None,
    posting: Posting | None = None,
) -> ReversalRequest:
    """Ask that a sheet line, or one posting, be undone in an open session.

    Raises: Refused REASON_TOO_SHORT, NOTHING_TO_REVERSE,
    OTHERS_STAND_ON_IT, SESSION_NOT_OPEN, REVERSAL_OF_A_REVERSAL,
    ACCRUAL_IS_CORRECTED, or the name of what the database refused (asked for already).
    """
    reason = " ".join(reason.split())
    if len(reason) < REASON_LENGTH:
        raise Refused(
            "REASON_TOO_SHORT",
            _("Give the reason in at least %(count)s characters."),
            count=REASON_LENGTH,
        )
    request = ReversalRequest(
        session=session,
        line=line,
        posting=posting,
        reason=reason,
        asked_by=by,
        asked_at=at,
    )
    with transaction.atomic():
        _refuse_unless_possible(request)
        request.save(force_insert=True)
    return request


@refusing
def agree_reversal(
    *,
    request: ReversalRequest,
    key: UUID,
    by: Any,
    at: datetime,
    way: str = SigningWay.OWN_DEVICE,
) -> list[Posting]:
    """Agree, as the second person: the mirror rows are posted at once.

    The rows are posted in the name of who asked and checked by who agrees. Agreed
    twice, it answers with the first rows. Where the wrong rows stand in an earlier
    session, a correcting accrual follows for each loan whose interest they changed.

    Raises: Refused SAME_PERSON, SETTLED_ALREADY, NOTHING_TO_REVERSE,
    OTHERS_STAND_ON_IT, and those of the ledger.
    """
    with transaction.atomic():
        session = lock_session(request.session_id)
        request = (
            ReversalRequest.objects.select_for_update(of=("self",))
            .select_related("asked_by", "settled_by", "line__sheet", "posting")
            .get(pk=request.pk)
        )
        _refuse_same_person(request, by)
        if request.settled_at is not None:
            return _rows_of_settled(request, key)
        _refuse_unless_possible(request)
        postings = postings_of(request)
        act = Act(
            key=key,
            by=request.asked_by,
            at=at,
            checked_by=by,
            checked_way=way,
            reason=request.reason,
            is_by_transfer=postings[0].is_by_transfer,
            fields=(
                "REVERSAL",
                session_code(session),
                *(f"{posting.key}:{posting.line}" for posting in postings),
            ),
        )
        rows = reverse_rows(session=session, act=act, postings=postings)
        loan_ids = {row.loan_id for row in rows} - {None}
        if any(posting.session_id != session.pk for posting in postings):
            _correct_interest(session, act, loan_ids)
        settle_states(loan_ids, session.held_on)
        _settle(request, by, at, is_agreed=True)
        return rows


@refusing
def decline_reversal(
    *, request: ReversalRequest, by: Any, at: datetime
) -> ReversalRequest:
    """Decline, as the second person: nothing is posted."""
    with transaction.atomic():
        request = ReversalRequest.objects.select_for_update().get(pk=request.pk)
        _refuse_same_person(request, by)
        if request.settled_at is not None:
            _rows_of_settled(request, None)
        return _settle(request, by, at, is_agreed=False)


def postings_of(request: ReversalRequest) -> list[Posting]:
    """The postings that a request would undo, those undone already left out."""
    if request.posting_id is not None:
        wanted = Posting.objects.filter(pk=request.posting_id)
    else:
        wanted = postings_of_line(request.line)
    return list(wanted.filter(reversed_by__isnull=True).order_by("pk"))


def postings_of_line(line: SheetLine):
    """What one line of a recorded sheet posted."""
    return Posting.objects.filter(
        Q(loan__borrower_id=line.person_id)
        | Q(savings_account__person_id=line.person_id),
        sheet_id=line.sheet_id,
    )


def _refuse_unless_possible(request: ReversalRequest) -> None:
    postings = postings_of(request)
    if not postings:
        raise Refused(
            "NOTHING_TO_REVERSE",
            _("Nothing of it stands any more: it was reversed, or it was never paid."),
        )
    refuse_unless_open(request.session)
    for posting in postings:
        mirror(posting)
    _refuse_while_others_stand_on_it(postings)


def downstream_of(postings: list[Posting]) -> list[Posting]:
    """Later postings, still standing, that would hang in the air without these.

    After a disbursement: everything of the loan but accruals. After a deposit: what
    was taken out of the account. After a transfer to overdue: payments of what had
    turned overdue.
    """
    later = Q(pk__in=[])
    for posting in postings:
        after = Q(pk__gt=posting.pk)
        if posting.kind == PostingKind.DISBURSEMENT:
            later |= after & Q(loan_id=posting.loan_id) & ~Q(kind__in=NEVER_REVERSED)
        elif posting.kind == PostingKind.OVERDUE_TRANSFER:
            later |= after & Q(loan_id=posting.loan_id, principal_overdue__lt=0)
        elif posting.kind == PostingKind.DEPOSIT:
            later |= after & Q(
                savings_account_id=posting.savings_account_id, savings__gt=0
            )
    return list(
        Posting.objects.filter(
            later, reverses__isnull=True, reversed_by__isnull=True
        ).order_by("pk")
    )


def _refuse_while_others_stand_on_it(postings: list[Posting]) -> None:
    later = [row for row in downstream_of(postings) if not _is_covered(postings, row)]
    if later:
        raise Refused(
            "OTHERS_STAND_ON_IT",
            _("Reverse first what came after it: %(list)s."),
            list=", ".join(
                f"{row.get_kind_display()} {row.value_date:%d/%m/%Y}"
                f" CT {row.voucher_number:06d}"
                for row in later
            ),
        )


def _is_covered(postings: list[Posting], row: Posting) -> bool:
    """What a deposit left in the account may be enough for what was taken since."""
    if row.savings_account_id is None or row.kind == PostingKind.DISBURSEMENT:
        return False
    deposits = sum(
        -posting.savings
        for posting in postings
        if posting.savings_account_id == row.savings_account_id
    )
    balance = SavingsBalance.objects.get(savings_account_id=row.savings_account_id)
    only_savings = all(posting.kind == PostingKind.DEPOSIT for posting in postings)
    return only_savings and balance.amount >= deposits


def _correct_interest(session: Session, act: Act, loan_ids: set[int]) -> None:
    rows = correction_rows(loan_ids)
    if rows:
        correcting = Act(
            key=uuid7(act.at, f"CORRECTION|{act.key}"),
            by=act.by,
            at=act.at,
            checked_by=act.checked_by,
            checked_way=act.checked_way,
            reason=act.reason,
            fields=("CORRECTION", act.digest),
        )
        post_many(session=session, act=correcting, rows=rows)


def _refuse_same_person(request: ReversalRequest, by: Any) -> None:
    if request.asked_by_id == by.pk:
        raise Refused(
            "SAME_PERSON", _("Who asked for the reversal does not agree to it.")
        )


def _rows_of_settled(request: ReversalRequest, key: UUID | None) -> list[Posting]:
    rows = list(Posting.objects.filter(key=key).order_by("line")) if key else []
    if not rows:
        raise Refused(
            "SETTLED_ALREADY",
            _("Settled already at %(time)s by %(name)s."),
            time=said(request.settled_at),
            name=str(request.settled_by),
        )
    return rows


def _settle(request, by, at, *, is_agreed: bool) -> ReversalRequest:
    request.settled_by = by
    request.settled_at = at
    request.is_agreed = is_agreed
    request.save(update_fields=["settled_by", "settled_at", "is_agreed"])
    return request
