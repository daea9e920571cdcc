"""What changed since the papers of a prepared session were printed.

The papers are on the table of the leader by then: whoever joined or left, paid at the
office, or was granted a loan is not on them, and the desk says so before the set is
printed again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.utils.timezone import localdate

from loans.actions.printings import SHEET
from loans.models import (
    DraftLine,
    Loan,
    LoanState,
    Membership,
    Posting,
    PostingKind,
    Printing,
    Session,
)

PAID = (
    PostingKind.REPAYMENT,
    PostingKind.SAVINGS_USE,
    PostingKind.DEPOSIT,
    PostingKind.WITHDRAWAL,
)


@dataclass(frozen=True)
class Changes:
    """Since `printed_at`, when the first of the groups' last sheets was printed.

    `joined` are memberships that no sheet shows, `left` the lines of sheets whose
    person is no member on the day; `payments` are postings outside the session,
    `approved` the loans granted on the day of the printing or later.
    """

    printed_at: datetime
    joined: list[Membership]
    left: list[DraftLine]
    payments: list[Posting]
    approved: list[Loan]

    def __bool__(self) -> bool:
        return bool(self.joined or self.left or self.payments or self.approved)


def changes_since(session: Session, groups: Any) -> Changes | None:
    """What the sheets of these groups do not show; None before they are printed.

    Six statements.
    """
    printed = dict(
        Printing.objects.filter(
            form=SHEET, session=session, group__in=groups, is_recorded=False
        )
        .values_list("group_id")
        .annotate(at=Max("at"))
    )
    if not printed:
        return None
    since = min(printed.values())
    lines = DraftLine.objects.filter(
        draft__session=session, draft__group__in=printed
    ).select_related("person", "draft__group")
    members = Membership.objects.in_force(session.held_on).filter(group__in=printed)
    there = set(members.values_list("group_id", "person_id"))
    return Changes(
        printed_at=since,
        joined=_joined(members, lines, printed),
        left=[
            line
            for line in lines.order_by("draft__group__code", "number")
            if (line.draft.group_id, line.person_id) not in there
        ],
        payments=_payments(session, printed),
        approved=list(
            Loan.objects.filter(
                state=LoanState.APPROVED,
                group__in=printed,
                approved_on__gte=localdate(since),
                tranches__planned_on__lte=session.held_on,
            )
            .select_related("borrower", "group", "programme")
            .order_by("group__code", "borrower__sort_key", "pk")
            .distinct()
        ),
    )


def _joined(members: Any, lines: Any, printed: dict[int, datetime]) -> list[Membership]:
    """Members who owe or save and whom the sheet does not show, or could not yet."""
    on_sheets = set(lines.values_list("draft__group_id", "person_id"))
    may_stand = members.filter(
        Q(person__savings_accounts__isnull=False)
        | Q(person__loans__state=LoanState.ACTIVE)
    )
    return [
        member
        for member in may_stand.select_related("person", "group")
        .order_by("group__code", "person__sort_key", "pk")
        .distinct()
        if (member.group_id, member.person_id) not in on_sheets
        or member.valid_from > localdate(printed[member.group_id])
    ]


def _payments(session: Session, printed: dict[int, datetime]) -> list[Posting]:
    """Payments of the groups' people outside the session, since their own sheet."""
    rows = (
        Posting.objects.filter(
            Q(loan__group__in=printed)
            | Q(savings_account__person__memberships__group__in=printed),
            kind__in=PAID,
            posted_at__gt=min(printed.values()),
        )
        .exclude(session=session)
        .select_related("loan__borrower", "savings_account__person", "session__office")
        .order_by("posted_at", "pk")
        .distinct()
    )
    return [
        row
        for row in rows
        if row.loan is None
        or row.loan.group_id not in printed
        or row.posted_at > printed[row.loan.group_id]
    ]
