"""The one door to the ledger: `post`, `post_many`, `reverse_rows`.

Every act has a key, made before it is sent, and a digest of its business fields.
The same key with the same digest answers with the first postings; with another
digest it is refused. Locks are taken in the house order: session, loans by id,
member accounts by id.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loans.actions import projections
from loans.actions.refusals import Refused, refusing, said
from loans.models import Posting, Session, SessionState
from loans.models.accounts import ACCOUNTS, NEVER_REVERSED


@dataclass(frozen=True, kw_only=True)
class Row:
    """One posting to be: a kind and what it moves, account → đồng, debit positive."""

    kind: str
    amounts: Mapping[str, int]
    loan_id: int | None = None
    savings_account_id: int | None = None
    period: tuple[date, date] | None = None
    reverses_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Act:
    """What the rows of one act share.

    `fields` are the cleaned business fields, in a fixed order, of which the digest is
    made; `at` is the moment it happened; the second person is `checked_by`.
    """

    key: UUID
    by: Any
    at: datetime
    fields: Sequence[Any]
    checked_by: Any = None
    checked_way: str = ""
    reason: str = ""
    is_by_transfer: bool = False
    sheet: Any = None
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", digest_of(self.fields))


def digest_of(fields: Sequence[Any]) -> str:
    """SHA-256, hexadecimal, of business fields joined by |, each as its text."""
    text = "v1|" + "|".join(str(value) for value in fields)
    return hashlib.sha256(text.encode()).hexdigest()


def session_code(session: Session) -> str:
    """How a digest names a session: by its counter's code and its day, not by id."""
    counter = session.point or session.office
    return f"{counter.code}:{session.held_on}"


def lock_session(session_id: int) -> Session:
    """Hold a session's row until the transaction ends: the first lock of any act."""
    return (
        Session.objects.select_for_update(of=("self",))
        .select_related("point", "office")
        .get(pk=session_id)
    )


def earlier_postings(key: UUID, digest: str) -> list[Posting]:
    """The rows that an act left when it was sent before; empty if it is new.

    Raises: Refused KEY_REUSED if the key was used for something else.
    """
    rows = list(Posting.objects.filter(key=key).order_by("line"))
    if rows and rows[0].request_digest != digest:
        raise Refused(
            "KEY_REUSED",
            _(
                "This form was recorded before with other figures, voucher"
                " %(voucher)s. Open the page anew to record something else."
            ),
            voucher=f"{rows[0].voucher_number:06d}",
        )
    return rows


def refuse_unless_open(session: Session) -> None:
    """Raise Refused SESSION_NOT_OPEN, saying what became of the session."""
    if session.state == SessionState.OPEN:
        return
    if session.state == SessionState.CLOSED:
        raise Refused(
            "SESSION_NOT_OPEN",
            _("Closed at %(time)s. Record in a later session or ask for a reversal."),
            time=said(session.closed_at),
        )
    if session.state == SessionState.COUNTING:
        raise Refused(
            "SESSION_NOT_OPEN",
            _("Cash is being counted. Go back to the open session first."),
        )
    raise Refused(
        "SESSION_NOT_OPEN",
        _("The session is not open. The team leader or the teller opens it here."),
    )


def post(*, session: Session, act: Act, row: Row) -> Posting:
    """Post one row; see `post_many`."""
    return post_many(session=session, act=act, rows=[row])[0]


@refusing
def post_many(*, session: Session, act: Act, rows: Sequence[Row]) -> list[Posting]:
    """Post the rows of one act whole or not at all, once; return them in order.

    A fixed number of statements, however many rows. Sent again with the same key and
    fields, it returns the first rows and writes nothing.

    Locks: session, then balances of loans by id, then of member accounts by id.
    Raises: Refused KEY_REUSED, SESSION_NOT_OPEN, or the name of what the database
    refused.
    """
    if not rows:
        raise ValueError("an act posts at least one row")
    with transaction.atomic():
        session = lock_session(session.pk)
        earlier = earlier_postings(act.key, act.digest)
        if earlier:
            return earlier
        refuse_unless_open(session)
        projections.lock_loans({row.loan_id for row in rows} - {None})
        projections.lock_accounts({row.savings_account_id for row in rows} - {None})
        session.voucher_count += 1
        session.save(update_fields=["voucher_count"])
        postings = projections.insert(
            [_posting(session, act, line, row) for line, row in enumerate(rows, 1)]
        )
        projections.move_loans(postings)
        projections.move_accounts(postings)
        return postings


def mirror(posting: Posting) -> Row:
    """The row that undoes a posting: same kind, every amount the other way.

    Raises: Refused REVERSAL_OF_A_REVERSAL, ACCRUAL_IS_CORRECTED.
    """
    if posting.reverses_id is not None:
        raise Refused(
            "REVERSAL_OF_A_REVERSAL",
            _("A reversal is not reversed. Record the right entry instead."),
        )
    if posting.kind in NEVER_REVERSED:
        raise Refused(
            "ACCRUAL_IS_CORRECTED",
            _(
                "Interest accrued is not reversed;"
                " a correcting accrual brings it right."
            ),
        )
    return Row(
        kind=posting.kind,
        amounts={account: -getattr(posting, account) for account in ACCOUNTS},
        loan_id=posting.loan_id,
        savings_account_id=posting.savings_account_id,
        reverses_id=posting.pk,
    )


def reverse_rows(
    *, session: Session, act: Act, postings: Iterable[Posting]
) -> list[Posting]:
    """Undo postings by rows that mirror them, built from what is stored.

    Each posting is reversed at most once, whatever the keys. The second person of
    `act` is compulsory: the database refuses a reversal without one.

    Raises: Refused ALREADY_REVERSED, REVERSAL_OF_A_REVERSAL, ACCRUAL_IS_CORRECTED,
    and those of `post_many`.
    """
    ids = [posting.pk for posting in postings]
    with transaction.atomic():
        session = lock_session(session.pk)
        earlier = earlier_postings(act.key, act.digest)
        if earlier:
            return earlier
        first = Posting.objects.filter(reverses_id__in=ids).order_by("pk").first()
        if first is not None:
            raise Refused(
                "ALREADY_REVERSED",
                _("Reversed already on %(day)s, voucher %(voucher)s."),
                day=f"{first.value_date:%d/%m/%Y}",
                voucher=f"{first.voucher_number:06d}",
            )
        stored = Posting.objects.filter(pk__in=ids).order_by("-line")
        rows = [mirror(posting) for posting in stored]
        return post_many(session=session, act=act, rows=rows)


def _posting(session: Session, act: Act, line: int, row: Row) -> Posting:
    period_from, period_to = row.period or (None, None)
    return Posting(
        key=act.key,
        line=line,
        request_digest=act.digest,
        kind=row.kind,
        session=session,
        voucher_number=session.voucher_count,
        loan_id=row.loan_id,
        savings_account_id=row.savings_account_id,
        sheet=act.sheet,
        value_date=session.held_on,
        posted_at=act.at,
        posted_by=act.by,
        checked_by=act.checked_by,
        checked_way=act.checked_way,
        is_by_transfer=act.is_by_transfer,
        period_from=period_from,
        period_to=period_to,
        reverses_id=row.reverses_id,
        reason=act.reason,
        **row.amounts,
    )
