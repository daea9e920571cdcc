"""Who changed what in the frame, when, from what to what. Rows are only added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One act on one thing; `by` is empty where a load command did it."""

    verb = models.CharField(_("act"), max_length=24)
    noun = models.CharField(_("thing"), max_length=40)
    subject = models.CharField(_("which"), max_length=200)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("act on the frame")
        verbose_name_plural = _("acts on the frame")

    def __str__(self) -> str:
        return f"{self.verb} {self.noun} {self.subject}"
