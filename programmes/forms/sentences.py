"""Sentences for refused and doubtful values, in the language of who reads them.

Each names the field, repeats the value as typed, says what is the matter and what
is accepted, with an example.
"""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.rules.bad_input import BadInput, Doubt, Named
from programmes.rules.characters import is_invisible
from programmes.rules.money import dotted

LONGEST_SHOWN = 40
AMOUNTS = {"smallest", "largest", "usual", "floor"}

ACCEPTED = {
    "AMOUNT": _("Enter whole đồng, for example 1.000.000 or 1000000."),
    "DAY": _("Enter day, month and year, for example 05/03/2026."),
    "BIRTH": _("Enter the date of birth, for example 05/03/1965, or the year alone."),
    "CITIZEN_ID": _("Enter the 12 digits of the card, for example 051199000123."),
    "PHONE": _("Enter 10 digits that begin with 0, for example 0912 345 678."),
    "NAME": _("Enter the name in letters, for example Nguyễn Thị Đào."),
    "NOTE": _("Enter plain text, for example: trả dần từ tháng 5."),
}

REASONS = {
    "EMPTY": _("Not entered yet."),
    "INVISIBLE": _("Character %(position)s cannot be seen: %(character)s."),
    "OTHER_DIGITS": _("Use the digits 0 to 9, not %(character)s."),
    "TOO_LONG": _("At most %(longest)s characters; these are %(count)s."),
    "PILED_MARKS": _("More than %(most)s marks on one letter."),
    "NEGATIVE": _("No negative amounts; to give money back, use a reversal."),
    "PLUS_SIGN": _("An amount has no sign before it."),
    "FORMULA": _("A formula is not worked out here; enter its result."),
    "COMMAS": _("A comma does not separate thousands here."),
    "FRACTION": _("Whole đồng only, nothing after the đồng."),
    "GROUPS_OF_THREE": _("Each dot is followed by a group of three digits."),
    "ZEROS_IN_FRONT": _("An amount does not begin with a group of zeros."),
    "SHORTHAND": _("Write the amount out in digits."),
    "NOT_AN_AMOUNT": _("This is not an amount."),
    "ZERO": _("Zero is no amount here."),
    "TOO_SMALL": _("At least %(smallest)s."),
    "TOO_LARGE": _("More than the most that is possible here, %(largest)s."),
    "SHORT_YEAR": _("The year needs four digits."),
    "NO_SUCH_MONTH": _("There is no month %(month)s; the day stands first."),
    "NO_SUCH_DAY": _("Month %(month)s/%(year)s has the days 1 to %(last_day)s."),
    "NOT_A_DAY": _("This is not a date."),
    "TOO_EARLY": _("Only from %(earliest)s to %(latest)s."),
    "TOO_LATE": _("Only from %(earliest)s to %(latest)s."),
    "NOT_BORN_YET": _("A date of birth lies before %(on)s."),
    "TOO_OLD": _("Older than %(oldest)s years."),
    "NUMBER_CELL": _(
        "The cell holds a number; set the cell to Text and enter all digits again."
    ),
    "OLD_NUMBER": _(
        "A citizen ID has 12 digits; a number of 9 digits is the old identity card."
    ),
    "WRONG_LENGTH": _("A citizen ID has 12 digits; these are %(count)s."),
    "NOT_A_DIGIT": _("Character %(position)s is not a digit: %(character)s."),
    "NOT_A_PHONE": _("These are %(count)s digits, or they begin otherwise."),
    "EMPTY_CELL": _("This is what an empty cell says, not a name."),
    "NOT_IN_A_NAME": _("A name does not contain %(character)s."),
}

DOUBTS = {
    "TEN_TIMES_USUAL": _("Ten times the amount due. If right, give the reason."),
    "BELOW_FLOOR": _("Less than %(floor)s. If right, give the reason."),
    "UNKNOWN_PROVINCE": _(
        "The first digits %(province)s are no province's; born abroad, perhaps."
    ),
    "OTHER_SEX": _("The number says %(in_number)s, entered is %(entered)s."),
    "OTHER_BIRTH_YEAR": _(
        "The number says born in %(in_number)s, entered is %(entered)s."
    ),
    "BROKEN_FONT": _("The letters are garbled by an old font."),
    "LOOK_ALIKE": _("The letter %(character)s only looks Latin: %(script)s."),
}

WORDS = {"MALE": _("male"), "FEMALE": _("female")}


def shown(value: str) -> str:
    r"""Return a value as typed, fit to be read: shortened, nothing invisible.

    >>> shown("1000\x00"), shown("12\u200b3")
    ('1000␀', '12U+200B3')
    """
    visible = "".join(_visible(character) for character in value[:LONGEST_SHOWN])
    return f"{visible}…" if len(value) > LONGEST_SHOWN else visible


def _visible(character: str) -> str:
    if character < " ":
        return chr(0x2400 + ord(character))
    return f"U+{ord(character):04X}" if is_invisible(character) else character


def refusal(bad: BadInput, *, kind: str, label: str = "") -> str:
    """Say why a value is refused and what is accepted; `kind` is of ACCEPTED.

    In a sheet or a file the caller puts the line before it.
    """
    parts = [_said(REASONS[bad.code], bad)]
    if bad.code != "EMPTY":
        parts.insert(0, gettext('"%(value)s" is not right.') % {"value": _typed(bad)})
    if bad.offer is not None:
        parts.append(gettext("Is %(offer)s meant?") % {"offer": bad.offer})
    parts.append(str(ACCEPTED[kind]))
    return _labelled(label, parts)


def warning(doubt: Doubt, *, label: str = "") -> str:
    """Say what is odd about a value that can be confirmed with a reason."""
    parts = [f'"{_typed(doubt)}":', _said(DOUBTS[doubt.code], doubt)]
    if doubt.offer is not None:
        parts.append(gettext("Is %(offer)s meant?") % {"offer": doubt.offer})
    return _labelled(label, parts)


def _typed(finding: BadInput | Doubt) -> str:
    return shown(finding.value)


def _said(template: str, finding: BadInput | Doubt) -> str:
    return template % {name: _written(name, v) for name, v in finding.values.items()}


def _written(name: str, value: Named) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if name in AMOUNTS and isinstance(value, int):
        return f"{dotted(value)} đ"
    return str(WORDS.get(str(value), value))


def _labelled(label: str, parts: list[str]) -> str:
    sentences = " ".join(parts)
    return f"{label}: {sentences}" if label else sentences
