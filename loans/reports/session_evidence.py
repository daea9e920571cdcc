"""What speaks for a teller beside the ledger: cash counted, tries, refusals, papers."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localtime

from loans.actions import cash
from loans.models import (
    Attempt,
    CashClosing,
    CashCount,
    Printing,
    Session,
    SignatureAttempt,
)
from programmes.rules.money import dotted


def at_words(at: datetime) -> str:
    """A moment of Vietnam, to the second."""
    return f"{localtime(at):%d/%m/%Y %H:%M:%S}"


def counts_of(session: Session) -> Iterator[str]:
    """Every count with its notes, both people, and the difference."""
    counts = CashCount.objects.filter(session=session).select_related(
        "counted_by", "witnessed_by"
    )
    for count in counts.prefetch_related("lines").order_by("pk"):
        yield (
            f"{at_words(count.at)} {count.kind} {dotted(count.total)}{_gap(count)};"
            f" counted by {count.counted_by}, before {count.witnessed_by};"
            f" key {count.key}"
        )
        for line in count.lines.all():
            yield f"    {dotted(line.denomination)} × {dotted(line.pieces)}"


def till_of(session: Session) -> Iterator[str]:
    """The till as it was closed, and the false notes."""
    closing = (
        CashClosing.objects.filter(session=session)
        .select_related("teller", "controller")
        .first()
    )
    if closing:
        yield (
            f"advance {dotted(closing.advance)} + in {dotted(closing.cash_in)}"
            f" − out {dotted(closing.cash_out)} = handed over"
            f" {dotted(closing.handed_over)} + difference {dotted(closing.difference)}"
        )
        yield f"signed by {closing.teller} and {closing.controller}"
    if closing and closing.reason:
        yield f"reason: {closing.reason}"
    if closing and closing.report_due_at:
        yield f"large loss, to be reported by {at_words(closing.report_due_at)}"
    for note in session.counterfeits.select_related("seized_by", "witnessed_by"):
        yield (
            f"{at_words(note.at)} FALSE NOTE {dotted(note.denomination)} {note.serial}"
            f" of {note.brought_by}; seized by {note.seized_by},"
            f" before {note.witnessed_by}"
        )


def attempts_of(session: Session) -> Iterator[str]:
    """What was sent and added nothing: refused, or sent a second time."""
    attempts = Attempt.objects.filter(session=session).select_related("by")
    for attempt in attempts.order_by("at", "pk"):
        why = f" {attempt.code}: {attempt.sentence}" if attempt.code else ""
        key = f"; key {attempt.key}" if attempt.key else ""
        yield (
            f"{at_words(attempt.at)} {attempt.outcome} {attempt.act}"
            f" by {attempt.by}{why}; nothing was added{key}"
        )


def signatures_of(session: Session) -> Iterator[str]:
    """Every try at signing in place, good or bad."""
    tries = SignatureAttempt.objects.filter(session=session).select_related(
        "machine_of", "signer"
    )
    for one in tries.order_by("at", "pk"):
        result = f"SIGNED by {one.signer}" if one.signer else "NOT SIGNED"
        yield (
            f"{at_words(one.at)} {result}, as {one.username}, at the machine of"
            f" {one.machine_of}, for {one.subject}: {' / '.join(one.shown.split())}"
        )


def printings_of(session: Session) -> Iterator[str]:
    """Forms printed, each copy."""
    printed = Printing.objects.filter(session=session).select_related(
        "group", "loan", "by"
    )
    for one in printed.order_by("at", "pk"):
        of = one.group and f" group {one.group.code}"
        of = of or (one.loan and f" loan {one.loan.contract_number}") or ""
        yield f"{at_words(one.at)} {one.form}{of}, copy {one.copy_number}, by {one.by}"


def _gap(count: CashCount) -> str:
    found = cash.compared(count)
    if found is None:
        return ""
    gap = "even"
    if found.short or found.over:
        word = "short" if found.short else "over"
        gap = f"{word} {dotted(found.short or found.over)}"
    return f", book {dotted(found.expected)}, {gap}"
