"""Commune sessions and office sessions: the gate through which all money goes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loans.models.reach import place_of_a_point
from programmes.access import ScopedQuerySet


class SessionKind(models.TextChoices):
    POINT = "POINT", _("Commune session")
    OFFICE = "OFFICE", _("Office session")


class SessionState(models.TextChoices):
    PREPARED = "PREPARED", pgettext_lazy("state of a session", "Prepared")
    OPEN = "OPEN", pgettext_lazy("state of a session", "Open")
    COUNTING = "COUNTING", pgettext_lazy("state of a session", "Counting cash")
    CLOSED = "CLOSED", pgettext_lazy("state of a session", "Closed")


SESSION_MOVES = [
    (SessionState.PREPARED, SessionState.OPEN),
    (SessionState.OPEN, SessionState.COUNTING),
    (SessionState.COUNTING, SessionState.OPEN),
    (SessionState.COUNTING, SessionState.CLOSED),
]
"""The only changes of state; a trigger refuses every other."""


class Session(models.Model):
    """One day's work at one point, or at one office's counter.

    `held_on` is the value date of everything posted in it, whatever any clock says.
    `voucher_count` is the last voucher number (CT) given in it.
    """

    kind = models.CharField(max_length=6, choices=SessionKind)
    point = models.ForeignKey(
        "programmes.TransactionPoint", on_delete=models.PROTECT, null=True, blank=True
    )
    office = models.ForeignKey("programmes.Office", on_delete=models.PROTECT)
    held_on = models.DateField()
    state = models.CharField(
        max_length=8, choices=SessionState, default=SessionState.PREPARED
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    voucher_count = models.PositiveIntegerField(default=0)

    # An officer of an organisation sees the sessions of her commune; which groups of
    # them she sees is a limit of the groups.
    reach = place_of_a_point(
        "point", office="office", province="office__province", organisation=None
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                name="session_has_a_point_unless_it_is_an_office_session",
                condition=Q(kind=SessionKind.POINT, point__isnull=False)
                | Q(kind=SessionKind.OFFICE, point__isnull=True),
            ),
            models.CheckConstraint(
                name="session_state_is_known",
                condition=Q(state__in=SessionState.values),
            ),
            models.CheckConstraint(
                name="session_that_was_opened_names_its_opener",
                condition=Q(
                    state=SessionState.PREPARED,
                    opened_by__isnull=True,
                    opened_at__isnull=True,
                )
                | (
                    ~Q(state=SessionState.PREPARED)
                    & Q(opened_by__isnull=False, opened_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="session_that_was_closed_names_its_closer",
                condition=Q(
                    state=SessionState.CLOSED,
                    closed_by__isnull=False,
                    closed_at__isnull=False,
                )
                | (
                    ~Q(state=SessionState.CLOSED)
                    & Q(closed_by__isnull=True, closed_at__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="session_is_prepared_and_opened_by_two_people",
                condition=Q(opened_by__isnull=True) | ~Q(opened_by=F("prepared_by")),
            ),
            models.UniqueConstraint(
                name="one_session_for_a_point_and_day",
                fields=["point", "held_on"],
                condition=Q(kind=SessionKind.POINT),
            ),
            models.UniqueConstraint(
                name="one_session_for_an_office_counter_and_day",
                fields=["office", "held_on"],
                condition=Q(kind=SessionKind.OFFICE),
            ),
            models.UniqueConstraint(
                name="one_open_session_for_a_point",
                fields=["point"],
                condition=Q(
                    kind=SessionKind.POINT,
                    state__in=[SessionState.OPEN, SessionState.COUNTING],
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point or self.office} {self.held_on:%d/%m/%Y}"


class TeamRole(models.TextChoices):
    TEAM_LEADER = "TEAM_LEADER", pgettext_lazy("in a team", "Team leader")
    CONTROLLER = "CONTROLLER", _("Controller")
    TELLER = "TELLER", _("Teller")


class TeamMember(models.Model):
    """A person of the mobile team of one session, named when it was prepared."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="team")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=11, choices=TeamRole)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [
            models.UniqueConstraint(
                name="a_person_stands_once_in_a_team", fields=["session", "user"]
            ),
            models.CheckConstraint(
                name="team_role_is_known", condition=Q(role__in=TeamRole.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class SessionSeal(models.Model):
    """What a session held when it was closed: count, sums, and a digest of its rows.

    `digest` is SHA-256, hexadecimal, over the previous seal of the same counter and
    the canonical rows (see `loans.actions.seals`). Never changed, never removed.
    """

    session = models.OneToOneField(
        Session, on_delete=models.PROTECT, related_name="seal"
    )
    number = models.PositiveIntegerField()
    point = models.ForeignKey(
        "programmes.TransactionPoint", on_delete=models.PROTECT, null=True, blank=True
    )
    office = models.ForeignKey("programmes.Office", on_delete=models.PROTECT)
    posting_count = models.PositiveIntegerField()
    cash_in = models.BigIntegerField()
    cash_out = models.BigIntegerField()
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [
            models.UniqueConstraint(
                name="seals_of_a_point_are_numbered_once",
                fields=["point", "number"],
                condition=Q(point__isnull=False),
            ),
            models.UniqueConstraint(
                name="seals_of_an_office_counter_are_numbered_once",
                fields=["office", "number"],
                condition=Q(point__isnull=True),
            ),
            models.CheckConstraint(
                name="seal_sums_are_not_negative",
                condition=Q(cash_in__gte=0, cash_out__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.short

    @property
    def short(self) -> str:
        """The twelve characters that are written on paper: 7F3A-91C2-0B4E."""
        head = self.digest[:12].upper()
        return f"{head[:4]}-{head[4:8]}-{head[8:]}"
