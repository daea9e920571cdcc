"""Approvals of which nothing was paid out: how long they stand."""

from datetime import datetime
from typing import Any

from loans.models import Loan, LoanState, Session
from programmes.actions import audit


def lapse_approvals(*, session: Session, by: Any, at: datetime) -> list[str]:
    """Let the approvals of a point lapse that ended before the session's day.

    Called when the session opens, in its transaction, once the session is held. An
    approved loan has paid nothing out, so no money moves; what was promised is free
    again. Set-based: one statement, and two more where something lapses.

    Shape: the contracts, in order of their ids.
    """
    ended = (
        Loan.objects.select_for_update(of=("self",))
        .filter(
            point_id=session.point_id,
            state=LoanState.APPROVED,
            valid_until__lt=session.held_on,
        )
        .order_by("pk")
    )
    contracts = dict(ended.values_list("pk", "contract_number"))
    if not contracts:
        return []
    Loan.objects.filter(pk__in=contracts).update(state=LoanState.LAPSED)
    lapsed = list(contracts.values())
    audit.record(
        verb="lapse",
        noun="loan",
        subject=str(session),
        before=LoanState.APPROVED,
        after=", ".join(lapsed),
        by=by,
        at=at,
    )
    return lapsed
