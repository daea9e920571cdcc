"""The order in which a payment meets what is owed.

It pre-fills the teller's fields and never books a surplus: what is more than owed is
refused, with the sum that would have ended the debt.
"""

from collections.abc import Mapping, Sequence

IN_TERM_ORDER = (
    "interest_of_period",
    "interest_arrears",
    "principal_due",
    "principal_ahead",
)
"""For a loan in term (R30)."""

OVERDUE_ORDER = (
    "principal_overdue",
    "interest_of_period",
    "interest_arrears",
    "principal_due",
    "principal_ahead",
)
"""For a loan of which something is overdue; what is still in term comes last (R30)."""


class MoreThanOwed(ValueError):
    """A payment is larger than everything that it may meet. Amounts in đồng."""

    def __init__(self, amount: int, owed: int) -> None:
        super().__init__(f"{amount} is paid where {owed} is owed")
        self.amount = amount
        self.owed = owed

    @property
    def surplus(self) -> int:
        """What cannot be taken."""
        return self.amount - self.owed


def allocate(
    amount: int, *, owed: Mapping[str, int], order: Sequence[str]
) -> dict[str, int]:
    """Spend an amount on what is owed, each debt in full before the next in order.

    Shape: every key of the order, in that order, zero included. What is owed under
    a key outside the order is not touched.

    Units: đồng.

    Raises: MoreThanOwed if the debts of the order are smaller than the amount;
    ValueError for a negative amount or debt, or a key that stands twice.

    Basis: R30, D33. The contracts leave the order to the lender's rule.

    >>> allocate(700_000, order=IN_TERM_ORDER, owed={
    ...     "interest_of_period": 560_548, "interest_arrears": 100_000,
    ...     "principal_due": 33_300_000, "principal_ahead": 66_700_000})
    ... # doctest: +NORMALIZE_WHITESPACE
    {'interest_of_period': 560548, 'interest_arrears': 100000,
     'principal_due': 39452, 'principal_ahead': 0}
    """
    if amount < 0 or any(debt < 0 for debt in owed.values()):
        raise ValueError(f"a payment and a debt are not negative: {amount}, {owed}")
    if len(set(order)) < len(order):
        raise ValueError(f"a key stands twice in {order}")
    spent: dict[str, int] = {}
    left = amount
    for key in order:
        spent[key] = min(left, owed.get(key, 0))
        left -= spent[key]
    if left:
        raise MoreThanOwed(amount, amount - left)
    return spent
