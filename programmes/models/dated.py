"""What was decided by somebody and holds from a day until a day.

`valid_from` counts, `valid_to` does not (null: until further notice). A row in force
is never edited: a new decision ends it and adds the next (`actions/terms.py`), and a
row entered by mistake is withdrawn. The database refuses everything else
(`programmes/triggers.py`).
"""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Confidence(models.TextChoices):
    """How well a fact is known."""

    OFFICIAL = "A", _("A: official text")
    BANK = "B", _("B: papers of the bank's staff")
    SECONDARY = "C", _("C: secondary source")
    TO_CONFIRM = "OK", _("OK: common knowledge, to be confirmed")


class DatedQuerySet(models.QuerySet):
    def in_force(self, day: date):
        """Rows that hold on `day`, without those withdrawn."""
        return self.filter(valid_from__lte=day, withdrawn_at__isnull=True).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )


class Dated(models.Model):
    """Valid from a day until a day; `thing` names the columns that say of what."""

    thing: ClassVar[tuple[str, ...]]
    """No two rows with the same values in these columns are in force at once."""

    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=160, blank=True)
    withdrawn_at = models.DateTimeField(
        _("withdrawn at"), null=True, blank=True, editable=False
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    withdrawn_reason = models.CharField(
        _("reason of the withdrawal"), max_length=200, blank=True, editable=False
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="%(class)s_is_withdrawn_by_somebody_for_a_reason",
                condition=Q(
                    withdrawn_at__isnull=True,
                    withdrawn_by__isnull=True,
                    withdrawn_reason="",
                )
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawn_reason="")
                ),
            ),
        ]
