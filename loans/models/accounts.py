"""The chart of accounts, the kinds of postings, and what each kind may move."""

from django.db import models
from django.utils.translation import gettext_lazy as _

PRINCIPAL = ("principal_in_term", "principal_overdue", "principal_frozen")
INTEREST = ("interest_in_term", "interest_overdue", "interest_grace")
LOAN_ACCOUNTS = PRINCIPAL + INTEREST
ACCOUNTS = ("cash", *LOAN_ACCOUNTS, "savings", "income", "expense", "loss")
"""Every account, in the order of the columns; debit is positive, in đồng."""

CAP = 10**13
"""No column of a posting goes beyond this, in either direction."""


class PostingKind(models.TextChoices):
    DISBURSEMENT = "DISBURSEMENT", _("Disbursement")
    ACCRUAL = "ACCRUAL", _("Interest accrued")
    ACCRUAL_CORRECTION = "ACCRUAL_CORRECTION", _("Interest corrected")
    REPAYMENT = "REPAYMENT", _("Repayment")
    SAVINGS_USE = "SAVINGS_USE", _("Paid from savings")
    DEPOSIT = "DEPOSIT", _("Deposit")
    WITHDRAWAL = "WITHDRAWAL", _("Withdrawal")
    OVERDUE_TRANSFER = "OVERDUE_TRANSFER", _("Transfer to overdue")


class SigningWay(models.TextChoices):
    OWN_DEVICE = "OWN_DEVICE", _("On own device")
    IN_PLACE = "IN_PLACE", _("In place")


UP, DOWN, ANY = 1, -1, 0

MOVES: dict[str, dict[str, int]] = {
    PostingKind.DISBURSEMENT: {"principal_in_term": UP, "cash": DOWN},
    PostingKind.ACCRUAL: {**dict.fromkeys(INTEREST, UP), "income": DOWN},
    PostingKind.ACCRUAL_CORRECTION: {**dict.fromkeys(INTEREST, ANY), "income": ANY},
    PostingKind.REPAYMENT: {
        "cash": UP,
        **dict.fromkeys(("principal_in_term", "principal_overdue", *INTEREST), DOWN),
    },
    PostingKind.SAVINGS_USE: {
        "savings": UP,
        **dict.fromkeys(("principal_in_term", "principal_overdue", *INTEREST), DOWN),
    },
    PostingKind.DEPOSIT: {"cash": UP, "savings": DOWN},
    PostingKind.WITHDRAWAL: {"savings": UP, "cash": DOWN},
    PostingKind.OVERDUE_TRANSFER: {
        "principal_overdue": UP,
        "principal_in_term": DOWN,
    },
}
"""kind → account → direction of an ordinary row; a reversal goes the other way."""

ON_A_LOAN = tuple(kind for kind, moves in MOVES.items() if LOAN_ACCOUNTS & moves.keys())
ON_SAVINGS = tuple(kind for kind, moves in MOVES.items() if "savings" in moves)
SIGNED_TWICE = (
    PostingKind.DISBURSEMENT,
    PostingKind.WITHDRAWAL,
    PostingKind.OVERDUE_TRANSFER,
)
NEVER_REVERSED = (PostingKind.ACCRUAL, PostingKind.ACCRUAL_CORRECTION)
