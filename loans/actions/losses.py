"""A large loss of cash: due to be reported within twelve hours, and reported."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loans.actions.ledger import lock_session
from loans.actions.refusals import Refused, refusing, said
from loans.models import CashClosing, Session
from programmes.actions import audit
from programmes.models import AuditEvent

REPORTED = {"verb": "report", "noun": "loss"}


@refusing
def report_loss(
    *, closing: CashClosing, note: str, by: Any, at: datetime
) -> AuditEvent:
    """Keep to whom the loss was reported, and how; in the record of acts.

    Raises: Refused REPORTED_ALREADY.
    """
    with transaction.atomic():
        session = lock_session(closing.session_id)
        earlier = AuditEvent.objects.filter(
            **REPORTED, subject=_subject(session)
        ).select_related("by")
        first = earlier.first()
        if first is not None:
            raise Refused(
                "REPORTED_ALREADY",
                _("Reported already at %(time)s by %(name)s."),
                time=said(first.at),
                name=str(first.by),
            )
        return audit.record(
            **REPORTED,
            subject=_subject(session),
            before=str(closing.difference),
            after=note,
            by=by,
            at=at,
        )


def unreported(sessions: QuerySet) -> list[CashClosing]:
    """Large losses in these sessions not reported yet, by deadline. Two statements."""
    due = list(
        CashClosing.objects.filter(session__in=sessions, report_due_at__isnull=False)
        .select_related("session__point", "session__office")
        .order_by("report_due_at", "pk")
    )
    if not due:
        return []
    told = set(AuditEvent.objects.filter(**REPORTED).values_list("subject", flat=True))
    return [closing for closing in due if _subject(closing.session) not in told]


def _subject(session: Session) -> str:
    """A session in the record of acts: its number, then its name for people."""
    return f"{session.pk} {session}"
