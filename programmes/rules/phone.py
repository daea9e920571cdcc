"""Telephone numbers of Vietnam: ten digits from 0."""

import re

from programmes.rules.bad_input import BadInput
from programmes.rules.characters import (
    is_blank,
    refuse_invisible,
    refuse_other_digits,
)

DROPPED = re.compile("[ \u00a0\u202f.()-]")
FROM_ZERO = re.compile(r"0[0-9]{9}")
FROM_ABROAD = re.compile(r"\+?84([0-9]{9})")


def parse_phone(text: str) -> str:
    """Return the number as ten digits from 0; +84 and 84 stand for the 0.

    Raises: BadInput EMPTY, INVISIBLE, OTHER_DIGITS, NOT_A_PHONE (`count` of digits).

    >>> parse_phone("0912 345 678"), parse_phone("+84912345678")
    ('0912345678', '0912345678')
    """
    if is_blank(text):
        raise BadInput("EMPTY", text)
    refuse_invisible(text)
    refuse_other_digits(text)
    shape = DROPPED.sub("", text)
    if FROM_ZERO.fullmatch(shape):
        return shape
    if match := FROM_ABROAD.fullmatch(shape):
        return f"0{match[1]}"
    count = sum(character.isdigit() for character in shape)
    raise BadInput("NOT_A_PHONE", text, values={"count": count})
