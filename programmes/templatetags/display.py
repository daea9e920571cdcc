"""How every value is written on a page: amounts, days, percents, masked numbers.

The same in both languages, since a Vietnamese bank writes 1.250.000 and 05/03/2026.
Plain string work: a list of fifty rows passes through here some hundreds of times.
None is "–", unknown; a name that the context does not have is an error, not a dash.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from programmes.rules import money

register = template.Library()

UNKNOWN = "–"
MINUS = "\u2212"
NO_BREAK_SPACE = "\u00a0"
DOT = "•"
ELLIPSIS = "…"
SHOWN_DIGITS = 4

WEEKDAYS = (
    pgettext_lazy("day of the week", "Monday"),
    pgettext_lazy("day of the week", "Tuesday"),
    pgettext_lazy("day of the week", "Wednesday"),
    pgettext_lazy("day of the week", "Thursday"),
    pgettext_lazy("day of the week", "Friday"),
    pgettext_lazy("day of the week", "Saturday"),
    pgettext_lazy("day of the week", "Sunday"),
)


@register.filter
def dong(amount: int | None, unit: str = "") -> str:
    """Whole đồng in groups of three: 1.250.000; with "đ" as the unit, 1.250.000 đ.

    Raises: ValueError for anything but a whole number, so that no fraction is hidden.
    """
    if amount is None:
        return UNKNOWN
    text = f"{amount:,d}".replace(",", ".").replace("-", MINUS)
    return f"{text}{NO_BREAK_SPACE}{unit}" if unit else text


@register.filter
def dong_exact(amount: Decimal | None) -> str:
    """Đồng before rounding, to two places: 144.657,53, for the lines of interest."""
    if amount is None:
        return UNKNOWN
    places = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole, cents = f"{places:,.2f}".split(".")
    return f"{whole.replace(',', '.').replace('-', MINUS)},{cents}"


@register.filter
def percent(value: Decimal | int | None) -> str:
    """A percentage without its sign and without idle zeros: 6,6 and 7,92 and 9."""
    if value is None:
        return UNKNOWN
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",").replace("-", MINUS)


@register.filter
def day(value: date | None) -> str:
    """05/03/2026; a moment gives its day in Vietnam."""
    if value is None:
        return UNKNOWN
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


@register.filter
def clock(value: datetime | None) -> str:
    """09:14 in Vietnam."""
    if value is None:
        return UNKNOWN
    local = timezone.localtime(value)
    return f"{local.hour:02}:{local.minute:02}"


@register.filter
def moment(value: datetime | None) -> str:
    """05/03/2026 09:14 in Vietnam."""
    if value is None:
        return UNKNOWN
    return f"{day(value)} {clock(value)}"


@register.filter
def weekday(value: date | None) -> str:
    """The name of the day in the reader's language, small in Vietnamese: thứ Sáu."""
    return UNKNOWN if value is None else str(WEEKDAYS[value.weekday()])


@register.simple_tag
def period(start: date, end: date | None) -> str:
    """A half-open stretch of days in words, since its last day is not part of it."""
    if end is None:
        return _("from %(start)s") % {"start": day(start)}
    return _("from %(start)s until before %(end)s") % {
        "start": day(start),
        "end": day(end),
    }


@register.filter
def masked(number: str | None) -> str:
    """A citizen ID with all but its last four digits hidden: ••••••••4821."""
    if not number:
        return UNKNOWN
    hidden = max(len(number) - SHOWN_DIGITS, 0) or len(number)
    return DOT * hidden + number[hidden:]


@register.filter
def contract_tail(number: str | None) -> str:
    """The last four digits of a contract, as the printed sheet shows it: …4821."""
    return f"{ELLIPSIS}{number[-SHOWN_DIGITS:]}" if number else UNKNOWN


@register.filter
def in_words(amount: int | None) -> str:
    """An amount in Vietnamese words, whatever the reader's language: forms need it."""
    return UNKNOWN if amount is None else money.in_words(amount)


@register.filter
def labelled(message: str, label: str) -> str:
    """A refusal with its field's label in front, once: our own fields begin with it."""
    text = str(message)
    return text if text.startswith(f"{label}:") else f"{label}: {text}"
