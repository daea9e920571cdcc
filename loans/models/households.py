"""Households and the people in them; who looked at a full citizen ID, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from loans.models.groups import Membership
from loans.models.reach import place_of_a_point
from programmes.access import ScopedQuerySet

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)


def people_of_organisation(organisation_id, day):
    """Ids of the people in a group of an organisation on `day`, as a subquery."""
    return (
        Membership.objects.in_force(day)
        .filter(group__organisation_unit__organisation_id=organisation_id)
        .values("person_id")
    )


class Household(models.Model):
    """A family that borrows together; served at one point."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    point = models.ForeignKey("programmes.TransactionPoint", on_delete=models.PROTECT)
    village = models.ForeignKey("programmes.Village", on_delete=models.PROTECT)
    address = models.CharField(max_length=200, blank=True)

    reach = place_of_a_point(
        "point",
        organisation=lambda organisation_id, day: Q(
            people__in=people_of_organisation(organisation_id, day)
        ),
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")

    def __str__(self) -> str:
        return self.code


class Sex(models.TextChoices):
    FEMALE = "FEMALE", _("Female")
    MALE = "MALE", _("Male")


class Person(models.Model):
    """A member of a household; a customer of the bank once `customer_code` is given.

    `folded_name` (given name first, without marks) is what a search compares;
    `sort_key` is what a list is ordered by, byte by byte.
    """

    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="people"
    )
    customer_code = models.CharField(
        _("customer code"), max_length=10, unique=True, null=True, blank=True
    )
    full_name = models.CharField(_("full name"), max_length=120)
    folded_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=300)
    born_on = models.DateField(_("born on"))
    sex = models.CharField(max_length=6, choices=Sex)
    ethnicity = models.CharField(max_length=40, blank=True)
    relation = models.CharField(max_length=40, blank=True)
    citizen_id = models.CharField(
        _("citizen ID"), max_length=12, unique=True, null=True, blank=True
    )
    phone = models.CharField(_("phone"), max_length=10, blank=True)

    reach = place_of_a_point(
        "household__point",
        organisation=lambda organisation_id, day: Q(
            pk__in=people_of_organisation(organisation_id, day)
        ),
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["folded_name", "id"], name="person_by_folded_name"),
            models.Index(fields=["sort_key", "id"], name="person_by_sort_key"),
        ]
        constraints = [
            models.CheckConstraint(
                name="citizen_id_has_twelve_digits",
                condition=Q(citizen_id__isnull=True)
                | Q(citizen_id__regex=r"\A[0-9]{12}\Z"),
            ),
            models.CheckConstraint(
                name="person_sex_is_known", condition=Q(sex__in=Sex.values)
            ),
            models.CheckConstraint(
                name="person_has_a_name", condition=~Q(full_name="")
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class IdentityReveal(models.Model):
    """Somebody opened a full citizen ID: who, whose, why, when. Append-only."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("citizen ID opened")
        verbose_name_plural = _("citizen IDs opened")
        constraints = [
            models.CheckConstraint(
                name="reveal_gives_a_reason_of_ten_characters",
                condition=Q(reason__length__gte=10),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.at:%d/%m/%Y %H:%M}"
