"""Who may stand in the team of a session, and who stood in the last one."""

from datetime import date
from typing import Any

from django.db.models import Q

from loans.models import Session, TeamMember, TeamRole
from programmes.models import PointPlace, Post


def possible_team(point: Any, on: date) -> list[tuple[Any, str]]:
    """Who may stand in a team of the point: (user, TeamRole), by name of account.

    Whoever holds a post of one of the three roles on that day that reaches the point.
    One statement.
    """
    communes = PointPlace.objects.in_force(on).filter(point=point).values("commune_id")
    return _holders(
        on,
        province=[point.office.province_id],
        office=[point.office_id],
        commune=communes,
        point=[point.pk],
    )


def possible_counter_team(office: Any, on: date) -> list[tuple[Any, str]]:
    """Who may stand at the counter of an office: (user, TeamRole).

    A post for one commune or point does not reach a session of the office itself.
    """
    return _holders(
        on, province=[office.province_id], office=[office.pk], commune=[], point=[]
    )


def last_team(point: Any) -> list[tuple[Any, str]]:
    """The team of the point's latest session: (user, TeamRole). One statement."""
    return _team_of_latest(Session.objects.filter(point=point))


def last_counter_team(office: Any) -> list[tuple[Any, str]]:
    """The team of the latest session at an office's counter. One statement."""
    at_counter = Session.objects.filter(office=office, point__isnull=True)
    return _team_of_latest(at_counter)


def _team_of_latest(sessions: Any) -> list[tuple[Any, str]]:
    latest = sessions.order_by("-held_on")[:1].values("pk")
    members = TeamMember.objects.filter(session__in=latest).select_related("user")
    return [(member.user, member.role) for member in members.order_by("pk")]


def _holders(on: date, **reached: Any) -> list[tuple[Any, str]]:
    """Holders of posts whose every limit is among what is `reached`: limit → ids."""
    posts = Post.objects.in_force(on).filter(
        role__in=TeamRole.values, organisation__isnull=True, user__is_active=True
    )
    for limit, ids in reached.items():
        free = Q(**{f"{limit}__isnull": True})
        posts = posts.filter(free | Q(**{f"{limit}__in": ids}))
    found = posts.select_related("user").order_by("user__username", "pk")
    return list(dict.fromkeys((post.user, post.role) for post in found))
