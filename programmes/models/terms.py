"""Lending programmes and the dated terms on which each lends."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.dated import Confidence, Dated
from programmes.models.legal_bases import LegalBasis
from programmes.rules.rates import share_of


class Programme(models.Model):
    """A line of lending, known by its code word. The core's code may be shared."""

    code = models.CharField(_("code"), max_length=24, unique=True)
    core_code = models.CharField(_("core code"), max_length=2, blank=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=12, unique=True)
    plan_line = models.CharField(_("plan line"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                name="programme_code_is_a_word_in_capitals",
                condition=Q(code__regex=r"^[A-Z][A-Z0-9_]*$"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def terms_on(self, day: date) -> "ProgrammeTerms | None":
        """The terms in force on `day`; None if the programme lends nothing then."""
        return self.terms.in_force(day).first()


class BaseRate(Dated):
    """The rate of poor households, set by the Prime Minister; others follow it."""

    thing: ClassVar = ()

    annual_rate_percent = models.DecimalField(
        _("rate (percent a year)"), max_digits=8, decimal_places=5
    )
    legal_basis = models.ForeignKey(
        LegalBasis,
        verbose_name=_("legal basis"),
        on_delete=models.PROTECT,
        related_name="base_rates",
    )
    confidence = models.CharField(
        _("confidence"), max_length=2, choices=Confidence.choices
    )

    class Meta(Dated.Meta):
        verbose_name = _("base rate")
        verbose_name_plural = _("base rates")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="base_rate_is_above_zero", condition=Q(annual_rate_percent__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annual_rate_percent.normalize():f} %".replace(".", ",")


class RateKind(models.TextChoices):
    FIXED = "FIXED", _("Fixed")
    SHARE_OF_BASE = "SHARE_OF_BASE", _("Share of the poor-household rate")


class Channel(models.TextChoices):
    ENTRUSTED = "ENTRUSTED", _("Entrusted through groups")
    DIRECT = "DIRECT", _("Direct at the bank")
    BOTH = "BOTH", _("Entrusted or direct")


class SessionMove(models.TextChoices):
    """Which session of the point meets a due date."""

    NONE = "NONE", _("Not moved")
    SESSION_BEFORE = "SESSION_BEFORE", _("Session strictly before")
    SESSION_ON_OR_BEFORE = "SESSION_ON_OR_BEFORE", _("Session on the day or before")
    SESSION_AFTER = "SESSION_AFTER", _("Session strictly after")


def _one_rate(prefix: str, kind_may_be_empty: bool) -> Q:
    """Exactly the figure that the kind of rate asks for."""
    kind, rate, share = (
        f"{prefix}rate_kind",
        f"{prefix}rate_percent",
        f"{prefix}share_percent",
    )
    # A comparison with null is neither true nor false, and lets a row pass a check.
    fixed = {kind: "FIXED", f"{rate}__isnull": False, f"{rate}__gte": 0}
    shared = {kind: "SHARE_OF_BASE", f"{share}__isnull": False, f"{share}__gt": 0}
    given = Q(**fixed, **{f"{share}__isnull": True}) | Q(
        **shared, **{f"{rate}__isnull": True}
    )
    none = Q(**{kind: "", f"{rate}__isnull": True, f"{share}__isnull": True})
    return given | none if kind_may_be_empty else given


class ProgrammeTerms(Dated):
    """What a programme lends, to whom, for how long and at what rate, from a day.

    Rates are percent a year; a share is percent of the base rate. Amounts are đồng,
    terms and periods months; null is "no limit of its own". The priority rate, where
    there is one, is for `priority_for`.
    """

    thing: ClassVar = ("programme",)

    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        on_delete=models.PROTECT,
        related_name="terms",
    )
    rate_kind = models.CharField(
        _("kind of rate"), max_length=13, choices=RateKind.choices
    )
    rate_percent = models.DecimalField(
        _("rate (percent a year)"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
    )
    share_percent = models.DecimalField(
        _("share of the poor-household rate (percent)"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
    )
    priority_rate_kind = models.CharField(
        _("kind of priority rate"), max_length=13, choices=RateKind.choices, blank=True
    )
    priority_rate_percent = models.DecimalField(
        _("priority rate (percent a year)"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
    )
    priority_share_percent = models.DecimalField(
        _("priority share (percent)"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
    )
    priority_for = models.CharField(
        _("priority rate is for"), max_length=200, blank=True
    )
    max_amount = models.BigIntegerField(
        _("most to one household"), null=True, blank=True
    )
    max_amount_business = models.BigIntegerField(
        _("most to one business"), null=True, blank=True
    )
    max_term_months = models.PositiveSmallIntegerField(
        _("longest term (months)"), null=True, blank=True
    )
    grace_months = models.PositiveSmallIntegerField(
        _("grace on principal (months)"), default=0
    )
    first_due_after_months = models.PositiveSmallIntegerField(
        _("a student's first instalment after the course (months)"), default=12
    )
    channel = models.CharField(_("channel"), max_length=9, choices=Channel.choices)
    session_move = models.CharField(
        _("session that meets a due date"),
        max_length=20,
        choices=SessionMove.choices,
        default=SessionMove.SESSION_ON_OR_BEFORE,
    )
    extension_permitted = models.BooleanField(_("extension permitted"), default=True)
    rollover_permitted = models.BooleanField(
        _("crop rollover permitted"), default=False
    )
    collateral_above = models.BigIntegerField(
        _("collateral above"), null=True, blank=True
    )
    instalment_rule_excepted = models.BooleanField(
        _("excepted from the instalment rule of 1 March 2026"), default=False
    )
    legal_basis = models.ForeignKey(
        LegalBasis,
        verbose_name=_("legal basis"),
        on_delete=models.PROTECT,
        related_name="terms",
    )
    confidence = models.CharField(
        _("confidence"), max_length=2, choices=Confidence.choices
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("terms of a programme")
        verbose_name_plural = _("terms of programmes")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="terms_have_exactly_the_rate_of_their_kind",
                condition=_one_rate("", kind_may_be_empty=False),
            ),
            models.CheckConstraint(
                name="terms_have_at_most_one_priority_rate",
                condition=_one_rate("priority_", kind_may_be_empty=True),
            ),
            models.CheckConstraint(
                name="most_that_is_lent_is_above_zero",
                condition=(Q(max_amount__isnull=True) | Q(max_amount__gt=0))
                & (Q(max_amount_business__isnull=True) | Q(max_amount_business__gt=0)),
            ),
            models.CheckConstraint(
                name="longest_term_is_above_zero",
                condition=Q(max_term_months__isnull=True) | Q(max_term_months__gt=0),
            ),
            models.CheckConstraint(
                name="first_instalment_of_a_student_is_after_the_course",
                condition=Q(first_due_after_months__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} ({self.valid_from:%d/%m/%Y})"

    def period_months(self, term_months: int) -> int:
        """Months between instalments of principal of a loan of this term.

        The band with the smallest `up_to_months` that holds the term; the widest
        beyond the last. Raises PrincipalPeriod.DoesNotExist without bands.
        """
        bands = sorted(self.periods.all(), key=lambda band: band.up_to_months)
        for band in bands:
            if term_months <= band.up_to_months:
                return band.period_months
        if not bands:
            raise PrincipalPeriod.DoesNotExist
        return bands[-1].period_months


class PrincipalPeriod(models.Model):
    """Loans of up to so many months pay principal every so many months."""

    terms = models.ForeignKey(
        ProgrammeTerms,
        verbose_name=_("terms"),
        on_delete=models.PROTECT,
        related_name="periods",
    )
    up_to_months = models.PositiveSmallIntegerField(_("terms of up to (months)"))
    period_months = models.PositiveSmallIntegerField(_("principal every (months)"))

    class Meta:
        verbose_name = _("principal period")
        verbose_name_plural = _("principal periods")
        constraints = [
            models.UniqueConstraint(
                name="principal_period_is_one_for_each_band",
                fields=["terms", "up_to_months"],
            ),
            models.CheckConstraint(
                name="principal_period_is_above_zero",
                condition=Q(up_to_months__gt=0, period_months__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"≤ {self.up_to_months}: {self.period_months}"


def annual_rate_percent(
    programme: Programme, day: date, priority: bool = False
) -> Decimal:
    """Percent a year that a contract of `day` carries.

    The priority rate where asked for and there is one. A share of the base rate is
    exact to five decimals. Raises ProgrammeTerms.DoesNotExist or
    BaseRate.DoesNotExist if nothing is in force on the day.
    """
    terms = programme.terms.in_force(day).get()
    prefix = "priority_" if priority and terms.priority_rate_kind else ""
    if getattr(terms, f"{prefix}rate_kind") == RateKind.FIXED:
        return getattr(terms, f"{prefix}rate_percent")
    base = BaseRate.objects.in_force(day).get().annual_rate_percent
    share = getattr(terms, f"{prefix}share_percent")
    return share_of(base, share).quantize(Decimal("0.00001"))
