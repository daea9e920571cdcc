"""Cash comes in notes: what of a sum is odd, and who gives way (D27).

Interest is never rounded to notes. Only what is *offered* in cash is.
"""


def carried(interest: int, *, beside: int = 0, step: int) -> int:
    """The part of the interest that is not asked for in cash, but carried.

    What is asked for, with what is paid beside it, comes in whole steps. Where the
    interest is smaller than what is odd, it cannot give way, and nothing is carried.

    Units: đồng. Basis: D27; `cash_step` is a dated setting of the bank.

    >>> carried(280_274, step=1_000)
    274
    >>> carried(280_274, beside=1_000_500, step=1_000)
    774
    >>> carried(300, beside=1_000_500, step=1_000)
    0
    """
    odd = (interest + beside) % step
    return odd if odd <= interest else 0


def taken_up(deposit: int, *, beside: int, step: int) -> int:
    """A deposit made larger by what fills the cash up to a whole step.

    Units: đồng. Basis: D27.

    >>> taken_up(50_000, beside=280_274, step=1_000)
    50726
    """
    return deposit + -(deposit + beside) % step
