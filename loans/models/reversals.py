"""Reversals asked for: a wrong act is undone by two people, in plain sight."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loans.models.reach import place_of_a_point
from programmes.access import ScopedQuerySet


class ReversalRequest(models.Model):
    """A wrong act, asked to be undone: a second person agrees, or declines.

    Names a sheet line, or a single posting. Settled once.
    """

    line = models.ForeignKey(
        "loans.SheetLine", on_delete=models.PROTECT, null=True, blank=True
    )
    posting = models.ForeignKey(
        "loans.Posting", on_delete=models.PROTECT, null=True, blank=True
    )
    session = models.ForeignKey("loans.Session", on_delete=models.PROTECT)
    reason = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    is_agreed = models.BooleanField(null=True, blank=True)

    reach = place_of_a_point(
        "session__point", office="session__office", province="session__office__province"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("reversal asked for")
        verbose_name_plural = _("reversals asked for")
        constraints = [
            models.CheckConstraint(
                name="reversal_names_a_line_or_a_posting",
                condition=Q(line__isnull=False, posting__isnull=True)
                | Q(line__isnull=True, posting__isnull=False),
            ),
            models.CheckConstraint(
                name="reversal_is_asked_and_settled_by_two_people",
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="reversal_request_gives_a_reason_of_ten_characters",
                condition=Q(reason__length__gte=10),
            ),
            models.CheckConstraint(
                name="reversal_that_is_settled_says_by_whom_and_when",
                condition=Q(
                    settled_by__isnull=True,
                    settled_at__isnull=True,
                    is_agreed__isnull=True,
                )
                | Q(
                    settled_by__isnull=False,
                    settled_at__isnull=False,
                    is_agreed__isnull=False,
                ),
            ),
            models.UniqueConstraint(
                name="one_open_reversal_request_for_a_line",
                fields=["line"],
                condition=Q(settled_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_open_reversal_request_for_a_posting",
                fields=["posting"],
                condition=Q(settled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.reason}"
