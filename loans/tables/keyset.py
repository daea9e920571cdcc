"""Pages by key: the rows after or before one row; none is counted or skipped.

An address carries the id of a row, never its sort key: a key may be made of a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.http import urlencode

ROWS = 50
MOST_ROWS = 100
MOST_COUNTED = 1000
LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Cursor:
    """The row to go on from, by id, and how many rows a page has."""

    after: int | None = None
    before: int | None = None
    size: int = ROWS

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> "Cursor":
        """Read an address; what is no number is left out, and 100 rows are the most."""
        size = whole_number(parameters.get("size")) or ROWS
        return cls(
            after=whole_number(parameters.get("after")),
            before=whole_number(parameters.get("before")),
            size=min(size, MOST_ROWS),
        )


@dataclass(frozen=True)
class Page:
    """Some rows of a list in its order; whether others lie before and after them."""

    rows: list[Any]
    has_before: bool = False
    has_after: bool = False

    def links(self, parameters: Mapping[str, Any]) -> dict[str, str]:
        """The addresses that components/pager.html takes; empty where nothing lies."""
        kept = {name: value for name, value in parameters.items() if value}
        links = {"before_url": "", "after_url": ""}
        if self.has_before:
            links["before_url"] = f"?{urlencode({**kept, 'before': self.rows[0].pk})}"
        if self.has_after:
            links["after_url"] = f"?{urlencode({**kept, 'after': self.rows[-1].pk})}"
        return links


@dataclass(frozen=True)
class LatestPage(Page):
    """Some rows of a list with the latest id first; on it goes to the ids before."""

    def links(self, parameters: Mapping[str, Any]) -> dict[str, str]:
        """As of every page, but that the way back leads to the latest rows."""
        kept = {name: value for name, value in parameters.items() if value}
        kept.pop("before", None)
        links = {"before_url": "", "after_url": ""}
        if self.has_before:
            links["before_url"] = f"?{urlencode(kept)}" if kept else "."
        if self.has_after:
            links["after_url"] = f"?{urlencode({**kept, 'before': self.rows[-1].pk})}"
        return links


def whole_number(text: str | None) -> int | None:
    """The number that an address carries; None for anything else or too long."""
    if (
        not text
        or len(text) > LONGEST_NUMBER
        or not (text.isascii() and text.isdigit())
    ):
        return None
    return int(text)


def page_of(queryset: QuerySet, key: str, cursor: Cursor) -> Page:
    """The page of `queryset`, ordered by `key` and then by id, that a cursor names.

    A cursor at a row that the list does not hold gives the first page. Two
    statements, the first page one.
    """
    is_back = cursor.after is None and cursor.before is not None
    mark = cursor.before if is_back else cursor.after
    place = None
    if mark is not None:
        place = queryset.filter(pk=mark).values_list(key, "pk").first()
    if place is None:
        rows = list(queryset.order_by(key, "pk")[: cursor.size + 1])
        return Page(rows[: cursor.size], has_after=len(rows) > cursor.size)
    rows = queryset.filter(_beyond(key, place, "lt" if is_back else "gt"))
    order = (f"-{key}", "-pk") if is_back else (key, "pk")
    found = list(rows.order_by(*order)[: cursor.size + 1])
    has_more = len(found) > cursor.size
    found = found[: cursor.size]
    if not found:
        return page_of(queryset, key, Cursor(size=cursor.size))
    if is_back:
        return Page(found[::-1], has_before=has_more, has_after=True)
    return Page(found, has_before=True, has_after=has_more)


def latest_of(queryset: QuerySet, cursor: Cursor) -> LatestPage:
    """The rows with the latest ids, or the latest before a cursor. One statement."""
    if cursor.before is not None:
        queryset = queryset.filter(pk__lt=cursor.before)
    rows = list(queryset.order_by("-pk")[: cursor.size + 1])
    return LatestPage(
        rows[: cursor.size],
        has_before=cursor.before is not None,
        has_after=len(rows) > cursor.size,
    )


def count_up_to(queryset: QuerySet, most: int = MOST_COUNTED) -> int | None:
    """How many rows a list has; None for more than `most`, which nobody waits for."""
    counted = queryset.order_by()[: most + 1].count()
    return counted if counted <= most else None


def _beyond(key: str, place: tuple[Any, int], way: str) -> Q:
    value, pk = place
    further = Q(**{f"{key}__{way}": value}) | Q(**{f"pk__{way}": pk})
    return Q(**{f"{key}__{way}e": value}) & further
