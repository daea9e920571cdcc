"""Commune transaction points: where they stand and on which day they are open."""

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.access import ScopedQuerySet
from programmes.models.dated import Dated
from programmes.models.offices import Office
from programmes.models.places import Commune


class TransactionPoint(models.Model):
    """A place that the mobile team of an office visits on its day of each month.

    Points, their days and their groups stayed where they were in July 2025; the
    commune around them changed. So commune and day are dated rows beside it.
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=120)
    office = models.ForeignKey(
        Office,
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        related_name="points",
    )

    reach = {
        "province": "office__province",
        "office": "office",
        "commune": lambda commune_id, day: Q(
            pk__in=PointPlace.objects.in_force(day)
            .filter(commune_id=commune_id)
            .values("point_id")
        ),
        "point": "pk",
        "organisation": None,
    }

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("transaction point")
        verbose_name_plural = _("transaction points")

    def __str__(self) -> str:
        return self.name

    def commune_on(self, day: date) -> Commune | None:
        """The unit in which the point lies on `day`."""
        place = self.places.in_force(day).select_related("commune").first()
        return place.commune if place else None

    def session_day_on(self, day: date) -> int | None:
        """The day of the month (1 to 31) that holds on `day`."""
        return self.days.in_force(day).values_list("session_day", flat=True).first()


class PointPlace(Dated):
    """The commune of a point."""

    thing: ClassVar = ("point",)

    point = models.ForeignKey(
        TransactionPoint,
        verbose_name=_("transaction point"),
        on_delete=models.PROTECT,
        related_name="places",
    )
    commune = models.ForeignKey(
        Commune,
        verbose_name=_("commune"),
        on_delete=models.PROTECT,
        related_name="point_places",
    )

    class Meta(Dated.Meta):
        verbose_name = _("commune of a point")
        verbose_name_plural = _("communes of points")

    def __str__(self) -> str:
        return f"{self.point}: {self.commune}"


class PointDay(Dated):
    """The fixed day of the month on which a point is open, and its hours."""

    thing: ClassVar = ("point",)

    point = models.ForeignKey(
        TransactionPoint,
        verbose_name=_("transaction point"),
        on_delete=models.PROTECT,
        related_name="days",
    )
    session_day = models.PositiveSmallIntegerField(
        _("session day"), validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    starts_at = models.TimeField(_("begins at"))
    ends_at = models.TimeField(_("ends at"))

    class Meta(Dated.Meta):
        verbose_name = _("day of a point")
        verbose_name_plural = _("days of points")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="session_day_is_a_day_of_the_month",
                condition=Q(session_day__gte=1, session_day__lte=31),
            ),
            models.CheckConstraint(
                name="point_closes_after_it_opens",
                condition=Q(ends_at__gt=F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.session_day}"
