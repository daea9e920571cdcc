"""What happened in a session beside its payments, and what was corrected later."""

from typing import Any

from loans.documents.facts import day_text, moment_text
from loans.models import Posting, Session
from programmes.models import AuditEvent

KINDS = {
    "DISBURSEMENT": "Giải ngân",
    "ACCRUAL": "Lãi dự thu",
    "ACCRUAL_CORRECTION": "Điều chỉnh lãi dự thu",
    "REPAYMENT": "Thu nợ, thu lãi",
    "SAVINGS_USE": "Trả nợ từ tiền gửi",
    "DEPOSIT": "Thu tiền gửi",
    "WITHDRAWAL": "Chi tiền gửi",
    "OVERDUE_TRANSFER": "Chuyển nợ quá hạn",
}


def events_of(session: Session) -> dict[str, list[dict[str, Any]]]:
    """False notes, times the count was broken off, what was undone then and since."""
    rows = Posting.objects.filter(reverses__isnull=False)
    later = rows.filter(reverses__session=session).exclude(session=session)
    return {
        "counterfeits": _counterfeits(session),
        "reopened": _reopened(session),
        "undone": _reversals(rows.filter(session=session)),
        "corrected_later": _reversals(later),
    }


def _counterfeits(session: Session) -> list[dict[str, Any]]:
    notes = session.counterfeits.select_related("seized_by", "witnessed_by")
    return [
        {
            "note": false.denomination,
            "serial": false.serial,
            "brought_by": false.brought_by,
            "at": moment_text(false.at),
            "people": f"{false.seized_by}, {false.witnessed_by}",
        }
        for false in notes.order_by("pk")
    ]


def _reopened(session: Session) -> list[dict[str, Any]]:
    """When the count was broken off to serve on, by whom and why.

    The record names its subject as a person reads it, and two points may be called
    alike: only one of the team can have broken off the count.
    """
    events = AuditEvent.objects.filter(
        verb="reopen",
        noun="session",
        subject=str(session),
        by__in=session.team.values("user"),
    ).select_related("by")
    return [
        {"at": moment_text(one.at), "by": str(one.by), "reason": one.after}
        for one in events.order_by("at", "pk")
    ]


def _reversals(rows: Any) -> list[dict[str, Any]]:
    rows = rows.select_related(
        "reverses", "loan", "savings_account", "posted_by", "checked_by"
    )
    return [
        {
            "kind": KINDS[row.kind],
            "what": str(row.loan or row.savings_account),
            "voucher": f"{row.reverses.voucher_number:06d}",
            "by_voucher": f"{row.voucher_number:06d}",
            "day": day_text(row.value_date),
            "cash": row.cash,
            "reason": row.reason,
            "people": f"{row.posted_by}, {row.checked_by}",
        }
        for row in rows.order_by("pk")
    ]
