"""By when a borrower may ask for another date."""

from collections.abc import Collection
from datetime import date, timedelta

from programmes.rules.periods import months_later

WORKING_DAYS_BEFORE = 5
"""As first known: a dated setting (R61)."""

MONTHS_BEFORE_THE_END = 3


def last_day_to_ask(
    due_on: date,
    holidays: Collection[date] = (),
    working_days: int = WORKING_DAYS_BEFORE,
) -> date:
    """Name the last day for a request (08/TD, 09/TD) about an instalment.

    So many working days before its date: neither a Saturday, nor a Sunday, nor one of
    the holidays.

    Basis: R61.

    >>> last_day_to_ask(date(2027, 3, 10))
    datetime.date(2027, 3, 3)
    >>> last_day_to_ask(date(2027, 3, 10), holidays={date(2027, 3, 8)})
    datetime.date(2027, 3, 2)
    """
    day, left = due_on, working_days
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5 and day not in holidays
    return day


def first_day_to_ask_for_extension(final_due_on: date) -> date:
    """Name the first day for a request (09/TD) to move a loan's final date.

    Basis: R62.

    >>> first_day_to_ask_for_extension(date(2029, 5, 10))
    datetime.date(2029, 2, 10)
    """
    return months_later(final_due_on, -MONTHS_BEFORE_THE_END)
