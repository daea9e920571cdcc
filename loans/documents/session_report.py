"""Biên bản, báo cáo phiên giao dịch: cash, kinds, groups, events, seal."""

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from loans.actions import desk
from loans.actions.cash import till_of
from loans.actions.printings import log_printings
from loans.documents.document import Document, each
from loans.documents.facts import (
    is_over,
    moment_text,
    print_facts,
    session_facts,
    whole_session,
)
from loans.documents.session_events import KINDS, events_of
from loans.models import (
    CashClosing,
    GroupSheet,
    Posting,
    PostingKind,
    Printing,
    SavingsCreditGroup,
    Session,
    SessionSeal,
)
from loans.models.accounts import INTEREST, PRINCIPAL
from programmes.access import Permission
from programmes.rules.money import in_words

FORM = "BCP"
ROLES = {
    "TEAM_LEADER": "Tổ trưởng tổ giao dịch",
    "CONTROLLER": "Kiểm soát viên",
    "TELLER": "Giao dịch viên",
}
PRESENT = {"LEADER": "tổ trưởng", "DEPUTY": "tổ phó"}
NOTHING_MOVED = {"principal": 0, "disbursed": 0}
SUMS = ("interest", "deposit", "from_savings", "cash", "principal", "disbursed")


def log(*, session: Session, by: Any, at: datetime) -> list[Printing]:
    return log_printings(
        form=FORM,
        session=session,
        subjects=[{}],
        is_recorded=is_over(session),
        by=by,
        at=at,
    )


def context(printing: Printing) -> dict[str, Any]:
    """Provisional until the session is closed; amounts in đồng."""
    session = printing.session
    groups = _groups(session)
    closing = (
        CashClosing.objects.filter(session=session)
        .select_related("count", "teller", "controller")
        .first()
    )
    return {
        **session_facts(session),
        **_signers(closing),
        "is_recorded": printing.is_recorded,
        "opened_at": session.opened_at and moment_text(session.opened_at),
        "closed_at": session.closed_at and moment_text(session.closed_at),
        "team": [
            {"role": ROLES[member.role], "name": str(member.user)}
            for member in session.team.select_related("user").order_by("pk")
        ],
        "cash": _cash(session, closing),
        "kinds": _kinds(session),
        "collected": _collected(session),
        "groups": groups,
        "group_count": sum(1 for line in groups if line["code"]),
        "present": sum(1 for line in groups if line["present"]),
        "totals": {name: sum(line[name] or 0 for line in groups) for name in SUMS},
        "seal": _seal(session),
        **events_of(session),
        "print": print_facts(printing),
    }


def _signers(closing: CashClosing | None) -> dict[str, str]:
    """Who signed the count, over those of the team."""
    if closing is None:
        return {}
    return {"teller": str(closing.teller), "controller": str(closing.controller)}


def _cash(session: Session, closing: CashClosing | None) -> dict[str, Any]:
    till = till_of(session)
    lines = closing.count.lines.order_by("-denomination") if closing else []
    return {
        "advance": till.advance,
        "in": till.cash_in,
        "out": till.cash_out,
        "expected": till.expected,
        "handed_over": closing.handed_over if closing else None,
        "in_words": in_words(closing.handed_over).capitalize() if closing else None,
        "difference": closing.difference if closing else None,
        "reason": closing.reason if closing else "",
        "report_by": closing
        and closing.report_due_at
        and moment_text(closing.report_due_at),
        "notes": [{"note": one.denomination, "pieces": one.pieces} for one in lines],
    }


def _kinds(session: Session) -> list[dict[str, Any]]:
    """As customers see it: what moved, without the ledger's signs."""
    rows = desk.totals_by_kind(session, Posting.objects.all())
    return [
        {
            "label": KINDS[row["kind"]],
            "count": row["count"],
            "cash": row["cash_sum"],
            "principal": row["principal"],
            "interest": row["interest"],
            "savings": -row["savings_sum"],
        }
        for row in rows
    ]


def _collected(session: Session) -> dict[str, int]:
    """What borrowers paid, by column, and to how many loans and people money went."""
    rows = Posting.objects.filter(session=session)
    paid = rows.filter(kind__in=(PostingKind.REPAYMENT, PostingKind.SAVINGS_USE))
    given = rows.standing().filter(kind=PostingKind.DISBURSEMENT)
    given = given.aggregate(
        loans=Count("loan", distinct=True),
        customers=Count("loan__borrower", distinct=True),
    )
    columns = {name: Coalesce(-Sum(name), 0) for name in (*PRINCIPAL, *INTEREST)}
    return paid.aggregate(**columns) | given


def _groups(session: Session) -> list[dict[str, Any]]:
    """A line a group, and one without a code for those who borrow directly."""
    every = SavingsCreditGroup.objects.filter(point_id=session.point_id)
    lines = desk.group_lines(session, every) if session.point_id else []
    sheets = {
        sheet.group_id: sheet for sheet in GroupSheet.objects.filter(session=session)
    }
    moved = _principal(session)
    groups = [
        {
            "code": line.group.code,
            "leader": str(line.leader) if line.leader else None,
            **_sheet(sheets.get(line.group.pk)),
            **moved.pop(line.group.pk, NOTHING_MOVED),
        }
        for line in lines
    ]
    for rest in moved.values():
        groups.append({"code": None, "leader": "–", **_sheet(None), **rest})
    return groups


def _sheet(sheet: GroupSheet | None) -> dict[str, Any]:
    savings_use = sheet and sheet.interest_from_savings + sheet.principal_from_savings
    return {
        "present": PRESENT[sheet.handed_in_by] if sheet else None,
        "interest": sheet and sheet.interest,
        "deposit": sheet and sheet.deposit,
        "from_savings": savings_use,
        "cash": sheet and sheet.cash_received,
        "voucher": sheet and f"{sheet.voucher_number:06d}",
    }


def _principal(session: Session) -> dict[int | None, dict[str, int]]:
    """Group id → principal collected and paid out over the session."""
    principal = sum((F(name) for name in PRINCIPAL[1:]), F(PRINCIPAL[0]))
    paid = (PostingKind.REPAYMENT, PostingKind.SAVINGS_USE)
    rows = (
        Posting.objects.filter(session=session)
        .filter(kind__in=(*paid, PostingKind.DISBURSEMENT))
        .values("loan__group_id")
        .annotate(
            collected=Coalesce(Sum(principal, filter=Q(kind__in=paid)), 0),
            disbursed=Coalesce(
                Sum(principal, filter=Q(kind=PostingKind.DISBURSEMENT)), 0
            ),
        )
    )
    return {
        row["loan__group_id"]: {
            "principal": -row["collected"],
            "disbursed": row["disbursed"],
        }
        for row in rows
        if row["collected"] or row["disbursed"]
    }


def _seal(session: Session) -> dict[str, Any] | None:
    seal = SessionSeal.objects.filter(session=session).first()
    if seal is None:
        return None
    return {
        "short": seal.short,
        "digest": seal.digest,
        "number": seal.number,
        "postings": seal.posting_count,
        "cash_in": seal.cash_in,
        "cash_out": seal.cash_out,
        "at": moment_text(seal.sealed_at),
    }


SESSION_REPORT = Document(
    code=FORM,
    title="Biên bản, báo cáo phiên giao dịch",
    permission=Permission.SHEET_SEE,
    template="session_report.typ",
    find=whole_session,
    log=log,
    contexts=each(context),
)
