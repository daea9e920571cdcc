"""A group sheet as it was typed: one loop over its lines, no formset.

A line's fields are posted as `interest-12`, `deposit-12` and so on, with the number
of the line. What cannot be read is kept as typed and refused in a sentence; the other
fields keep their values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loans.models import BoardRole
from loans.models.sheets import LINE_AMOUNTS
from programmes.forms.fields import DongField, NoteField

RECEIPT_DIGITS = 10

LONGEST = 5
"""No line of a sheet has a number of so many digits."""

AMOUNTS = {
    "interest": DongField(
        label=_("Interest received"), zero_allowed=True, required=False
    ),
    "deposit": DongField(label=_("Deposit"), zero_allowed=True, required=False),
    "interest_from_savings": DongField(
        label=_("Interest from savings"), zero_allowed=True, required=False
    ),
    "principal_from_savings": DongField(
        label=_("Principal from savings"), zero_allowed=True, required=False
    ),
}
NOTE = NoteField(label=_("Note"), longest=200, required=False)
LINE_FIELDS: Mapping[str, forms.Field] = {**AMOUNTS, "note": NOTE}

_receipt = {
    "max_length": RECEIPT_DIGITS,
    "required": False,
    "regex": r"^[0-9]*\Z",
    "error_messages": {
        "invalid": _("Enter the receipt's number in digits, for example 0003411."),
        "max_length": _("A receipt's number has at most 10 digits."),
    },
}
HEAD_FIELDS: Mapping[str, forms.Field] = {
    "handed_in_by": forms.ChoiceField(
        label=_("Who hands in"), choices=BoardRole, required=False
    ),
    "cash_received": DongField(
        label=_("Cash received"), zero_allowed=True, required=False
    ),
    "receipt_from": forms.RegexField(label=_("Receipts from"), **_receipt),
    "receipt_to": forms.RegexField(label=_("Receipts to"), **_receipt),
}

LABELS = {name: field.label for name, field in {**LINE_FIELDS, **HEAD_FIELDS}.items()}


@dataclass(frozen=True)
class Wrong:
    """A field that cannot be read: which, why, and what may have been meant."""

    field: str
    sentence: str
    number: int = 0
    offer: str | None = None

    @property
    def input_name(self) -> str:
        return f"{self.field}-{self.number}" if self.number else self.field


class SheetForm:
    """What was posted of a sheet.

    `lines` is number → field → value (`is_absent` among them), `head` field → value,
    `typed` the text of every field by its input's name, `wrong` what was refused. A
    field that was not posted is in none of them; one refused is None in `lines`.
    """

    def __init__(self, posted: Mapping[str, str]) -> None:
        self.lines: dict[int, dict[str, Any]] = {}
        self.head: dict[str, Any] = {}
        self.typed: dict[str, str] = {}
        self.wrong: list[Wrong] = []
        for name, text in posted.items():
            self._read(name, text)
        for number, values in self.lines.items():
            self._settle_absence(number, values)

    @property
    def version(self) -> int | None:
        """The version of the draft that was read; None if it was not said."""
        text = self.typed.get("version", "")
        is_number = text.isascii() and text.isdigit() and len(text) < RECEIPT_DIGITS
        return int(text) if is_number else None

    def _read(self, name: str, text: str) -> None:
        field, _dash, number = name.rpartition("-")
        if name in HEAD_FIELDS:
            self.typed[name] = text
            value = self._clean(HEAD_FIELDS[name], name, 0, text)
            if not self._is_wrong(name):
                self.head[name] = value
        elif name == "version":
            self.typed[name] = text
        elif number.isascii() and number.isdigit() and len(number) < LONGEST:
            line = int(number)
            if field in LINE_FIELDS:
                self.typed[name] = text
                value = self._clean(LINE_FIELDS[field], field, line, text)
                self.lines.setdefault(line, {})[field] = value
            elif field == "absent":
                self.lines.setdefault(line, {})["is_absent"] = bool(text)

    def _clean(self, field: forms.Field, name: str, number: int, text: str) -> Any:
        try:
            return field.clean(text)
        except ValidationError as error:
            params = error.error_list[0].params or {}
            sentence = " ".join(error.messages)
            if "offer" not in params:
                sentence = f"{field.label}: {sentence}"
            self.wrong.append(Wrong(name, sentence, number, params.get("offer")))
            return "" if name == "note" else None

    def _is_wrong(self, name: str) -> bool:
        return any(wrong.input_name == name for wrong in self.wrong)

    def _settle_absence(self, number: int, values: dict[str, Any]) -> None:
        """Whoever paid something is there, whatever the mark says."""
        amounts = [name for name in LINE_AMOUNTS if name in values]
        if any(self.typed[f"{name}-{number}"].strip() for name in amounts):
            values["is_absent"] = False
