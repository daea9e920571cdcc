"""Which point is visited on which day: its session day, and the sessions there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from loans.models import Printing, Session
from programmes.models import Commune, PointDay, PointPlace, TransactionPoint
from programmes.rules.calendar import session_date
from programmes.rules.periods import months_later


@dataclass(frozen=True)
class Visit:
    """A day at a point (None at an office's counter); `session` once it is prepared.

    `is_moved` says that the session is not on the point's own day.
    """

    day: date
    point: TransactionPoint | None
    commune: Commune | None
    session: Session | None
    is_moved: bool = False


def visits(points: QuerySet, sessions: QuerySet, start: date, end: date) -> list[Visit]:
    """All visits in [start, end), by day and code of the point. Three statements.

    `points` and `sessions` are those that the reader reaches.
    """
    found = {
        (session.point_id, session.held_on): session
        for session in sessions.filter(held_on__gte=start, held_on__lt=end)
        .select_related("point", "office", "opened_by", "closed_by")
        .order_by("pk")
        if session.point_id
    }
    communes = _communes(points, start, end)
    planned = {
        (row.point_id, day): row.point for row, day in _own_days(points, start, end)
    }
    of_points = [
        Visit(
            day,
            planned.get((point_id, day)) or found[point_id, day].point,
            _commune_on(communes[point_id], day),
            found.get((point_id, day)),
            (point_id, day) not in planned,
        )
        for point_id, day in {*planned, *found}
    ]
    return sorted(of_points, key=lambda visit: (visit.day, visit.point.code))


def office_sessions(sessions: QuerySet, start: date, end: date) -> list[Visit]:
    """The sessions at counters of offices in [start, end), by day. One statement."""
    found = sessions.filter(
        point__isnull=True, held_on__gte=start, held_on__lt=end
    ).select_related("point", "office", "opened_by", "closed_by")
    return [
        Visit(session.held_on, None, None, session)
        for session in found.order_by("held_on", "pk")
    ]


def unprinted(sessions: Iterable[int]) -> list[int]:
    """Of sessions (ids), those of which no paper is printed, in the order given."""
    wanted = list(sessions)
    printed = set(
        Printing.objects.filter(session__in=wanted, is_recorded=False).values_list(
            "session_id", flat=True
        )
    )
    return [pk for pk in wanted if pk not in printed]


def is_session_day(point: TransactionPoint, day: date) -> bool:
    """Whether `day` is the point's own day of its month."""
    session_day = point.session_day_on(day)
    return bool(session_day) and session_date(day.year, day.month, session_day) == day


def _own_days(
    points: QuerySet, start: date, end: date
) -> Iterator[tuple[PointDay, date]]:
    rows = _overlapping(PointDay, points, start, end).select_related("point__office")
    months = []
    month = start.replace(day=1)
    while month < end:
        months.append(month)
        month = months_later(month, 1)
    for row in rows:
        for month in months:
            day = session_date(month.year, month.month, row.session_day)
            if start <= day < end and _holds(row, day):
                yield row, day


def _communes(points: QuerySet, start: date, end: date) -> dict[int, list[PointPlace]]:
    grouped: dict[int, list[PointPlace]] = defaultdict(list)
    for row in _overlapping(PointPlace, points, start, end).select_related("commune"):
        grouped[row.point_id].append(row)
    return grouped


def _overlapping(model: Any, points: QuerySet, start: date, end: date) -> QuerySet:
    return model.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=start),
        point__in=points.values("pk"),
        withdrawn_at__isnull=True,
        valid_from__lt=end,
    )


def _commune_on(places: list[PointPlace], day: date) -> Commune | None:
    return next((place.commune for place in places if _holds(place, day)), None)


def _holds(row: Any, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
