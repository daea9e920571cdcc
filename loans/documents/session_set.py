"""Bộ hồ sơ phiên: every paper that a session needs beforehand, in one PDF."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loans.actions.printings import NOTHING
from loans.actions.refusals import Refused
from loans.documents.borrowers_list import BORROWERS_LIST
from loans.documents.cash_plan import CASH_PLAN
from loans.documents.disbursement_list import DISBURSEMENT_LIST
from loans.documents.due_list import DUE_LIST
from loans.documents.due_notice import DUE_NOTICE
from loans.documents.facts import groups_of, whole_session
from loans.documents.overdue_notice import OVERDUE_NOTICE
from loans.documents.overdue_notice import find as find_notices
from loans.documents.sheet_13td import SHEET_13TD
from loans.documents.together import print_together
from loans.models import Loan, SavingsCreditGroup, Session
from programmes.access import HeldPosts, Permission


@dataclass(frozen=True)
class SessionSet:
    """Printed as its papers are, each logged as itself; used as a document is."""

    code: str = "HSP"
    title: str = "Bộ hồ sơ phiên giao dịch"
    permission: Permission = Permission.SHEET_SEE

    def find(self, subject: str, posts: HeldPosts) -> dict[str, Any]:
        """ "7" is session 7 with all its groups. Raises: ObjectDoesNotExist."""
        session = whole_session(subject, posts)["session"]
        return {
            "session": session,
            "groups": list(groups_of(session, posts)),
            "loans": find_notices(subject, posts)["loans"],
        }

    def pdf(
        self,
        *,
        session: Session,
        groups: list[SavingsCreditGroup],
        loans: list[Loan],
        by: Any,
        at: datetime,
    ) -> bytes:
        """Print every paper that has something to say.

        Raises: Refused NOTHING_TO_PRINT for a session without groups and loans.
        """
        if not groups:
            raise Refused("NOTHING_TO_PRINT", NOTHING)
        return print_together(
            f"{self.code} {self.title}",
            [
                (CASH_PLAN, {}),
                (DUE_LIST, {"groups": groups}),
                (DUE_NOTICE, {"groups": [*groups, None]}),
                (SHEET_13TD, {"groups": groups}),
                (DISBURSEMENT_LIST, {}),
                (OVERDUE_NOTICE, {"loans": loans}),
                (BORROWERS_LIST, {}),
            ],
            session=session,
            by=by,
            at=at,
        )


SESSION_SET = SessionSet()
