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
    """Transfer every signed loan of the session to overdue, in one act.

    Raises: Refused NOT_SIGNED if nothing is signed, CHANGED_SINCE_SIGNED.
    """
    with transaction.atomic():
        session = lock_session(session.pk)
        acts = list(
            PreparedAct.objects.select_for_update(of=("self",))
            .select_related("loan", "checked_by")
            .filter(
                session=session,
                kind=PostingKind.OVERDUE_TRANSFER,
                done_at__isnull=True,
                set_aside_at__isnull=True,
                checked_by__isnull=False,
            )
            .order_by("loan_id")
        )
        if not acts:
            earlier = list(Posting.objects.filter(key=key).order_by("line"))
            if earlier:
                return earlier
            raise Refused("NOT_SIGNED", _("Nothing is signed yet."))
        rows = overdue.transfer_signed(
            session=session, acts=acts, key=key, by=by, at=at
        )
        PreparedAct.objects.filter(pk__in=[act.pk for act in acts]).update(done_at=at)
        return rows
