"""The four socio-political organisations that work for the bank by contract."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.dated import Dated
from programmes.models.places import Commune, Province


class Organisation(models.Model):
    """One of the four; the bank's core knows it by a number of two digits."""

    class Code(models.TextChoices):
        FARMERS = "FARMERS", _("Farmers' Union")
        WOMEN = "WOMEN", _("Women's Union")
        VETERANS = "VETERANS", _("Veterans' Association")
        YOUTH = "YOUTH", _("Youth Union")

    code = models.CharField(_("code"), max_length=8, unique=True, choices=Code.choices)
    core_code = models.CharField(_("core code"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=12)
    name_en = models.CharField(_("English name"), max_length=80)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                name="organisation_is_one_of_four",
                condition=Q(code__in=["FARMERS", "WOMEN", "VETERANS", "YOUTH"]),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationUnit(Dated):
    """An organisation at the centre, in a province or in a commune.

    `code` is the core code, followed by the code of the place where there is one.
    """

    thing: ClassVar = ("code",)

    class Level(models.TextChoices):
        CENTRE = "CENTRE", _("Centre")
        PROVINCE = "PROVINCE", _("Province")
        COMMUNE = "COMMUNE", _("Commune")

    code = models.CharField(_("code"), max_length=8, db_index=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="units",
    )
    level = models.CharField(_("level"), max_length=8, choices=Level.choices)
    province = models.ForeignKey(
        Province,
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisation_units",
    )
    commune = models.ForeignKey(
        Commune,
        verbose_name=_("commune"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisation_units",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("under"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
    )
    name = models.CharField(_("name"), max_length=160)

    class Meta(Dated.Meta):
        verbose_name = _("unit of an organisation")
        verbose_name_plural = _("units of organisations")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="organisation_unit_has_the_place_of_its_level",
                condition=Q(
                    level="CENTRE",
                    province__isnull=True,
                    commune__isnull=True,
                    parent__isnull=True,
                )
                | Q(
                    level="PROVINCE",
                    province__isnull=False,
                    commune__isnull=True,
                    parent__isnull=False,
                )
                | Q(
                    level="COMMUNE",
                    province__isnull=False,
                    commune__isnull=False,
                    parent__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name
