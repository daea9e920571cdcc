"""Groups with their leader, their members and what these owe and have saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from loans.models import (
    BoardMember,
    BoardRole,
    Loan,
    LoanState,
    Membership,
    Person,
    SavingsAccount,
    SavingsCreditGroup,
)
from loans.models.accounts import PRINCIPAL

OUTSTANDING = reduce(add, (F(f"balance__{account}") for account in PRINCIPAL))


@dataclass
class GroupRow:
    """One group in a list; amounts in đồng."""

    group: SavingsCreditGroup
    leader: str = ""
    members: int = 0
    loans: int = 0
    outstanding: int = 0
    overdue: int = 0


@dataclass
class MemberRow:
    """One person of a group; `since` is None for who has left and still owes."""

    person: Person
    since: date | None = None
    loans: int = 0
    outstanding: int = 0
    overdue: int = 0
    arrears: int = 0
    saved: int | None = None
    account_id: int | None = None


def group_rows(groups: Sequence[SavingsCreditGroup], day: date) -> list[GroupRow]:
    """Groups with their sums; three statements, however many groups."""
    rows = {group.pk: GroupRow(group) for group in groups}
    leaders = BoardMember.objects.in_force(day).filter(
        group__in=rows, role=BoardRole.LEADER
    )
    for group_id, name in leaders.values_list("group_id", "person__full_name"):
        rows[group_id].leader = name
    members = Membership.objects.in_force(day).filter(group__in=rows)
    for group_id, count in members.values_list("group_id").annotate(Count("pk")):
        rows[group_id].members = count
    for sums in _sums(Loan.objects.filter(group__in=rows), "group_id"):
        row = rows[sums["group_id"]]
        row.loans = sums["count"]
        row.outstanding = sums["outstanding"]
        row.overdue = sums["overdue"]
    return list(rows.values())


def member_rows(group: SavingsCreditGroup, day: date) -> list[MemberRow]:
    """The people of a group in the order of names; four statements at most.

    Whoever has left and still owes the group's loan stays in the list.
    """
    rows = {
        membership.person_id: MemberRow(membership.person, membership.valid_from)
        for membership in Membership.objects.in_force(day)
        .filter(group=group)
        .select_related("person")
    }
    sums = {
        row["borrower_id"]: row
        for row in _sums(Loan.objects.filter(group=group), "borrower_id")
    }
    for person in Person.objects.filter(pk__in=sums.keys() - rows.keys()):
        rows[person.pk] = MemberRow(person)
    for person_id, of_person in sums.items():
        row = rows[person_id]
        row.loans = of_person["count"]
        row.outstanding = of_person["outstanding"]
        row.overdue = of_person["overdue"]
        row.arrears = of_person["arrears"]
    for account in _accounts(rows, group):
        row = rows[account["person_id"]]
        row.saved = (row.saved or 0) + account["balance__amount"]
        row.account_id = account["pk"]
    return sorted(rows.values(), key=lambda row: (row.person.sort_key, row.person.pk))


def total_of(rows: Sequence[MemberRow]) -> dict[str, int]:
    """The sums under the list of members."""
    names = ("loans", "outstanding", "overdue", "arrears", "saved")
    sums = {name: sum(getattr(row, name) or 0 for row in rows) for name in names}
    return {"members": sum(row.since is not None for row in rows), **sums}


def _accounts(people: Any, group: SavingsCreditGroup) -> QuerySet:
    accounts = SavingsAccount.objects.filter(
        person__in=list(people), point_id=group.point_id
    )
    return accounts.order_by("pk").values("pk", "person_id", "balance__amount")


def _sums(loans: QuerySet, by: str) -> QuerySet:
    return (
        loans.filter(state=LoanState.ACTIVE)
        .values(by)
        .annotate(
            count=Count("pk"),
            outstanding=Sum(OUTSTANDING),
            overdue=Sum("balance__principal_overdue"),
            arrears=Sum(
                F("balance__interest_in_term") + F("balance__interest_overdue")
            ),
        )
        .order_by(by)
    )
