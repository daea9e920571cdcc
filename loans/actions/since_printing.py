"""What changed since the papers of a prepared session were printed.

The papers are on the table of the leader by then: whoever joined or left, paid at the
office, or was granted a loan is not on them, and the page of papers says so, and of
which papers, before they are printed again.

Payments carry their moment. Approvals and memberships carry a day only: what bears
the day of the printing is said to have come after it, since the contrary costs more.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from loans.actions.printings import SHEET
from loans.models import (
    DraftLine,
    Loan,
    LoanState,
    Membership,
    Posting,
    PostingKind,
    Printing,
    Session,
)
from loans.models.accounts import PRINCIPAL

DUE_LIST, DUE_NOTICE, OVERDUE_NOTICE = "NDH", "TBNDH", "14/TD"
PAYMENTS, PLAN, BORROWERS = "DSGN", "KHTM", "DSDN"
OF_THE_SESSION = (PAYMENTS, PLAN, BORROWERS)
FORMS = (SHEET, DUE_LIST, DUE_NOTICE, OVERDUE_NOTICE, *OF_THE_SESSION)
NO_PAYMENT = (PostingKind.ACCRUAL, PostingKind.ACCRUAL_CORRECTION)


@dataclass
class Changes:
    """Since `printed_at`, when the oldest of the papers' last copies was printed.

    `joined` are memberships that no sheet shows, `left` the lines of sheets whose
    person is no member on the day; `payments` are postings outside the session,
    payments out among them, `approved` the loans granted. Each stands here because
    some paper does not show it: `outdated` are the ids of those printings.
    """

    printed_at: datetime
    joined: list[Membership] = field(default_factory=list)
    left: list[DraftLine] = field(default_factory=list)
    payments: list[Posting] = field(default_factory=list)
    approved: list[Loan] = field(default_factory=list)
    outdated: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.outdated)

    def note(self, kind: list[Any], event: Any, papers: Iterable[Printing]) -> None:
        """Keep an event of a kind if any papers do not show it."""
        missed = {paper.pk for paper in papers}
        if missed:
            kind.append(event)
            self.outdated |= missed


class Papers:
    """The last copies of a session's papers, by what they show."""

    def __init__(self, printings: Iterable[Printing]) -> None:
        last = {(one.form, one.group_id, one.loan_id): one for one in printings}
        self.all = list(last.values())

    def of_session(self, *forms: str) -> list[Printing]:
        return [one for one in self.all if one.form in forms]

    def of_group(self, group: int, form: str) -> list[Printing]:
        return [one for one in self.all if one.form == form and one.group_id == group]

    def of_loan(self, loan: int) -> list[Printing]:
        return [one for one in self.all if one.loan_id == loan]


def changes_since(session: Session, groups: Any) -> Changes | None:
    """What the papers of these groups and of the session do not show.

    None before any is printed. Eight statements.
    """
    printings = Printing.objects.filter(
        form__in=FORMS, session=session, is_recorded=False
    ).filter(Q(group=None) | Q(group__in=groups))
    papers = Papers(printings.order_by("pk"))
    if not papers.all:
        return None
    changes = Changes(printed_at=min(paper.at for paper in papers.all))
    _members(changes, papers, session, groups)
    _payments(changes, papers, session, groups)
    _approvals(changes, papers, session)
    return changes


def _members(changes: Changes, papers: Papers, session: Session, groups: Any) -> None:
    lines = DraftLine.objects.filter(
        draft__session=session, draft__group__in=groups, draft__printed_at__isnull=False
    ).select_related("person", "draft__group")
    lines = list(lines.order_by("draft__group__code", "number"))
    members = Membership.objects.filter(group__in=groups)
    there = members.in_force(session.held_on)
    on_sheets = {(line.draft.group_id, line.person_id) for line in lines}
    _joined(changes, papers, there, on_sheets)
    here = set(there.values_list("group_id", "person_id"))
    gone = [line for line in lines if (line.draft.group_id, line.person_id) not in here]
    _left(changes, papers, members, gone)


def _joined(
    changes: Changes, papers: Papers, there: Any, on_sheets: set[tuple[int, int]]
) -> None:
    """Members who owe or save and whom a sheet does not show, or could not yet."""
    may_stand = there.filter(
        Q(person__savings_accounts__isnull=False)
        | Q(person__loans__state=LoanState.ACTIVE)
    ).select_related("person", "group")
    for member in may_stand.order_by(
        "group__code", "person__sort_key", "pk"
    ).distinct():
        is_missing = (member.group_id, member.person_id) not in on_sheets
        sheets = [
            sheet
            for sheet in papers.of_group(member.group_id, SHEET)
            if is_missing or member.valid_from > localdate(sheet.at)
        ]
        plans = _plans(papers, sheets, member.valid_from)
        changes.note(changes.joined, member, sheets + plans)


def _left(
    changes: Changes, papers: Papers, members: Any, lines: list[DraftLine]
) -> None:
    """Lines of sheets that show somebody as a member who is none on the day."""
    ended = members.filter(withdrawn_at__isnull=True, valid_to__isnull=False)
    gone_on = {
        (row.group_id, row.person_id): row.valid_to
        for row in ended.order_by("valid_to")
    }
    for line in lines:
        group = line.draft.group_id
        sheets = [
            sheet
            for sheet in papers.of_group(group, SHEET)
            if _shows_as_member(sheet, gone_on.get((group, line.person_id)))
        ]
        changes.note(changes.left, line, sheets + _plans(papers, sheets, None))


def _shows_as_member(sheet: Printing, gone_on: date | None) -> bool:
    """The first copy froze the line of a member; a later one may know better."""
    if sheet.copy_number == 1 or gone_on is None:
        return True
    return gone_on >= localdate(sheet.at)


def _plans(
    papers: Papers, sheets: list[Printing], since: date | None
) -> list[Printing]:
    """The cash plan, if it counts on the members of these sheets as they were."""
    return [
        plan
        for plan in papers.of_session(PLAN)
        if any(plan.at <= sheet.at for sheet in sheets)
        or (since and since > localdate(plan.at))
    ]


def _payments(changes: Changes, papers: Papers, session: Session, groups: Any) -> None:
    """Payments of the session's people elsewhere, since the papers that show them."""
    rows = (
        Posting.objects.filter(
            Q(loan__group__in=groups)
            | Q(loan__group=None, loan__point=session.point_id)
            | Q(savings_account__person__memberships__group__in=groups),
            posted_at__gt=changes.printed_at,
        )
        .exclude(session=session)
        .exclude(kind__in=NO_PAYMENT)
        .select_related("loan__borrower", "savings_account__person", "session__office")
        .order_by("posted_at", "pk")
        .distinct()
    )
    rows = list(rows)
    savers = {row.savings_account.person_id for row in rows if row.savings_account}
    saving_in: dict[int, set[int]] = defaultdict(set)
    for group, person in Membership.objects.filter(
        group__in=groups, person__in=savers
    ).values_list("group_id", "person_id"):
        saving_in[person].add(group)
    for row in rows:
        of_groups = {row.loan.group_id} if row.loan else set()
        if row.savings_account:
            of_groups |= saving_in[row.savings_account.person_id]
        shown = _showing(papers, row, of_groups)
        changes.note(
            changes.payments,
            row,
            [paper for paper in shown if row.posted_at > paper.at],
        )


def _showing(
    papers: Papers, row: Posting, groups: Iterable[int | None]
) -> list[Printing]:
    """The papers that would show a payment, each at most once."""
    shown = papers.of_session(PLAN)
    if any(getattr(row, account) for account in PRINCIPAL):
        shown += papers.of_session(BORROWERS)
    if row.kind == PostingKind.DISBURSEMENT:
        shown += papers.of_session(PAYMENTS)
    for group in groups:
        if group:
            shown += papers.of_group(group, SHEET) + papers.of_group(group, DUE_LIST)
    return shown + (papers.of_loan(row.loan_id) if row.loan_id else [])


def _approvals(changes: Changes, papers: Papers, session: Session) -> None:
    shown = papers.of_session(PAYMENTS, PLAN)
    if not shown:
        return
    loans = Loan.objects.filter(
        state=LoanState.APPROVED,
        point=session.point_id,
        approved_on__gte=localdate(min(paper.at for paper in shown)),
        tranches__planned_on__lte=session.held_on,
    )
    for loan in (
        loans.select_related("borrower", "group", "programme")
        .order_by("group__code", "borrower__sort_key", "pk")
        .distinct()
    ):
        missed = [paper for paper in shown if loan.approved_on >= localdate(paper.at)]
        changes.note(changes.approved, loan, missed)
