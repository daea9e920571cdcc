"""Seals taken once more from the rows, and their chains followed from the first."""

from collections.abc import Iterator

from loans.actions import seals
from loans.models import Posting, SessionSeal, SessionState


def seals_differing() -> Iterator[tuple]:
    """(row, expected, found) of every seal that no longer fits its session."""
    chains: dict[tuple, tuple[int, str]] = {}
    kept = SessionSeal.objects.select_related("session").order_by(
        "point_id", "office_id", "number"
    )
    for seal in kept:
        counter = (seal.point_id, None if seal.point_id else seal.office_id)
        number, previous = chains.get(counter, (0, ""))
        name = f"seal {seal.number} of session {seal.session_id}"
        if seal.number != number + 1:
            yield f"{name} number", number + 1, seal.number
        if seal.previous_digest != previous:
            yield f"{name} previous", previous, seal.previous_digest
        for what, should, does in found_in(seal):
            yield f"{name} {what}", should, does
        if seal.session.state != SessionState.CLOSED:
            yield f"{name} session", SessionState.CLOSED.value, seal.session.state
        chains[counter] = (seal.number, seal.digest)


def found_in(seal: SessionSeal) -> Iterator[tuple]:
    """(what, expected, found) where a seal no longer fits the rows of its session."""
    rows = list(seals.canonical_rows(Posting.objects.filter(session=seal.session)))
    expected = (
        len(rows),
        sum(row.cash for row in rows if row.cash > 0),
        -sum(row.cash for row in rows if row.cash < 0),
        seals.digest(seals.canonical(rows), seal.previous_digest),
    )
    found = (seal.posting_count, seal.cash_in, seal.cash_out, seal.digest)
    for what, should, does in zip(
        ("count", "cash in", "cash out", "digest"), expected, found, strict=True
    ):
        if should != does:
            yield what, should, does
