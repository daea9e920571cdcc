"""Which postings a list shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from loans.models import PostingKind
from programmes.forms.fields import DayField


class PostingFilterForm(forms.Form):
    """A day, and a kind; either may be left out."""

    value_date = DayField(label=_("Day"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("All kinds")), *PostingKind.choices],
        required=False,
    )
