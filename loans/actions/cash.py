"""The till of a session: advanced, topped up, counted, and closed by two people.

No posting: what customers paid and got stands in the ledger, the rest here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from loans.actions.ledger import lock_session, refuse_unless_open
from loans.actions.refusals import SENTENCES, Refused, refusing
from loans.actions.sessions import refuse_outsider
from loans.models import (
    CashClosing,
    CashCount,
    CashCountLine,
    Counterfeit,
    CountKind,
    Posting,
    Session,
    SessionState,
)
from loans.models.cash_counts import LARGE_LOSS
from programmes.models import Denomination

REPORT_WITHIN = timedelta(hours=12)
"""Time to report a large loss."""


@dataclass(frozen=True)
class Till:
    """What should lie in the till: advance + in − out, in đồng."""

    advance: int
    cash_in: int
    cash_out: int

    @property
    def expected(self) -> int:
        return self.advance + self.cash_in - self.cash_out


@dataclass(frozen=True)
class Compared:
    """The book beside the count, in đồng: one of `short` and `over` is zero."""

    expected: int
    counted: int

    @property
    def short(self) -> int:
        return max(self.expected - self.counted, 0)

    @property
    def over(self) -> int:
        return max(self.counted - self.expected, 0)


def compared(count: CashCount) -> Compared | None:
    """A count of the till beside what the book said then; None for what was given."""
    if count.expected is None:
        return None
    return Compared(expected=count.expected, counted=count.total)


def till_of(session: Session) -> Till:
    """The till by the books. Disbursements by transfer never pass through it."""
    given = CashCount.objects.filter(
        session=session, kind__in=[CountKind.ADVANCE, CountKind.TOP_UP]
    ).aggregate(total=Coalesce(Sum("total"), 0))
    moved = Posting.objects.filter(session=session, is_by_transfer=False).aggregate(
        cash_in=Coalesce(Sum("cash", filter=Q(cash__gt=0)), 0),
        cash_out=Coalesce(-Sum("cash", filter=Q(cash__lt=0)), 0),
    )
    return Till(advance=given["total"], **moved)


def refuse_short(session: Session, amount: int) -> None:
    """Raise Refused CASH_SHORT if the till does not hold `amount`, in đồng."""
    left = till_of(session).expected
    if amount > left:
        raise Refused(
            "CASH_SHORT",
            _(
                "Not enough cash to pay %(amount)s; %(left)s left."
                " Count a top-up into the till first."
            ),
            amount=_dots(amount),
            left=_dots(left),
        )


@refusing
def count_cash(
    *,
    session: Session,
    kind: str,
    pieces: Mapping[int, int],
    key: UUID,
    by: Any,
    witnessed_by: Any,
    at: datetime,
) -> CashCount:
    """Keep a count: denomination → pieces. Sent again, it answers with the first.

    An advance may be given before the session opens; a count at the close is made by
    `close_till`.

    Raises: Refused KEY_REUSED, UNKNOWN_DENOMINATION, SESSION_NOT_OPEN, NOT_IN_TEAM,
    or the name of what the database refused (a second advance, the same person twice).
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        first = CashCount.objects.filter(key=key).first()
        if first is not None:
            _refuse_other(first, session, kind, pieces)
            return first
        refuse_outsider(session, by)
        if session.state != SessionState.PREPARED or kind != CountKind.ADVANCE:
            refuse_unless_open(session)
        expected = till_of(session).expected if kind == CountKind.COUNT else None
        return _keep(session, kind, pieces, expected, key, by, witnessed_by, at)


@refusing
def close_till(
    *,
    session: Session,
    pieces: Mapping[int, int],
    reason: str,
    key: UUID,
    teller: Any,
    controller: Any,
    at: datetime,
) -> CashClosing:
    """Close the till of a session that is being counted: two people, one truth.

    A difference needs a reason of ten characters; a shortage of 50 million or more
    starts the report of twelve hours.

    Raises: Refused KEY_REUSED, NOT_COUNTING, NOT_IN_TEAM, DIFFERENCE_WITHOUT_REASON,
    UNKNOWN_DENOMINATION.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        first = CashClosing.objects.filter(session=session).first()
        if first is not None and first.count.key == key:
            _refuse_other(first.count, session, CountKind.CLOSING, pieces)
            return first
        if session.state != SessionState.COUNTING or first is not None:
            raise Refused(
                "NOT_COUNTING", _("The till is closed while its cash is counted.")
            )
        refuse_outsider(session, teller)
        till = till_of(session)
        count = _keep(
            session,
            CountKind.CLOSING,
            pieces,
            till.expected,
            key,
            teller,
            controller,
            at,
        )
        difference = till.expected - count.total
        reason = " ".join(reason.split())
        refuse_unexplained(difference, reason)
        return CashClosing.objects.create(
            session=session,
            count=count,
            advance=till.advance,
            cash_in=till.cash_in,
            cash_out=till.cash_out,
            handed_over=count.total,
            difference=difference,
            reason=reason,
            teller=teller,
            controller=controller,
            report_due_at=at + REPORT_WITHIN if difference >= LARGE_LOSS else None,
        )


def refuse_unexplained(difference: int, reason: str) -> None:
    """Raise Refused DIFFERENCE_WITHOUT_REASON; above zero is short, in đồng."""
    if difference and len(reason) < 10:
        raise Refused(
            "DIFFERENCE_WITHOUT_REASON",
            _("%(what)s by %(amount)s: give the reason in ten characters or more."),
            what=_("Short") if difference > 0 else _("Over"),
            amount=_dots(abs(difference)),
        )


@refusing
def seize_counterfeit(
    *,
    session: Session,
    denomination: int,
    serial: str,
    brought_by: str,
    by: Any,
    witnessed_by: Any,
    at: datetime,
) -> Counterfeit:
    """Write the minutes of a false note. It is no cash and pays nothing.

    Raises: Refused SESSION_NOT_OPEN, NOT_IN_TEAM, or
    A_SERIAL_IS_SEIZED_ONCE_IN_A_SESSION.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        refuse_unless_open(session)
        refuse_outsider(session, by)
        return Counterfeit.objects.create(
            session=session,
            denomination=denomination,
            serial=serial,
            brought_by=brought_by,
            seized_by=by,
            witnessed_by=witnessed_by,
            at=at,
        )


def notes_on(day: Any) -> list[int]:
    """The denominations that are counted on a day, the largest first."""
    values = Denomination.objects.in_force(day).values_list("value", flat=True)
    return sorted(values, reverse=True)


def _refuse_other(
    first: CashCount, session: Session, kind: str, pieces: Mapping[int, int]
) -> None:
    """What is sent again must be the same count, or it would be lost unsaid."""
    kept = dict(first.lines.values_list("denomination", "pieces"))
    sent = {note: number for note, number in pieces.items() if number}
    if (first.session_id, first.kind, kept) != (session.pk, kind, sent):
        raise Refused("KEY_REUSED", SENTENCES["key_and_line_are_unique_for_ever"])


def _keep(session, kind, pieces, expected, key, by, witness, at) -> CashCount:
    known = set(notes_on(session.held_on))
    pieces = {note: number for note, number in pieces.items() if number}
    strange = sorted(set(pieces) - known)
    if strange:
        raise Refused(
            "UNKNOWN_DENOMINATION",
            _("No such note on this day: %(notes)s."),
            notes=", ".join(_dots(note) for note in strange),
        )
    count = CashCount.objects.create(
        session=session,
        kind=kind,
        key=key,
        total=sum(note * number for note, number in pieces.items()),
        expected=expected,
        counted_by=by,
        witnessed_by=witness,
        at=at,
    )
    CashCountLine.objects.bulk_create(
        CashCountLine(count=count, denomination=note, pieces=number)
        for note, number in sorted(pieces.items(), reverse=True)
    )
    return count


def _dots(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
