"""People who sign in, and the posts they hold: a role, within limits, for days."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.access import LIMITS, Role


class User(AbstractUser):
    """One person with one account; what they may do stands in their posts."""

    staff_number = models.CharField(
        _("staff number"), max_length=20, unique=True, null=True, blank=True
    )
    full_name = models.CharField(_("full name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("vi", "Tiếng Việt"), ("en", "English")],
        default="vi",
    )
    has_single_keys = models.BooleanField(_("single-key shortcuts"), default=True)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.full_name or self.username


class PostQuerySet(models.QuerySet):
    def in_force(self, day: date):
        """Posts held on `day`; the end day is exclusive."""
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )


class Post(models.Model):
    """A person in a role, within limits, from a day until a day (exclusive)."""

    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="posts"
    )
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    is_whole_bank = models.BooleanField(_("whole bank"), default=False)
    province = models.ForeignKey(
        "programmes.Province",
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    office = models.ForeignKey(
        "programmes.Office",
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    commune = models.ForeignKey(
        "programmes.Commune",
        verbose_name=_("commune"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    point = models.ForeignKey(
        "programmes.TransactionPoint",
        verbose_name=_("transaction point"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    organisation = models.ForeignKey(
        "programmes.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                violation_error_message=_("A post ends after it begins."),
            ),
            models.CheckConstraint(
                name="post_has_a_limit_or_is_for_the_whole_bank",
                condition=(
                    Q(is_whole_bank=True, **{f"{x}__isnull": True for x in LIMITS})
                    | (
                        Q(is_whole_bank=False)
                        & ~Q(**{f"{x}__isnull": True for x in LIMITS})
                    )
                ),
                violation_error_message=_(
                    "Name a limit, or say that the post is for the whole bank."
                ),
            ),
            models.CheckConstraint(
                name="post_has_a_known_role",
                condition=Q(role__in=Role.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
