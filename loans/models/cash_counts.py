"""Cash of a session: advanced, counted by denomination, handed over, explained.

None of it is a posting: the ledger's `cash` holds customers' money only. The closing
ties both together.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loans.models.reach import place_of_a_point
from programmes.access import ScopedQuerySet

LARGE_LOSS = 50_000_000
"""A shortage from here on is reported within twelve hours (domain rule, in đồng)."""


class CountKind(models.TextChoices):
    ADVANCE = "ADVANCE", _("Advance")
    TOP_UP = "TOP_UP", _("Top-up")
    COUNT = "COUNT", _("Count in between")
    CLOSING = "CLOSING", _("Count at the close")


class CashCount(models.Model):
    """Cash counted once: what was advanced, topped up, or found in the till.

    `expected` is what the book said at that moment, for counts of the till; `total`
    is the sum of the lines, in đồng. The other person gave the money or watched.
    """

    session = models.ForeignKey(
        "loans.Session", on_delete=models.PROTECT, related_name="cash_counts"
    )
    kind = models.CharField(max_length=7, choices=CountKind)
    key = models.UUIDField(unique=True)
    total = models.BigIntegerField()
    expected = models.BigIntegerField(null=True, blank=True)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    witnessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    reach = place_of_a_point(
        "session__point", office="session__office", province="session__office__province"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("cash count")
        verbose_name_plural = _("cash counts")
        constraints = [
            models.CheckConstraint(
                name="cash_count_kind_is_known",
                condition=Q(kind__in=CountKind.values),
            ),
            models.CheckConstraint(
                name="cash_count_total_is_not_negative", condition=Q(total__gte=0)
            ),
            models.CheckConstraint(
                name="cash_is_counted_before_another_person",
                condition=~Q(witnessed_by=F("counted_by")),
            ),
            models.CheckConstraint(
                name="count_of_the_till_says_what_was_expected",
                condition=Q(
                    kind__in=[CountKind.COUNT, CountKind.CLOSING],
                    expected__isnull=False,
                )
                | Q(
                    kind__in=[CountKind.ADVANCE, CountKind.TOP_UP],
                    expected__isnull=True,
                ),
            ),
            models.UniqueConstraint(
                name="one_advance_for_a_session",
                fields=["session"],
                condition=Q(kind=CountKind.ADVANCE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.total}"


class CashCountLine(models.Model):
    """Notes of one denomination in a count."""

    count = models.ForeignKey(CashCount, on_delete=models.PROTECT, related_name="lines")
    denomination = models.PositiveIntegerField()
    pieces = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("line of a cash count")
        verbose_name_plural = _("lines of a cash count")
        constraints = [
            models.UniqueConstraint(
                name="a_denomination_stands_once_in_a_count",
                fields=["count", "denomination"],
            ),
            models.CheckConstraint(
                name="counted_notes_are_above_zero",
                condition=Q(denomination__gt=0, pieces__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.denomination} × {self.pieces}"

    @property
    def amount(self) -> int:
        return self.denomination * self.pieces


class CashClosing(models.Model):
    """A till at its close: advance + in − out = handed over + difference.

    A difference above zero is short, below zero over; it has a reason. Two people
    sign, and the team's leader takes note.
    """

    session = models.OneToOneField(
        "loans.Session", on_delete=models.PROTECT, related_name="cash_closing"
    )
    count = models.OneToOneField(CashCount, on_delete=models.PROTECT)
    advance = models.BigIntegerField()
    cash_in = models.BigIntegerField()
    cash_out = models.BigIntegerField()
    handed_over = models.BigIntegerField()
    difference = models.BigIntegerField()
    reason = models.TextField(blank=True)
    teller = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    controller = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    report_due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("closing of a till")
        verbose_name_plural = _("closings of tills")
        constraints = [
            models.CheckConstraint(
                name="till_closes_even_or_names_the_difference",
                condition=Q(
                    handed_over=F("advance")
                    + F("cash_in")
                    - F("cash_out")
                    - F("difference")
                ),
            ),
            models.CheckConstraint(
                name="difference_of_a_till_has_a_reason",
                condition=Q(difference=0) | Q(reason__length__gte=10),
            ),
            models.CheckConstraint(
                name="till_is_closed_by_two_people",
                condition=~Q(controller=F("teller")),
            ),
            models.CheckConstraint(
                name="sums_of_a_till_are_not_negative",
                condition=Q(
                    advance__gte=0, cash_in__gte=0, cash_out__gte=0, handed_over__gte=0
                ),
            ),
            models.CheckConstraint(
                name="large_loss_is_to_be_reported",
                condition=Q(difference__lt=LARGE_LOSS) | Q(report_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.difference}"


class Counterfeit(models.Model):
    """A note seized as false, with minutes: denomination, serial, who brought it."""

    session = models.ForeignKey(
        "loans.Session", on_delete=models.PROTECT, related_name="counterfeits"
    )
    denomination = models.PositiveIntegerField()
    serial = models.CharField(max_length=20)
    brought_by = models.CharField(max_length=120)
    seized_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    witnessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("counterfeit note")
        verbose_name_plural = _("counterfeit notes")
        constraints = [
            models.CheckConstraint(
                name="counterfeit_is_seized_before_another_person",
                condition=~Q(witnessed_by=F("seized_by")),
            ),
            models.CheckConstraint(
                name="counterfeit_names_serial_and_bringer",
                condition=~Q(serial="") & ~Q(brought_by=""),
            ),
            models.UniqueConstraint(
                name="a_serial_is_seized_once_in_a_session",
                fields=["session", "denomination", "serial"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.denomination} {self.serial}"
