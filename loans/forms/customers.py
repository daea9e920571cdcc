"""Why somebody opens a citizen's full number."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.forms.fields import NoteField


class RevealForm(forms.Form):
    """The reason; its length is judged by the act itself."""

    reason = NoteField(
        label=_("Why the full number is needed"),
        longest=200,
        required=False,
        widget=forms.TextInput,
        help_text=_("At least ten characters; kept with your name and the time."),
    )
