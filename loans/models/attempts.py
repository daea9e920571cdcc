"""What was sent and did not become a posting: refused, or sent again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AttemptOutcome(models.TextChoices):
    REFUSED = "REFUSED", _("Refused")
    REPEATED = "REPEATED", _("Sent again")


class Attempt(models.Model):
    """One sending of an act in a session that added nothing, and why. Append-only.

    Kept so that a day can be explained a year later: what a teller sent twice, and
    what was refused with which words. `code` is that of the refusal.
    """

    session = models.ForeignKey(
        "loans.Session", on_delete=models.PROTECT, related_name="attempts"
    )
    act = models.CharField(max_length=40)
    key = models.UUIDField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=AttemptOutcome)
    code = models.CharField(max_length=80, blank=True)
    sentence = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.CheckConstraint(
                name="attempt_outcome_is_known",
                condition=Q(outcome__in=AttemptOutcome.values),
            ),
            models.CheckConstraint(
                name="refused_attempt_gives_its_code",
                condition=~Q(outcome=AttemptOutcome.REFUSED) | ~Q(code=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.outcome} {self.code}"
