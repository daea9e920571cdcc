"""The fields of our forms: text as typed, read by the rules, refused in sentences.

Django's own number and date fields read `1.000` as 1 and `03/04/2026` as 4 March;
a house test keeps them out. A refusal carries `offer` in its params where a value
may have been meant: `error.params["offer"]` is text that the same field accepts.
"""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from programmes.forms.sentences import refusal
from programmes.rules.bad_input import BadInput
from programmes.rules.characters import clean_note, is_blank
from programmes.rules.citizen_id import parse_citizen_id
from programmes.rules.dates import EARLIEST, LATEST, Birth, parse_birth, parse_day
from programmes.rules.money import LARGEST_AMOUNT, dotted, parse_dong
from programmes.rules.names import LONGEST_NAME, clean_name
from programmes.rules.phone import parse_phone


class TypedField(forms.Field):
    """A line of text that one rule reads; nothing entered is None, never zero."""

    widget = forms.TextInput
    kind: ClassVar[str]
    attributes: ClassVar[dict[str, str]] = {}

    def parse(self, text: str) -> Any:
        """Return the value that the text says. Raises: BadInput."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        if value is None or (isinstance(value, str) and is_blank(value)):
            return None
        if not isinstance(value, str):
            return value
        try:
            return self.parse(value)
        except BadInput as bad:
            raise self.refused(bad) from bad

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise self.refused(BadInput("EMPTY", ""))

    def refused(self, bad: BadInput) -> ValidationError:
        """Return the refusal as Django knows it, with the value and the offer."""
        sentence = refusal(bad, kind=self.kind, label=str(self.label or ""))
        params = {"sentence": sentence, "value": bad.value, "offer": bad.offer}
        return ValidationError("%(sentence)s", code=bad.code, params=params)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"autocomplete": "off"} | self.attributes


class DongField(TypedField):
    """An amount in whole đồng.

    `min_value` and `max_value` are included; with `zero_allowed` zero passes below
    the least amount too.
    """

    kind = "AMOUNT"
    attributes: ClassVar[dict[str, str]] = {"inputmode": "numeric", "data-dong": ""}

    def __init__(
        self,
        *,
        min_value: int = 1,
        max_value: int = LARGEST_AMOUNT,
        zero_allowed: bool = False,
        **options: Any,
    ) -> None:
        self.min_value = min_value
        self.max_value = max_value
        self.zero_allowed = zero_allowed
        super().__init__(**options)

    def parse(self, text: str) -> int:
        if self.zero_allowed and parse_dong(text, largest=self.max_value) == 0:
            return 0
        return parse_dong(text, smallest=self.min_value, largest=self.max_value)

    def prepare_value(self, value: Any) -> Any:
        return dotted(value) if isinstance(value, int) else value


class DayField(TypedField):
    """A day, the day of the month first; `earliest` and `latest` are included.

    A form that knows its day sets them: `self.fields["paid_on"].latest = day`.
    """

    kind = "DAY"
    attributes: ClassVar[dict[str, str]] = {"inputmode": "numeric", "data-day": ""}

    def __init__(
        self, *, earliest: date = EARLIEST, latest: date = LATEST, **options: Any
    ) -> None:
        self.earliest = earliest
        self.latest = latest
        super().__init__(**options)

    def parse(self, text: str) -> date:
        return parse_day(text, earliest=self.earliest, latest=self.latest)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


class BirthField(TypedField):
    """A date of birth, or the year alone; the form sets `on`, the day of entry."""

    kind = "BIRTH"
    attributes: ClassVar[dict[str, str]] = {"inputmode": "numeric"}

    def __init__(self, *, on: date = LATEST, **options: Any) -> None:
        self.on = on
        super().__init__(**options)

    def parse(self, text: str) -> Birth:
        return parse_birth(text, on=self.on)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Birth):
            return f"{value.day:%d/%m/%Y}" if value.day else str(value.year)
        return value


class CitizenIdField(TypedField):
    """The twelve digits of a citizen's card, kept as text."""

    kind = "CITIZEN_ID"
    attributes: ClassVar[dict[str, str]] = {"inputmode": "numeric"}

    def parse(self, text: str) -> str:
        return parse_citizen_id(text)


class PhoneField(TypedField):
    """A telephone number, kept as ten digits from 0."""

    kind = "PHONE"
    attributes: ClassVar[dict[str, str]] = {"inputmode": "tel"}

    def parse(self, text: str) -> str:
        return parse_phone(text)


class NameField(TypedField):
    """A person's name, letters as typed."""

    kind = "NAME"

    def __init__(self, *, longest: int = LONGEST_NAME, **options: Any) -> None:
        self.longest = longest
        super().__init__(**options)

    def parse(self, text: str) -> str:
        return clean_name(text, longest=self.longest)


class NoteField(TypedField):
    """Free text, typed in one line so that Enter goes on; nothing is an empty text."""

    kind = "NOTE"

    def __init__(self, *, longest: int = 500, **options: Any) -> None:
        self.longest = longest
        super().__init__(**options)

    def parse(self, text: str) -> str:
        return clean_note(text, longest=self.longest)

    def clean(self, value: Any) -> str:
        return super().clean(value) or ""
