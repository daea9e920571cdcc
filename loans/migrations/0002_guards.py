"""What the database refuses by itself about money, and how the ledger lies on disk."""

from typing import ClassVar

from django.db import migrations

from loans.triggers import (
    AskedOnce,
    ClosedSessionStays,
    LoanStandsAtItsGroupsPoint,
    PostingFits,
    StateMoves,
)
from programmes.triggers import AppendOnly, DatedRowStays, NoOverlap


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("loans", "0001_initial"),
        ("programmes", "0002_guards"),
    ]

    operations: ClassVar = [
        AppendOnly("Posting"),
        PostingFits("Posting"),
        AppendOnly("GroupSheet"),
        AppendOnly("SheetLine"),
        AppendOnly("SessionSeal"),
        AppendOnly("IdentityReveal"),
        AppendOnly("Attempt"),
        AppendOnly("Printing"),
        AppendOnly("CashCount"),
        AppendOnly("CashCountLine"),
        AppendOnly("CashClosing"),
        AppendOnly("Counterfeit"),
        AppendOnly("SignatureAttempt"),
        AskedOnce("PreparedAct"),
        AskedOnce("ReversalRequest"),
        StateMoves("Session"),
        ClosedSessionStays("Session"),
        StateMoves("Loan"),
        LoanStandsAtItsGroupsPoint("Loan"),
        NoOverlap("Membership", "person"),
        NoOverlap("BoardMember", "group", "role"),
        NoOverlap("CollectionContract", "group"),
        NoOverlap("LoanRate", "loan"),
        DatedRowStays("Membership"),
        DatedRowStays("BoardMember"),
        DatedRowStays("CollectionContract"),
        DatedRowStays("LoanRate"),
    ]
