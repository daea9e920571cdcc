"""The lines of 13/TD: one member each, with a sub-line for each of several loans."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, Sum

from loans.actions.dues import GroupDues, MemberDue
from loans.models import (
    DraftLine,
    GroupSheet,
    Loan,
    Posting,
    PostingKind,
    SheetLine,
)
from loans.models.accounts import INTEREST, PRINCIPAL
from programmes.rules.money import dotted

OWED = ("outstanding", "arrears", "period", "due")
RECEIVED = (
    "interest",
    "deposit",
    "interest_from_savings",
    "principal_from_savings",
    "cash",
)


def totals(lines: list[dict[str, Any]]) -> dict[str, int]:
    """Sums of what is owed, down the columns; grace interest beside them."""
    return {name: sum(line[name] for line in lines) for name in (*OWED, "grace")}


def drafted_lines(
    lines: Iterable[DraftLine], dues: GroupDues, cash_step: int
) -> list[dict[str, Any]]:
    """Lines of the blank; `received` is what "as due" would bring."""
    return [_drafted(line, dues.of(line.person_id), cash_step) for line in lines]


def _drafted(
    line: DraftLine, member: MemberDue | None, cash_step: int
) -> dict[str, Any]:
    if member is None:
        note = "Không còn là tổ viên"
        return _line(line, [], [note], dict.fromkeys(RECEIVED, 0))
    offer = {**member.offer(cash_step), "interest_from_savings": 0}
    offer["cash"] = offer["interest"] + offer["deposit"]
    loans = [
        _loan(
            due.loan,
            due.outstanding,
            due.arrears,
            due.period_interest,
            due.grace_interest,
        )
        for due in member.loans
    ]
    notes = []
    if member.due_principal:
        notes.append(f"Gốc đến hạn {dotted(member.due_principal)}")
    if member.is_overdue:
        notes.append("Có nợ quá hạn")
    if odd := member.interest - offer["interest"]:
        notes.append(f"Lẻ {dotted(odd)} chuyển kỳ sau")
    return _line(line, loans, [*notes, line.note], offer)


def recorded_lines(sheet: GroupSheet) -> list[dict[str, Any]]:
    """Lines of a recorded sheet, its loans as the ledger had them just before it."""
    loans = _loans_before(sheet)
    postings = sheet.postings.select_related("reversed_by", "loan", "savings_account")
    rows: dict[int, list[Posting]] = defaultdict(list)
    for row in postings.order_by("pk"):
        owner = row.loan.borrower_id if row.loan else row.savings_account.person_id
        rows[owner].append(row)
    return [
        _recorded(line, loans[line.person_id], rows[line.person_id])
        for line in sheet.lines.select_related("person").order_by("number")
    ]


def _recorded(
    line: SheetLine, loans: list[tuple[int, dict[str, Any]]], rows: list[Posting]
) -> dict[str, Any]:
    received = {name: getattr(line, name) for name in RECEIVED}
    shares = [loan | {"received": _share(pk, rows)} for pk, loan in loans]
    undone = sorted({row.reversed_by.voucher_number for row in _reversed(rows)})
    notes = [f"BT {_numbers([row.pk for row in rows])}"] if rows else ["Không nộp"]
    notes += [f"Đã đảo, CT {number:06d}" for number in undone]
    made = _line(line, shares, [*notes, line.note], received)
    period, arrears = line.due_interest, line.due_arrears
    return made | {"period": period, "arrears": arrears, "due": period + arrears}


def _reversed(rows: list[Posting]) -> list[Posting]:
    return [row for row in rows if hasattr(row, "reversed_by")]


def _share(loan_id: int, rows: list[Posting]) -> dict[str, int | None]:
    """What a sheet's postings brought one loan; deposits belong to no loan."""
    paid = dict.fromkeys(RECEIVED, 0)
    for row in rows:
        if row.loan_id != loan_id:
            continue
        interest = -sum(getattr(row, account) for account in INTEREST)
        principal = -sum(getattr(row, account) for account in PRINCIPAL)
        if row.kind == PostingKind.SAVINGS_USE:
            paid["interest_from_savings"] += interest
            paid["principal_from_savings"] += principal
        else:
            paid["interest"] += interest
    return paid | {"deposit": None, "cash": None}


def _loans_before(sheet: GroupSheet) -> dict[int, list[tuple[int, dict[str, Any]]]]:
    """Borrower id → (loan id, loan), as the ledger stood before."""
    due = Q(kind=PostingKind.ACCRUAL, session_id=sheet.session_id)
    sums = (
        Posting.objects.filter(
            Q(sheet__isnull=True) | ~Q(sheet=sheet),
            loan__group_id=sheet.group_id,
            posted_at__lte=sheet.recorded_at,
        )
        .values("loan_id")
        .annotate(
            outstanding=Sum(_sum_of(PRINCIPAL)),
            owed=Sum(F("interest_in_term") + F("interest_overdue")),
            grace=Sum("interest_grace"),
            accrued=Sum(F("interest_in_term") + F("interest_overdue"), filter=due),
        )
    )
    before = {row["loan_id"]: row for row in sums}
    loans: dict[int, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    told = Loan.objects.filter(pk__in=before).select_related("programme")
    for loan in told.order_by("contract_on", "pk"):
        row = before[loan.pk]
        if not (row["outstanding"] or row["owed"] or row["grace"]):
            continue
        period = min(row["accrued"] or 0, row["owed"])
        made = _loan(
            loan, row["outstanding"], row["owed"] - period, period, row["grace"]
        )
        loans[loan.borrower_id].append((loan.pk, made))
    return loans


def _sum_of(accounts: Iterable[str]) -> Any:
    """An expression: several columns of a posting together."""
    first, *others = (F(account) for account in accounts)
    for other in others:
        first = first + other
    return first


def _loan(
    loan: Loan, outstanding: int, arrears: int, period: int, grace: int
) -> dict[str, Any]:
    return {
        "programme": loan.programme.short_name,
        "contract": loan.contract_number[-4:],
        "outstanding": outstanding,
        "arrears": arrears,
        "period": period,
        "due": arrears + period,
        "grace": grace,
        "received": None,
    }


def _line(
    line: DraftLine | SheetLine,
    loans: list[dict[str, Any]],
    notes: list[str],
    received: dict[str, int],
) -> dict[str, Any]:
    sums = {name: sum(loan[name] for loan in loans) for name in (*OWED, "grace")}
    return {
        "number": line.number,
        "customer_code": line.person.customer_code,
        "name": line.person.full_name,
        **sums,
        "loans": loans,
        "received": received,
        "notes": [note for note in notes if note],
    }


def _numbers(ids: list[int]) -> str:
    """Ids in short: "1201-1203" where none is missing between, else "1201, 1205"."""
    if len(ids) > 2 and ids[-1] - ids[0] == len(ids) - 1:
        return f"{ids[0]}-{ids[-1]}"
    return ", ".join(str(one) for one in ids)
