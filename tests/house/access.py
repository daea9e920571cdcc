"""The access matrix walked: every address, as everybody, on everybody's objects.

`tests/access_matrix.csv` has a line for each named address: its methods, then what
anonymous and each role may do there:
    deny          nothing: 403 (anonymous: sent to sign in)
    own           what their post reaches; anything else is 404, as if it were not
    out-of-reach  nothing: the role may look, but no post's limits lead there; 404
    own-readonly  the same, but looking only: a POST is 403
    all           whatever there is, whoever has it
Addresses of the administration stand apart, as admin:<table>: add, see or deny.

A new address fails the first test, whose message has the line as the view's own
permission would have it; a person then says whether that is right.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import get_resolver, reverse

from programmes.access import GRANTS, Permission, Role
from tests.loans.documents.papers import text_of
from tests.worlds import MISSING, Worlds, fresh_key

MATRIX = Path(__file__).parents[1] / "access_matrix.csv"
ANONYMOUS = "anonymous"
READERS = {
    "TELLER": "lan",
    "TEAM_LEADER": "hung",
    "CONTROLLER": "cuc",
    "CREDIT_OFFICER": "son",
    "DIRECTOR": "dao",
    "ORGANISATION_OFFICER": "women",
    "PEOPLES_COMMITTEE": "committee",
    "BOARD": "board",
    "PROGRAMME_ADMIN": "programmes_admin",
    "SYSTEM_ADMIN": "system",
    "AUDITOR": "auditor",
}
"""role → who holds it in tests.cast."""

_VILLAGE = frozenset({"own", "farmers"})
_OFFICE = _VILLAGE | {"next", "moved", "counter"}
REACHES = {
    ANONYMOUS: frozenset(),
    "TELLER": _VILLAGE,
    "TEAM_LEADER": _OFFICE,
    "CONTROLLER": _OFFICE,
    "CREDIT_OFFICER": _OFFICE,
    "DIRECTOR": _OFFICE,
    "ORGANISATION_OFFICER": frozenset({"own"}),
    "PEOPLES_COMMITTEE": _VILLAGE,
    "BOARD": _OFFICE,
    "PROGRAMME_ADMIN": frozenset(),
    "SYSTEM_ADMIN": frozenset(),
    "AUDITOR": _OFFICE,
}
"""role → the places of tests.worlds whose people its holder may know of."""

WHOLE_BANK = frozenset({"PROGRAMME_ADMIN", "SYSTEM_ADMIN"})
"""They know every place by its name, and none of its people."""

ALLAUTHS = ("account_", "mfa_", "set_language")
"""Addresses of others' making: their own tests prove their methods; without a second
factor some of them are not there."""

PAPERS = "document-"
"""Typesetting takes long: asked by one role of each limit, on own and foreign."""

FULLY = frozenset(
    {
        "TELLER",
        "CONTROLLER",
        "ORGANISATION_OFFICER",
        "PEOPLES_COMMITTEE",
        "AUDITOR",
    }
)
"""One role of each limit, asked of every place; the others of own and foreign."""

FEW_PLACES = frozenset({"TELLER", "ORGANISATION_OFFICER", "PEOPLES_COMMITTEE"})
"""Papers are read back as those whose posts reach least."""

INSTEAD = {
    "reversal-ask": {"group": "recorded"},
    "disbursement-pay": {"loan": "waiting_loan"},
    "disbursement-prepare": {"loan": "waiting_loan"},
    "counter-receipt": {"posting": "payment"},
    "document-receipt": {"posting": "payment"},
}
"""Address → parameter → which object of a place stands there."""

NO_OBJECT = frozenset({"number", "line", "day", "form"})
"""Parts of an address that choose within an object and are nobody's own."""

UNSEEN = {"act-set-aside": (404,)}
"""Open to a person, not to a role: who does not see the object gets another answer."""

NOT_YET = frozenset({"cash-report"})
"""Pages that are not there before something has happened: here, a great loss."""

WRITES = re.compile(r'(?:INSERT INTO|(?<!FOR )(?<!DO )UPDATE|DELETE FROM)\s+"?(\w+)')
NOT_OURS = frozenset({"django_session", "programmes_cache"})
TOKENS = re.compile(r'csrfmiddlewaretoken" value="\w+"|csrf-token" content="\w+"')
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ),
    "X-Content-Type-Options": ("nosniff",),
    "Referrer-Policy": ("same-origin",),
    "X-Frame-Options": ("DENY",),
}


class Address(NamedTuple):
    """A named address: its parameters in order, and the permission of its view."""

    name: str
    parameters: tuple[str, ...]
    permission: Any


class Row(NamedTuple):
    """A line of the matrix."""

    methods: tuple[str, ...]
    may: dict[str, str]


class Answer(NamedTuple):
    """What one request got, and whatever is wrong with it, in words."""

    name: str
    role: str
    method: str
    place: str
    status: int
    expected: tuple[int, ...]
    seen: frozenset[str]
    written: tuple[str, ...]
    lacking: tuple[str, ...]
    words: int

    def __str__(self) -> str:
        return f"{self.method} {self.name} as {self.role} on {self.place}"


def addresses() -> dict[str, Address]:
    """Every named address of the house by its name; the administration apart."""
    return {found.name: found for found in _walk(get_resolver().url_patterns)}


def _walk(patterns: Any, before: tuple[str, ...] = ()) -> Iterator[Address]:
    for pattern in patterns:
        own = (*before, *pattern.pattern.converters)
        if not hasattr(pattern, "url_patterns"):
            if pattern.name:
                permission = getattr(pattern.callback, "permission", None)
                yield Address(pattern.name, own, permission)
        elif pattern.namespace != "admin":
            yield from _walk(pattern.url_patterns, own)


def matrix() -> dict[str, Row]:
    """The lines of the matrix by name."""
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return {
            line.pop("url"): Row(tuple(line.pop("methods").split()), line)
            for line in csv.DictReader(file)
        }


def missing_lines() -> list[str]:
    """Lines that the matrix lacks, as the views' own permissions would have them."""
    known = matrix()
    return [_line(one) for name, one in addresses().items() if name not in known]


def _line(address: Address) -> str:
    values = ["own" if address.permission in GRANTS[role] else "deny" for role in Role]
    return ",".join([address.name, "GET POST", "deny", *values])


def granted() -> str:
    """The table of roles and permissions, as docs/access.md has it."""
    lines = ["| | T | L | C | O | D | G | P | S | A | Y | U |", "|---" * 12 + "|"]
    for permission in Permission:
        marks = ["×" if permission in GRANTS[role] else "" for role in Role]
        lines.append("| " + " | ".join([f"`{permission}`", *marks]) + " |")
    return "\n".join(lines)


class Walker:
    """Sends requests as everybody; nothing that they do stays in the database."""

    def __init__(self) -> None:
        self.worlds = Worlds()
        people = self.worlds.country.people
        self.cookies = {role: _signed_in(people[n]) for role, n in READERS.items()}
        self.cookies[ANONYMOUS] = ""

    def arguments(self, address: Address, place: str) -> dict[str, Any] | None:
        """The parameters of an address for a place; None if it has no such object."""
        objects = self.worlds.places[place].objects
        instead = INSTEAD.get(address.name, {})
        given = {
            name: objects.get(instead.get(name, name)) for name in address.parameters
        }
        return None if None in given.values() else given

    def objects(self, address: Address) -> dict[str, dict[str, Any]]:
        """Place, or which part is foreign or missing → parameters; "own" first."""
        own = self.arguments(address, "own")
        if own is None:
            raise LookupError(f"tests.worlds lacks some of {address.parameters}")
        found = {"own": own}
        places = ("farmers", "next", "moved", "counter", "foreign")
        for place in ("foreign",) if address.name.startswith(PAPERS) else places:
            given = self.arguments(address, place)
            if given is not None and given not in found.values():
                found[place] = given
        parts = [name for name in own if name not in NO_OBJECT]
        for part in parts:
            if len(parts) > 1:
                found[f"foreign {part}"] = own | {part: found["foreign"][part]}
            found[f"missing {part}"] = own | {part: MISSING}
        return found

    def ask(
        self,
        role: str,
        method: str,
        url: str,
        data: Any = None,
        *,
        has_token: bool = True,
    ) -> tuple[HttpResponse, tuple[str, ...]]:
        """The response, and the tables that the request wrote to; then undone.

        Past Django's test client, which copies every template's context.
        """
        request = getattr(RequestFactory(), method.lower())(url, data)
        environ = request.environ | {"HTTP_COOKIE": self.cookies[role]}
        handler = ClientHandler(enforce_csrf_checks=not has_token)
        with transaction.atomic(), written() as tables:
            response = handler(environ)
            transaction.set_rollback(True)
        return response, tuple(sorted(tables))

    def answers(self) -> Iterator[Answer]:
        """Everything that the matrix speaks of, asked for."""
        found = addresses()
        for name, row in matrix().items():
            if name not in found:
                continue
            objects = self.objects(found[name])
            for role, value in row.may.items():
                for place, given in objects.items():
                    is_full = value != "deny" and role in FULLY
                    is_paper = name.startswith(PAPERS) and value != "deny"
                    if is_full or (place in ("own", "foreign") and not is_paper):
                        for method in row.methods:
                            yield self._asked(name, row, role, method, place, given)
            if not name.startswith(ALLAUTHS):
                role = next(role for role, may in row.may.items() if may != "deny")
                for method in {"GET", "POST", "PUT", "DELETE"} - {*row.methods}:
                    yield self._asked(name, row, role, method, "own", objects["own"])

    def _asked(self, name, row, role, method, place, given) -> Answer:
        body = {"key": fresh_key()} if method == "POST" else None
        url = reverse(name, kwargs=given)
        response, tables = self.ask(role, method, url, body)
        said = words_of(response) if is_read(name, role) else ""
        said = said.replace(url, "")
        is_signed_in = role != ANONYMOUS and name != "account_logout"
        return Answer(
            name,
            role,
            method,
            place,
            response.status_code,
            expected(name, row, role, method, place, has_object=bool(given)),
            self.seen(role, said + response.headers.get("Location", "")),
            tables,
            lacking(response, is_signed_in=is_signed_in),
            hash(TOKENS.sub("", said)),
        )

    def seen(self, role: str, said: str) -> frozenset[str]:
        """Places of which something is said."""
        return frozenset(
            name
            for name, place in self.worlds.places.items()
            if any(secret in said for secret in place.secrets)
            or (
                place.point_name and role not in WHOLE_BANK and place.point_name in said
            )
        )


def _signed_in(user: Any) -> str:
    """The cookie of a session that needs no more writing."""
    client = Client()
    client.force_login(user)
    client.get("/account/password/")
    return f"sessionid={client.cookies['sessionid'].value}"


def expected(
    name: str, row: Row, role: str, method: str, place: str, *, has_object: bool
) -> tuple[int, ...]:
    """The statuses that the matrix allows."""
    value, is_offered = row.may[role], method in row.methods
    if value == "deny":
        return (302,) if role == ANONYMOUS else (403, *UNSEEN.get(name, ()))
    if not is_offered:
        return (405,)
    if value == "own-readonly" and method != "GET":
        return (403,)
    is_there = not place.startswith(("missing", "foreign "))
    if value == "out-of-reach":
        return (404,)
    if has_object and not (is_there and (value == "all" or place in REACHES[role])):
        return (404,)
    may_be_missing = name in NOT_YET or name.startswith("mfa_")
    return (200, 302, 404) if may_be_missing else (200, 302, 422)


def is_read(name: str, role: str) -> bool:
    """Whether the words of an answer are looked at."""
    return role in FEW_PLACES or not name.startswith(PAPERS)


def words_of(response: HttpResponse) -> str:
    """What a response says, a PDF too."""
    if response.headers.get("Content-Type") == "application/pdf":
        return text_of(response.content)
    return response.content.decode()


def lacking(response: HttpResponse, *, is_signed_in: bool) -> tuple[str, ...]:
    """Headers that a response should have and has not, or should not have."""
    headers = response.headers
    found = [
        name
        for name, parts in HEADERS.items()
        if not all(part in headers.get(name, "") for part in parts)
    ]
    if "Access-Control-Allow-Origin" in headers:
        found.append("an open door to other origins")
    if is_signed_in and "no-store" not in headers.get("Cache-Control", ""):
        found.append("Cache-Control")
    return tuple(found)


@contextmanager
def written():
    """The tables written to in the block, without sessions and the cache."""
    tables: set[str] = set()

    def watch(execute, sql, params, many, context):
        tables.update(set(WRITES.findall(sql)) - NOT_OURS)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables
