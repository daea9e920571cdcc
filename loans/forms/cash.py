"""Cash typed by denomination, a false note, and who signs beside the teller."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.forms.fields import DongField, NameField, NoteField
from programmes.rules.money import dotted

MOST_PIECES = 1_000_000
"""More notes of one kind than any till holds: a slip of the hand."""

LEAST_REASON = 10


class NotesForm(forms.Form):
    """So many notes of each denomination; what is left blank is none.

    `notes` are the denominations of the session's day, the largest first. With
    `must_hold` the sum is above zero: nobody advances nothing.
    """

    def __init__(
        self, *args: Any, notes: Sequence[int], must_hold: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.must_hold = must_hold
        self.notes = {note: f"note-{note}" for note in notes}
        for note, name in self.notes.items():
            field = DongField(
                label=dotted(note),
                min_value=0,
                max_value=MOST_PIECES,
                zero_allowed=True,
                required=False,
            )
            field.widget.attrs["data-note"] = note
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """A count is made, not left out: at least one denomination is entered."""
        cleaned = super().clean()
        entered = [cleaned.get(name) for name in self.notes.values()]
        if self.errors:
            return cleaned
        if all(pieces is None for pieces in entered):
            raise ValidationError(
                _("Nothing is counted. Enter the notes, 0 where there are none.")
            )
        if self.must_hold and not self.total:
            raise ValidationError(_("Enter the notes that are handed over."))
        return cleaned

    @property
    def pieces(self) -> dict[int, int]:
        """Denomination → pieces, of what could be read."""
        return {
            note: self.cleaned_data.get(name) or 0 for note, name in self.notes.items()
        }

    @property
    def total(self) -> int:
        return sum(note * pieces for note, pieces in self.pieces.items())

    def rows(self) -> list[tuple[int, Any, int | None]]:
        """(denomination, bound field, amount) of each line; no amount before a read."""
        pieces = self.pieces if self.is_bound and self.is_valid() else {}
        return [
            (note, self[name], note * pieces[note] if pieces else None)
            for note, name in self.notes.items()
        ]


class SignatureForm(forms.Form):
    """The other person at the table, who signs in place with an own password.

    `people` are those who may: users, of the session's team. The first is offered.
    """

    signer = forms.TypedChoiceField(
        label=_("The other person"), coerce=int, widget=forms.RadioSelect
    )
    password = forms.CharField(
        label=_("Their password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Their code, if they use one"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, people: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {user.pk: user for user in people}
        field = self.fields["signer"]
        field.choices = [(user.pk, str(user)) for user in people]
        field.initial = people[0].pk if people else None

    @property
    def signature(self) -> dict[str, str]:
        """What `sign_in_place` asks for: username, password, code."""
        return {
            "username": self.people[self.cleaned_data["signer"]].username,
            "password": self.cleaned_data["password"],
            "code": self.cleaned_data["code"],
        }


class LeaderForm(SignatureForm):
    """The team's leader takes note of the close; may be left to the paper."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["signer"].label = _("Team leader")
        self.fields["password"].required = False
        self.fields["password"].help_text = _(
            "May be left blank; the leader then signs on paper."
        )


class CounterfeitForm(forms.Form):
    """A note that was seized: which, and who brought it."""

    denomination = forms.TypedChoiceField(label=_("Denomination"), coerce=int)
    serial = NoteField(label=_("Serial of the note"), longest=20)
    brought_by = NameField(label=_("Brought by"), longest=120)

    def __init__(self, *args: Any, notes: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["denomination"].choices = [(note, dotted(note)) for note in notes]

    def clean_serial(self) -> str:
        """As it stands on the note: capitals, single spaces."""
        return " ".join(self.cleaned_data["serial"].upper().split())


class DifferenceForm(forms.Form):
    """Why the till does not hold what the book says; nothing to say where it does."""

    reason = NoteField(
        label=_("Reason"),
        longest=500,
        help_text=_("At least 10 characters. It stands in the minutes."),
    )

    def clean_reason(self) -> str:
        """A word is no reason."""
        reason = " ".join(self.cleaned_data["reason"].split())
        if len(reason) < LEAST_REASON:
            raise ValidationError(_("Give the reason in at least 10 characters."))
        return reason


class ReportForm(forms.Form):
    """To whom, and how, a large loss was reported."""

    note = NoteField(
        label=_("Reported to, and how"),
        longest=500,
        help_text=_("The name, the office and the means, such as a telephone call."),
    )

    def clean_note(self) -> str:
        """A word tells nobody who was told."""
        note = " ".join(self.cleaned_data["note"].split())
        if len(note) < LEAST_REASON:
            raise ValidationError(_("Say it in at least 10 characters."))
        return note
