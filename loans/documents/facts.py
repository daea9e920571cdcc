"""What several forms say alike: days, moments, who and where, which copy."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from loans.models import (
    BoardMember,
    BoardRole,
    Printing,
    SavingsCreditGroup,
    Session,
    SessionState,
    TeamRole,
)
from programmes.access import HeldPosts


def day_text(day: date | None) -> str | None:
    """10/04/2026."""
    return f"{day:%d/%m/%Y}" if day else None


def moment_text(at: datetime) -> str:
    """09:00 10/04/2026, as the clocks of Vietnam have it."""
    return f"{localtime(at):%H:%M %d/%m/%Y}"


def print_facts(printing: Printing) -> dict[str, Any]:
    """The foot of a paper: its print id, when, by whom, how often before."""
    return {
        "number": f"{printing.pk:06d}",
        "at": moment_text(printing.at),
        "by": str(printing.by),
        "reprint": printing.copy_number - 1,
    }


def session_facts(session: Session) -> dict[str, Any]:
    """Which session, where: the units of its day."""
    commune = session.point.commune_on(session.held_on) if session.point else None
    team = {member.role: str(member.user) for member in _team(session)}
    return {
        "office": session.office.name,
        "point": session.point.name if session.point else session.office.name,
        "commune": {"kind": commune.kind, "name": commune.name} if commune else None,
        "held_on": day_text(session.held_on),
        "team_leader": team.get(TeamRole.TEAM_LEADER),
        "controller": team.get(TeamRole.CONTROLLER),
        "teller": team.get(TeamRole.TELLER),
    }


def _team(session: Session) -> Any:
    """Who serves, the first named of each role last, so that a mapping keeps it."""
    return session.team.filter(left_at=None).select_related("user").order_by("-pk")


def leaders_of(groups: Iterable[int], session: Session) -> dict[int, str]:
    """Group id → the name of its leader on the day. One statement."""
    seats = BoardMember.objects.in_force(session.held_on).filter(
        group__in=list(groups), role=BoardRole.LEADER
    )
    return dict(seats.values_list("group_id", "person__full_name"))


def is_over(session: Session) -> bool:
    return session.state == SessionState.CLOSED


def groups_of(session: Session, posts: HeldPosts) -> Any:
    """The groups of a session's point within reach, by code."""
    groups = SavingsCreditGroup.objects.within(posts).filter(point=session.point_id)
    return groups.select_related("village", "organisation_unit").order_by("code")


def whole_session(subject: str, posts: HeldPosts) -> dict[str, Any]:
    """ "7" is session 7, if the posts reach it with every group of its point.

    Raises: ObjectDoesNotExist.
    """
    session = _session(subject, posts)
    every = SavingsCreditGroup.objects.filter(point=session.point_id)
    if session.point_id and every.count() != groups_of(session, posts).count():
        raise Session.DoesNotExist(subject)
    return {"session": session}


def session_and_groups(subject: str, posts: HeldPosts) -> dict[str, Any]:
    """ "7" is a whole session, "7/12" one group of it; only what the posts reach.

    Raises: ObjectDoesNotExist.
    """
    session_id, group_id = two_ids(subject)
    session = _session(session_id, posts)
    groups = groups_of(session, posts)
    if group_id:
        return {"session": session, "groups": [groups.get(pk=group_id)]}
    return {"session": session, "groups": list(groups)}


def two_ids(subject: str) -> tuple[str, str]:
    """ "7/12" → ("7", "12"); "7" → ("7", ""). Raises: ObjectDoesNotExist."""
    first, _slash, second = subject.partition("/")
    if not _is_id(first) or (second and not _is_id(second)):
        raise Session.DoesNotExist(subject)
    return first, second


def _is_id(text: str) -> bool:
    """Digits that fit the database's integers."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def _session(subject: str, posts: HeldPosts) -> Session:
    if not _is_id(subject):
        raise Session.DoesNotExist(subject)
    reached = Session.objects.within(posts).select_related("point", "office")
    return reached.get(pk=subject)
