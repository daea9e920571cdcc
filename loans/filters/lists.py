"""Parameters of the lists of groups and loans; what cannot be read is left out."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from loans.models import LoanState
from programmes.models import Organisation, Programme, TransactionPoint

EVERY = [("", _("All"))]
CLASSES = {
    "select": "form-select",
    "text": "form-control",
    "checkbox": "form-check-input",
}


class ListFilter(forms.Form):
    """A form that is read from an address and narrows a list."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        for field in self.fields.values():
            field.widget.attrs["class"] = CLASSES[field.widget.input_type]

    def narrowed(self, rows: QuerySet) -> QuerySet:
        """The rows that meet every parameter that could be read."""
        self.full_clean()
        for name, value in self.cleaned_data.items():
            if value:
                rows = rows.filter(self.condition(name, value))
        return rows

    def condition(self, name: str, value: Any) -> Q:
        """What one parameter asks of a row."""
        return Q(**{name: value})

    @property
    def kept(self) -> dict[str, str]:
        """The parameters that the pages of the same list carry on."""
        return {
            name: self.data.get(name, "")
            for name in self.fields
            if name in self.cleaned_data
        }


class GroupFilter(ListFilter):
    """Groups of one point or one organisation; `points` are those to choose from."""

    point = forms.ModelChoiceField(
        TransactionPoint.objects.none(),
        label=_("Point"),
        required=False,
        to_field_name="code",
        empty_label=_("All"),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("core_code"),
        label=_("Organisation"),
        required=False,
        to_field_name="code",
        empty_label=_("All"),
    )

    def __init__(self, *args: Any, points: QuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["point"].queryset = points

    def condition(self, name: str, value: Any) -> Q:
        way = {"organisation": "organisation_unit__organisation"}.get(name, name)
        return Q(**{way: value})


class LoanFilter(ListFilter):
    """Loans of a programme, a state, a group; only those with overdue principal."""

    programme = forms.ModelChoiceField(
        Programme.objects.order_by("short_name"),
        label=_("Programme"),
        required=False,
        to_field_name="code",
        empty_label=_("All"),
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*EVERY, *LoanState.choices]
    )
    group = forms.RegexField(
        r"\A[0-9]{7}\Z",
        label=_("Group"),
        required=False,
        error_messages={"invalid": _("A group's code has seven digits.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "size": 8, "autocomplete": "off"}
        ),
    )
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    def condition(self, name: str, value: Any) -> Q:
        if name == "overdue":
            return Q(balance__principal_overdue__gt=0)
        return Q(**{"group__code" if name == "group" else name: value})
