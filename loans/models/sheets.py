"""Group sheets (13/TD): the draft that is typed, and the sheet that was recorded."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loans.models.groups import BoardRole
from loans.models.reach import place_of_a_point
from programmes.access import ScopedQuerySet

LINE_AMOUNTS = (
    "interest",
    "deposit",
    "interest_from_savings",
    "principal_from_savings",
)
"""What may be received on a line, in đồng. Cash of a line = interest + deposit."""


class SheetDraft(models.Model):
    """A sheet while it is typed: it belongs to one teller and is no ledger.

    Line numbers freeze when `printed_at` is set: members who join later go to the
    end. `version` rises with every save, so that two tabs cannot overwrite each
    other in silence.
    """

    session = models.ForeignKey("loans.Session", on_delete=models.PROTECT)
    group = models.ForeignKey("loans.SavingsCreditGroup", on_delete=models.PROTECT)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    handed_in_by = models.CharField(
        max_length=6, choices=BoardRole, blank=True, default=""
    )
    cash_received = models.BigIntegerField(null=True, blank=True)
    receipt_from = models.CharField(max_length=10, blank=True)
    receipt_to = models.CharField(max_length=10, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    reach = place_of_a_point(
        "session__point", organisation="group__organisation_unit__organisation"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a sheet")
        verbose_name_plural = _("drafts of sheets")
        constraints = [
            models.UniqueConstraint(
                name="one_draft_for_a_session_and_group", fields=["session", "group"]
            ),
            models.CheckConstraint(
                name="draft_cash_is_not_negative",
                condition=Q(cash_received__isnull=True) | Q(cash_received__gte=0),
            ),
            models.CheckConstraint(
                name="draft_is_handed_in_by_a_board_member",
                condition=Q(handed_in_by__in=["", *BoardRole.values]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.session}"


class DraftLine(models.Model):
    """One member on a draft. An amount that was not typed is null, which is not 0."""

    draft = models.ForeignKey(
        SheetDraft, on_delete=models.PROTECT, related_name="lines"
    )
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey("loans.Person", on_delete=models.PROTECT)
    interest = models.BigIntegerField(null=True, blank=True)
    deposit = models.BigIntegerField(null=True, blank=True)
    interest_from_savings = models.BigIntegerField(null=True, blank=True)
    principal_from_savings = models.BigIntegerField(null=True, blank=True)
    is_absent = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("line of a draft")
        verbose_name_plural = _("lines of a draft")
        constraints = [
            models.UniqueConstraint(
                name="lines_of_a_draft_are_numbered_once", fields=["draft", "number"]
            ),
            models.UniqueConstraint(
                name="a_person_stands_once_on_a_draft", fields=["draft", "person"]
            ),
            *(
                models.CheckConstraint(
                    name=f"draft_{amount}_is_not_negative",
                    condition=Q(**{f"{amount}__isnull": True})
                    | Q(**{f"{amount}__gte": 0}),
                )
                for amount in LINE_AMOUNTS
            ),
            models.CheckConstraint(
                name="absent_line_of_a_draft_has_no_amounts",
                condition=Q(is_absent=False)
                | Q(**{f"{amount}__isnull": True for amount in LINE_AMOUNTS}),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.person}"

    @property
    def is_entered(self) -> bool:
        """Whether anything was said of this line: paid, or not paid."""
        return self.is_absent or any(
            getattr(self, amount) is not None for amount in LINE_AMOUNTS
        )


class GroupSheet(models.Model):
    """A recorded sheet: posted whole, once for a session and group, never changed."""

    session = models.ForeignKey("loans.Session", on_delete=models.PROTECT)
    group = models.ForeignKey("loans.SavingsCreditGroup", on_delete=models.PROTECT)
    key = models.UUIDField(unique=True)
    request_digest = models.CharField(max_length=64)
    voucher_number = models.PositiveIntegerField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    handed_in_by = models.CharField(max_length=6, choices=BoardRole)
    handed_in_person = models.ForeignKey(
        "loans.Person", on_delete=models.PROTECT, related_name="+"
    )
    receipt_from = models.CharField(max_length=10, blank=True)
    receipt_to = models.CharField(max_length=10, blank=True)
    interest = models.BigIntegerField()
    deposit = models.BigIntegerField()
    interest_from_savings = models.BigIntegerField()
    principal_from_savings = models.BigIntegerField()
    cash_received = models.BigIntegerField()

    reach = place_of_a_point(
        "session__point", organisation="group__organisation_unit__organisation"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("recorded sheet")
        verbose_name_plural = _("recorded sheets")
        constraints = [
            models.UniqueConstraint(
                name="one_recorded_sheet_for_a_session_and_group",
                fields=["session", "group"],
            ),
            models.CheckConstraint(
                name="sheet_cash_is_its_interest_and_deposits",
                condition=Q(cash_received=F("interest") + F("deposit")),
            ),
            models.CheckConstraint(
                name="sheet_amounts_are_not_negative",
                condition=Q(**{f"{amount}__gte": 0 for amount in LINE_AMOUNTS}),
            ),
            models.CheckConstraint(
                name="sheet_is_handed_in_by_a_board_member",
                condition=Q(handed_in_by__in=BoardRole.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.session}"


class SheetLine(models.Model):
    """One member on a recorded sheet: what was due, and what was received, in đồng."""

    sheet = models.ForeignKey(
        GroupSheet, on_delete=models.PROTECT, related_name="lines"
    )
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey("loans.Person", on_delete=models.PROTECT)
    due_interest = models.BigIntegerField()
    due_arrears = models.BigIntegerField()
    due_principal = models.BigIntegerField()
    interest = models.BigIntegerField()
    deposit = models.BigIntegerField()
    interest_from_savings = models.BigIntegerField()
    principal_from_savings = models.BigIntegerField()
    cash = models.BigIntegerField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("line of a recorded sheet")
        verbose_name_plural = _("lines of a recorded sheet")
        constraints = [
            models.UniqueConstraint(
                name="lines_of_a_sheet_are_numbered_once", fields=["sheet", "number"]
            ),
            models.UniqueConstraint(
                name="a_person_stands_once_on_a_sheet", fields=["sheet", "person"]
            ),
            models.CheckConstraint(
                name="line_cash_is_its_interest_and_deposit",
                condition=Q(cash=F("interest") + F("deposit")),
            ),
            models.CheckConstraint(
                name="line_amounts_are_not_negative",
                condition=Q(
                    **{f"{amount}__gte": 0 for amount in LINE_AMOUNTS},
                    due_interest__gte=0,
                    due_arrears__gte=0,
                    due_principal__gte=0,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.person}"
