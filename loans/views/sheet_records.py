"""What stands behind a sheet: the reckoning of a line, and the postings recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from loans.actions.accruals import explained_accrual
from loans.actions.sheet_rows import share_interest
from loans.models import (
    GroupSheet,
    Posting,
    ReversalRequest,
    SavingsCreditGroup,
    SheetDraft,
    SheetLine,
)
from loans.rules.interest import explain
from loans.views.pages import page, permissions
from loans.views.sheet_pages import Sheet, empty_page, find_sheet, title_of
from programmes.access import Permission, requires


@dataclass(slots=True)
class Recorded:
    """A line of a recorded sheet with what it posted and what became of it."""

    line: SheetLine
    postings: list[Posting] = field(default_factory=list)
    is_asked: bool = False

    @property
    def due(self) -> int:
        """Interest that was asked for."""
        return self.line.due_interest + self.line.due_arrears

    @property
    def from_savings(self) -> int:
        return self.line.interest_from_savings + self.line.principal_from_savings

    @property
    def is_reversed(self) -> bool:
        """Whether nothing of it stands any more."""
        return bool(self.postings) and all(p.is_undone for p in self.postings)

    @property
    def may_be_asked(self) -> bool:
        standing = any(not posting.is_undone for posting in self.postings)
        return standing and not self.is_asked


def recorded_page(
    request: HttpRequest, sheet: Sheet, *, said: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    """The sheet as it stands in the ledger: stamped, each line with its postings."""
    record = GroupSheet.objects.select_related("recorded_by", "handed_in_person").get(
        session=sheet.session, group=sheet.group
    )
    may_ask = Permission.REVERSAL_ASK in permissions(request) and sheet.is_open
    return page(
        request,
        "loans/sheet/recorded.html",
        {
            "sheet": sheet,
            "record": record,
            "lines": _recorded_lines(record),
            "from_savings": record.interest_from_savings
            + record.principal_from_savings,
            "may_ask": may_ask,
            "next_group": _next_group(request, sheet) if sheet.may_take else None,
            "reasons": [(sentence, "") for sentence in said],
        },
        title=title_of(sheet.group),
        status=status,
    )


def _recorded_lines(record: GroupSheet) -> list[Recorded]:
    lines = {
        line.person_id: Recorded(line)
        for line in record.lines.select_related("person").order_by("number")
    }
    undone = Exists(Posting.objects.filter(reverses=OuterRef("pk")))
    postings = record.postings.annotate(is_undone=undone).order_by("pk")
    for posting in postings.select_related("loan", "savings_account"):
        lines[_person_of(posting)].postings.append(posting)
    asked = ReversalRequest.objects.filter(line__sheet=record, settled_at=None)
    for person_id in asked.values_list("line__person_id", flat=True):
        lines[person_id].is_asked = True
    return list(lines.values())


def _person_of(posting: Posting) -> int:
    if posting.loan_id:
        return posting.loan.borrower_id
    return posting.savings_account.person_id


def _next_group(request: HttpRequest, sheet: Sheet) -> SavingsCreditGroup | None:
    """The next group of the session: begun first, then arrived, then by code."""
    of_session = {"session": sheet.session, "group": OuterRef("pk")}
    drafts = SheetDraft.objects.filter(**of_session)
    return (
        SavingsCreditGroup.objects.within(request.posts)
        .filter(
            ~Exists(GroupSheet.objects.filter(**of_session)),
            point_id=sheet.session.point_id,
        )
        .annotate(
            is_begun=Exists(drafts.filter(saved_at__isnull=False)),
            is_here=Exists(drafts.filter(arrived_at__isnull=False)),
        )
        .order_by("-is_begun", "-is_here", "code")
        .first()
    )


@requires(Permission.SHEET_SEE)
@require_safe
def explain_line(
    request: HttpRequest, session: int, group: int, number: int
) -> HttpResponse:
    """One member's loans, and the interest of each: days × balance × rate."""
    sheet = find_sheet(request, session, group)
    line = next((one for one in sheet.lines if one.number == number), None)
    member = sheet.dues.of(line.person_id) if line else None
    if member is None:
        return empty_page(request, sheet, status=404)
    shares = share_interest(min(line.interest or 0, member.interest), member.loans)
    loans = [
        {
            "due": due,
            "pieces": _pieces(due.accrual) if due.accrual else [],
            "received": sum(share.values()),
        }
        for due, share in zip(member.loans, shares, strict=True)
    ]
    is_part = "HX-Request" in request.headers
    template = "loans/sheet/_loans.html" if is_part else "loans/sheet/line.html"
    title = f"{number} · {line.person.full_name}"
    found = {"sheet": sheet, "line": line, "member": member, "loans": loans}
    return page(request, template, found, title=title)


def _pieces(accrual: Any) -> list[Any]:
    running = explained_accrual(accrual)
    return explain([*running.in_term, *running.overdue, *running.grace])
