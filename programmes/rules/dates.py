"""Days as people type them: the day first, the year in four digits."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from programmes.rules.bad_input import BadInput
from programmes.rules.characters import (
    is_blank,
    refuse_invisible,
    refuse_other_digits,
)
from programmes.rules.periods import full_years

EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)
OLDEST_AGE = 109

SEPARATED = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
RUN_TOGETHER = re.compile(r"([0-9]{2})()([0-9]{2})([0-9]{4})")
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
SHORT_YEAR = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{1,3}|[0-9]{6}")
YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class Birth:
    """When somebody was born: a day, or the year alone as on old papers."""

    year: int
    day: date | None


def parse_day(text: str, *, earliest: date = EARLIEST, latest: date = LATEST) -> date:
    """Read dd/mm/yyyy, dd-mm-yyyy, dd.mm.yyyy, ddmmyyyy or yyyy-mm-dd.

    One digit is enough for day and month where a separator ends them. `earliest`
    and `latest` are included.

    Raises: BadInput EMPTY, INVISIBLE, OTHER_DIGITS, SHORT_YEAR, NO_SUCH_MONTH,
    NO_SUCH_DAY (`month`, `year`, `last_day`), NOT_A_DAY, TOO_EARLY, TOO_LATE
    (`earliest`, `latest`).

    >>> parse_day("03/04/2026"), parse_day("5.3.2026"), parse_day("25122026")
    (datetime.date(2026, 4, 3), datetime.date(2026, 3, 5), datetime.date(2026, 12, 25))
    """
    if is_blank(text):
        raise BadInput("EMPTY", text)
    refuse_invisible(text)
    refuse_other_digits(text)
    day = _day_of(text, *_numbers_of(text))
    limits = {"earliest": earliest, "latest": latest}
    if day < earliest:
        raise BadInput("TOO_EARLY", text, values=limits)
    if day > latest:
        raise BadInput("TOO_LATE", text, values=limits)
    return day


def _numbers_of(text: str) -> tuple[int, int, int]:
    shape = text.strip()
    if match := SEPARATED.fullmatch(shape) or RUN_TOGETHER.fullmatch(shape):
        day, _, month, year = match.groups()
    elif match := ISO.fullmatch(shape):
        year, month, day = match.groups()
    elif SHORT_YEAR.fullmatch(shape):
        raise BadInput("SHORT_YEAR", text)
    else:
        raise BadInput("NOT_A_DAY", text)
    return int(year), int(month), int(day)


def _day_of(text: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise BadInput("NO_SUCH_MONTH", text, values={"month": month})
    if year == 0:
        raise BadInput("NOT_A_DAY", text)
    last_day = monthrange(year, month)[1]
    if not 1 <= day <= last_day:
        values = {"month": month, "year": year, "last_day": last_day}
        raise BadInput("NO_SUCH_DAY", text, values=values)
    return date(year, month, day)


def parse_birth(text: str, *, on: date) -> Birth:
    """Read a birth date, or the year alone; the year is never made into 1 January.

    `on` is the day on which it is entered: a birth lies before it, and less than
    110 years back.

    Raises: as `parse_day`, and BadInput NOT_BORN_YET, TOO_OLD (`oldest`).

    >>> parse_birth("1965", on=date(2026, 3, 5))
    Birth(year=1965, day=None)
    """
    shape = text.strip()
    if YEAR.fullmatch(shape):
        year = int(shape)
        if year > on.year:
            raise BadInput("NOT_BORN_YET", text, values={"on": on})
        if on.year - year > OLDEST_AGE + 1:
            raise BadInput("TOO_OLD", text, values={"oldest": OLDEST_AGE})
        return Birth(year, None)
    born_on = parse_day(text, earliest=date(1800, 1, 1))
    if born_on >= on:
        raise BadInput("NOT_BORN_YET", text, values={"on": on})
    if full_years(born_on, on) > OLDEST_AGE:
        raise BadInput("TOO_OLD", text, values={"oldest": OLDEST_AGE})
    return Birth(born_on.year, born_on)
