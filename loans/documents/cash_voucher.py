"""Phiếu tạm ứng quỹ, phiếu nộp quỹ: cash between the vault and the till of a session.

No posting stands behind them: what was advanced and handed over are counts of notes.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from loans.actions.printings import log_printings
from loans.actions.refusals import Refused
from loans.documents.denominations import count_at, place_of
from loans.documents.document import Document, each
from loans.documents.facts import (
    is_over,
    moment_text,
    print_facts,
    session_facts,
    two_ids,
    whole_session,
)
from loans.models import CashClosing, CashCount, CountKind, Printing, Session
from programmes.access import HeldPosts, Permission
from programmes.rules.money import in_words

FORM = "PQ"
GIVEN = (CountKind.ADVANCE, CountKind.TOP_UP)


def find(subject: str, posts: HeldPosts) -> dict[str, Any]:
    """ "7/3" is count 3 of session 7. Raises: ObjectDoesNotExist."""
    session_id, count_id = two_ids(subject)
    session = whole_session(session_id, posts)["session"]
    counts = CashCount.objects.within(posts).filter(session=session)
    return {"session": session, "count": counts.get(pk=count_id or 0)}


def log(*, session: Session, count: CashCount, by: Any, at: datetime) -> list[Printing]:
    """The voucher is named by the place of its count, as the list of notes is: PQ/2.

    What is handed over is provisional until the session is closed.

    Raises: Refused NO_VOUCHER for a count in between, by which nothing was handed.
    """
    if count.kind == CountKind.COUNT:
        raise Refused(
            "NO_VOUCHER",
            _("There is no voucher for this: a count in between moves no cash."),
        )
    return log_printings(
        form=f"{FORM}/{place_of(count)}",
        session=session,
        subjects=[{}],
        is_recorded=count.kind in GIVEN or is_over(session),
        by=by,
        at=at,
    )


def context(printing: Printing) -> dict[str, Any]:
    """What was advanced or handed over; amounts in đồng, whose sum is `amount`."""
    session = printing.session
    place = int(printing.form.partition("/")[2])
    count = count_at(session, place)
    is_given = count.kind in GIVEN
    closing = None if is_given else CashClosing.objects.get(session=session)
    return {
        **session_facts(session),
        "is_recorded": printing.is_recorded,
        "is_given": is_given,
        "is_top_up": count.kind == CountKind.TOP_UP,
        "voucher": f"{place:02d}",
        "at": moment_text(count.at),
        "amount": count.total,
        "in_words": in_words(count.total).capitalize(),
        "takings": closing
        and {
            "advance": closing.advance,
            "cash_in": closing.cash_in,
            "cash_out": closing.cash_out,
            "difference": closing.difference,
            "reason": closing.reason,
        },
        "notes": [
            {"note": line.denomination, "pieces": line.pieces}
            for line in count.lines.order_by("-denomination")
        ],
        "counted_by": str(count.counted_by),
        "witnessed_by": str(count.witnessed_by),
        "print": print_facts(printing),
    }


CASH_VOUCHER = Document(
    code=FORM,
    title="Phiếu tạm ứng, nộp quỹ",
    permission=Permission.CASH_SEE,
    template="cash_voucher.typ",
    find=find,
    log=log,
    contexts=each(context),
)
