"""The one box of the bar: what was typed decides what is looked for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.rules.bad_input import BadInput
from programmes.rules.characters import is_blank, is_invisible
from programmes.rules.names import fold
from programmes.rules.phone import parse_phone

LONGEST = 100
SEPARATORS = str.maketrans("", "", " .\u00a0\u202f")


class Kind(StrEnum):
    """What is looked for."""

    NAME = "NAME"
    GROUP = "GROUP"
    CUSTOMER_OR_PHONE = "CUSTOMER_OR_PHONE"
    CITIZEN_ID = "CITIZEN_ID"
    CONTRACT = "CONTRACT"
    CONTRACT_TAIL = "CONTRACT_TAIL"


BY_LENGTH = {
    4: Kind.CONTRACT_TAIL,
    5: Kind.CONTRACT_TAIL,
    6: Kind.CONTRACT_TAIL,
    7: Kind.GROUP,
    9: Kind.CITIZEN_ID,
    10: Kind.CUSTOMER_OR_PHONE,
    12: Kind.CITIZEN_ID,
    16: Kind.CONTRACT,
}
"""How many digits say which number it is."""


@dataclass(frozen=True)
class Sought:
    """What is looked for: digits, or a name without marks."""

    kind: Kind
    text: str


class SearchForm(forms.Form):
    """One line of text; `cleaned_data["q"]` is what it looks for."""

    q = forms.CharField(
        label=_("Name, citizen ID, contract, group"),
        max_length=LONGEST,
        strip=False,
        error_messages={"required": _("Type a name or a number.")},
        widget=forms.TextInput(
            attrs={
                "class": "form-control",
                "autocomplete": "off",
                "spellcheck": "false",
                "size": 34,
            }
        ),
    )

    def clean_q(self) -> Sought:
        text = self.cleaned_data["q"]
        if is_blank(text):
            raise ValidationError(_("Type a name or a number."))
        text = "".join(" " if is_invisible(letter) else letter for letter in text)
        digits = text.translate(SEPARATORS)
        if digits.isascii() and digits.isdigit():
            return _number(digits)
        if phone := _phone(text):
            return Sought(Kind.CUSTOMER_OR_PHONE, phone)
        name = fold(text)
        if len(name) < 2 or not any(letter.isalpha() for letter in name):
            raise ValidationError(_("Type at least two letters of a name."))
        return Sought(Kind.NAME, name)


def _number(digits: str) -> Sought:
    if digits.startswith("84") and (phone := _phone(digits)):
        return Sought(Kind.CUSTOMER_OR_PHONE, phone)
    if kind := BY_LENGTH.get(len(digits)):
        return Sought(kind, digits)
    raise ValidationError(
        _(
            "No number has %(count)s digits: 7 for a group, 10 for a customer or a"
            " telephone, 9 or 12 for a citizen ID, 16 or the last 4 to 6 for a"
            " contract."
        ),
        params={"count": len(digits)},
    )


def _phone(text: str) -> Any:
    try:
        return parse_phone(text)
    except BadInput:
        return None
