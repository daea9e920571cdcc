"""What a borrower in difficulty may be given."""


def longest_extension_months(term_months: int) -> int:
    """Reckon the most months by which the final date may be moved, all together.

    A loan of up to 12 months may be given 12; a longer one half its term, rounded
    down. Further extensions count from the contract's own date.

    Units: months.

    Raises: ValueError for a term below 1 month.

    Basis: R60, D19.

    >>> longest_extension_months(48)
    24
    """
    if term_months < 1:
        raise ValueError(f"a term of {term_months} months")
    return 12 if term_months <= 12 else term_months // 2
