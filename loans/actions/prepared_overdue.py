"""Transfers to overdue, prepared and signed loan by loan, carried out in one act."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loans.actions import overdue
from loans.actions.ledger import lock_session, refuse_unless_open
from loans.actions.prepared import put_aside, waiting
from loans.actions.refusals import Refused, refusing
from loans.models import Posting, PostingKind, PreparedAct, Session
from programmes.rules.keys import uuid7


@refusing
def prepare_overdue(*, session: Session, by: Any, at: datetime) -> list[PreparedAct]:
    """Put before the controller what the rule proposes to transfer to overdue.

    What waits already with the same amount stays; one whose amount changed, or that
    was paid meanwhile, is set aside.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        refuse_unless_open(session)
        proposed = overdue.turning_overdue(session)
        for act in waiting(session, PostingKind.OVERDUE_TRANSFER):
            if proposed.get(act.loan_id) == act.amount:
                del proposed[act.loan_id]
            else:
                put_aside(act, by, at)
        PreparedAct.objects.bulk_create(
            PreparedAct(
                kind=PostingKind.OVERDUE_TRANSFER,
                session=session,
                loan_id=loan_id,
                amount=amount,
                key=uuid7(at, f"OVERDUE|{session.pk}|{loan_id}|{amount}|{at}"),
                prepared_by=by,
                prepared_at=at,
            )
            for loan_id, amount in sorted(proposed.items())
        )
        return list(waiting(session, PostingKind.OVERDUE_TRANSFER))


@refusing
def carry_out_overdue(
    *, session: Session, key: UUID, by: Any, at: datetime
) -> list[Posting]:
    """Transfer all that waits in the session to overdue, in one act, or none of it.

    While one of the loans is not signed none is moved: the paper of the transfer is
    one, with one list and one controller. A loan that shall wait is set aside first;
    what the rule says of it is proposed again in an act of its own.

    Raises: Refused NOT_SIGNED, CHANGED_SINCE_SIGNED.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        earlier = Posting.objects.filter(
            key=key, session=session, kind=PostingKind.OVERDUE_TRANSFER
        )
        if earlier.exists():
            return list(earlier.order_by("line"))
        acts = list(
            waiting(session, PostingKind.OVERDUE_TRANSFER)
            .select_for_update(of=("self",))
            .select_related("loan", "checked_by")
            .order_by("loan_id")
        )
        _refuse_unsigned(acts)
        rows = overdue.transfer_signed(
            session=session, acts=acts, key=key, by=by, at=at
        )
        PreparedAct.objects.filter(pk__in=[act.pk for act in acts]).update(done_at=at)
        return rows


def _refuse_unsigned(acts: list[PreparedAct]) -> None:
    unsigned = [act for act in acts if act.checked_by_id is None]
    if not acts:
        raise Refused("NOT_SIGNED", _("Nothing is signed yet."))
    if unsigned:
        raise Refused(
            "NOT_SIGNED",
            _(
                "Not signed yet: %(count)s of %(all)s loans. They are transferred in"
                " one act: have these signed, or set them aside."
            ),
            count=len(unsigned),
            all=len(acts),
        )
