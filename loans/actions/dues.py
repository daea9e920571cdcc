"""What the members of a group owe at a session: one reading for screen and paper.

Before the session opens, the interest of the period is reckoned; once it is open,
it is the accrual that stands in the ledger. Either way a fixed number of statements.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F

from loans.actions.accruals import running_interest
from loans.actions.loan_dues import LoanDue, loan_dues
from loans.models import (
    BoardMember,
    CollectionContract,
    Loan,
    LoanState,
    Membership,
    SavingsAccount,
    SavingsCreditGroup,
    Session,
)
from loans.rules.notes import carried, taken_up


@dataclass
class MemberDue:
    """What one member owes over all loans in the group, and has saved, in đồng."""

    membership: Membership
    loans: list[LoanDue] = field(default_factory=list)
    account: SavingsAccount | None = None
    saved: int = 0

    @property
    def person(self) -> Any:
        return self.membership.person

    @property
    def period_interest(self) -> int:
        return sum(due.period_interest for due in self.loans)

    @property
    def arrears(self) -> int:
        return sum(due.arrears for due in self.loans)

    @property
    def interest(self) -> int:
        """Interest to be asked for over all loans."""
        return self.period_interest + self.arrears

    @property
    def grace_interest(self) -> int:
        return sum(due.grace_interest for due in self.loans)

    @property
    def due_principal(self) -> int:
        return sum(due.due_principal for due in self.loans)

    @property
    def payable(self) -> int:
        """Principal that may be paid over all loans."""
        return sum(due.payable for due in self.loans)

    @property
    def is_overdue(self) -> bool:
        return any(due.is_overdue for due in self.loans)

    @property
    def paid_at(self) -> datetime | None:
        """When the member last paid at the counter of this session."""
        moments = [due.paid_at for due in self.loans if due.paid_at]
        return max(moments, default=None)

    def offer(self, cash_step: int) -> dict[str, int]:
        """What "as due" puts on the line: interest, deposit, principal from savings.

        Cash comes in whole steps: a deposit takes up the odd đồng; without one the
        interest is rounded down and the rest is carried, but never where a loan is
        paid off (D27). Principal is offered only where the member consented to a debit
        and the account holds it.
        """
        interest, principal = self.interest, 0
        if self.account and self.account.consents_to_debit:
            principal = min(self.due_principal, self.saved)
        deposit = self.membership.deposit_level if self.account else 0
        if deposit:
            deposit = taken_up(deposit, beside=interest, step=cash_step)
        elif not self._pays_off(principal):
            interest -= carried(interest, step=cash_step)
        return {
            "interest": interest,
            "deposit": deposit,
            "principal_from_savings": principal,
        }

    def _pays_off(self, principal: int) -> bool:
        """Whether all interest and so much principal, in đồng, end a loan."""
        if principal == sum(due.outstanding for due in self.loans):
            return True
        return any(due.interest and not due.outstanding for due in self.loans)


@dataclass
class GroupDues:
    """A group at a session: its members with what they owe, its board and contract.

    `last_contract` is the youngest 11/TD up to the day, which may have ended.
    """

    group: SavingsCreditGroup
    session: Session
    members: list[MemberDue]
    board: dict[str, Any]
    last_contract: CollectionContract | None

    @property
    def may_collect(self) -> bool:
        """Whether a contract 11/TD is in force on the day."""
        ended_on = self.last_contract and self.last_contract.valid_to
        day = self.session.held_on
        return bool(self.last_contract) and (ended_on is None or day < ended_on)

    def of(self, person_id: int) -> MemberDue | None:
        """The member's dues; None for somebody who is no member on the day."""
        return self._by_person.get(person_id)

    def __post_init__(self) -> None:
        self._by_person = {member.person.pk: member for member in self.members}


def group_dues(group: SavingsCreditGroup, session: Session) -> GroupDues:
    """Read what the members of a group owe at a session, in the order of names."""
    return dues_of_groups([group], session)[group.pk]


def dues_of_groups(
    groups: Iterable[SavingsCreditGroup], session: Session
) -> dict[int, GroupDues]:
    """Group id → its dues. The same number of statements, however many groups."""
    groups = list(groups)
    members = _members(groups, session)
    for due in loan_dues(groups, session):
        owing = members[due.loan.group_id].get(due.loan.borrower_id)
        if owing:
            owing.loans.append(due)
    _add_accounts(members, session)
    boards = _boards(groups, session)
    contracts = _last_contracts(groups, session)
    return {
        group.pk: GroupDues(
            group=group,
            session=session,
            members=list(members[group.pk].values()),
            board=boards[group.pk],
            last_contract=contracts.get(group.pk),
        )
        for group in groups
    }


def _members(
    groups: list[SavingsCreditGroup], session: Session
) -> dict[int, dict[int, MemberDue]]:
    """Group id → person id → a member who owes nothing yet, in the order of names."""
    members: dict[int, dict[int, MemberDue]] = defaultdict(dict)
    for membership in (
        Membership.objects.in_force(session.held_on)
        .filter(group__in=groups)
        .select_related("person")
        .only("group", "person__full_name", "deposit_level")
        .order_by("person__sort_key", "person_id")
    ):
        of_group = members[membership.group_id]
        of_group[membership.person_id] = MemberDue(membership)
    return members


def _add_accounts(members: dict[int, dict[int, MemberDue]], session: Session) -> None:
    people: dict[int, list[MemberDue]] = defaultdict(list)
    for of_group in members.values():
        for person_id, member in of_group.items():
            people[person_id].append(member)
    accounts = SavingsAccount.objects.filter(
        person_id__in=people, point_id=session.point_id
    ).annotate(saved=F("balance__amount"))
    for account in accounts.order_by("-pk"):
        for member in people[account.person_id]:
            member.account = account
            member.saved = account.saved


def _boards(
    groups: list[SavingsCreditGroup], session: Session
) -> dict[int, dict[str, Any]]:
    boards: dict[int, dict[str, Any]] = defaultdict(dict)
    seats = BoardMember.objects.in_force(session.held_on).filter(group__in=groups)
    for seat in seats.select_related("person"):
        boards[seat.group_id][seat.role] = seat.person
    return boards


def _last_contracts(
    groups: list[SavingsCreditGroup], session: Session
) -> dict[int, CollectionContract]:
    contracts = CollectionContract.objects.filter(
        group__in=groups, valid_from__lte=session.held_on, withdrawn_at__isnull=True
    )
    return {row.group_id: row for row in contracts.order_by("valid_from")}


def due_totals(session: Session) -> dict[int, dict[str, int]]:
    """Members, loans and interest due by group, for the list on the session desk.

    Shape: group id → members, loans, interest. Three statements when open.
    """
    totals: dict[int, dict[str, int]] = defaultdict(
        lambda: {"members": 0, "loans": 0, "interest": 0}
    )
    memberships = Membership.objects.in_force(session.held_on).filter(
        group__point_id=session.point_id
    )
    for group_id in memberships.values_list("group_id", flat=True):
        totals[group_id]["members"] += 1
    loans = Loan.objects.filter(
        point_id=session.point_id, group__isnull=False, state=LoanState.ACTIVE
    ).select_related("balance")
    loans = list(loans)
    running = running_interest([loan.pk for loan in loans], session.held_on)
    for loan in loans:
        total = totals[loan.group_id]
        total["loans"] += 1
        total["interest"] += loan.balance.interest_owed
        if loan.pk in running:
            parts = running[loan.pk].parts
            total["interest"] += parts.in_term + parts.overdue
    return totals
