"""Provinces, communes and villages; what became of the units that were merged."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.dated import Confidence, Dated


class Province(Dated):
    """A province or city under the centre; two digits of the statistics office."""

    thing: ClassVar = ("code",)

    class Kind(models.TextChoices):
        PROVINCE = "PROVINCE", _("Province")
        CITY = "CITY", _("City under the centre")

    code = models.CharField(_("code"), max_length=2)
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    folded = models.CharField(max_length=60, editable=False)
    sort_key = models.CharField(max_length=240, editable=False)

    class Meta(Dated.Meta):
        verbose_name = _("province")
        verbose_name_plural = _("provinces")

    def __str__(self) -> str:
        return self.name


class Commune(Dated):
    """A unit of the lowest level; five digits of the statistics office.

    A code may be used again by a successor, so it names a unit on a day only. The
    bank's own code has six digits and is known for few.
    """

    thing: ClassVar = ("code",)

    class Kind(models.TextChoices):
        COMMUNE = "COMMUNE", _("Commune")
        WARD = "WARD", _("Ward")
        SPECIAL_ZONE = "SPECIAL_ZONE", _("Special zone")

    code = models.CharField(_("code"), max_length=5, db_index=True)
    province = models.ForeignKey(
        Province,
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        related_name="communes",
    )
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    bank_code = models.CharField(_("bank's code"), max_length=6, blank=True)
    is_difficult = models.BooleanField(_("difficult area"), default=False)
    is_rural = models.BooleanField(_("rural"))
    folded = models.CharField(max_length=60, db_index=True, editable=False)
    sort_key = models.CharField(max_length=240, editable=False)

    class Meta(Dated.Meta):
        verbose_name = _("commune")
        verbose_name_plural = _("communes")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class CommuneSuccession(models.Model):
    """`former` went into `successor`, wholly or in part, on a day."""

    former = models.ForeignKey(
        Commune,
        verbose_name=_("former unit"),
        on_delete=models.PROTECT,
        related_name="successions",
    )
    successor = models.ForeignKey(
        Commune,
        verbose_name=_("unit that took over"),
        on_delete=models.PROTECT,
        related_name="predecessions",
    )
    on = models.DateField(_("on"))
    basis = models.CharField(_("legal basis"), max_length=160)
    confidence = models.CharField(
        _("confidence"), max_length=2, choices=Confidence.choices
    )

    class Meta:
        verbose_name = _("succession of communes")
        verbose_name_plural = _("successions of communes")
        constraints = [
            models.UniqueConstraint(
                name="succession_is_told_once", fields=["former", "successor"]
            ),
            models.CheckConstraint(
                name="commune_does_not_succeed_itself",
                condition=~Q(former=F("successor")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.successor}"


class Village(models.Model):
    """A hamlet or an urban residential group, by the unit in which it was counted."""

    class Kind(models.TextChoices):
        HAMLET = "HAMLET", _("Hamlet")
        RESIDENTIAL_GROUP = "RESIDENTIAL_GROUP", _("Residential group")

    code = models.CharField(_("code"), max_length=8, unique=True)
    commune = models.ForeignKey(
        Commune,
        verbose_name=_("commune"),
        on_delete=models.PROTECT,
        related_name="villages",
    )
    kind = models.CharField(_("kind"), max_length=17, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=80)
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta:
        verbose_name = _("village")
        verbose_name_plural = _("villages")
        constraints = [
            models.CheckConstraint(
                name="village_code_has_eight_digits",
                condition=Q(code__regex=r"^[0-9]{8}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
