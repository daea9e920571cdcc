"""Conventions of the whole bank: dated settings, notes and coins, holidays."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.dated import Dated
from programmes.rules.money import dotted


class BankRules(Dated):
    """What holds for every loan and session; one row at a time.

    Orders of allocation are words with commas between, first paid first; the words
    are those of the rule that shares a payment out.
    """

    thing: ClassVar = ()

    overdue_multiplier_percent = models.DecimalField(
        _("overdue rate (percent of the contract's)"),
        max_digits=8,
        decimal_places=5,
        default=Decimal(130),
    )
    cash_step = models.PositiveIntegerField(_("cash is offered in steps of"))
    least_deposit = models.PositiveIntegerField(_("least deposit of a member"))
    in_term_order = models.CharField(_("order of a payment in term"), max_length=200)
    overdue_order = models.CharField(_("order of a payment overdue"), max_length=200)
    instalment_rule_from = models.DateField(
        _("missed instalments turn overdue in contracts from")
    )
    idle_after_minutes = models.PositiveSmallIntegerField(
        _("screen locks after (minutes)")
    )
    use_check_within_days = models.PositiveSmallIntegerField(
        _("use of the money is checked within (days)"), default=30
    )
    working_days_to_ask = models.PositiveSmallIntegerField(
        _("another date is asked for before the day (working days)"), default=5
    )
    due_list_months = models.PositiveSmallIntegerField(
        _("lists of what falls due look ahead (months)"), default=2
    )

    class Meta(Dated.Meta):
        verbose_name = _("bank's rules")
        verbose_name_plural = _("bank's rules")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="overdue_rate_is_not_below_the_contracts",
                condition=Q(overdue_multiplier_percent__gte=100),
            ),
            models.CheckConstraint(
                name="cash_step_is_above_zero", condition=Q(cash_step__gt=0)
            ),
            models.CheckConstraint(
                name="lists_of_what_falls_due_look_ahead",
                condition=Q(due_list_months__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%d/%m/%Y}"

    def order(self, *, is_overdue: bool) -> tuple[str, ...]:
        """The order in which a payment meets what a loan owes."""
        words = self.overdue_order if is_overdue else self.in_term_order
        return tuple(words.split(","))


class Denomination(Dated):
    """A note that is counted, in đồng."""

    thing: ClassVar = ("value",)

    value = models.PositiveIntegerField(_("value"))

    class Meta(Dated.Meta):
        verbose_name = _("denomination")
        verbose_name_plural = _("denominations")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="denomination_is_above_zero", condition=Q(value__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return dotted(self.value)


class HolidayQuerySet(models.QuerySet):
    def has(self, day: date) -> bool:
        """Whether `day` is a holiday; a session is held all the same."""
        return self.filter(day=day).exists()


class Holiday(models.Model):
    """A public holiday; offices are shut, sessions of points are held."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=80)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"
