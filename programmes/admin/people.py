"""Users and their posts, kept by who may keep users."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.access import Permission
from programmes.admin.bases import Kept
from programmes.models import Post, User


@admin.register(User)
class UsersAdmin(Kept, UserAdmin):
    """Accounts. What a person may do stands in posts, not in groups or flags."""

    keeps = Permission.USER_KEEP
    list_display = ("username", "full_name", "staff_number", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    search_fields = ("username", "full_name", "staff_number")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("full_name", "staff_number", "language")}),
        (_("Account"), {"fields": ("is_active", "is_staff", "last_login")}),
    )


class PostForm(forms.ModelForm):
    """Says who does not get a post from whom."""

    giver: User

    def clean_user(self) -> User:
        user = self.cleaned_data["user"]
        if user == self.giver:
            raise ValidationError(
                _("Nobody gives a post to themselves; another administrator does.")
            )
        return user


@admin.register(Post)
class PostAdmin(Kept):
    """Posts: added, and ended by their last day; the rest of a post stays.

    Nobody adds to their own posts or lengthens them.
    """

    keeps = Permission.USER_KEEP
    form = PostForm
    list_display = (
        "user",
        "role",
        "is_whole_bank",
        "province",
        "office",
        "commune",
        "point",
        "organisation",
        "valid_from",
        "valid_to",
    )
    list_filter = ("role",)
    list_select_related = True
    search_fields = ("user__username", "user__full_name")
    ordering = ("user__username", "valid_from")
    raw_id_fields = ("user", "province", "commune", "point")

    def has_change_permission(self, request, obj=None) -> bool:
        is_own = obj is not None and obj.user_id == request.user.pk
        return not is_own and super().has_change_permission(request, obj)

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change, **options)
        form.giver = request.user
        return form

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        return [field.name for field in Post._meta.fields if field.name != "valid_to"]
