"""Rates of interest, in percent a year, exact decimals."""

from decimal import Decimal

OVERDUE_MULTIPLIER_PERCENT = Decimal(130)


def share_of(base_percent: Decimal, share_percent: Decimal) -> Decimal:
    """Return a rate that is fixed as a share of another one, unrounded.

    Units: percent a year; the share in percent.

    >>> share_of(Decimal("6.6"), Decimal(120))
    Decimal('7.92')
    """
    return base_percent * share_percent / 100


def overdue_rate(
    annual_rate_percent: Decimal,
    multiplier_percent: Decimal = OVERDUE_MULTIPLIER_PERCENT,
) -> Decimal:
    """Return the rate on overdue principal: a multiple of the rate in force.

    Units: percent a year; the multiplier in percent.
    Basis: form 01/TD of the bank: 130 % of the contract's rate; a dated setting.

    >>> overdue_rate(Decimal("6.6"))
    Decimal('8.58')
    """
    return share_of(annual_rate_percent, multiplier_percent)
