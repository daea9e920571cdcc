"""Savings and credit groups: their boards, their members, their right to collect."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loans.models.reach import place_of_a_point
from programmes.access import ScopedQuerySet
from programmes.models.dated import Dated


class SavingsCreditGroup(models.Model):
    """5–60 neighbours of one village, under one organisation, served at one point."""

    code = models.CharField(_("code"), max_length=7, unique=True)
    point = models.ForeignKey("programmes.TransactionPoint", on_delete=models.PROTECT)
    village = models.ForeignKey("programmes.Village", on_delete=models.PROTECT)
    organisation_unit = models.ForeignKey(
        "programmes.OrganisationUnit", on_delete=models.PROTECT
    )
    formed_on = models.DateField()

    reach = place_of_a_point("point", organisation="organisation_unit__organisation")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("savings and credit group")
        verbose_name_plural = _("savings and credit groups")

    def __str__(self) -> str:
        return self.code


class Membership(Dated):
    """A person in a group, from a day until a day (exclusive).

    `deposit_level` is the monthly saving agreed in the minutes 10C/TD, in đồng.
    """

    thing: ClassVar = ("person",)

    group = models.ForeignKey(
        SavingsCreditGroup, on_delete=models.PROTECT, related_name="memberships"
    )
    person = models.ForeignKey(
        "loans.Person", on_delete=models.PROTECT, related_name="memberships"
    )
    deposit_level = models.BigIntegerField(default=0)

    class Meta(Dated.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="membership_deposit_level_is_not_negative",
                condition=Q(deposit_level__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"


class BoardRole(models.TextChoices):
    LEADER = "LEADER", _("Group leader")
    DEPUTY = "DEPUTY", _("Deputy leader")


class BoardMember(Dated):
    """Leader or deputy of a group, from a day until a day (exclusive)."""

    thing: ClassVar = ("group", "role")

    group = models.ForeignKey(
        SavingsCreditGroup, on_delete=models.PROTECT, related_name="board"
    )
    person = models.ForeignKey("loans.Person", on_delete=models.PROTECT)
    role = models.CharField(max_length=6, choices=BoardRole)

    class Meta(Dated.Meta):
        verbose_name = _("board member")
        verbose_name_plural = _("board members")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="board_role_is_known", condition=Q(role__in=BoardRole.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person}"


class CollectionContract(Dated):
    """Contract 11/TD: the board may collect interest and savings, never principal."""

    thing: ClassVar = ("group",)

    group = models.ForeignKey(
        SavingsCreditGroup,
        on_delete=models.PROTECT,
        related_name="collection_contracts",
    )
    number = models.CharField(max_length=40)

    class Meta(Dated.Meta):
        verbose_name = _("contract 11/TD")
        verbose_name_plural = _("contracts 11/TD")

    def __str__(self) -> str:
        return self.number
