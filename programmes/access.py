"""Who may do what, and on which rows: said once, here.

A permission is a thing that may be done. A role is a set of permissions (GRANTS).
A post is a person in a role, within limits, for some days. A request reads its
reader's posts of today once; `requires` finds those that grant a permission and puts
*those* on the request; `within` filters rows by *those same* posts, so that "may
she" and "which rows" are one question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing that may be done: NOUN_VERB."""

    @staticmethod
    def _generate_next_value_(name: str, *_: object) -> str:
        return name

    SESSION_SEE = auto()
    SESSION_PREPARE = auto()
    SESSION_OPEN = auto()
    SHEET_SEE = auto()
    SHEET_RECORD = auto()
    GROUP_SEE = auto()
    LOAN_SEE = auto()
    CUSTOMER_SEE = auto()
    CUSTOMER_REVEAL = auto()
    POSTING_SEE = auto()
    REVERSAL_ASK = auto()
    REVERSAL_AGREE = auto()
    COUNTER_RECORD = auto()
    CASH_SEE = auto()
    CASH_COUNT = auto()
    LOSS_REPORT = auto()
    OVERDUE_PREPARE = auto()
    ACT_SIGN = auto()
    LOAN_APPROVE = auto()
    DISBURSEMENT_PAY = auto()
    FRAME_SEE = auto()
    FRAME_KEEP = auto()
    USER_KEEP = auto()
    GRANTS_SEE = auto()


class Role(models.TextChoices):
    """What a person is at work; letters of the page map in the comments."""

    TELLER = "TELLER", _("Teller")  # T
    TEAM_LEADER = "TEAM_LEADER", _("Team leader")  # L
    CONTROLLER = "CONTROLLER", _("Controller")  # C
    CREDIT_OFFICER = "CREDIT_OFFICER", _("Credit officer")  # O
    DIRECTOR = "DIRECTOR", _("Director")  # D
    ORGANISATION_OFFICER = "ORGANISATION_OFFICER", _("Organisation officer")  # G
    PEOPLES_COMMITTEE = "PEOPLES_COMMITTEE", _("People's Committee")  # P
    BOARD = "BOARD", _("Board of Representatives")  # S
    PROGRAMME_ADMIN = "PROGRAMME_ADMIN", _("Programme administrator")  # A
    SYSTEM_ADMIN = "SYSTEM_ADMIN", _("System administrator")  # Y
    AUDITOR = "AUDITOR", _("Auditor")  # U


P = Permission

_LOOKS_AT_LENDING = frozenset({P.SESSION_SEE, P.GROUP_SEE, P.LOAN_SEE, P.FRAME_SEE})

GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.TELLER: _LOOKS_AT_LENDING
    | {
        P.SESSION_OPEN,
        P.SHEET_SEE,
        P.SHEET_RECORD,
        P.CUSTOMER_SEE,
        P.CUSTOMER_REVEAL,
        P.POSTING_SEE,
        P.REVERSAL_ASK,
        P.DISBURSEMENT_PAY,
        P.COUNTER_RECORD,
        P.CASH_SEE,
        P.CASH_COUNT,
    },
    Role.TEAM_LEADER: _LOOKS_AT_LENDING
    | {
        P.SESSION_PREPARE,
        P.SESSION_OPEN,
        P.SHEET_SEE,
        P.CUSTOMER_SEE,
        P.POSTING_SEE,
        P.CASH_SEE,
        P.LOSS_REPORT,
        P.OVERDUE_PREPARE,
    },
    Role.CONTROLLER: _LOOKS_AT_LENDING
    | {
        P.SHEET_SEE,
        P.CUSTOMER_SEE,
        P.POSTING_SEE,
        P.REVERSAL_AGREE,
        P.GRANTS_SEE,
        P.CASH_SEE,
        P.ACT_SIGN,
        P.OVERDUE_PREPARE,
    },
    Role.CREDIT_OFFICER: _LOOKS_AT_LENDING
    | {
        P.SESSION_PREPARE,
        P.SHEET_SEE,
        P.CUSTOMER_SEE,
        P.CUSTOMER_REVEAL,
        P.OVERDUE_PREPARE,
    },
    Role.DIRECTOR: _LOOKS_AT_LENDING
    | {
        P.SHEET_SEE,
        P.CUSTOMER_SEE,
        P.POSTING_SEE,
        P.REVERSAL_AGREE,
        P.LOAN_APPROVE,
        P.CASH_SEE,
        P.LOSS_REPORT,
    },
    Role.ORGANISATION_OFFICER: _LOOKS_AT_LENDING | {P.CUSTOMER_SEE},
    Role.PEOPLES_COMMITTEE: _LOOKS_AT_LENDING,
    Role.BOARD: _LOOKS_AT_LENDING,
    Role.PROGRAMME_ADMIN: frozenset({P.FRAME_SEE, P.FRAME_KEEP}),
    Role.SYSTEM_ADMIN: frozenset({P.FRAME_SEE, P.USER_KEEP, P.GRANTS_SEE}),
    Role.AUDITOR: _LOOKS_AT_LENDING
    | {P.SHEET_SEE, P.CUSTOMER_SEE, P.POSTING_SEE, P.GRANTS_SEE, P.CASH_SEE},
}

LIMITS = ("province", "office", "commune", "point", "organisation")
"""The limits a post may carry, in the order in which a sentence names them."""


@dataclass(frozen=True)
class HeldPosts:
    """Posts of one person in force on one day; may be empty."""

    posts: tuple[Any, ...]
    day: date

    def __bool__(self) -> bool:
        return bool(self.posts)

    def __iter__(self):
        return iter(self.posts)

    def granting(self, permission: Permission) -> HeldPosts:
        """Those of them whose role grants one thing."""
        granting = (post for post in self if permission in GRANTS[post.role])
        return HeldPosts(tuple(granting), self.day)

    @property
    def permissions(self) -> set[Permission]:
        """All that their roles grant."""
        return set().union(*(GRANTS[post.role] for post in self))


Reach = Mapping[str, str | Callable[[int, date], Q] | None]
"""limit → where a row keeps it: a lookup path; a function of (id, day) → Q where
the way there is dated; None where the limit is declared to be without effect. A
limit that is not named at all lets no row through."""


class ScopedQuerySet(models.QuerySet):
    """Rows that know whose they are: the model declares `reach`."""

    def within(self, posts: HeldPosts):
        """Only the rows that one of these posts reaches; none without a post.

        A post reaches a row if every limit it carries is named by the model and
        met. A post for the whole bank reaches every row.
        """
        allowed = Q(pk__in=[])
        for post in posts:
            if post.is_whole_bank:
                return self.all()
            condition = _condition(self.model.reach, post, posts.day)
            if condition is not None:
                allowed |= condition
        return self.filter(allowed)


def _condition(reach: Reach, post: Any, day: date) -> Q | None:
    condition = Q()
    for limit in LIMITS:
        value = getattr(post, f"{limit}_id")
        if value is None:
            continue
        if limit not in reach:
            return None
        way = reach[limit]
        if way is None:
            continue
        condition &= Q(**{way: value}) if isinstance(way, str) else way(value, day)
    return condition or None


def posts_granting(user: Any, permission: Permission, day: date) -> HeldPosts:
    """The posts of `user` in force on `day` whose role grants `permission`."""
    return _posts(user, day).granting(permission)


def posts_of_today(request: Any) -> HeldPosts:
    """The reader's posts in force today, with their limits; read once a request."""
    if not hasattr(request, "posts_of_today"):
        request.posts_of_today = _posts(request.user, timezone.localdate())
    return request.posts_of_today


def held_today(request: Any, permission: Permission) -> HeldPosts:
    """The reader's posts of today that grant one thing, out of those read already."""
    return posts_of_today(request).granting(permission)


def _posts(user: Any, day: date) -> HeldPosts:
    posts = user.posts.in_force(day).select_related(*LIMITS).order_by("pk")
    return HeldPosts(tuple(posts), day)


def requires(permission: Permission):
    """Let a view run only for who holds a post that grants `permission` today.

    Puts those posts on `request.posts`. Raises PermissionDenied (403) without one.
    The permission is readable as `view.permission`, which the access matrix uses.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            request.posts = held_today(request, permission)
            if not request.posts:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return decorate
