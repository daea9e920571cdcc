"""Papers of a session as PDF, and the page that lists them."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from loans.actions.refusals import Refused
from loans.actions.since_printing import changes_since
from loans.documents.borrowers_list import BORROWERS_LIST
from loans.documents.cash_plan import CASH_PLAN
from loans.documents.cash_voucher import CASH_VOUCHER
from loans.documents.closing_set import CLOSING_SET
from loans.documents.denominations import DENOMINATIONS
from loans.documents.disbursement_list import DISBURSEMENT_LIST
from loans.documents.document import Document
from loans.documents.due_list import DUE_LIST
from loans.documents.due_notice import DUE_NOTICE
from loans.documents.facts import groups_of, whole_session
from loans.documents.overdue_notice import OVERDUE_NOTICE, turning
from loans.documents.receipt import RECEIPT
from loans.documents.registry import Form
from loans.documents.session_report import SESSION_REPORT
from loans.documents.session_set import SESSION_SET
from loans.documents.sheet_13td import SHEET_13TD
from loans.models import CountKind, Loan, Printing, Session, SessionState
from loans.views.pages import held_today, page
from programmes.access import Permission, requires

SESSION_FORMS: dict[str, Document] = {
    "due-list": DUE_LIST,
    "due-notices": DUE_NOTICE,
    "disbursements": DISBURSEMENT_LIST,
    "cash-plan": CASH_PLAN,
    "borrowers": BORROWERS_LIST,
    "14td": OVERDUE_NOTICE,
    "report": SESSION_REPORT,
}
"""The word in the address → a form of a whole session."""


@requires(Permission.SHEET_SEE)
@require_GET
def session_form(request: HttpRequest, form: str, session: int) -> HttpResponse:
    """A form of a whole session."""
    if form not in SESSION_FORMS:
        raise Http404
    return _printed(request, SESSION_FORMS[form], f"{session}")


@requires(Permission.SHEET_SEE)
@require_GET
def due_list(request: HttpRequest, session: int, group: int) -> HttpResponse:
    """What falls due in one group."""
    return _printed(request, DUE_LIST, f"{session}/{group}")


@requires(Permission.SHEET_SEE)
@require_GET
def due_notices(request: HttpRequest, session: int, group: int) -> HttpResponse:
    """To each borrower of one group, or of none (0), what falls due."""
    return _printed(request, DUE_NOTICE, f"{session}/{group}")


@requires(Permission.SHEET_SEE)
@require_GET
def overdue(request: HttpRequest, session: int, loan: int) -> HttpResponse:
    """14/TD of one loan."""
    return _printed(request, OVERDUE_NOTICE, f"{session}/{loan}")


@requires(Permission.SHEET_SEE)
@require_GET
def session_set(request: HttpRequest, session: int) -> HttpResponse:
    """Everything that a session needs beforehand, in one PDF."""
    return _printed(request, SESSION_SET, f"{session}")


@requires(Permission.CASH_SEE)
@require_GET
def denominations(request: HttpRequest, session: int) -> HttpResponse:
    """A blank to count notes on."""
    return _printed(request, DENOMINATIONS, f"{session}")


@requires(Permission.CASH_SEE)
@require_GET
def cash_count(request: HttpRequest, session: int, count: int) -> HttpResponse:
    """The notes of one count."""
    return _printed(request, DENOMINATIONS, f"{session}/{count}")


@requires(Permission.CASH_SEE)
@require_GET
def cash_voucher(request: HttpRequest, session: int, count: int) -> HttpResponse:
    """What a count brought into the till, or handed over at the close."""
    return _printed(request, CASH_VOUCHER, f"{session}/{count}")


@requires(Permission.CASH_SEE)
@require_GET
def closing_set(request: HttpRequest, session: int) -> HttpResponse:
    """Minutes, list of notes and cash voucher of a closed session, in one PDF."""
    return _printed(request, CLOSING_SET, f"{session}")


@requires(Permission.POSTING_SEE)
@require_GET
def receipt(request: HttpRequest, posting: int) -> HttpResponse:
    """The voucher to which a posting belongs."""
    return _printed(request, RECEIPT, f"{posting}")


@require_safe
@requires(Permission.SHEET_SEE)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Every paper of a session, when it was printed last, and what changed since."""
    reached = Session.objects.within(request.posts).select_related("point", "office")
    session = get_object_or_404(reached, pk=pk)
    groups = list(groups_of(session, request.posts))
    printed = _last_printings(request, session)
    noticed = _last_notices(request, session)
    notices = Loan.objects.within(request.posts).filter(pk__in=turning(session))
    context = {
        "session": session,
        "papers": [
            (word, form.title, printed.get((form.code, None, None)))
            for word, form in SESSION_FORMS.items()
            if form not in (DUE_LIST, DUE_NOTICE, OVERDUE_NOTICE)
        ],
        "groups": [
            (
                group,
                printed.get((SHEET_13TD.code, group.pk, None)),
                printed.get((DUE_LIST.code, group.pk, None)),
                noticed.get(group.pk),
            )
            for group in groups
        ],
        "direct_notices": noticed.get(None),
        "notices": [
            (loan, printed.get((OVERDUE_NOTICE.code, None, loan.pk)))
            for loan in notices.select_related("borrower").order_by("pk")
        ],
        "counts": _counts(request, session, printed),
        "may_count": bool(held_today(request, Permission.CASH_SEE)),
        "is_closed": session.state == SessionState.CLOSED,
        "changes": _changes(request, session, groups),
    }
    return page(request, "loans/session/papers.html", context, title=_("Papers"))


def _changes(request: HttpRequest, session: Session, groups: list[Any]) -> Any:
    """None for who reaches a part of the session: papers of the whole name them all."""
    if session.state != SessionState.PREPARED:
        return None
    try:
        whole_session(f"{session.pk}", request.posts)
    except Session.DoesNotExist:
        return None
    return changes_since(session, groups)


def _last_printings(request: HttpRequest, session: Session) -> dict[Any, Printing]:
    """(form, group id, loan id) → the last printing."""
    rows = Printing.objects.within(request.posts).filter(session=session)
    return {
        (row.form, row.group_id, row.loan_id): row
        for row in rows.select_related("by").order_by("pk")
    }


def _last_notices(request: HttpRequest, session: Session) -> dict[int | None, Printing]:
    """Group id, or None for those without → the oldest of its notices' last copies."""
    rows = Printing.objects.within(request.posts).filter(
        form=DUE_NOTICE.code, session=session
    )
    rows = rows.select_related("by", "loan").order_by("pk")
    last = {row.loan_id: row for row in rows}
    oldest = sorted(last.values(), key=lambda row: row.pk, reverse=True)
    return {row.loan.group_id: row for row in oldest}


def _counts(request: HttpRequest, session: Session, printed: Any) -> list[Any]:
    """The counts that the reader may see, with the last printings of both papers.

    A count in between has no voucher.
    """
    if not held_today(request, Permission.CASH_SEE):
        return []
    counts = session.cash_counts.select_related("counted_by").order_by("pk")
    return [
        (
            count,
            printed.get((f"{DENOMINATIONS.code}/{number}", None, None)),
            count.kind != CountKind.COUNT,
            printed.get((f"{CASH_VOUCHER.code}/{number}", None, None)),
        )
        for number, count in enumerate(counts, 1)
    ]


def _printed(request: HttpRequest, document: Form, subject: str) -> HttpResponse:
    """Print, and answer with the PDF; 404 out of reach, 422 with nothing to say."""
    try:
        found = document.find(subject, request.posts)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    try:
        pdf = document.pdf(by=request.user, at=timezone.now(), **found)
    except Refused as refused:
        reasons = {"reasons": [refused.sentence]}
        return render(request, "errors/422.html", reasons, status=422)
    name = f"{document.code} {subject}".replace("/", "-")
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
