"""What waits between two people in a session: each thing with the way to it."""

from typing import Any

from django.http import HttpRequest

from loans.models import PostingKind, PreparedAct, ReversalRequest, Session
from loans.views.pages import address, held_today
from programmes.access import Permission


def acts_waiting(
    request: HttpRequest, session: Session
) -> list[tuple[PreparedAct, str]]:
    """Acts prepared or signed and not carried out: (act, URL), oldest first."""
    acts = (
        PreparedAct.objects.within(held_today(request, Permission.SESSION_SEE))
        .filter(session=session, done_at__isnull=True, set_aside_at__isnull=True)
        .select_related("loan__borrower", "savings_account__person", "checked_by")
        .order_by("pk")
    )
    return [(act, _way(act)) for act in acts]


def reversals_waiting(request: HttpRequest, session: Session) -> Any:
    """Reversals asked for in the session and not settled, oldest first."""
    posts = held_today(request, Permission.POSTING_SEE)
    return (
        ReversalRequest.objects.within(posts)
        .filter(session=session, settled_at__isnull=True)
        .select_related("asked_by")
        .order_by("pk")
    )


def _way(act: PreparedAct) -> str:
    if act.kind == PostingKind.WITHDRAWAL:
        return address("savings-show", act.savings_account_id)
    if act.kind == PostingKind.OVERDUE_TRANSFER:
        overdue = address("session-overdue", act.session_id)
        return overdue or address("loan-show", act.loan_id)
    return address("disbursement-pay", act.loan_id) or address("loan-show", act.loan_id)
