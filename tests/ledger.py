"""The ledger as text, so that a wrong posting is seen whole."""

from loans.models import Loan, Posting, SavingsAccount
from loans.models.accounts import ACCOUNTS


def statement(of: Loan | SavingsAccount) -> str:
    """A loan's or an account's postings, a line each, in the order they were made.

    10/04/2026 ACCRUAL interest_in_term +280.274 income -280.274
    """
    field = "loan" if isinstance(of, Loan) else "savings_account"
    rows = Posting.objects.filter(**{field: of}).order_by("pk")
    return "\n".join(_line(row) for row in rows)


def session_statement(of) -> str:
    """All postings of a session, with their voucher numbers."""
    rows = Posting.objects.filter(session=of).order_by("pk")
    return "\n".join(f"{row.voucher_number:06} {_line(row)}" for row in rows)


def _line(row: Posting) -> str:
    moved = [
        f"{account} {amount:+,}".replace(",", ".")
        for account in ACCOUNTS
        if (amount := getattr(row, account))
    ]
    undone = " (reversal)" if row.reverses_id else ""
    return f"{row.value_date:%d/%m/%Y} {row.kind}{undone} {' '.join(moved)}"
