"""Sơn Hạ in the hills: what each household there has borrowed, and since when.

Programmes of the hills, and those that lend no more: their loans were made while
they lent, at sessions held long before the monthly ones.
"""

from typing import NamedTuple

POINT = "TXN5121292"

AUTUMN = 10
AUTUMNS = range(2016, 2024)
"""In October of these years a session stands for the whole year."""


class Deal(NamedTuple):
    """A loan of a programme, from the session of an autumn or, without one, lately."""

    programme: str
    autumn: int | None = None


GROUPS = (
    (
        Deal("ETHNIC_MINORITY", 2016),
        Deal("ETHNIC_MINORITY_2085", 2019),
        Deal("POOR_HOUSING", 2018),
        Deal("ETHNIC_MINORITY_2085", 2020),
        Deal("COMPUTER", 2023),
        Deal("ETHNIC_MOUNTAIN", 2022),
        Deal("ETHNIC_MOUNTAIN"),
        Deal("ETHNIC_MOUNTAIN"),
        Deal("DIFFICULT_AREA_BUSINESS", 2023),
        Deal("DIFFICULT_AREA_BUSINESS"),
        Deal("DIFFICULT_AREA_BUSINESS"),
        Deal("POOR"),
        Deal("COMPUTER", 2022),
    ),
    (
        Deal("POOR_HOUSING", 2017),
        Deal("ETHNIC_MINORITY", 2016),
        Deal("TRADER", 2023),
        Deal("ETHNIC_MINORITY_2085", 2018),
        Deal("DIFFICULT_AREA_BUSINESS", 2023),
        Deal("ETHNIC_MOUNTAIN", 2023),
        Deal("TRADER"),
        Deal("DIFFICULT_AREA_BUSINESS"),
        Deal("ETHNIC_MOUNTAIN"),
        Deal("ETHNIC_MOUNTAIN"),
        Deal("DIFFICULT_AREA_BUSINESS"),
    ),
)
DIRECT = (Deal("KINDERGARTEN", 2023),)
"""Lent to without a group."""
