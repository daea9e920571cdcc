"""Bộ hồ sơ đóng phiên: minutes, list of notes and cash voucher, in one PDF."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from loans.actions.refusals import Refused
from loans.documents.cash_voucher import CASH_VOUCHER
from loans.documents.denominations import DENOMINATIONS
from loans.documents.facts import is_over, whole_session
from loans.documents.session_report import SESSION_REPORT
from loans.documents.together import print_together
from loans.models import CashClosing, Session
from programmes.access import HeldPosts, Permission


@dataclass(frozen=True)
class ClosingSet:
    """Printed as its papers are, each logged as itself; used as a document is."""

    code: str = "HSDP"
    title: str = "Bộ hồ sơ đóng phiên"
    permission: Permission = Permission.CASH_SEE

    def find(self, subject: str, posts: HeldPosts) -> dict[str, Any]:
        """ "7" is session 7. Raises: ObjectDoesNotExist."""
        return whole_session(subject, posts)

    def pdf(self, *, session: Session, by: Any, at: datetime) -> bytes:
        """Print the papers of a closed session.

        Raises: Refused NOT_CLOSED_YET while nothing of it is final.
        """
        if not is_over(session):
            raise Refused(
                "NOT_CLOSED_YET",
                _("The session is not closed: its closing papers are not final yet."),
            )
        count = CashClosing.objects.select_related("count").get(session=session).count
        return print_together(
            f"{self.code} {self.title}",
            [
                (SESSION_REPORT, {}),
                (DENOMINATIONS, {"count": count}),
                (CASH_VOUCHER, {"count": count}),
            ],
            session=session,
            by=by,
            at=at,
        )


CLOSING_SET = ClosingSet()
