"""Sessions: prepared by one person, opened by another, closed and sealed.

States and moves: PREPARED → OPEN → COUNTING → CLOSED, back from COUNTING to OPEN.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from loans.actions import accruals, approvals, seals
from loans.actions.ledger import lock_session
from loans.actions.refusals import Refused, refusing, said
from loans.models import (
    CashClosing,
    GroupSheet,
    Posting,
    PreparedAct,
    ReversalRequest,
    Session,
    SessionKind,
    SessionSeal,
    SessionState,
    SheetDraft,
    TeamMember,
    TeamRole,
)
from programmes.actions import audit

TEAM_SIZE = 3
"""A mobile team has at least so many of the bank's people."""

COUNTER_ROLES = frozenset({TeamRole.CONTROLLER, TeamRole.TELLER})
"""Who is at an office's counter at least: two pairs of eyes."""


@refusing
def prepare_session(
    *,
    point: Any = None,
    office: Any = None,
    held_on: date,
    team: Sequence[tuple[Any, str]],
    by: Any,
    at: datetime,
) -> Session:
    """Name the day and the team of a session; nothing can be posted in it yet.

    `team` is of (user, TeamRole). A point's session needs at least three people with
    a leader, a controller and a teller among them; an office's counter a controller
    and a teller.

    Raises: Refused TEAM_TOO_SMALL, or the name of what the database refused.
    """
    roles = {role for _user, role in team}
    if point is not None and (len(team) < TEAM_SIZE or roles < set(TeamRole.values)):
        raise Refused(
            "TEAM_TOO_SMALL",
            _(
                "A team has at least %(count)s people: a leader, a controller and a"
                " teller."
            ),
            count=TEAM_SIZE,
        )
    if point is None and not roles.issuperset(COUNTER_ROLES):
        raise Refused(
            "TEAM_TOO_SMALL",
            _("A counter has at least two people: a controller and a teller."),
        )
    with transaction.atomic():
        session = Session.objects.create(
            kind=SessionKind.POINT if point else SessionKind.OFFICE,
            point=point,
            office=point.office if point else office,
            held_on=held_on,
            prepared_by=by,
            prepared_at=at,
        )
        TeamMember.objects.bulk_create(
            TeamMember(session=session, user=user, role=role) for user, role in team
        )
        return session


@refusing
def open_session(*, session: Session, by: Any, at: datetime) -> Session:
    """Open a prepared session: approvals lapse, and interest of the point accrues.

    The opener is of the team and did not prepare it. Opened twice by the same
    person, it stays open and nothing is added.

    Raises: Refused NOT_IN_TEAM, SESSION_NOT_PREPARED, TOO_EARLY, or the name of what
    the database refused.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        if session.state == SessionState.OPEN and session.opened_by_id == by.pk:
            return session
        if session.state != SessionState.PREPARED:
            raise Refused(
                "SESSION_NOT_PREPARED",
                _("The session was opened already at %(time)s by %(name)s."),
                time=said(session.opened_at),
                name=str(session.opened_by),
            )
        refuse_outsider(session, by)
        if localdate(at) < session.held_on:
            raise Refused(
                "TOO_EARLY",
                _("The session is on %(day)s. It is opened on that day."),
                day=f"{session.held_on:%d/%m/%Y}",
            )
        session.state = SessionState.OPEN
        session.opened_by = by
        session.opened_at = at
        session.save(update_fields=["state", "opened_by", "opened_at"])
        if session.kind == SessionKind.POINT:
            approvals.lapse_approvals(session=session, by=by, at=at)
            accruals.post_accruals(session=session, by=by, at=at)
            session.refresh_from_db(fields=["voucher_count"])
        return session


@refusing
def begin_count(*, session: Session, by: Any, at: datetime) -> Session:
    """From now on the session takes no posting: its cash is being counted.

    Raises: Refused NOT_IN_TEAM, SHEETS_NOT_RECORDED while a draft with typed lines
    is not, or the name of what the database refused.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        refuse_outsider(session, by)
        typed = SheetDraft.objects.filter(session=session, saved_at__isnull=False)
        recorded = GroupSheet.objects.filter(session=session).values("group_id")
        waiting = typed.exclude(group_id__in=recorded).select_related("group")
        codes = [draft.group.code for draft in waiting.order_by("group__code")]
        if codes:
            raise Refused(
                "SHEETS_NOT_RECORDED",
                _("Sheets typed and not recorded: %(codes)s."),
                codes=", ".join(codes),
            )
        _refuse_while_acts_wait(session)
        audit.record(
            verb="count",
            noun="session",
            subject=str(session),
            before=session.state,
            after=SessionState.COUNTING,
            by=by,
            at=at,
        )
        return _move(session, SessionState.COUNTING)


def _refuse_while_acts_wait(session: Session) -> None:
    """Nothing prepared, signed or asked for may be left between two people."""
    acts = PreparedAct.objects.filter(
        session=session, done_at__isnull=True, set_aside_at__isnull=True
    ).count()
    asked = ReversalRequest.objects.filter(
        session=session, settled_at__isnull=True
    ).count()
    if acts or asked:
        raise Refused(
            "ACTS_WAIT",
            _(
                "Still waiting: %(acts)s acts for a signature or for payment,"
                " %(asked)s reversals. Carry them out, set them aside or settle them."
            ),
            acts=acts,
            asked=asked,
        )


@refusing
def reopen_session(*, session: Session, by: Any, at: datetime, reason: str) -> Session:
    """Go back from counting to serving; the reason stands in the audit record.

    Raises: Refused NOT_IN_TEAM, SESSION_NOT_COUNTING, TILL_CLOSED once the count is
    signed.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        refuse_outsider(session, by)
        if session.state != SessionState.COUNTING:
            raise Refused(
                "SESSION_NOT_COUNTING",
                _("The cash of this session is not being counted. Look at it again."),
            )
        if CashClosing.objects.filter(session=session).exists():
            raise Refused(
                "TILL_CLOSED",
                _(
                    "The count is signed by two people. Close the session; what is"
                    " still to record belongs to a later one."
                ),
            )
        audit.record(
            verb="reopen",
            noun="session",
            subject=str(session),
            before=SessionState.COUNTING,
            after=reason,
            by=by,
            at=at,
        )
        return _move(session, SessionState.OPEN)


@refusing
def close_session(*, session: Session, by: Any, at: datetime) -> SessionSeal:
    """Close a counted session for ever, and seal what it holds.

    Closed twice, it answers with the first seal.

    Raises: Refused NOT_IN_TEAM, CASH_NOT_COUNTED, or the name of what the database
    refused.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        refuse_outsider(session, by)
        if session.state == SessionState.CLOSED:
            return session.seal
        is_counted = CashClosing.objects.filter(session=session).exists()
        if session.state == SessionState.COUNTING and not is_counted:
            raise Refused(
                "CASH_NOT_COUNTED",
                _("Count the cash and sign the count before the session closes."),
            )
        session.state = SessionState.CLOSED
        session.closed_by = by
        session.closed_at = at
        session.save(update_fields=["state", "closed_by", "closed_at"])
        return _seal(session, at)


def refuse_outsider(session: Session, by: Any) -> None:
    """Raise Refused NOT_IN_TEAM for somebody who does not serve the session."""
    if not session.team.filter(user=by, left_at__isnull=True).exists():
        raise Refused(
            "NOT_IN_TEAM",
            _("You are not in the team of this session. Ask who prepared it."),
        )


def _move(session: Session, state: str) -> Session:
    session.state = state
    session.save(update_fields=["state"])
    return session


def _seal(session: Session, at: datetime) -> SessionSeal:
    if session.point_id is None:
        earlier = SessionSeal.objects.filter(
            office_id=session.office_id, point__isnull=True
        )
    else:
        earlier = SessionSeal.objects.filter(point_id=session.point_id)
    last = earlier.order_by("-number").first()
    previous = last.digest if last else ""
    postings = Posting.objects.filter(session=session)
    rows = list(seals.canonical_rows(postings))
    sums = postings.aggregate(
        cash_in=Coalesce(Sum("cash", filter=Q(cash__gt=0)), 0),
        cash_out=Coalesce(-Sum("cash", filter=Q(cash__lt=0)), 0),
    )
    return SessionSeal.objects.create(
        session=session,
        number=last.number + 1 if last else 1,
        point_id=session.point_id,
        office_id=session.office_id,
        posting_count=len(rows),
        previous_digest=previous,
        digest=seals.digest(seals.canonical(rows), previous),
        sealed_at=at,
        **sums,
    )
