"""How a post's limits find the rows that hang on a transaction point."""

from datetime import date

from django.db.models import Q

from programmes.access import Reach
from programmes.models import PointPlace


def points_of_commune(commune_id: int, day: date):
    """Ids of the points that belong to a commune on `day`, as a subquery."""
    return (
        PointPlace.objects.in_force(day)
        .filter(commune_id=commune_id)
        .values("point_id")
    )


def place_of_a_point(point: str, **others) -> Reach:
    """The reach of a row whose point lies at the lookup path `point`.

    Office and province follow from the point unless `others` says otherwise; the
    commune is the one in force on the day asked about. A limit by organisation is
    named only where `others` names it.
    """

    def commune(commune_id: int, day: date) -> Q:
        return Q(**{f"{point}__in": points_of_commune(commune_id, day)})

    return {
        "point": point,
        "office": f"{point}__office",
        "province": f"{point}__office__province",
        "commune": commune,
        **others,
    }
