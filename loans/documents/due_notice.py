"""Thông báo nợ đến hạn: to a borrower, what of a loan falls due, when and where.

One for each loan, since each contract has its own days and its own last day to ask
for others; two on a sheet, to be cut apart.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from loans.actions.printings import log_printings
from loans.documents.document import Document
from loans.documents.facts import (
    day_text,
    leaders_of,
    print_facts,
    session_and_groups,
    session_facts,
    two_ids,
    whole_session,
)
from loans.documents.falling_due import Falling, Part, read
from loans.models import Loan, Printing, SavingsCreditGroup, Session
from programmes.access import HeldPosts, Permission
from programmes.rules.money import in_words

FORM = "TBNDH"
WITHOUT_GROUP = "0"


def find(subject: str, posts: HeldPosts) -> dict[str, Any]:
    """ "7" is a whole session, "7/12" group 12 of it, "7/0" who borrows without one.

    Raises: ObjectDoesNotExist.
    """
    session_id, group_id = two_ids(subject)
    if group_id == WITHOUT_GROUP:
        return {**whole_session(session_id, posts), "groups": [None]}
    found = session_and_groups(subject, posts)
    if group_id:
        return found
    whole_session(subject, posts)
    return found | {"groups": [*found["groups"], None]}


def log(
    *,
    session: Session,
    groups: Sequence[SavingsCreditGroup | None],
    falling: Mapping[int | None, list[Falling]],
    by: Any,
    at: datetime,
) -> list[Printing]:
    """One notice for each loan of which something falls due or was missed.

    Raises: Refused NOTHING_TO_PRINT if there is none.
    """
    keys = [group and group.pk for group in groups]
    loans = [one.loan for key in keys for one in falling.get(key, [])]
    return log_printings(
        form=FORM,
        session=session,
        subjects=[{"loan": loan} for loan in loans],
        is_recorded=False,
        by=by,
        at=at,
    )


def contexts(
    printings: Sequence[Printing], *, falling: Mapping[int | None, list[Falling]]
) -> list[dict[str, Any]]:
    """The notices of one session, amounts in đồng. Few statements, however many."""
    session = printings[0].session
    by_loan = {one.loan.pk: one for loans in falling.values() for one in loans}
    loans = Loan.objects.filter(pk__in=[one.loan_id for one in printings])
    placed = {
        loan.pk: loan
        for loan in loans.select_related("borrower__household__village", "group")
    }
    leaders = leaders_of([loan.group_id for loan in placed.values()], session)
    head = session_facts(session) | {
        "office_address": session.office.address or None,
        "office_phone": session.office.phone or None,
    }
    return [
        {
            **head,
            **_whom(placed[one.loan_id]),
            "leader": leaders.get(placed[one.loan_id].group_id),
            **_what(by_loan.get(one.loan_id) or Falling(placed[one.loan_id], 0, [])),
            "day": day_text(localtime(one.at).date()),
            "print": print_facts(one),
        }
        for one in printings
    ]


def _whom(loan: Loan) -> dict[str, Any]:
    village = loan.borrower.household.village
    return {
        "borrower": loan.borrower.full_name,
        "customer_code": loan.borrower.customer_code,
        "village": {"kind": village.kind, "name": village.name},
        "group_code": loan.group.code if loan.group else None,
    }


def _what(falling: Falling) -> dict[str, Any]:
    loan, missed = falling.loan, falling.missed
    total = missed + sum(part.amount for part in falling.parts)
    return {
        "programme": loan.programme.name,
        "contract": loan.contract_number,
        "contract_on": day_text(loan.contract_on),
        "balance": loan.balance.outstanding,
        "overdue": loan.balance.principal_overdue,
        "interest": loan.balance.interest_owed,
        "missed": missed,
        "parts": [_part(part) for part in falling.parts],
        "total": total,
        "total_in_words": in_words(total).capitalize(),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "number": part.instalment.number,
        "is_final": part.is_final,
        "amount": part.amount,
        "contract_due_on": day_text(part.instalment.contract_due_on),
        "extended_due_on": day_text(part.instalment.extended_due_on),
        "session_on": day_text(part.session_on),
        "ask_from": day_text(part.ask_from),
        "ask_by": day_text(part.ask_by),
    }


DUE_NOTICE = Document(
    code=FORM,
    title="Thông báo nợ đến hạn",
    permission=Permission.SHEET_SEE,
    template="due_notice.typ",
    find=find,
    read=read,
    log=log,
    contexts=contexts,
)
