"""What the administrators' screens have in common.

Staff look the frame through. Lists that move no money are kept here by who holds a
post that grants it; dated rows are added or ended, never edited, nothing is deleted,
and each act leaves a line in the record.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access import Permission, held_today
from programmes.actions import audit
from programmes.forms.fields import DayField, DongField
from programmes.rules.names import fold


def written(name: str, how: Callable[[Any], str], label: Any) -> Callable[[Any], str]:
    """A column whose values are written as on every other page."""

    @admin.display(description=label, ordering=name)
    def column(row: Any) -> str:
        return how(getattr(row, name))

    return column


class Looked(admin.ModelAdmin):
    """Looked at by staff in a post of today; nothing is added, changed or deleted."""

    list_per_page = 50
    show_full_result_count = False

    def holds(self, request, permission: Permission) -> bool:
        """Whether a post of today grants it to staff."""
        return request.user.is_staff and bool(held_today(request, permission))

    def has_module_permission(self, request) -> bool:
        return self.holds(request, Permission.FRAME_SEE)

    def has_view_permission(self, request, obj=None) -> bool:
        return self.holds(request, Permission.FRAME_SEE)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class Added(Looked):
    """Added to by who holds a post that grants `keeps`."""

    keeps = Permission.FRAME_KEEP
    formfield_overrides = {
        models.DateField: {"form_class": DayField, "widget": forms.TextInput},
        models.IntegerField: {"form_class": DongField, "widget": forms.TextInput},
    }

    def may_keep(self, request) -> bool:
        """Whether a post of today lets the reader add to the list."""
        return self.holds(request, self.keeps)

    def has_add_permission(self, request) -> bool:
        return self.may_keep(request)

    def save_model(self, request, obj, form, change) -> None:
        before = audit.told(type(obj).objects.get(pk=obj.pk)) if change else ""
        super().save_model(request, obj, form, change)
        audit.record(
            verb="CHANGE" if change else "ADD",
            noun=type(obj).__name__,
            subject=str(obj),
            before=before,
            after=audit.told(obj),
            by=request.user,
            at=timezone.now(),
        )


class Kept(Added):
    """Added to and corrected; for lists whose rows carry no days."""

    def has_change_permission(self, request, obj=None) -> bool:
        return self.may_keep(request)


class InForceFilter(admin.SimpleListFilter):
    title = _("in force")
    parameter_name = "in_force"

    def lookups(self, request, model_admin) -> list[tuple[str, Any]]:
        return [("today", _("Today")), ("withdrawn", _("Withdrawn"))]

    def queryset(self, request, queryset):
        if self.value() == "today":
            return queryset.in_force(timezone.localdate())
        if self.value() == "withdrawn":
            return queryset.filter(withdrawn_at__isnull=False)
        return queryset


class FoldedSearch:
    """Searched without marks: `tinh khe` finds Tịnh Khê, and so does Tịnh Khê."""

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))


class DatedForm(forms.ModelForm):
    """Says in words what the database would refuse of a new dated row."""

    def clean(self):
        cells = super().clean()
        begins, ends = cells.get("valid_from"), cells.get("valid_to")
        model = self._meta.model
        same = {name: cells[name] for name in model.thing if name in cells}
        if begins is None or len(same) < len(model.thing):
            return cells
        if ends is not None and ends <= begins:
            raise ValidationError({"valid_to": _("The end lies after the beginning.")})
        others = model.objects.filter(withdrawn_at=None, **same).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=begins)
        )
        if ends is not None:
            others = others.filter(valid_from__lt=ends)
        if others.exists():
            raise ValidationError(
                _("Another row for the same thing is in force on some of these days.")
            )
        return cells
