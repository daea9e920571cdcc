"""Users and their posts, kept by who may keep users."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
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


@admin.register(Post)
class PostAdmin(Kept):
    """Posts: added, and ended by their last day; the rest of a post stays."""

    keeps = Permission.USER_KEEP
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

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        return [field.name for field in Post._meta.fields if field.name != "valid_to"]
