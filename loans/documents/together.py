"""Several forms of one session in one PDF, each logged as itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from loans.actions.refusals import Refused
from loans.documents.document import Document
from loans.documents.typesetting import typeset
from loans.models import Session

Wanted = Sequence[tuple[Document, dict[str, Any]]]
"""Forms in the order of printing, each with its subjects beside the session."""


def print_together(
    title: str, wanted: Wanted, *, session: Session, by: Any, at: datetime
) -> bytes:
    """Print every form that has something to say; what two of them read, once."""
    # Of two forms with one reading, the later names the wider subject.
    subjects = {document.read: subject for document, subject in wanted}
    known = {
        read: read(session=session, **subject) for read, subject in subjects.items()
    }
    parts = []
    for document, subject in wanted:
        facts = known[document.read]
        try:
            printings = document.log(session=session, by=by, at=at, **subject, **facts)
        except Refused as refused:
            if refused.code != "NOTHING_TO_PRINT":
                raise
            continue
        parts.append(document.part(printings, **facts))
    return typeset({"title": title, "parts": parts})
