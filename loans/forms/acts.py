"""What is ticked before money goes out, and the signature of a second person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.forms.fields import NameField, NoteField

CASH, TRANSFER = "CASH", "TRANSFER"


class PapersForm(forms.Form):
    """Three ticks; another receiver only with a paper; cash, or an account."""

    is_present = forms.BooleanField(label=_("The borrower is present"), required=False)
    has_identity = forms.BooleanField(
        label=_("Citizen ID compared, still valid"), required=False
    )
    has_passbook = forms.BooleanField(
        label=_("Passbook, signature or fingerprint"), required=False
    )
    received_by = NameField(label=_("Who receives instead"), required=False)
    authorisation = NoteField(
        label=_("Paper that authorises: number, day"),
        longest=120,
        required=False,
    )
    way = forms.ChoiceField(
        label=_("How paid"),
        choices=((CASH, _("Cash")), (TRANSFER, _("By transfer"))),
        widget=forms.RadioSelect,
        initial=CASH,
    )
    bank_account = NoteField(
        label=_("Account and bank, from the payment order"),
        longest=60,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A transfer goes to an account."""
        cleaned = super().clean()
        if cleaned.get("way") == TRANSFER and not cleaned.get("bank_account"):
            self.add_error("bank_account", _("Name the account that receives."))
        return cleaned

    @property
    def seen(self) -> dict[str, Any]:
        """What was ticked and typed, as the action takes it."""
        seen = dict(self.cleaned_data)
        if seen.pop("way") == CASH:
            seen["bank_account"] = ""
        return seen | {"received_by": seen["received_by"] or ""}


class SignHereForm(forms.Form):
    """Name, password and code of who signs on the machine of another.

    What was typed is never drawn again but for the name. `people` are the team's
    controllers: where there is one, the name is offered and the password comes next.
    """

    username = forms.CharField(
        label=_("Sign-in name of who signs"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Code, if you have a second factor"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, people: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        next_field = "username"
        if len(people) == 1:
            self.fields["username"].initial = people[0].username
            next_field = "password"
        self.fields[next_field].widget.attrs["data-after-ticks"] = True

    def clean_code(self) -> str:
        """Digits in groups are read as one number."""
        return self.cleaned_data["code"].replace(" ", "")


class ActsForm(forms.Form):
    """Which acts are signed: ids out of those that the page showed."""

    acts = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, waiting: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.waiting = {act.pk: act for act in waiting}
        self.fields["acts"].choices = [(pk, pk) for pk in self.waiting]

    def clean_acts(self) -> list[Any]:
        """The acts, in the order of the page."""
        chosen = set(self.cleaned_data["acts"])
        if not chosen:
            raise ValidationError(_("Open what you sign, and tick it."))
        return [act for pk, act in self.waiting.items() if pk in chosen]
