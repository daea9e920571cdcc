"""A printed form as a value: what it is called, who prints it, whence its facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loans.documents.typesetting import typeset
from loans.models import Printing
from programmes.access import HeldPosts, Permission

Facts = dict[str, Any]
"""What one paper says: text, whole đồng, days as dd/mm/yyyy, null for unknown."""


def nothing_more(**subject: Any) -> Facts:
    """The reading of a form whose printings need no more than themselves."""
    return {}


def each(context: Callable[[Printing], Facts]) -> Callable[..., list[Facts]]:
    """The papers of a form that is printed once for a session, made one by one."""

    def contexts(printings: Sequence[Printing]) -> list[Facts]:
        return [context(printing) for printing in printings]

    return contexts


@dataclass(frozen=True)
class Document:
    """One form, in Vietnamese whatever the reader's language.

    `find` reads an id ("7" or "7/12", as in the form's addresses) within some posts
    and gives the named subjects, or raises ObjectDoesNotExist. `read` reads for all
    of them what `log` and `contexts` both must know, so that it is read once; it
    ignores subjects that are not its own. `log` writes the printings down;
    `contexts` turns them into plain values, in which null is unknown and becomes a
    dotted line on the paper.
    """

    code: str
    title: str
    permission: Permission
    template: str
    find: Callable[[str, HeldPosts], dict[str, Any]]
    log: Callable[..., list[Printing]]
    contexts: Callable[..., list[Facts]]
    read: Callable[..., Facts] = nothing_more

    def pdf(self, *, by: Any, at: datetime, **subject: Any) -> bytes:
        """Print: log it, then typeset one paper for each printing.

        Raises: Refused, those of `log`.
        """
        known = self.read(**subject)
        return self.paper(self.log(by=by, at=at, **subject, **known), **known)

    def paper(self, printings: Sequence[Printing], **known: Any) -> bytes:
        """The papers of printings in one PDF; the same printings, the same bytes."""
        title = f"{self.code} {self.title}"
        part = self.part(printings, **(known or self._known_of(printings)))
        return typeset({"title": title, "parts": [part]})

    def part(self, printings: Sequence[Printing], **known: Any) -> dict[str, Any]:
        """The papers of printings as a part of what is typeset together."""
        papers = self.contexts(printings, **known)
        return {"form": self.code, "template": self.template, "papers": papers}

    def context(self, printing: Printing) -> Facts:
        """What one printing says, read anew."""
        return self.contexts([printing], **self._known_of([printing]))[0]

    def _known_of(self, printings: Sequence[Printing]) -> Facts:
        """What is read for printings alone; they are of one session."""
        loans = [one.loan for one in printings if one.loan_id]
        groups = [one.group for one in printings if one.group_id]
        groups += [loan.group for loan in loans]
        return self.read(session=printings[0].session, groups=groups, loans=loans)
