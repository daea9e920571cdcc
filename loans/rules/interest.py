"""Interest on a loan: exact pieces, added up and rounded once.

A period is cut into stretches on which balance and rate stand still. Each stretch is
half-open: the first day counts, the last does not, so that neighbours meet without
a gap and without a day counted twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from programmes.rules.money import round_dong

ACTUAL_DAYS_FROM = date(2018, 1, 1)
"""From this day a year has 365 days and days are counted as they are (R10)."""

_DIGITS = 64
"""Carried inside a sum: more than any portfolio needs, whatever the caller set."""

_COMMON_YEAR = 360 * 365
"""A denominator for both conventions: one division, so that a half is seen as one."""


@dataclass(frozen=True, slots=True)
class Balance:
    """A principal that stood still at one rate, for the days ``[start, end)``.

    Units: amount in đồng; rate in percent a year; the day of ``end`` does not count.

    Raises: ValueError for a negative amount or rate, or an end before the start;
    TypeError for a float.
    """

    amount: int
    annual_rate_percent: Decimal
    start: date
    end: date

    def __post_init__(self) -> None:
        if isinstance(self.amount, float) or isinstance(
            self.annual_rate_percent, float
        ):
            raise TypeError("amounts are int and rates Decimal, never float")
        if self.amount < 0:
            raise ValueError(f"a balance is not negative: {self.amount}")
        if not self.annual_rate_percent >= 0:
            raise ValueError(f"a rate is not negative: {self.annual_rate_percent}")
        if self.end < self.start:
            raise ValueError(f"ends before it starts: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class InterestLine:
    """One line of the reckoning that a borrower can follow with a pocket calculator.

    Units: amount in đồng; rate in percent a year; days of a year of ``year_days``.
    """

    start: date
    end: date
    days: int
    amount: int
    annual_rate_percent: Decimal
    year_days: int

    @property
    def interest(self) -> Decimal:
        """The line's interest in đồng, not rounded: only the sum is."""
        return self._weight() / (100 * _COMMON_YEAR)

    def _weight(self) -> Decimal:
        parts_a_day = _COMMON_YEAR // self.year_days
        return self.amount * self.days * parts_a_day * self.annual_rate_percent


@dataclass(frozen=True, slots=True)
class Parts:
    """The interest of one period by the column in which it is earned, in đồng."""

    in_term: int
    overdue: int
    grace: int

    @property
    def total(self) -> int:
        """The interest of the period, as rounded once."""
        return self.in_term + self.overdue + self.grace


def interest_due(balances: Iterable[Balance]) -> int:
    """Add up the interest of a period's pieces and round the sum once, half up.

    From 1 January 2018 a piece earns amount × days × rate ÷ 100 ÷ 365, in leap years
    too. Days before that belong to months of 30 days at a twelfth of the rate: see
    ``thirty_day_months``. A piece that straddles the day is cut there, and still
    only the whole sum is rounded.

    Units: whole đồng.

    Basis: R10, Circular 14/2017/TT-NHNN (from 1/1/2018); R11 before; D03, D07.

    >>> interest_due([Balance(100_000_000, Decimal("6.6"),
    ...                       date(2026, 3, 10), date(2026, 4, 10))])
    560548
    >>> interest_due([Balance(100_000_000, Decimal("6.6"),
    ...                       date(2017, 3, 10), date(2017, 4, 10))])
    550000
    """
    with localcontext(prec=_DIGITS):
        weights = (line._weight() for line in explain(balances))
        return round_dong(sum(weights, Decimal(0)) / (100 * _COMMON_YEAR))


def interest_parts(
    *,
    in_term: Iterable[Balance] = (),
    overdue: Iterable[Balance] = (),
    grace: Iterable[Balance] = (),
) -> Parts:
    """Share one period's interest among the columns in which it is earned.

    The total is rounded once. Overdue and grace interest are rounded half up, each
    for itself, and in-term takes the rest. Where overdue and grace have both been
    rounded up past the total, grace gives the đồng back: no part is negative.

    Units: whole đồng; the balances of ``overdue`` carry the overdue rate.

    Basis: R12, D04.

    >>> spring = date(2026, 3, 10), date(2026, 4, 10)
    >>> interest_parts(in_term=[Balance(60_000_000, Decimal("6.6"), *spring)],
    ...                overdue=[Balance(40_000_000, Decimal("8.58"), *spring)])
    Parts(in_term=336329, overdue=291485, grace=0)
    """
    in_term, overdue, grace = list(in_term), list(overdue), list(grace)
    total = interest_due([*in_term, *overdue, *grace])
    overdue_part = interest_due(overdue)
    grace_part = min(interest_due(grace), total - overdue_part)
    return Parts(
        in_term=total - overdue_part - grace_part,
        overdue=overdue_part,
        grace=grace_part,
    )


def explain(balances: Iterable[Balance]) -> list[InterestLine]:
    """List the lines whose sum ``interest_due`` rounds, in the order given.

    A piece without a day is left out. One that straddles 1 January 2018 makes two
    lines, one for each way of counting.

    Basis: R10, R11.

    >>> [line] = explain([Balance(100_000_000, Decimal("6.6"),
    ...                           date(2026, 3, 10), date(2026, 4, 10))])
    >>> line.days, line.year_days, round(line.interest, 4)
    (31, 365, Decimal('560547.9452'))
    """
    return [line for balance in balances for line in _lines(balance) if line.days]


def thirty_day_months(start: date, end: date) -> int:
    """Count the days from start to end as if every month had thirty.

    The 31st counts as the 30th, and the last of February is no special day. So a
    month from one day number to the same is always 30 days, a year 360, and the
    days of neighbouring stretches add up to those of the whole.

    Basis: R11, D07: rate ÷ 12 for a month. The count inside a month is ours.

    >>> thirty_day_months(date(2017, 2, 10), date(2017, 3, 10))
    30
    >>> thirty_day_months(date(2017, 2, 28), date(2017, 3, 1))
    3
    >>> thirty_day_months(date(2017, 12, 31), date(2018, 1, 1))
    1
    """
    return _thirty_day_number(end) - _thirty_day_number(start)


def _thirty_day_number(day: date) -> int:
    return 360 * day.year + 30 * day.month + min(day.day, 30)


def _lines(balance: Balance) -> Iterable[InterestLine]:
    if balance.start < ACTUAL_DAYS_FROM:
        end = min(balance.end, ACTUAL_DAYS_FROM)
        yield InterestLine(
            start=balance.start,
            end=end,
            days=thirty_day_months(balance.start, end),
            amount=balance.amount,
            annual_rate_percent=balance.annual_rate_percent,
            year_days=360,
        )
    if balance.end > ACTUAL_DAYS_FROM:
        start = max(balance.start, ACTUAL_DAYS_FROM)
        yield InterestLine(
            start=start,
            end=balance.end,
            days=(balance.end - start).days,
            amount=balance.amount,
            annual_rate_percent=balance.annual_rate_percent,
            year_days=365,
        )
