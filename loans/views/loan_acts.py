"""What may be done with a loan now; what may not is said with its reason."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loans.models import Loan, LoanState, Session, SessionKind, SessionState
from loans.views.pages import address
from programmes.access import Permission
from programmes.rules.calendar import session_date


@dataclass(frozen=True)
class Act:
    """One act: a link where `url` is given, else the reason why not."""

    word: Any
    url: str = ""
    reason: str = ""


def acts_of(loan: Loan, today: date, granted: Collection[Permission]) -> list[Act]:
    """Every act on a loan, in the order in which a loan meets them."""
    counter = Q(kind=SessionKind.OFFICE, office_id=loan.point.office_id, held_on=today)
    is_open = Session.objects.filter(
        Q(point_id=loan.point_id) | counter, state=SessionState.OPEN
    ).exists()
    closed = "" if is_open else _no_session(loan, today)
    return [
        _act(
            gettext_lazy("Pay out"),
            address("disbursement-pay", loan.pk),
            _against_paying_out(loan, granted) or closed,
        ),
        _act(
            gettext_lazy("Take a repayment"),
            address("loan-repay", loan.pk),
            _against_repaying(loan, granted) or closed,
        ),
        _act(
            gettext_lazy("Transfer to overdue"),
            "",
            _("Proposed at the end of a session, on the session's desk."),
        ),
        _act(
            gettext_lazy("Extend or adjust (08/TD, 09/TD)"),
            "",
            _("Decided on paper; not recorded here yet."),
        ),
        _act(
            gettext_lazy("Undo an entry"),
            "",
            _("Open the voucher below and ask for its reversal there."),
        ),
    ]


def _act(word: Any, url: str, reason: str) -> Act:
    if reason or not url:
        return Act(word, reason=reason or _("Done on the session's desk."))
    return Act(word, url=url)


def _against_paying_out(loan: Loan, granted: Collection[Permission]) -> str:
    if loan.state == LoanState.LAPSED:
        return _("The approval was valid until %(day)s.") % {
            "day": f"{loan.valid_until:%d/%m/%Y}"
        }
    if loan.balance.disbursed >= loan.principal:
        return _("Paid out in full.")
    if Permission.DISBURSEMENT_PAY not in granted:
        return _("Done by a teller.")
    return ""


def _against_repaying(loan: Loan, granted: Collection[Permission]) -> str:
    if loan.state == LoanState.CLOSED:
        return _("Paid off on %(day)s.") % {"day": f"{loan.closed_on:%d/%m/%Y}"}
    if loan.state != LoanState.ACTIVE:
        return _("Not paid out yet.")
    if Permission.COUNTER_RECORD not in granted:
        return _("Done by a teller.")
    return ""


def _no_session(loan: Loan, today: date) -> str:
    session_day = loan.point.session_day_on(today)
    if session_day is None:
        return _("No session of the point is open.")
    day = session_date(today.year, today.month, session_day)
    if day < today:
        year, month = divmod(today.year * 12 + today.month, 12)
        day = session_date(year, month + 1, session_day)
    return _("No session of the point is open; the next is on %(day)s.") % {
        "day": f"{day:%d/%m/%Y}"
    }
