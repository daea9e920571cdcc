"""What the search box finds: at most eight rows, each within the searcher's posts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from loans.forms.search import Kind, Sought
from loans.models import (
    BoardMember,
    BoardRole,
    Loan,
    Membership,
    Person,
    SavingsCreditGroup,
)
from programmes.access import HeldPosts
from programmes.rules.names import given_name_first

MOST = 8
NARROW = ("point_id", "commune_id")
"""Any part of a name is looked for only where every post has one of these limits."""
NOT_WIDE = (*NARROW, "office_id")


@dataclass
class Found:
    """Rows by kind; `is_too_wide` says that the number's end alone is not enough."""

    people: list[Person] = field(default_factory=list)
    groups: list[SavingsCreditGroup] = field(default_factory=list)
    loans: list[Loan] = field(default_factory=list)
    is_too_wide: bool = False

    def __len__(self) -> int:
        return len(self.people) + len(self.groups) + len(self.loans)


@dataclass(frozen=True)
class Posts:
    """The searcher's posts for each kind of row; an empty one finds nothing."""

    people: HeldPosts
    groups: HeldPosts
    loans: HeldPosts


def find(sought: Sought, posts: Posts) -> Found:
    """Look for what was typed; a fixed number of statements for each kind."""
    text = sought.text
    if sought.kind == Kind.NAME:
        return _named(text, posts)
    if sought.kind == Kind.GROUP:
        return Found(groups=_groups(posts, Q(code=text)))
    if sought.kind == Kind.CUSTOMER_OR_PHONE:
        return Found(people=_people(posts, Q(customer_code=text) | Q(phone=text)))
    if sought.kind == Kind.CITIZEN_ID:
        return Found(people=_people(posts, Q(citizen_id=text)))
    if sought.kind == Kind.CONTRACT:
        return Found(loans=_loans(posts, Q(contract_number=text)))
    if not _all_limited(posts.loans, NOT_WIDE):
        return Found(is_too_wide=True)
    return Found(loans=_loans(posts, Q(contract_number__endswith=text)))


def group_of_each(people: Sequence[Person], day) -> dict[int, SavingsCreditGroup]:
    """The group in which each of these people is on `day`. One statement."""
    memberships = Membership.objects.in_force(day).filter(person__in=people)
    return {
        membership.person_id: membership.group
        for membership in memberships.select_related("group")
    }


def _named(name: str, posts: Posts) -> Found:
    people = _people(posts, _begins("folded_name", name))
    if len(people) < MOST and _all_limited(posts.people, NARROW):
        known = [person.pk for person in people]
        anywhere = Q()
        for part in name.split():
            anywhere &= Q(folded_name__contains=part)
        people += _people(posts, anywhere & ~Q(pk__in=known))
    led = BoardMember.objects.in_force(posts.groups.day).filter(
        _begins("person__folded_name", name), role=BoardRole.LEADER
    )
    groups = _groups(posts, Q(pk__in=led.values("group_id")))
    groups = groups[: MOST - min(len(people), MOST - 2)]
    loans = []
    if not posts.people:
        loans = _loans(posts, _begins("borrower__folded_name", name))
    room = MOST - len(groups)
    return Found(people=people[:room], groups=groups, loans=loans[:room])


def _begins(path: str, name: str) -> Q:
    """Names that begin so, the given name first, or typed in their usual order."""
    condition = Q()
    for beginning in {name, given_name_first(name)}:
        following = beginning[:-1] + chr(ord(beginning[-1]) + 1)
        condition |= Q(**{f"{path}__gte": beginning, f"{path}__lt": following})
    return condition


def _all_limited(posts: HeldPosts, limits: Sequence[str]) -> bool:
    return bool(posts) and all(
        any(getattr(post, limit) is not None for limit in limits) for post in posts
    )


def _people(posts: Posts, condition: Q) -> list[Person]:
    rows = Person.objects.within(posts.people).filter(condition)
    rows = rows.select_related("household__village")
    return _first(rows, "folded_name")


def _groups(posts: Posts, condition: Q) -> list[SavingsCreditGroup]:
    rows = SavingsCreditGroup.objects.within(posts.groups).filter(condition)
    return _first(rows.select_related("village", "point"), "code")


def _loans(posts: Posts, condition: Q) -> list[Loan]:
    rows = Loan.objects.within(posts.loans).filter(condition)
    rows = rows.select_related("borrower", "programme", "balance", "group")
    return _first(rows, "contract_number")


def _first(rows: QuerySet, key: str) -> list:
    return list(rows.order_by(key, "pk")[:MOST])
