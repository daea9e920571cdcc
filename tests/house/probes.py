"""Tries beside the matrix: forged choices, forms without a token, odd parameters."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.http import HttpResponse
from django.urls import reverse

from tests.house.access import ALLAUTHS, PAPERS, Address, Walker, addresses, matrix

KEPT = frozenset({"csrfmiddlewaretoken", "key", "version", "next", "language"})
"""Fields that name no object."""

TYPED = "Ghi nhầm sang tên người khác"
NASTY = (
    "",
    "\x00",
    "' OR 1=1--",
    "-1",
    "0",
    "9" * 19,
    "9" * 400,
    "NaN",
    "31/02/2026",
    "0001-01-01",
    "9999-12-31",
    "%",
    "\ud7ff\U0001f9ee\u202e",
    "{{ 7*7 }}<script>",
    "a" * 5000,
)
USUAL = frozenset({"page", "before", "after", "size", "q", "month", "day", "point"})
"""Parameters tried everywhere, beside those that a page itself has."""

FORGERIES = 3
"""So many forged values for each choice."""

NOT_TRIED = ("/language/", "/sign-out/", "/search/")
"""Forms of the frame around every page."""


class Form(NamedTuple):
    """A form of a page: where it goes, what is typed in it, what it lets choose."""

    method: str
    action: str
    typed: dict[str, str]
    choices: dict[str, list[str]]


class Try(NamedTuple):
    """A request and what came of it."""

    name: str
    what: str
    status: int
    written: tuple[str, ...] = ()


class _Forms(HTMLParser):
    """Collects the forms of a page, and the parameters of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.parameters: set[str] = set()
        self._inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            method = given.get("method", "get").lower()
            self.forms.append(Form(method, given.get("action", ""), {}, {}))
            self._inside = True
        elif tag == "a":
            query = urlsplit(given.get("href", "")).query
            self.parameters |= {name for name, _value in parse_qsl(query)}
        elif self._inside and tag == "option" and self._select:
            self._choice(self._select, given.get("value", ""))
        elif self._inside and given.get("name"):
            self._field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""

    def _field(self, tag: str, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given["name"]
        if tag == "select":
            self._select = name
            self.forms[-1].choices.setdefault(name, [])
        elif kind in ("radio", "checkbox"):
            self._choice(name, given.get("value", "on"))
        elif kind == "hidden" and name not in KEPT:
            self._choice(name, given.get("value", ""))
        elif tag in ("input", "textarea"):
            self.forms[-1].typed[name] = given.get("value") or TYPED

    def _choice(self, name: str, value: str) -> None:
        self.forms[-1].choices.setdefault(name, []).append(value)


def read(response: HttpResponse) -> _Forms:
    """The forms and links of a page."""
    found = _Forms()
    if "html" in response.headers.get("Content-Type", ""):
        found.feed(response.content.decode())
    return found


def own_pages(walker: Walker) -> Iterator[tuple[Address, str, str, _Forms]]:
    """Address, who may look at it first, its URL and what stands there."""
    for name, address in addresses().items():
        row = matrix()[name]
        if name.startswith((*ALLAUTHS, PAPERS)) or "GET" not in row.methods:
            continue
        url = reverse(name, kwargs=walker.arguments(address, "own"))
        role = first(row.may)
        response, _written = walker.ask(role, "GET", url)
        yield address, role, url, read(response)


def first(may: dict[str, str]) -> str:
    """The first role that may go somewhere, and more than look if any may."""
    roles = [role for role, value in may.items() if value in ("own", "all")]
    return roles[0]


def forged(walker: Walker) -> Iterator[Try]:
    """Each choice of each form replaced by what lies in another province."""
    strange = {str(x) for x in walker.worlds.places["foreign"].objects.values()}
    strange |= {str(user.pk) for user in walker.worlds.abroad.people.values()}
    for address, role, url, found in own_pages(walker):
        for form in found.forms:
            if form.method != "post" or form.action.startswith(NOT_TRIED):
                continue
            target = urljoin(url, form.action)
            sent = form.typed | {name: got[-1] for name, got in form.choices.items()}
            response, _tables = walker.ask(role, "POST", target, sent)
            yield Try(address.name, "as it is", response.status_code)
            for name, offered in form.choices.items():
                for value in sorted(strange - set(offered))[:FORGERIES]:
                    forgery = sent | {name: value}
                    response, tables = walker.ask(role, "POST", target, forgery)
                    what = f"{target} {name}={value}"
                    yield Try(address.name, what, response.status_code, tables)


def without_token(walker: Walker) -> Iterator[Try]:
    """Each form sent as another site would make a browser send it."""
    for name, address in addresses().items():
        row = matrix()[name]
        if "POST" in row.methods:
            url = reverse(name, kwargs=walker.arguments(address, "own"))
            response, tables = walker.ask(
                first(row.may), "POST", url, {}, has_token=False
            )
            yield Try(name, "without a token", response.status_code, tables)


def odd(walker: Walker) -> Iterator[Try]:
    """Each parameter of each page with five nasty values, taken in turn."""
    for address, role, url, found in own_pages(walker):
        names = found.parameters | {
            name
            for form in found.forms
            if form.method == "get"
            for name in (*form.typed, *form.choices)
        }
        if not address.parameters:
            names |= USUAL
        for number, name in enumerate(sorted(names), len(address.name)):
            for value in (NASTY * 2)[number * 5 % len(NASTY) :][:5]:
                query = urlencode({name: value})
                response, _tables = walker.ask(role, "GET", f"{url}?{query}")
                yield Try(address.name, query[:60], response.status_code)
