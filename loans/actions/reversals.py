"""Undoing a wrong line of a sheet, or a posting: asked by one, agreed by another."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loans.actions import projections
from loans.actions.cash import refuse_short
from loans.actions.corrections import accrual_rows, correction_rows
from loans.actions.disbursements import refuse_elsewhere
from loans.actions.downstream import standing_on
from loans.actions.ledger import (
    Act,
    Row,
    lock_session,
    mirror,
    post_many,
    refuse_unless_open,
    reverse_rows,
    session_code,
)
from loans.actions.loans import settle_states
from loans.actions.refusals import SENTENCES, Refused, refusing, said
from loans.actions.sessions import refuse_outsider
from loans.models import (
    Posting,
    PostingKind,
    ReversalRequest,
    Session,
    SheetLine,
    SigningWay,
)
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

    Who asks serves the session: the opposite rows are posted in this name, and what
    is given back leaves the till of that table.

    Raises: Refused REASON_TOO_SHORT, NOT_IN_TEAM, NOTHING_TO_REVERSE,
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
    with transaction.atomic():
        request = ReversalRequest(
            session=lock_session(session.pk),
            line=line,
            posting=posting,
            reason=reason,
            asked_by=by,
            asked_at=at,
        )
        refuse_outsider(request.session, by)
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

    On an own device that is whoever may agree and reaches the session, at the table
    or not: a controller of the office, or its director where the controller had a
    hand in what was wrong. In place it is one of the team (`signing`).

    The rows are posted in the name of who asked and checked by who agrees. Agreed
    twice, it answers with the first rows. Where the wrong rows stand in an earlier
    session, a correcting accrual follows for each loan whose interest they changed.
    What was paid in goes back out of the till, which must hold it; a refusal leaves
    the request open.

    Locks: session, the request, loans by id, member accounts by id.
    Raises: Refused SAME_PERSON, SETTLED_ALREADY, NOTHING_TO_REVERSE,
    OTHERS_STAND_ON_IT, SERVED_ELSEWHERE, CASH_SHORT, and those of the ledger.
    """
    with transaction.atomic():
        session = lock_session(request.session_id)
        request = (
            ReversalRequest.objects.select_for_update(of=("self",))
            .select_related("asked_by", "settled_by", "line__sheet", "posting")
            .get(pk=request.pk)
        )
        request.session = session
        _refuse_same_person(request, by)
        if request.settled_at is not None:
            return _rows_of_settled(request, key)
        postings = postings_of(request)
        loan_ids = {posting.loan_id for posting in postings} - {None}
        # Held before it is reckoned: the point's session may be opening meanwhile.
        projections.lock_loans(loan_ids)
        _refuse_unless_possible(request)
        _refuse_short(session, postings)
        act = _act(request, postings, key=key, by=by, at=at, way=way)
        is_later = any(posting.session_id != session.pk for posting in postings)
        if is_later:
            _post(session, act, "ACCRUAL", accrual_rows(loan_ids, session.held_on))
        rows = reverse_rows(session=session, act=act, postings=postings)
        if is_later:
            corrections = correction_rows(loan_ids, session.held_on)
            _post(session, act, "CORRECTION", corrections)
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
    return list(
        wanted.filter(reversed_by__isnull=True)
        .select_related("loan__point", "savings_account__point")
        .order_by("pk")
    )


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
        place = posting.loan or posting.savings_account
        refuse_elsewhere(place.point_id, request.session)
    _refuse_while_others_stand_on_it(postings)
    _refuse_second_correction(request.session, postings)


def _refuse_while_others_stand_on_it(postings: list[Posting]) -> None:
    later = standing_on(postings)
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


def _refuse_second_correction(session: Session, postings: list[Posting]) -> None:
    """Interest of a loan is corrected once in a session, for all that was wrong."""
    moved = {
        posting.loan_id
        for posting in postings
        if posting.session_id != session.pk
        and (posting.principal_in_term or posting.principal_overdue)
    }
    corrected = Posting.objects.filter(
        session=session, loan__in=moved, kind=PostingKind.ACCRUAL_CORRECTION
    )
    if corrected.exists():
        name = "one_correcting_accrual_for_a_loan_and_session"
        raise Refused(name.upper(), SENTENCES[name])


def _refuse_short(session: Session, postings: list[Posting]) -> None:
    """Ask the till for what goes back in cash, the rows of a line set off."""
    given_back = sum(row.cash for row in postings if not row.is_by_transfer)
    if given_back > 0:
        refuse_short(session, given_back)


def _act(request, postings, *, key, by, at, way) -> Act:
    """One act of who asked, checked by who agrees."""
    return Act(
        key=key,
        by=request.asked_by,
        at=at,
        checked_by=by,
        checked_way=way,
        reason=request.reason,
        is_by_transfer=postings[0].is_by_transfer,
        fields=(
            "REVERSAL",
            session_code(request.session),
            *(f"{posting.key}:{posting.line}" for posting in postings),
        ),
    )


def _post(session: Session, act: Act, what: str, rows: list[Row]) -> None:
    """Post what goes with a reversal, in the names of the same two people."""
    if rows:
        beside = Act(
            key=uuid7(act.at, f"{what}|{act.key}"),
            by=act.by,
            at=act.at,
            checked_by=act.checked_by,
            checked_way=act.checked_way,
            reason=act.reason,
            fields=(what, act.digest),
        )
        post_many(session=session, act=beside, rows=rows)


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
