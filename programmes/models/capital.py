"""Whose money is lent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CapitalSource(models.Model):
    """The level whose capital is lent: central, province or commune.

    The core tells 1 (central) from 2 (local) and leaves the rest to the investor.
    """

    class Level(models.TextChoices):
        CENTRAL = "CENTRAL", _("Central")
        LOCAL_PROVINCE = "LOCAL_PROVINCE", _("Local: province")
        LOCAL_COMMUNE = "LOCAL_COMMUNE", _("Local: commune")

    code = models.CharField(
        _("code"), max_length=14, unique=True, choices=Level.choices
    )
    core_code = models.CharField(_("core code"), max_length=1)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80)

    class Meta:
        verbose_name = _("capital source")
        verbose_name_plural = _("capital sources")
        constraints = [
            models.CheckConstraint(
                name="capital_source_is_central_or_local",
                condition=Q(code="CENTRAL", core_code="1")
                | Q(code__in=["LOCAL_PROVINCE", "LOCAL_COMMUNE"], core_code="2"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Investor(models.Model):
    """Who entrusted the money of a source."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=120)
    source = models.ForeignKey(
        CapitalSource,
        verbose_name=_("capital source"),
        on_delete=models.PROTECT,
        related_name="investors",
    )

    class Meta:
        verbose_name = _("investor")
        verbose_name_plural = _("investors")

    def __str__(self) -> str:
        return self.name
