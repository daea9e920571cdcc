"""A printed form as a value: what it is called, who prints it, whence its facts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loans.documents.typesetting import typeset
from loans.models import Printing
from programmes.access import HeldPosts, Permission


@dataclass(frozen=True)
class Document:
    """One form, in Vietnamese whatever the reader's language.

    `find` reads an id ("7" or "7/12", as in the form's addresses) within some posts
    and gives the named subjects, or raises ObjectDoesNotExist. `log` writes the
    printings down. `context` turns one of them into plain values: text, whole đồng,
    days as dd/mm/yyyy; null is unknown and becomes a dotted line on the paper.
    """

    code: str
    title: str
    permission: Permission
    template: str
    find: Callable[[str, HeldPosts], dict[str, Any]]
    log: Callable[..., list[Printing]]
    context: Callable[[Printing], dict[str, Any]]

    def pdf(self, *, by: Any, at: datetime, **subject: Any) -> bytes:
        """Print: log it, then typeset one paper for each printing.

        Raises: Refused, those of `log`.
        """
        return self.paper(self.log(by=by, at=at, **subject))

    def paper(self, printings: list[Printing]) -> bytes:
        """The papers of printings in one PDF; the same printings, the same bytes."""
        title = f"{self.code} {self.title}"
        return typeset({"title": title, "parts": [self.part(printings)]})

    def part(self, printings: list[Printing]) -> dict[str, Any]:
        """The papers of printings as a part of what is typeset together."""
        papers = [self.context(printing) for printing in printings]
        return {"form": self.code, "template": self.template, "papers": papers}
