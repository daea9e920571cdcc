"""Acts that wait for a second person, and the signatures that were given.

Money that goes out, and principal that turns overdue, is prepared by one person and
signed by another: on an own device, or in place on the machine of the first.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loans.models.accounts import SIGNED_TWICE, PostingKind, SigningWay
from loans.models.reach import place_of_a_point
from programmes.access import ScopedQuerySet


class PreparedAct(models.Model):
    """A disbursement, withdrawal or transfer to overdue: prepared, signed, done.

    `key` is that of the posting it will become. `amount` is what is signed, in đồng;
    nothing else can be posted under the signature. An act that is put aside stays,
    with who did so.
    """

    kind = models.CharField(max_length=24, choices=PostingKind)
    session = models.ForeignKey(
        "loans.Session", on_delete=models.PROTECT, related_name="prepared_acts"
    )
    loan = models.ForeignKey(
        "loans.Loan",
        on_delete=models.PROTECT,
        related_name="prepared_acts",
        null=True,
        blank=True,
    )
    savings_account = models.ForeignKey(
        "loans.SavingsAccount",
        on_delete=models.PROTECT,
        related_name="prepared_acts",
        null=True,
        blank=True,
    )
    amount = models.BigIntegerField()
    key = models.UUIDField(unique=True)
    is_by_transfer = models.BooleanField(default=False)
    bank_account = models.CharField(max_length=60, blank=True)
    received_by = models.CharField(max_length=120, blank=True)
    authorisation = models.CharField(max_length=120, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_way = models.CharField(
        max_length=10, choices=SigningWay, blank=True, default=""
    )
    done_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)

    reach = place_of_a_point(
        "session__point", office="session__office", province="session__office__province"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("prepared act")
        verbose_name_plural = _("prepared acts")
        constraints = [
            models.CheckConstraint(
                name="prepared_act_is_of_a_kind_that_is_signed_twice",
                condition=Q(kind__in=SIGNED_TWICE),
            ),
            models.CheckConstraint(
                name="prepared_act_names_a_loan_or_an_account",
                condition=Q(
                    kind=PostingKind.WITHDRAWAL,
                    savings_account__isnull=False,
                    loan__isnull=True,
                )
                | (
                    ~Q(kind=PostingKind.WITHDRAWAL)
                    & Q(savings_account__isnull=True, loan__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="prepared_amount_is_positive", condition=Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="act_is_prepared_and_checked_by_two_people",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("prepared_by")),
            ),
            models.CheckConstraint(
                name="act_that_is_checked_says_when_and_how",
                condition=Q(
                    checked_by__isnull=True, checked_at__isnull=True, checked_way=""
                )
                | Q(
                    checked_by__isnull=False,
                    checked_at__isnull=False,
                    checked_way__in=SigningWay.values,
                ),
            ),
            models.CheckConstraint(
                name="act_is_done_only_when_checked",
                condition=Q(done_at__isnull=True) | Q(checked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="act_is_done_or_set_aside_not_both",
                condition=Q(done_at__isnull=True) | Q(set_aside_at__isnull=True),
            ),
            models.CheckConstraint(
                name="act_set_aside_says_by_whom",
                condition=Q(set_aside_by__isnull=True, set_aside_at__isnull=True)
                | Q(set_aside_by__isnull=False, set_aside_at__isnull=False),
            ),
            models.CheckConstraint(
                name="another_person_receives_only_with_a_paper",
                condition=Q(received_by="") | ~Q(authorisation=""),
            ),
            models.CheckConstraint(
                name="transfer_names_the_bank_account",
                condition=Q(is_by_transfer=False, bank_account="")
                | (Q(is_by_transfer=True) & ~Q(bank_account="")),
            ),
            models.UniqueConstraint(
                name="one_act_of_a_kind_waits_for_a_loan_in_a_session",
                fields=["session", "loan", "kind"],
                condition=Q(done_at__isnull=True, set_aside_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_withdrawal_waits_for_an_account_in_a_session",
                fields=["session", "savings_account"],
                condition=Q(done_at__isnull=True, set_aside_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"


class SignatureAttempt(models.Model):
    """A try at signing in place, good or bad: what was shown, on whose machine.

    Append-only. `subject` names what was signed; three bad tries end it for that
    subject.
    """

    session = models.ForeignKey("loans.Session", on_delete=models.PROTECT)
    subject = models.CharField(max_length=80, db_index=True)
    shown = models.TextField()
    machine_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    username = models.CharField(max_length=150)
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("try at a signature")
        verbose_name_plural = _("tries at signatures")
        constraints = [
            models.CheckConstraint(
                name="nobody_signs_twice_on_the_same_machine",
                condition=Q(signer__isnull=True) | ~Q(signer=F("machine_of")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.username} {self.subject}"
