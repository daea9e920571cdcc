"""Bảng kê các loại tiền: a blank to count on, or a count that was kept."""

from datetime import datetime
from typing import Any

from loans.actions.cash import notes_on
from loans.actions.printings import log_printings
from loans.documents.document import Document, each
from loans.documents.facts import (
    is_over,
    moment_text,
    print_facts,
    session_facts,
    two_ids,
    whole_session,
)
from loans.models import CashCount, CountKind, Printing, Session
from programmes.access import HeldPosts, Permission
from programmes.rules.money import in_words

FORM = "BKT"
KINDS = {
    "ADVANCE": "Ứng tiền đầu phiên",
    "TOP_UP": "Tiếp quỹ trong phiên",
    "COUNT": "Kiểm quỹ giữa phiên",
    "CLOSING": "Kiểm quỹ cuối phiên",
}


def find(subject: str, posts: HeldPosts) -> dict[str, Any]:
    """ "7" is a blank for session 7, "7/3" is count 3 of it.

    Raises: ObjectDoesNotExist.
    """
    session_id, count_id = two_ids(subject)
    session = whole_session(session_id, posts)["session"]
    if not count_id:
        return {"session": session, "count": None}
    counts = CashCount.objects.within(posts).filter(session=session)
    return {"session": session, "count": counts.get(pk=count_id)}


def log(
    *, session: Session, count: CashCount | None, by: Any, at: datetime
) -> list[Printing]:
    """A count is named by its place among those of the session: BKT/2.

    That of the close is provisional until the session is closed.
    """
    return log_printings(
        form=f"{FORM}/{place_of(count)}" if count else FORM,
        session=session,
        subjects=[{}],
        is_recorded=_is_final(session, count),
        by=by,
        at=at,
    )


def _is_final(session: Session, count: CashCount | None) -> bool:
    return bool(count) and (count.kind != CountKind.CLOSING or is_over(session))


def place_of(count: CashCount) -> int:
    """The place of a count among those of its session, from 1."""
    earlier = CashCount.objects.filter(session=count.session_id, pk__lte=count.pk)
    return earlier.count()


def count_at(session: Session, place: int) -> CashCount:
    """The count of a session that stands at a place, from 1."""
    counts = CashCount.objects.filter(session=session).order_by("pk")
    return counts.select_related("counted_by", "witnessed_by")[place - 1]


def context(printing: Printing) -> dict[str, Any]:
    session = printing.session
    place = printing.form.partition("/")[2]
    count = count_at(session, int(place)) if place else None
    pieces = dict(count.lines.values_list("denomination", "pieces")) if count else {}
    notes = sorted({*notes_on(session.held_on), *pieces}, reverse=True)
    return {
        **session_facts(session),
        "lines": [
            {"note": note, "pieces": pieces.get(note, 0) if count else None}
            for note in notes
        ],
        "count": count and _count_facts(count),
        "is_recorded": printing.is_recorded,
        "print": print_facts(printing),
    }


def _count_facts(count: CashCount) -> dict[str, Any]:
    return {
        "kind": KINDS[count.kind],
        "at": moment_text(count.at),
        "total": count.total,
        "expected": count.expected,
        "in_words": in_words(count.total).capitalize(),
        "counted_by": str(count.counted_by),
        "witnessed_by": str(count.witnessed_by),
    }


DENOMINATIONS = Document(
    code=FORM,
    title="Bảng kê các loại tiền",
    permission=Permission.CASH_SEE,
    template="denominations.typ",
    find=find,
    log=log,
    contexts=each(context),
)
