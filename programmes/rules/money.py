"""Whole đồng: rounding, amounts in words, and amounts as people type them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from programmes.rules.bad_input import BadInput, Doubt
from programmes.rules.characters import (
    is_blank,
    refuse_invisible,
    refuse_other_digits,
)

LARGEST_AMOUNT = 999_999_999_999_999
USUAL_FLOOR = 1_000
SUSPICIOUS_MULTIPLE = 10

SPACES = " \u00a0\u202f"
CURRENCY = re.compile("(?:đồng|đo\u0302\u0300ng|đô\u0300ng|đ|₫|vnd)\\Z", re.IGNORECASE)
FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
PLAIN = re.compile(r"[0-9]+")
GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
ZEROS_IN_FRONT = re.compile(r"0+\.[0-9]{3}(?:\.[0-9]{3})*")
WITH_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
FRACTION = re.compile(r"[0-9]{4,}\.[0-9]+|[0-9.]+,[0-9]+|[0-9,]+,[0-9]{3}\.[0-9]+")
DOTS_AND_DIGITS = re.compile(r"[0-9.]+")
NEGATIVE = re.compile(r"[-\u2212\uff0d\u2013\u2014].*|\(.*\)", re.DOTALL)
SHORTHAND = re.compile(
    f"([0-9]{{1,4}})[{SPACES}]?(tỷ|tỉ|triệu|trieu|tr|nghìn|ngàn|nghin|k)([0-9])?",
    re.IGNORECASE,
)
SHORTHAND_UNITS = {
    "tỷ": 10**9,
    "tỉ": 10**9,
    "triệu": 10**6,
    "trieu": 10**6,
    "tr": 10**6,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "nghin": 10**3,
    "k": 10**3,
}

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
BILLION = 10**9


def round_dong(value: Decimal) -> int:
    """Round to whole đồng, half up (half away from zero for a negative amount).

    >>> round_dong(Decimal("280273.5")), round_dong(Decimal("280273.4999"))
    (280274, 280273)
    """
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def dotted(amount: int) -> str:
    """Write an amount with a dot between groups of three digits.

    >>> dotted(1250000)
    '1.250.000'
    """
    return f"{amount:,}".replace(",", ".")


def in_words(amount: int) -> str:
    """Say an amount as it is written on vouchers, first letter small.

    Zero hundreds are said after a higher group (`không trăm`), `lẻ` stands for
    empty tens, groups of zeros are passed over.

    >>> in_words(1_005_000)
    'một triệu không trăm lẻ năm nghìn đồng'
    >>> in_words(21)
    'hai mươi mốt đồng'
    """
    if amount < 0:
        return f"âm {in_words(-amount)}"
    return f"{_number_in_words(amount, padded=False) or DIGITS[0]} đồng"


def _number_in_words(number: int, *, padded: bool) -> str:
    high, low = divmod(number, BILLION)
    if high:
        words = [f"{_number_in_words(high, padded=padded)} tỷ"]
        padded = True
    else:
        words = []
    for size, unit in ((10**6, " triệu"), (10**3, " nghìn"), (1, "")):
        group, low = divmod(low, size)
        if group:
            words.append(_group_in_words(group, padded=padded) + unit)
            padded = True
    return " ".join(words)


def _group_in_words(group: int, *, padded: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds or padded else []
    if tens > 1:
        words += [DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("lẻ")
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5 and tens:
        words.append("lăm")
    elif ones:
        words.append(DIGITS[ones])
    return " ".join(words)


def parse_dong(text: str, *, smallest: int = 0, largest: int = LARGEST_AMOUNT) -> int:
    r"""Read a typed amount; refuse whatever could be read in two ways.

    Taken: plain digits, or groups of three behind dots or single spaces, then `đ`,
    `₫`, `đồng` or `VND` in any case, spaces around.

    Units: whole đồng, `smallest` and `largest` included.
    Raises: BadInput, of these codes: EMPTY, INVISIBLE, OTHER_DIGITS*, NEGATIVE,
    PLUS_SIGN, FORMULA, COMMAS*, FRACTION, GROUPS_OF_THREE, ZEROS_IN_FRONT,
    SHORTHAND*, NOT_AN_AMOUNT, ZERO, TOO_SMALL, TOO_LARGE. Those with a star offer
    the amount that may be meant.

    >>> parse_dong("1.000.000 đ"), parse_dong("1 000 000"), parse_dong("00012")
    (1000000, 1000000, 12)
    >>> try:
    ...     parse_dong("1,000")
    ... except BadInput as bad:
    ...     print(bad.code, bad.offer)
    COMMAS 1.000
    """
    if is_blank(text):
        raise BadInput("EMPTY", text)
    refuse_invisible(text)
    _refuse_other_digits(text)
    shape = CURRENCY.sub("", text.strip(SPACES)).strip(SPACES)
    for space in SPACES:
        shape = shape.replace(space, ".")
    if ZEROS_IN_FRONT.fullmatch(shape):
        raise BadInput("ZEROS_IN_FRONT", text)
    if not (PLAIN.fullmatch(shape) or GROUPED.fullmatch(shape)):
        raise _misshapen(text, shape)
    digits = shape.replace(".", "").lstrip("0")
    if len(digits) > len(str(largest)) or int(digits or "0") > largest:
        raise BadInput("TOO_LARGE", text, values={"largest": largest})
    amount = int(digits or "0")
    if amount == 0 and smallest > 0:
        raise BadInput("ZERO", text, values={"smallest": smallest})
    if amount < smallest:
        raise BadInput("TOO_SMALL", text, values={"smallest": smallest})
    return amount


def _refuse_other_digits(text: str) -> None:
    try:
        refuse_other_digits(text)
    except BadInput as bad:
        narrow = text.translate(FULL_WIDTH)
        bad.offer = _offer(narrow) if narrow != text else None
        raise


def _offer(text: str) -> str | None:
    try:
        return dotted(parse_dong(text))
    except BadInput:
        return None


def _misshapen(text: str, shape: str) -> BadInput:
    if NEGATIVE.fullmatch(shape):
        return BadInput("NEGATIVE", text)
    if shape.startswith("+"):
        return BadInput("PLUS_SIGN", text)
    if shape.startswith("="):
        return BadInput("FORMULA", text)
    if WITH_COMMAS.fullmatch(shape):
        return BadInput("COMMAS", text, offer=_offer(shape.replace(",", ".")))
    if FRACTION.fullmatch(shape):
        return BadInput("FRACTION", text)
    if DOTS_AND_DIGITS.fullmatch(shape):
        return BadInput("GROUPS_OF_THREE", text)
    if shorthand := SHORTHAND.fullmatch(text.strip(SPACES)):
        count, unit, tenths = shorthand.groups(default="0")
        size = SHORTHAND_UNITS[unit.lower()]
        meant = int(count) * size + int(tenths) * size // 10
        return BadInput("SHORTHAND", text, offer=dotted(meant))
    return BadInput("NOT_AN_AMOUNT", text)


def amount_doubts(
    amount: int, *, usual: int | None = None, floor: int = USUAL_FLOOR
) -> list[Doubt]:
    """Return what is odd about an amount that is allowed.

    Units: đồng; `usual` is the amount due, `floor` the least that is ever paid.

    >>> [doubt.code for doubt in amount_doubts(5_000_000, usual=500_000)]
    ['TEN_TIMES_USUAL']
    >>> [doubt.code for doubt in amount_doubts(500)]
    ['BELOW_FLOOR']
    """
    doubts = []
    if usual and amount >= SUSPICIOUS_MULTIPLE * usual:
        values = {"usual": usual, "times": amount // usual}
        doubts.append(Doubt("TEN_TIMES_USUAL", dotted(amount), values=values))
    if 0 < amount < floor:
        offer = dotted(amount * 1_000)
        values = {"floor": floor}
        doubts.append(Doubt("BELOW_FLOOR", dotted(amount), offer, values))
    return doubts
