"""What the desk of a session shows: its groups, how far they are, its money so far.

Reading only, for whoever the groups or postings given were fetched for.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from loans.models import (
    BoardMember,
    BoardRole,
    CashCount,
    CountKind,
    GroupSheet,
    LoanState,
    Membership,
    Posting,
    PostingKind,
    PreparedAct,
    Printing,
    SavingsCreditGroup,
    Session,
    SheetDraft,
    Tranche,
)
from loans.models.sheets import LINE_AMOUNTS

_ENTERED = Q(lines__is_absent=True)
for _amount in LINE_AMOUNTS:
    _ENTERED |= Q(**{f"lines__{_amount}__isnull": False})


class SheetState(StrEnum):
    """How far a group's sheet is on the day."""

    ABSENT = "ABSENT"
    ARRIVED = "ARRIVED"
    DRAFT = "DRAFT"
    DIFFERENCE = "DIFFERENCE"
    RECORDED = "RECORDED"


@dataclass(frozen=True)
class GroupLine:
    """One group on the desk; amounts in đồng.

    `cash_difference` is what was received less what the lines say; `cash` is what a
    recorded sheet brought.
    """

    group: SavingsCreditGroup
    leader: Any
    members: int
    lines: int
    entered: int
    arrived_at: datetime | None
    saved_at: datetime | None
    recorded_at: datetime | None
    cash_difference: int
    cash: int | None

    @property
    def state(self) -> SheetState:
        if self.recorded_at:
            return SheetState.RECORDED
        if self.entered and self.entered == self.lines and self.cash_difference:
            return SheetState.DIFFERENCE
        if self.entered:
            return SheetState.DRAFT
        return SheetState.ARRIVED if self.arrived_at else SheetState.ABSENT

    @property
    def is_short(self) -> bool:
        """Whether less cash was received than the lines say."""
        return self.cash_difference < 0

    @property
    def gap(self) -> int:
        """The difference without its sign."""
        return abs(self.cash_difference)


@dataclass(frozen=True)
class Progress:
    """Done, of all: sheets, lines and payments out, in numbers and đồng."""

    sheets: int
    groups: int
    entered: int
    lines: int
    paid_out: int
    payments: int
    to_pay_out: int


def group_lines(session: Session, groups: QuerySet) -> list[GroupLine]:
    """The session's groups out of `groups`, by code. Five statements."""
    groups = (
        groups.filter(point_id=session.point_id, formed_on__lte=session.held_on)
        .select_related("village", "organisation_unit__organisation")
        .order_by("code")
    )
    leaders = {
        seat.group_id: seat.person
        for seat in BoardMember.objects.in_force(session.held_on)
        .filter(group__point_id=session.point_id, role=BoardRole.LEADER)
        .select_related("person")
    }
    members = dict(
        Membership.objects.in_force(session.held_on)
        .filter(group__point_id=session.point_id)
        .values("group_id")
        .annotate(n=Count("pk"))
        .values_list("group_id", "n")
    )
    drafts, sheets = _drafts(session), _sheets(session)
    return [
        _line(
            group,
            leaders.get(group.pk),
            members.get(group.pk, 0),
            drafts.get(group.pk),
            sheets.get(group.pk),
        )
        for group in groups
    ]


def next_line(lines: list[GroupLine]) -> GroupLine | None:
    """The group to serve next: a draft first, then who has arrived, then by code."""
    waiting = [line for line in lines if line.state != SheetState.RECORDED]
    order = (
        SheetState.DIFFERENCE,
        SheetState.DRAFT,
        SheetState.ARRIVED,
        SheetState.ABSENT,
    )
    return min(waiting, key=lambda line: order.index(line.state), default=None)


def progress(session: Session, lines: list[GroupLine]) -> Progress:
    """How far the session is, over the lines given. Two statements."""
    paid = (
        Posting.objects.standing()
        .filter(session=session, kind=PostingKind.DISBURSEMENT)
        .aggregate(n=Count("pk"))
    )
    left = _to_pay_out(session).aggregate(
        n=Count("pk"), amount=Coalesce(Sum("amount"), 0)
    )
    return Progress(
        sheets=sum(line.state == SheetState.RECORDED for line in lines),
        groups=len(lines),
        entered=sum(line.entered for line in lines),
        lines=sum(line.lines for line in lines),
        paid_out=paid["n"],
        payments=paid["n"] + left["n"],
        to_pay_out=left["amount"],
    )


def _to_pay_out(session: Session) -> QuerySet:
    """Tranches planned for the day that are not paid out, here or elsewhere, yet."""
    up_to = Tranche.objects.filter(
        loan=OuterRef("loan"), number__lte=OuterRef("number")
    )
    planned = Tranche.objects.filter(
        loan__point_id=session.point_id,
        loan__state__in=[LoanState.APPROVED, LoanState.ACTIVE],
        planned_on=session.held_on,
    ).annotate(
        through=Subquery(up_to.values("loan").annotate(n=Sum("amount")).values("n"))
    )
    return planned.filter(through__gt=F("loan__balance__disbursed"))


def is_printed(session: Session) -> bool:
    """Whether any paper of the session was printed beforehand."""
    return Printing.objects.filter(session=session, is_recorded=False).exists()


def has_advance(session: Session) -> bool:
    """Whether the team's advance was counted into the till."""
    counts = CashCount.objects.filter(session=session, kind=CountKind.ADVANCE)
    return counts.exists()


def acts_to_sign(session: Session) -> QuerySet:
    """Acts of the session that wait for a second signature."""
    return PreparedAct.objects.filter(
        session=session,
        checked_by__isnull=True,
        done_at__isnull=True,
        set_aside_at__isnull=True,
    )


def totals_by_kind(session: Session, postings: QuerySet) -> list[dict[str, Any]]:
    """Count and đồng of each kind of posting in the session, by kind.

    Shape: kind, label, count, cash, principal, interest, savings; accounts as they
    stand in the ledger, debit positive.
    """
    rows = (
        postings.filter(session=session)
        .values("kind")
        .annotate(
            count=Count("pk"),
            cash_sum=Sum("cash"),
            principal=Sum(
                F("principal_in_term") + F("principal_overdue") + F("principal_frozen")
            ),
            interest=Sum(
                F("interest_in_term") + F("interest_overdue") + F("interest_grace")
            ),
            savings_sum=Sum("savings"),
        )
    )
    by_kind = {row["kind"]: row for row in rows}
    return [
        by_kind[kind] | {"label": kind.label} for kind in PostingKind if kind in by_kind
    ]


def corrections_of(session: Session, postings: QuerySet) -> list[Posting]:
    """Rows of later sessions that undo rows of this one, oldest first."""
    undoing = postings.filter(reverses__session=session).exclude(session=session)
    behind = ("session", "reverses", "posted_by", "checked_by", "loan__borrower")
    return list(
        undoing.select_related(*behind, "savings_account__person").order_by("pk")
    )


def _drafts(session: Session) -> dict[int, SheetDraft]:
    drafts = SheetDraft.objects.filter(session=session).annotate(
        line_count=Count("lines"),
        entered_count=Count("lines", filter=_ENTERED),
        cash_of_lines=Coalesce(
            Sum(Coalesce("lines__interest", 0) + Coalesce("lines__deposit", 0)), 0
        ),
    )
    return {draft.group_id: draft for draft in drafts}


def _sheets(session: Session) -> dict[int, GroupSheet]:
    sheets = GroupSheet.objects.filter(session=session).annotate(
        line_count=Count("lines")
    )
    return {sheet.group_id: sheet for sheet in sheets}


def _line(group, leader, members, draft, sheet) -> GroupLine:
    lines, entered, difference = members, 0, 0
    if sheet:
        lines = entered = sheet.line_count
    elif draft and draft.line_count:
        lines, entered = draft.line_count, draft.entered_count
        if draft.cash_received is not None:
            difference = draft.cash_received - draft.cash_of_lines
    return GroupLine(
        group=group,
        leader=leader,
        members=members,
        lines=lines,
        entered=entered,
        arrived_at=draft.arrived_at if draft else None,
        saved_at=draft.saved_at if draft else None,
        recorded_at=sheet.recorded_at if sheet else None,
        cash_difference=difference,
        cash=sheet.cash_received if sheet else None,
    )
