"""What the model of the ledger is made of: rows, loans, and integer arithmetic.

No Django and no code of the project.
"""

from dataclasses import dataclass, field
from datetime import date

INTEREST = ("interest_in_term", "interest_overdue")
OWED = ("principal_in_term", "principal_overdue", *INTEREST)


@dataclass
class Row:
    """A posting that is no accrual: what it moved, account → đồng, debit positive."""

    kind: str
    day: date
    moves: dict[str, int]
    loan: str | None = None
    member: str | None = None
    cash: int = 0
    of_session: int = 0
    is_undone: bool = False
    is_reversal: bool = False
    is_of_sheet: bool = False

    @property
    def stands(self):
        return not (self.is_undone or self.is_reversal)

    @property
    def principal(self):
        return (
            self.moves.get("principal_in_term", 0),
            self.moves.get("principal_overdue", 0),
        )


@dataclass
class LoanModel:
    member: str
    tranches: tuple[int, ...]
    parts: int
    months_apart: int
    state: str = "APPROVED"
    begun_on: date | None = None
    accrued_until: date | None = None
    owed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OWED, 0))
    disbursed: int = 0
    periods: list[tuple[date, date]] = field(default_factory=list)
    earned: dict[str, int] = field(default_factory=lambda: dict.fromkeys(INTEREST, 0))
    corrected_in: int = 0
    rows: list[Row] = field(default_factory=list)

    @property
    def approved(self):
        return sum(self.tranches)

    @property
    def outstanding(self):
        return self.owed["principal_in_term"] + self.owed["principal_overdue"]

    def dues(self):
        each = self.approved // self.parts
        return [
            (months_after(self.begun_on, self.months_apart * number), each)
            for number in range(1, self.parts + 1)
        ]


def rounded(weight):
    """Half up, of đồng × days × hundredths of a percent a year of 365 days."""
    return (2 * weight + 3_650_000) // 7_300_000


def months_after(day, months):
    """The same day of a later month; for days up to the 28th."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, day.day)


def met(amount, owed, order):
    """What an amount meets, account → đồng, and what is left of it."""
    share = {}
    for account in order:
        part = min(amount, owed[account])
        if part:
            share[account] = part
        amount -= part
    return share, amount
