"""The days of a transaction point: one in each month, by its session day."""

from calendar import monthrange
from datetime import date


def session_date(year: int, month: int, session_day: int) -> date:
    """Return a point's day in a month; 29–31 is the last day of a shorter month.

    Raises: ValueError for a session day outside 1–31.

    >>> session_date(2026, 2, 31)
    datetime.date(2026, 2, 28)
    """
    if not 1 <= session_day <= 31:
        raise ValueError(f"session day {session_day} is not within 1–31")
    return date(year, month, min(session_day, monthrange(year, month)[1]))


def last_session_before(day: date, session_day: int) -> date:
    """Return the point's last day strictly before `day`.

    >>> last_session_before(date(2026, 3, 10), 10)
    datetime.date(2026, 2, 10)
    """
    this_month = session_date(day.year, day.month, session_day)
    if this_month < day:
        return this_month
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return session_date(year, month, session_day)


def first_session_after(day: date, session_day: int) -> date:
    """Return the point's first day strictly after `day`.

    >>> first_session_after(date(2026, 3, 10), 10)
    datetime.date(2026, 4, 10)
    """
    this_month = session_date(day.year, day.month, session_day)
    if this_month > day:
        return this_month
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return session_date(year, month, session_day)
