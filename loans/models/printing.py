"""What was printed: which form, of what, by whom, when, and which copy it was."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loans.models.reach import place_of_a_point
from programmes.access import ScopedQuerySet


class Printing(models.Model):
    """One form printed at a session: of a group, of a loan, or of the whole session.

    Append-only.

    `copy_number` counts from 1 and begins anew once the sheet is recorded, since the
    paper of the day before and the paper of what was received are two papers. The
    row's id is the print id in the foot of the paper.
    """

    form = models.CharField(max_length=10)
    session = models.ForeignKey("loans.Session", on_delete=models.PROTECT)
    group = models.ForeignKey(
        "loans.SavingsCreditGroup", on_delete=models.PROTECT, null=True, blank=True
    )
    loan = models.ForeignKey(
        "loans.Loan", on_delete=models.PROTECT, null=True, blank=True
    )
    is_recorded = models.BooleanField()
    copy_number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    reach = place_of_a_point(
        "session__point", organisation="group__organisation_unit__organisation"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("form printed")
        verbose_name_plural = _("forms printed")
        constraints = [
            models.UniqueConstraint(
                name="copies_of_a_groups_form_are_numbered_once",
                fields=["session", "group", "form", "is_recorded", "copy_number"],
                condition=Q(group__isnull=False),
            ),
            models.UniqueConstraint(
                name="copies_of_a_loans_form_are_numbered_once",
                fields=["session", "loan", "form", "is_recorded", "copy_number"],
                condition=Q(loan__isnull=False),
            ),
            models.UniqueConstraint(
                name="copies_of_a_sessions_form_are_numbered_once",
                fields=["session", "form", "is_recorded", "copy_number"],
                condition=Q(group__isnull=True, loan__isnull=True),
            ),
            models.CheckConstraint(
                name="form_is_of_a_group_or_a_loan_not_both",
                condition=Q(group__isnull=True) | Q(loan__isnull=True),
            ),
            models.CheckConstraint(
                name="copies_of_a_form_count_from_one",
                condition=Q(copy_number__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.pk:06d}"
