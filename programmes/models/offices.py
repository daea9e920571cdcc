"""The bank's own houses: head office, branches, transaction offices."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.access import ScopedQuerySet
from programmes.models.places import Province


class Office(models.Model):
    """An office of the bank. It is no administrative unit and serves several."""

    class Kind(models.TextChoices):
        HEAD_OFFICE = "HEAD_OFFICE", _("Head office")
        BRANCH = "BRANCH", _("Branch")
        TRANSACTION_OFFICE = "TRANSACTION_OFFICE", _("Transaction office")

    code = models.CharField(_("code"), max_length=6, unique=True)
    kind = models.CharField(_("kind"), max_length=18, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("under"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
    )
    province = models.ForeignKey(
        Province,
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        related_name="offices",
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=15, blank=True)

    # Who serves one commune or point has no hand in the counter of the office itself.
    reach = {"province": "province", "office": "pk"}

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints = [
            models.CheckConstraint(
                name="only_the_head_office_is_under_no_office",
                condition=Q(kind="HEAD_OFFICE", parent__isnull=True)
                | (~Q(kind="HEAD_OFFICE") & Q(parent__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name
