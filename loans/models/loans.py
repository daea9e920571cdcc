"""Loans: contract, tranches, dated rates and instalments; money is in the ledger."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loans.models.households import people_of_organisation
from loans.models.reach import place_of_a_point
from programmes.access import ScopedQuerySet
from programmes.models.dated import Dated


class LoanState(models.TextChoices):
    APPROVED = "APPROVED", _("Approved")
    ACTIVE = "ACTIVE", _("Active")
    CLOSED = "CLOSED", _("Closed")
    LAPSED = "LAPSED", _("Lapsed")


LOAN_MOVES = [
    (LoanState.APPROVED, LoanState.ACTIVE),
    (LoanState.APPROVED, LoanState.LAPSED),
    (LoanState.ACTIVE, LoanState.CLOSED),
    (LoanState.ACTIVE, LoanState.APPROVED),
    (LoanState.CLOSED, LoanState.ACTIVE),
]
"""The only changes of state; the two that go back follow a reversal."""


class Loan(models.Model):
    """One contract: what was agreed, and nothing of what was paid.

    `contract_on` is the day of the first disbursement, planned until it happened.
    `interest_grace_until` is set for students: the days before it earn interest
    that need not be paid yet. `has_instalment_rule` says that a missed instalment
    turns overdue by itself (rule of 1 March 2026, pinned when signed).
    `is_repayment_doubled` is for medical graduates in practice.
    """

    contract_number = models.CharField(_("contract"), max_length=16, unique=True)
    borrower = models.ForeignKey(
        "loans.Person", on_delete=models.PROTECT, related_name="loans"
    )
    household = models.ForeignKey(
        "loans.Household", on_delete=models.PROTECT, related_name="loans"
    )
    group = models.ForeignKey(
        "loans.SavingsCreditGroup",
        on_delete=models.PROTECT,
        related_name="loans",
        null=True,
        blank=True,
    )
    point = models.ForeignKey("programmes.TransactionPoint", on_delete=models.PROTECT)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT)
    source = models.ForeignKey("programmes.CapitalSource", on_delete=models.PROTECT)
    principal = models.BigIntegerField()
    term_months = models.PositiveSmallIntegerField()
    period_months = models.PositiveSmallIntegerField()
    grace_months = models.PositiveSmallIntegerField(default=0)
    purpose = models.CharField(max_length=200)
    decision_number = models.CharField(max_length=40)
    approved_on = models.DateField()
    valid_until = models.DateField()
    contract_on = models.DateField()
    graduates_on = models.DateField(null=True, blank=True)
    course_months = models.PositiveSmallIntegerField(null=True, blank=True)
    is_repayment_doubled = models.BooleanField(default=False)
    interest_grace_until = models.DateField(null=True, blank=True)
    has_instalment_rule = models.BooleanField(default=False)
    state = models.CharField(
        max_length=8, choices=LoanState, default=LoanState.APPROVED
    )
    closed_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    reach = place_of_a_point(
        "point", organisation="group__organisation_unit__organisation"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("loan")
        verbose_name_plural = _("loans")
        constraints = [
            models.CheckConstraint(
                name="loan_is_made_and_approved_by_two_people",
                condition=~Q(approved_by=F("made_by")),
                violation_error_message=_(
                    "Approver and maker must be different people."
                ),
            ),
            models.CheckConstraint(
                name="loan_principal_is_positive",
                condition=Q(principal__gt=0, principal__lte=10**13),
            ),
            models.CheckConstraint(
                name="loan_term_holds_its_period_and_grace",
                condition=Q(
                    term_months__gt=0,
                    period_months__gt=0,
                    grace_months__lt=F("term_months"),
                ),
            ),
            models.CheckConstraint(
                name="loan_state_is_known", condition=Q(state__in=LoanState.values)
            ),
            models.CheckConstraint(
                name="closed_loan_says_when",
                condition=Q(state=LoanState.CLOSED, closed_on__isnull=False)
                | (~Q(state=LoanState.CLOSED) & Q(closed_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="loan_approval_is_valid_from_its_day",
                condition=Q(valid_until__gte=F("approved_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.contract_number


class Tranche(models.Model):
    """One part of a loan's principal, planned for a day; amounts in đồng."""

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="tranches")
    number = models.PositiveSmallIntegerField()
    planned_on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = _("tranche")
        verbose_name_plural = _("tranches")
        constraints = [
            models.UniqueConstraint(
                name="tranches_of_a_loan_are_numbered_once", fields=["loan", "number"]
            ),
            models.CheckConstraint(
                name="tranche_amount_is_positive", condition=Q(amount__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan} {self.number}"


class LoanRate(Dated):
    """The rate of one loan from a day until a day (exclusive), percent a year.

    Pinned when the contract is made; a later row is added only by a decision that
    says that running loans change (`legal_basis`).
    """

    thing: ClassVar = ("loan",)

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="rates")
    annual_rate_percent = models.DecimalField(max_digits=8, decimal_places=5)
    overdue_rate_percent = models.DecimalField(max_digits=8, decimal_places=5)

    class Meta(Dated.Meta):
        verbose_name = _("rate of a loan")
        verbose_name_plural = _("rates of a loan")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="loan_rate_is_between_0_and_100",
                condition=Q(
                    annual_rate_percent__gte=0,
                    annual_rate_percent__lte=100,
                    overdue_rate_percent__gte=F("annual_rate_percent"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan}: {self.annual_rate_percent}"


class Instalment(models.Model):
    """One part of the principal to be repaid.

    Due by contract on `contract_due_on`; served at the session of `session_due_on`;
    `extended_due_on` is set by a later extension.
    """

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    contract_due_on = models.DateField()
    session_due_on = models.DateField()
    extended_due_on = models.DateField(null=True, blank=True)
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        indexes = [
            models.Index(fields=["session_due_on"], name="instalment_by_session_day")
        ]
        constraints = [
            models.UniqueConstraint(
                name="instalments_of_a_loan_are_numbered_once",
                fields=["loan", "number"],
            ),
            models.UniqueConstraint(
                name="instalments_of_a_loan_fall_on_different_days",
                fields=["loan", "contract_due_on"],
            ),
            models.CheckConstraint(
                name="instalment_amount_is_positive", condition=Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="extension_moves_an_instalment_forward",
                condition=Q(extended_due_on__isnull=True)
                | Q(extended_due_on__gt=F("contract_due_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan} {self.number}"


class SavingsAccount(models.Model):
    """A member's account: what it holds is in the ledger."""

    number = models.CharField(_("account"), max_length=16, unique=True)
    person = models.ForeignKey(
        "loans.Person", on_delete=models.PROTECT, related_name="savings_accounts"
    )
    point = models.ForeignKey("programmes.TransactionPoint", on_delete=models.PROTECT)
    opened_on = models.DateField()
    consents_to_debit = models.BooleanField(default=False)

    reach = place_of_a_point(
        "point",
        organisation=lambda organisation_id, day: Q(
            person__in=people_of_organisation(organisation_id, day)
        ),
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("member account")
        verbose_name_plural = _("member accounts")

    def __str__(self) -> str:
        return self.number
