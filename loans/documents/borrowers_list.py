"""Danh sách hộ còn dư nợ: for the notice board, and nothing more than it needs.

No citizen ID, no telephone, no customer code.
"""

from datetime import datetime
from typing import Any

from loans.actions.printings import log_printings
from loans.documents.document import Document, each
from loans.documents.facts import (
    is_over,
    print_facts,
    session_facts,
    whole_session,
)
from loans.models import Loan, LoanState, Printing, Session
from programmes.access import Permission

FORM = "DSDN"


def log(*, session: Session, by: Any, at: datetime) -> list[Printing]:
    return log_printings(
        form=FORM,
        session=session,
        subjects=[{}] if _loans(session).exists() else [],
        is_recorded=is_over(session),
        by=by,
        at=at,
    )


def context(printing: Printing) -> dict[str, Any]:
    """By village, group and name; a line a loan, amounts in đồng."""
    loans = _loans(printing.session).select_related(
        "balance", "programme", "borrower__household__village", "group__village"
    )
    lines = [
        {
            "name": loan.borrower.full_name,
            "village": _village(loan),
            "group": loan.group.code if loan.group else None,
            "programme": loan.programme.short_name,
            "outstanding": loan.balance.outstanding,
        }
        for loan in loans.order_by(
            "borrower__household__village__name",
            "group__code",
            "borrower__sort_key",
            "borrower_id",
            "pk",
        )
    ]
    for number, line in enumerate(lines, 1):
        line["number"] = number
    return {
        **session_facts(printing.session),
        "lines": lines,
        "households": loans.order_by().values("household").distinct().count(),
        "total": sum(line["outstanding"] for line in lines),
        "print": print_facts(printing),
    }


def _loans(session: Session) -> Any:
    return Loan.objects.filter(point_id=session.point_id, state=LoanState.ACTIVE)


def _village(loan: Loan) -> dict[str, str]:
    village = loan.borrower.household.village
    return {"kind": village.kind, "name": village.name}


BORROWERS_LIST = Document(
    code=FORM,
    title="Danh sách hộ còn dư nợ",
    permission=Permission.SHEET_SEE,
    template="borrowers_list.typ",
    find=whole_session,
    log=log,
    contexts=each(context),
)
