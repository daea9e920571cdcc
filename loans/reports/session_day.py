"""Everything about one session, in text: enough to explain the day a year later.

Names, moments and amounts as they stand in the rows; kinds, states and codes in the
words of the database, so that the text is the same in every language. Moments are
those of Vietnam.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q

from loans.models import (
    GroupSheet,
    Posting,
    PreparedAct,
    ReversalRequest,
    Session,
)
from loans.models.accounts import ACCOUNTS
from loans.reports.seals_again import found_in
from loans.reports.session_evidence import (
    at_words,
    attempts_of,
    counts_of,
    printings_of,
    signatures_of,
    till_of,
)
from programmes.models import AuditEvent
from programmes.rules.money import dotted


def session_report(session: Session) -> Iterator[str]:
    """The lines, under a heading for each part; a part without rows says so."""
    yield f"SESSION {session.pk}: {session}, {session.kind}, {session.state}"
    for heading, part in PARTS:
        rows = list(part(session))
        yield ""
        yield f"{heading} ({len(rows)})"
        yield from (f"  {row}" for row in rows or ["none"])


def moves_of(session: Session) -> Iterator[str]:
    """Prepared, opened, counted, gone back to serving, closed: by whom and when.

    With the opening, the approvals that lapsed by it.
    """
    yield f"{at_words(session.prepared_at)} PREPARED by {session.prepared_by}"
    if session.opened_at:
        yield f"{at_words(session.opened_at)} OPEN by {session.opened_by}"
    events = AuditEvent.objects.filter(
        Q(verb__in=["count", "reopen"], noun="session") | Q(verb="lapse", noun="loan"),
        subject=str(session),
    ).select_related("by")
    for event in events.order_by("at", "pk"):
        yield f"{at_words(event.at)} {event.verb} by {event.by}: {event.after}"
    if session.closed_at:
        yield f"{at_words(session.closed_at)} CLOSED by {session.closed_by}"


def team_of(session: Session) -> Iterator[str]:
    """Each person with the role, and when they left."""
    for member in session.team.select_related("user").order_by("pk"):
        left = f", left {at_words(member.left_at)}" if member.left_at else ""
        yield f"{member.role} {member.user} ({member.user.username}){left}"


def postings_of(session: Session) -> Iterator[str]:
    """Every row with voucher, both names, what moved, key and digest."""
    rows = Posting.objects.filter(session=session).select_related(
        "posted_by",
        "checked_by",
        "loan__borrower",
        "savings_account__person",
        "reverses__session__point",
        "reverses__session__office",
        "reversed_by__session__point",
        "reversed_by__session__office",
    )
    for row in rows.order_by("voucher_number", "line", "pk"):
        checked = (
            f", checked {row.checked_by} {row.checked_way}" if row.checked_by else ""
        )
        yield (
            f"{_voucher(row)} {at_words(row.posted_at)} {row.kind}{_joined(row)}"
            f" {_whose(row)}: {_moved(row)}; {row.posted_by}{checked};"
            f" key {row.key} digest {row.request_digest[:16]}"
        )


def corrections_of(session: Session) -> Iterator[str]:
    """Rows of later sessions that undo rows of this one."""
    rows = (
        Posting.objects.filter(reverses__session=session)
        .exclude(session=session)
        .select_related(
            "session__point", "session__office", "reverses", "posted_by", "checked_by"
        )
    )
    for row in rows.order_by("pk"):
        yield (
            f"{at_words(row.posted_at)} {_voucher(row)} of {row.session} undoes"
            f" {_voucher(row.reverses)}: {row.reason}; asked by {row.posted_by},"
            f" agreed by {row.checked_by}"
        )


def requests_of(session: Session) -> Iterator[str]:
    """Reversals asked for in the session, agreed or not."""
    requests = ReversalRequest.objects.filter(session=session).select_related(
        "asked_by", "settled_by"
    )
    for request in requests.order_by("pk"):
        settled = "waits"
        if request.settled_at:
            verb = "agreed" if request.is_agreed else "declined"
            settled = f"{verb} by {request.settled_by} {at_words(request.settled_at)}"
        yield (
            f"{at_words(request.asked_at)} asked by {request.asked_by}:"
            f" {request.reason}; {settled}"
        )


def sheets_of(session: Session) -> Iterator[str]:
    """Sheets recorded: group, who brought the money, how much, by whom."""
    sheets = GroupSheet.objects.filter(session=session).select_related(
        "group", "recorded_by"
    )
    for sheet in sheets.order_by("recorded_at", "pk"):
        yield (
            f"{at_words(sheet.recorded_at)} group {sheet.group.code}, cash"
            f" {dotted(sheet.cash_received)}, by {sheet.recorded_by}"
        )


def acts_of(session: Session) -> Iterator[str]:
    """Acts of two people: prepared, signed, done or set aside."""
    acts = PreparedAct.objects.filter(session=session).select_related(
        "prepared_by", "checked_by", "set_aside_by", "loan", "savings_account"
    )
    for act in acts.order_by("pk"):
        signed = "not signed"
        if act.checked_by:
            when = at_words(act.checked_at)
            signed = f"signed {when} by {act.checked_by} {act.checked_way}"
        ended = "waits"
        if act.done_at:
            ended = f"done {at_words(act.done_at)}"
        elif act.set_aside_at:
            ended = f"set aside {at_words(act.set_aside_at)} by {act.set_aside_by}"
        yield (
            f"{at_words(act.prepared_at)} {act.kind} {dotted(act.amount)} prepared by"
            f" {act.prepared_by}; {signed}; {ended}; key {act.key}"
        )


def seal_of(session: Session) -> Iterator[str]:
    """The seal, and whether the rows still give it."""
    seal = getattr(session, "seal", None)
    if seal is None:
        return
    yield (
        f"no. {seal.number} {seal.short}: {seal.posting_count} postings, cash in"
        f" {dotted(seal.cash_in)}, out {dotted(seal.cash_out)},"
        f" {at_words(seal.sealed_at)}"
    )
    yield f"digest {seal.digest}, after {seal.previous_digest or 'none'}"
    differing = list(found_in(seal))
    yield "verifies" if not differing else "DOES NOT VERIFY"
    for name, expected, found in differing:
        yield f"{name}: rows give {expected}, seal says {found}"


PARTS: tuple[tuple[str, Callable[[Session], Iterator[str]]], ...] = (
    ("TEAM", team_of),
    ("MOVES", moves_of),
    ("SHEETS", sheets_of),
    ("POSTINGS", postings_of),
    ("ACTS OF TWO PEOPLE", acts_of),
    ("REVERSALS ASKED FOR", requests_of),
    ("CORRECTED IN LATER SESSIONS", corrections_of),
    ("SENT AND NOT RECORDED", attempts_of),
    ("SIGNATURES IN PLACE", signatures_of),
    ("CASH COUNTED", counts_of),
    ("TILL", till_of),
    ("PRINTED", printings_of),
    ("SEAL", seal_of),
)


def _voucher(row: Posting) -> str:
    return f"CT {row.voucher_number:06d}/{row.line}"


def _joined(row: Posting) -> str:
    if row.reverses:
        return f" undoes {_voucher(row.reverses)} of {row.reverses.session}"
    undone = getattr(row, "reversed_by", None)
    return f" undone by {_voucher(undone)} of {undone.session}" if undone else ""


def _whose(row: Posting) -> str:
    if row.loan_id:
        return f"{row.loan.borrower.full_name} {row.loan.contract_number}"
    account = row.savings_account
    return f"{account.person.full_name} {account.number}"


def _moved(row: Posting) -> str:
    moved: list[tuple[str, Any]] = [(name, getattr(row, name)) for name in ACCOUNTS]
    return " ".join(
        f"{name} {amount:+,}".replace(",", ".") for name, amount in moved if amount
    )
