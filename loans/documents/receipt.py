"""Phiếu thu, phiếu chi: what one borrower paid or received, and the passbook's line."""

from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from loans.actions.printings import log_printings
from loans.actions.refusals import Refused
from loans.documents.document import Document, each
from loans.documents.facts import day_text, moment_text, print_facts, session_facts
from loans.models import Posting, PostingKind, Printing
from loans.models.accounts import PRINCIPAL
from programmes.access import HeldPosts, Permission
from programmes.rules.money import in_words

FORM = "PT"
KINDS = {
    PostingKind.DISBURSEMENT: "Giải ngân",
    PostingKind.REPAYMENT: "Trả nợ",
    PostingKind.SAVINGS_USE: "Trả nợ từ tiền gửi",
    PostingKind.DEPOSIT: "Gửi tiền",
    PostingKind.WITHDRAWAL: "Rút tiền gửi",
}


def find(subject: str, posts: HeldPosts) -> dict[str, Any]:
    """ "41" is the voucher to which posting 41 belongs. Raises: ObjectDoesNotExist."""
    if not (subject.isascii() and subject.isdecimal() and len(subject) < 19):
        raise Posting.DoesNotExist(subject)
    reached = Posting.objects.within(posts).select_related("session")
    return {"posting": reached.get(pk=subject)}


def log(*, posting: Posting, by: Any, at: datetime) -> list[Printing]:
    """The voucher is named by its number: PT/000012.

    Raises: Refused NO_RECEIPT for what moved no money of one person: an accrual, a
    transfer to overdue, a line of a sheet, whose paper is 13/TD.
    """
    is_of_a_sheet = posting.sheet_id and not posting.reverses_id
    if is_of_a_sheet or posting.kind not in KINDS:
        raise Refused(
            "NO_RECEIPT",
            _("There is no receipt for this: its paper is 13/TD, 14/TD or none."),
        )
    return log_printings(
        form=f"{FORM}/{posting.voucher_number:06d}",
        session=posting.session,
        subjects=[{}],
        is_recorded=True,
        by=by,
        at=at,
    )


def context(printing: Printing) -> dict[str, Any]:
    """Lines by loan or account; amounts in đồng, as seen by the borrower."""
    number = int(printing.form.partition("/")[2])
    rows = list(
        Posting.objects.filter(session=printing.session, voucher_number=number)
        .filter(kind__in=KINDS)
        .select_related(
            "loan__borrower",
            "loan__programme",
            "savings_account__person",
            "posted_by",
            "checked_by",
            "reverses",
        )
        .order_by("line")
    )
    first = rows[0]
    person = first.loan.borrower if first.loan else first.savings_account.person
    cash = sum(row.cash for row in rows if not row.is_by_transfer)
    moved = cash or sum(_moved(row) for row in rows)
    return {
        **session_facts(printing.session),
        "title": _title(rows, cash),
        "voucher": f"{number:06d}",
        "copy": printing.copy_number - 1,
        "person": person.full_name,
        "customer_code": person.customer_code,
        "lines": [_line(row) for row in rows],
        "amount": abs(moved),
        "is_cash": cash != 0,
        "in_words": in_words(abs(moved)).capitalize(),
        "passbook": _passbook(rows),
        "reversal": _reversal(first),
        "note": "" if first.reverses else first.reason,
        "posted_at": moment_text(first.posted_at),
        "posted_by": str(first.posted_by),
        "checked_by": str(first.checked_by) if first.checked_by else None,
        "print": print_facts(printing),
    }


def _title(rows: list[Posting], cash: int) -> str:
    if cash > 0:
        return "Phiếu thu"
    return "Phiếu chi" if cash < 0 else "Phiếu chuyển khoản"


def _moved(row: Posting) -> int:
    """What a row without cash moved: out of savings, or into a bank account."""
    return row.cash if row.is_by_transfer else row.savings


def _principal(row: Posting) -> int:
    return sum(getattr(row, name) for name in PRINCIPAL)


def _line(row: Posting) -> dict[str, Any]:
    account = row.savings_account.number if row.savings_account else None
    return {
        "kind": KINDS[PostingKind(row.kind)],
        "contract": row.loan.contract_number if row.loan else account,
        "programme": row.loan.programme.short_name if row.loan else None,
        "principal": abs(_principal(row)),
        "interest": abs(row.interest_in_term + row.interest_grace),
        "interest_overdue": abs(row.interest_overdue),
        "savings": abs(row.savings),
    }


def _passbook(rows: list[Posting]) -> list[dict[str, Any]]:
    """One line a loan: day, paid out, principal and interest paid, still owed."""
    last: dict[int, Posting] = {}
    for row in rows:
        if row.loan_id:
            last[row.loan_id] = row
    lines = []
    for loan_id, end in last.items():
        own = [row for row in rows if row.loan_id == loan_id]
        owed = Posting.objects.filter(loan=loan_id, pk__lte=end.pk).aggregate(
            **{name: Sum(name) for name in PRINCIPAL}
        )
        out = sum(
            _principal(row) for row in own if row.kind == PostingKind.DISBURSEMENT
        )
        interest = sum(
            row.interest_in_term + row.interest_overdue + row.interest_grace
            for row in own
        )
        lines.append(
            {
                "contract": end.loan.contract_number,
                "day": day_text(end.value_date),
                "disbursed": out,
                "principal": out - sum(_principal(row) for row in own),
                "interest": -interest,
                "balance": sum(owed.values()),
            }
        )
    return lines


def _reversal(row: Posting) -> dict[str, Any] | None:
    if row.reverses is None:
        return None
    undone = row.reverses
    return {
        "reason": row.reason,
        "voucher": f"{undone.voucher_number:06d}",
        "day": day_text(undone.value_date),
    }


RECEIPT = Document(
    code=FORM,
    title="Phiếu thu",
    permission=Permission.POSTING_SEE,
    template="receipt.typ",
    find=find,
    log=log,
    contexts=each(context),
)
