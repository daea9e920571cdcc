"""Who may borrow under a programme."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.dated import Dated
from programmes.models.terms import Programme


class BeneficiaryClass(models.Model):
    """A kind of household or person that a programme is for."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160)

    class Meta:
        verbose_name = _("beneficiary class")
        verbose_name_plural = _("beneficiary classes")

    def __str__(self) -> str:
        return self.name


class ProgrammeBeneficiary(Dated):
    """A class may borrow under a programme; perhaps only if on the year's list."""

    thing: ClassVar = ("programme", "beneficiary_class")

    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        on_delete=models.PROTECT,
        related_name="beneficiaries",
    )
    beneficiary_class = models.ForeignKey(
        BeneficiaryClass,
        verbose_name=_("beneficiary class"),
        on_delete=models.PROTECT,
        related_name="programmes",
    )
    needs_list = models.BooleanField(_("must stand on the commune's list"))

    class Meta(Dated.Meta):
        verbose_name = _("beneficiaries of a programme")
        verbose_name_plural = _("beneficiaries of programmes")

    def __str__(self) -> str:
        return f"{self.programme}: {self.beneficiary_class}"
