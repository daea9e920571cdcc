"""Who signs in to the sample: a person for each role, with a post and its limits."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from programmes.access import Role
from programmes.models import Commune, Office, Organisation, Post, Province, User

PASSWORD = "tin-dung-chinh-sach"
IN_OFFICE_SINCE = date(2015, 1, 1)
COMMUNE, NEXT_COMMUNE = "21211", "21172"
FORMER_OF_THE_NEXT = ("21202", "21223", "21232")
"""Units of before July 2025 that are in the next commune today."""

IN_THE_HILLS = "21292"

OFFICE, PROVINCE = "510002", "51"


@dataclass(frozen=True)
class SignIn:
    """One account: its name, whose it is, the role, the limits, what is seen first."""

    username: str
    full_name: str
    role: Role
    sees: str
    limits: dict[str, str] = field(default_factory=dict)


_HERE = {"commune": COMMUNE}
_OFFICE = {"office": OFFICE}
_PROVINCE = {"province": PROVINCE}

SIGN_INS = (
    SignIn("teller", "Trần Thị Lan", Role.TELLER, "the day's session", _HERE),
    SignIn("teller_b", "Võ Thị Mai", Role.TELLER, "the day's session", _HERE),
    SignIn(
        "teller_office",
        "Lý Thị Thu",
        Role.TELLER,
        "the office's counter, the hills",
        _OFFICE,
    ),
    SignIn("leader", "Lê Văn Hùng", Role.TEAM_LEADER, "a session to open", _OFFICE),
    SignIn("controller", "Đỗ Thị Cúc", Role.CONTROLLER, "what to check", _OFFICE),
    SignIn("officer", "Phạm Hồng Sơn", Role.CREDIT_OFFICER, "groups", _OFFICE),
    SignIn("director", "Nguyễn Thị Đào", Role.DIRECTOR, "the office", _OFFICE),
    SignIn(
        "farmers",
        "Bùi Quang Nghĩa",
        Role.ORGANISATION_OFFICER,
        "groups of the Farmers' Union",
        {**_HERE, "organisation": "FARMERS"},
    ),
    SignIn(
        "women",
        "Hồ Thị Hạnh",
        Role.ORGANISATION_OFFICER,
        "groups of the Women's Union",
        {**_HERE, "organisation": "WOMEN"},
    ),
    SignIn(
        "veterans",
        "Huỳnh Văn Chiến",
        Role.ORGANISATION_OFFICER,
        "groups of the Veterans' Association",
        {**_HERE, "organisation": "VETERANS"},
    ),
    SignIn(
        "youth",
        "Phan Minh Khoa",
        Role.ORGANISATION_OFFICER,
        "groups of the Youth Union",
        {**_HERE, "organisation": "YOUTH"},
    ),
    SignIn("committee", "Đinh Văn Phước", Role.PEOPLES_COMMITTEE, "the commune", _HERE),
    SignIn("board", "Trương Thị Yến", Role.BOARD, "the province", _PROVINCE),
    SignIn("programmes", "Cao Thị Thảo", Role.PROGRAMME_ADMIN, "rates and lists"),
    SignIn("system", "Ngô Đức Thịnh", Role.SYSTEM_ADMIN, "accounts and posts"),
    SignIn("auditor", "Tạ Hữu Toàn", Role.AUDITOR, "everything, unchanged", _PROVINCE),
    SignIn(
        "teller2",
        "Đặng Minh Tâm",
        Role.TELLER,
        "the next commune, not Tịnh Khê",
        {"commune": NEXT_COMMUNE},
    ),
)
_STAFF = (Role.PROGRAMME_ADMIN, Role.SYSTEM_ADMIN)


def add_staff() -> dict[str, User]:
    """The accounts with their posts, by the name that is typed to sign in."""
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(
            username=one.username,
            full_name=one.full_name,
            password=password,
            staff_number=f"MAU-{number:02}",
            is_staff=one.role in _STAFF,
        )
        for number, one in enumerate(SIGN_INS, 1)
    )
    users = staff()
    Post.objects.bulk_create(
        Post(
            user=users[one.username],
            role=one.role,
            is_whole_bank=not one.limits,
            valid_from=IN_OFFICE_SINCE,
            **_places(one.limits),
        )
        for one in SIGN_INS
    )
    return users


def staff() -> dict[str, User]:
    """The accounts of the sample that there are."""
    names = [one.username for one in SIGN_INS]
    return User.objects.in_bulk(names, field_name="username")


def team(users: dict[str, User], commune: Commune) -> list[tuple[User, str]]:
    """The mobile team that serves the points of a commune: its tellers and two more."""
    tellers = ["teller", "teller_b"]
    if commune.code in (NEXT_COMMUNE, *FORMER_OF_THE_NEXT):
        tellers = ["teller2"]
    elif commune.code == IN_THE_HILLS:
        tellers = ["teller_office"]
    return [
        (users["leader"], "TEAM_LEADER"),
        (users["controller"], "CONTROLLER"),
        *((users[name], "TELLER") for name in tellers),
    ]


def _places(limits: dict[str, str]) -> dict[str, Any]:
    found = {
        "commune": Commune.objects.filter(valid_to=None),
        "province": Province.objects.filter(valid_to=None),
        "office": Office.objects,
        "organisation": Organisation.objects,
    }
    return {limit: found[limit].get(code=code) for limit, code in limits.items()}
