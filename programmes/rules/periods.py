"""Months and years between days. A month keeps its day, or takes its last one."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month.

    Negative months go back. Raises: ValueError outside the years 1–9999.

    >>> months_later(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"year {year} is outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months_between(start: date, end: date) -> int:
    """Count whole months from `start` to `end`; the day number alone decides.

    Raises: ValueError when `end` lies before `start`.

    >>> whole_months_between(date(2025, 8, 31), date(2026, 2, 28))
    5
    """
    if end < start:
        raise ValueError(f"{end} lies before {start}")
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def full_years(born_on: date, on: date) -> int:
    """Return an age; who is born on 29 February is a year older on 1 March.

    Raises: ValueError when `on` lies before the birth.

    >>> full_years(date(2008, 2, 29), date(2026, 2, 28))
    17
    >>> full_years(date(2008, 2, 29), date(2026, 3, 1))
    18
    """
    return whole_months_between(born_on, on) // 12
