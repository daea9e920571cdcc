"""What the bank pays the organisations for their part, and how it is shared.

Both are whole đồng; a share-out always sums to what was shared.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from programmes.rules.money import round_dong

QUALITY_STEPS: Sequence[tuple[Decimal, Decimal]] = (
    (Decimal(2), Decimal(100)),
    (Decimal(3), Decimal(80)),
    (Decimal(4), Decimal(50)),
)
"""(overdue below this percent, percent of the fee paid), rising; above all: none."""


def trust_fee(
    *,
    interest_received: int,
    annual_rate_percent: Decimal,
    fee_percent_a_month: Decimal,
    overdue_percent: Decimal,
    quality_steps: Sequence[tuple[Decimal, Decimal]] = QUALITY_STEPS,
) -> int:
    """Reckon the trust fee on interest received at one rate.

    The interest is turned back into the balance that earned it in a month, by the
    rate that was really charged (the overdue rate for overdue interest); the fee is
    a percent of that balance, lowered by the overdue share of the organisation in
    the commune. Rounded once, half up, at the end.

    Units: đồng; rate in percent a year; fee in percent a month.

    Raises: ValueError for a negative amount or percent, or a rate of nothing.

    Basis: R70 and R71, about 2021 (0,032 %); under revision since 7/2025; D32.

    >>> trust_fee(interest_received=560_548, annual_rate_percent=Decimal("6.6"),
    ...           fee_percent_a_month=Decimal("0.032"), overdue_percent=Decimal(0))
    32614
    """
    if annual_rate_percent <= 0:
        raise ValueError(f"interest at a rate of {annual_rate_percent} %")
    if interest_received < 0 or fee_percent_a_month < 0 or overdue_percent < 0:
        raise ValueError("interest, fee and overdue share are not negative")
    factor_percent = next(
        (factor for below, factor in quality_steps if overdue_percent < below),
        Decimal(0),
    )
    with localcontext(prec=64):
        fee = interest_received * fee_percent_a_month * 12 * factor_percent
        return round_dong(fee / (100 * annual_rate_percent))


def split(amount: int, shares: Mapping[str, Decimal]) -> dict[str, int]:
    """Share a whole amount out in proportion, to the last đồng.

    Each key has the whole đồng of its exact share; what is left over goes, one đồng
    each, to the largest fractions, and among equals to the earlier key.

    Shape: the keys of the shares, in their order.

    Units: đồng; shares are weights, as a rule percents that sum to 100.

    Raises: ValueError for a negative amount or share, or shares of nothing at all.

    Basis: R72, D31.

    >>> split(32_614, {"commune": Decimal(84), "district": Decimal(9),
    ...                "province": Decimal("4.5"), "centre": Decimal("2.5")})
    {'commune': 27396, 'district': 2935, 'province': 1468, 'centre': 815}
    """
    weights = {key: Fraction(share) for key, share in shares.items()}
    whole = sum(weights.values())
    if amount < 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("an amount and its shares are not negative")
    if not whole:
        raise ValueError(f"nobody has a share: {dict(shares)}")
    exact = {key: amount * weight / whole for key, weight in weights.items()}
    shared = {key: int(value) for key, value in exact.items()}
    left = amount - sum(shared.values())
    # sorted() keeps the order of equals, so a tie goes to the earlier key.
    by_fraction = sorted(exact, key=lambda key: shared[key] - exact[key])
    for key in by_fraction[:left]:
        shared[key] += 1
    return shared
