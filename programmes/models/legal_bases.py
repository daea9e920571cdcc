"""Laws, decrees, decisions: what the frame cites."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.dated import Confidence


class LegalBasis(models.Model):
    """A law, decree, decision or resolution that terms cite."""

    number = models.CharField(_("number"), max_length=60, unique=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    issuer = models.CharField(_("issuer"), max_length=80)
    title = models.CharField(_("title"), max_length=240)
    confidence = models.CharField(
        _("confidence"), max_length=2, choices=Confidence.choices
    )

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self) -> str:
        return self.number
