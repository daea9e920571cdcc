"""How a savings and credit group is graded by its points."""

from collections.abc import Sequence

HIGHEST_POINTS = 100

BANDS: Sequence[tuple[int, str]] = (
    (0, "WEAK"),
    (50, "AVERAGE"),
    (70, "FAIR"),
    (85, "GOOD"),
)
"""The lowest points of each grade, rising (R80)."""


def grade(points: int, bands: Sequence[tuple[int, str]] = BANDS) -> str:
    """Name the grade whose band holds the points.

    Shape: bands are (lowest points, grade), rising.

    Units: points of 100.

    Raises: ValueError for points below the lowest band or above 100.

    Basis: R80, the bank's own grading file; a dated scheme may set other bands.

    >>> grade(84), grade(85)
    ('FAIR', 'GOOD')
    """
    if points > HIGHEST_POINTS:
        raise ValueError(f"{points} points of {HIGHEST_POINTS}")
    reached = [name for lowest, name in bands if lowest <= points]
    if not reached:
        raise ValueError(f"{points} points lie below every band")
    return reached[-1]
