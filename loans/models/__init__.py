"""The life of households: what happened to somebody, on a day."""

from loans.models.accounts import PostingKind, SigningWay
from loans.models.attempts import Attempt, AttemptOutcome
from loans.models.balances import LoanBalance, SavingsBalance
from loans.models.cash_counts import (
    CashClosing,
    CashCount,
    CashCountLine,
    Counterfeit,
    CountKind,
)
from loans.models.groups import (
    BoardMember,
    BoardRole,
    CollectionContract,
    Membership,
    SavingsCreditGroup,
)
from loans.models.households import Household, IdentityReveal, Person, Sex
from loans.models.ledger import Posting
from loans.models.loans import (
    Instalment,
    Loan,
    LoanRate,
    LoanState,
    SavingsAccount,
    Tranche,
)
from loans.models.printing import Printing
from loans.models.reversals import ReversalRequest
from loans.models.sessions import (
    Session,
    SessionKind,
    SessionSeal,
    SessionState,
    TeamMember,
    TeamRole,
)
from loans.models.sheets import (
    DraftLine,
    GroupSheet,
    SheetDraft,
    SheetLine,
)
from loans.models.signatures import PreparedAct, SignatureAttempt

__all__ = [
    "Attempt",
    "AttemptOutcome",
    "BoardMember",
    "BoardRole",
    "CashClosing",
    "CashCount",
    "CashCountLine",
    "CollectionContract",
    "CountKind",
    "Counterfeit",
    "DraftLine",
    "GroupSheet",
    "Household",
    "IdentityReveal",
    "Instalment",
    "Loan",
    "LoanBalance",
    "LoanRate",
    "LoanState",
    "Membership",
    "Person",
    "Posting",
    "PostingKind",
    "PreparedAct",
    "Printing",
    "ReversalRequest",
    "SavingsAccount",
    "SavingsBalance",
    "SavingsCreditGroup",
    "Session",
    "SessionKind",
    "SessionSeal",
    "SessionState",
    "Sex",
    "SheetDraft",
    "SheetLine",
    "SignatureAttempt",
    "SigningWay",
    "TeamMember",
    "TeamRole",
    "Tranche",
]
