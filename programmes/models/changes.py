"""Changes of the frame that one person proposes and another agrees to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """A proposal to end a row in force and add the next, told in words."""

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", _("Proposed")
        AGREED = "AGREED", _("Agreed")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")

    noun = models.CharField(_("thing"), max_length=40)
    subject = models.CharField(_("which"), max_length=200)
    summary = models.TextField(_("what is to change"))
    holds_from = models.DateField(_("holds from"))
    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="changes_proposed",
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="changes_decided",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        constraints = [
            models.CheckConstraint(
                name="change_is_agreed_by_another_than_its_maker",
                condition=~Q(state="AGREED", decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="change_is_decided_by_somebody_at_a_moment",
                condition=Q(
                    state="PROPOSED", decided_by__isnull=True, decided_at__isnull=True
                )
                | (
                    ~Q(state="PROPOSED")
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.subject}"
