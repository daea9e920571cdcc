"""Why a posting is to be undone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.forms.fields import NoteField


class ReversalForm(forms.Form):
    """The reason, for two people and the auditor to read."""

    reason = NoteField(
        label=_("Reason"),
        help_text=_("At least 10 characters; say what was wrong and how it was found."),
        longest=500,
    )
