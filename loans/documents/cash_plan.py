"""Kế hoạch tiền mặt: what a session should bring in, pay out, and carry with it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce

from loans.actions.dues import due_totals
from loans.actions.printings import log_printings
from loans.documents.disbursement_list import Payment, read
from loans.documents.document import Document
from loans.documents.facts import print_facts, session_facts, whole_session
from loans.models import (
    Instalment,
    LoanState,
    Membership,
    Printing,
    SavingsCreditGroup,
    Session,
)
from programmes.access import Permission
from programmes.rules.money import in_words

FORM = "KHTM"
STEP = 1_000_000
"""What is asked of the vault is rounded up to whole millions, in đồng."""

COLUMNS = ("interest", "deposit", "principal", "paid_out", "by_transfer")


def log(
    *, session: Session, due_payments: list[Payment], by: Any, at: datetime
) -> list[Printing]:
    return log_printings(
        form=FORM, session=session, subjects=[{}], is_recorded=False, by=by, at=at
    )


def contexts(
    printings: Sequence[Printing], *, due_payments: list[Payment]
) -> list[dict[str, Any]]:
    return [_context(printing, due_payments) for printing in printings]


def _context(printing: Printing, due_payments: list[Payment]) -> dict[str, Any]:
    """By group; those without a group in a line of their own. Amounts in đồng.

    `least` is enough if all that is expected comes before anything is paid; `full`
    pays everything out before anything has come.
    """
    session = printing.session
    lines = _lines(session, due_payments)
    totals = {name: sum(line[name] for line in lines) for name in COLUMNS}
    incoming = totals["interest"] + totals["deposit"] + totals["principal"]
    full = _rounded_up(totals["paid_out"])
    return {
        **session_facts(session),
        "lines": lines,
        "totals": totals,
        "incoming": incoming,
        "least": _rounded_up(max(totals["paid_out"] - incoming, 0)),
        "full": full,
        "full_in_words": in_words(full).capitalize(),
        "print": print_facts(printing),
    }


def _lines(session: Session, due_payments: list[Payment]) -> list[dict[str, Any]]:
    interest = {
        group: total["interest"] for group, total in due_totals(session).items()
    }
    deposits = dict(
        Membership.objects.in_force(session.held_on)
        .filter(group__point_id=session.point_id)
        .filter(person__savings_accounts__point_id=session.point_id)
        .values_list("group_id")
        .annotate(total=Sum("deposit_level"))
    )
    due = _due_principal(session)
    paid: dict[tuple[int | None, bool], int] = defaultdict(int)
    for payment in due_payments:
        paid[payment.loan.group_id, bool(payment.is_by_transfer)] += payment.amount
    groups = SavingsCreditGroup.objects.filter(point_id=session.point_id)
    codes = dict(groups.order_by("code").values_list("pk", "code"))
    lines = [
        {
            "group": code,
            "interest": interest.get(group, 0),
            "deposit": deposits.get(group, 0),
            "principal": due.get(group, 0),
            "paid_out": paid[group, False],
            "by_transfer": paid[group, True],
        }
        for group, code in [*codes.items(), (None, None)]
    ]
    return [line for line in lines if line["group"] or any(line[c] for c in COLUMNS)]


def _due_principal(session: Session) -> dict[int | None, int]:
    """Group id → principal due at this session and not paid yet. One statement."""
    rows = (
        Instalment.objects.filter(
            loan__point_id=session.point_id, loan__state=LoanState.ACTIVE
        )
        .annotate(due_on=Coalesce("extended_due_on", "session_due_on"))
        .filter(due_on__lte=session.held_on)
        .values(
            "loan_id",
            "loan__group_id",
            "loan__balance__disbursed",
            "loan__balance__principal_in_term",
            "loan__balance__principal_overdue",
            "loan__balance__principal_frozen",
        )
        .annotate(due=Sum("amount"))
    )
    totals: dict[int | None, int] = defaultdict(int)
    for row in rows:
        held = row["loan__balance__principal_in_term"]
        overdue = row["loan__balance__principal_overdue"]
        frozen = row["loan__balance__principal_frozen"]
        paid = row["loan__balance__disbursed"] - held - overdue - frozen
        still_due = max(row["due"] - paid, overdue)
        totals[row["loan__group_id"]] += min(still_due, held + overdue)
    return totals


def _rounded_up(amount: int) -> int:
    return -(-amount // STEP) * STEP


CASH_PLAN = Document(
    code=FORM,
    title="Kế hoạch tiền mặt",
    permission=Permission.SHEET_SEE,
    template="cash_plan.typ",
    find=whole_session,
    read=read,
    log=log,
    contexts=contexts,
)
