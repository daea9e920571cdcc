"""What the reader of a session's desk does next: one sentence, one button."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loans.actions import desk, overdue
from loans.models import Session, SessionState
from programmes.access import Permission
from programmes.rules.money import dotted


@dataclass(frozen=True)
class Step:
    """A sentence; where the reader may take the step, its button and address."""

    sentence: str
    word: str = ""
    url: str = ""


def next_step(
    session: Session,
    lines: Sequence[desk.GroupLine],
    progress: desk.Progress,
    may: Collection[Permission],
    *,
    by: Any,
    today: date,
) -> Step | None:
    """The next step by the session's state; None once it is closed.

    At most two statements, in a session that is not closed.
    """
    if session.state == SessionState.PREPARED:
        return _opening(session, may, by, today)
    if session.state == SessionState.OPEN:
        return (
            _signing(session, may, by)
            or _advancing(session, progress, may)
            or _serving(session, lines, may)
            or _at_the_counter(session, may)
            or _ending(session, progress, may)
        )
    if session.state == SessionState.COUNTING:
        return _closing(session, may)
    return None


def _opening(
    session: Session, may: Collection[Permission], by: Any, today: date
) -> Step:
    is_mine = session.prepared_by_id == by.pk
    if Permission.SESSION_OPEN in may and session.held_on <= today and not is_mine:
        return Step(
            _("The team is named; nothing is recorded before the session is open."),
            _("Open session"),
            reverse("session-open", args=[session.pk]),
        )
    if Permission.SESSION_PREPARE in may and not desk.is_printed(session):
        return Step(
            _("No paper of this session is printed yet."),
            _("Print session set"),
            reverse("session-papers", args=[session.pk]),
        )
    if session.held_on > today:
        return Step(
            _("The session opens on %(day)s.") % {"day": f"{session.held_on:%d/%m/%Y}"}
        )
    if is_mine:
        return Step(_("Who prepared the session does not open it."))
    return Step(
        _("The session is not open. The team leader or the teller opens it here.")
    )


def _signing(session: Session, may: Collection[Permission], by: Any) -> Step | None:
    """What the controller at the table has to sign before the money goes out."""
    if Permission.ACT_SIGN not in may:
        return None
    waiting = desk.acts_to_sign(session).exclude(prepared_by=by).count()
    if not waiting:
        return None
    return Step(
        ngettext(
            "%(n)s act waits for your signature.",
            "%(n)s acts wait for your signature.",
            waiting,
        )
        % {"n": waiting},
        _("See and sign"),
        reverse("act-index"),
    )


def _advancing(
    session: Session, progress: desk.Progress, may: Collection[Permission]
) -> Step | None:
    """Loans are paid out of the advance, which is counted in once."""
    if Permission.CASH_COUNT not in may or not progress.to_pay_out:
        return None
    if desk.has_advance(session):
        return None
    return Step(
        _("Count the advance into the till: %(amount)s đ are to be paid out today.")
        % {"amount": dotted(progress.to_pay_out)},
        _("Count the advance"),
        reverse("cash-advance", args=[session.pk]),
    )


def _serving(
    session: Session,
    lines: Sequence[desk.GroupLine],
    may: Collection[Permission],
) -> Step | None:
    line = desk.next_line(lines)
    if line and Permission.SHEET_RECORD in may:
        return Step(
            _("Record 13/TD of group %(code)s – %(leader)s, %(village)s")
            % {
                "code": line.group.code,
                "leader": line.leader or "–",
                "village": line.group.village,
            },
            _("Open sheet"),
            reverse("sheet-edit", args=[session.pk, line.group.pk]),
        )
    if line:
        waiting = sum(one.recorded_at is None for one in lines)
        return Step(
            _("%(n)s of %(all)s sheets are not recorded yet.")
            % {"n": waiting, "all": len(lines)}
        )
    return None


def _at_the_counter(session: Session, may: Collection[Permission]) -> Step | None:
    """An office's counter has no sheets: it serves until its cash is counted."""
    if session.point_id or Permission.SHEET_RECORD not in may:
        return None
    return Step(
        _("Serve who comes; when the day is over, count the cash and close."),
        _("Counter"),
        reverse("counter", args=[session.pk]),
    )


def _ending(
    session: Session, progress: desk.Progress, may: Collection[Permission]
) -> Step | None:
    """Every sheet is recorded: what is left before the cash is counted."""
    unpaid = progress.payments - progress.paid_out
    if unpaid and Permission.SHEET_RECORD in may:
        return Step(
            ngettext(
                "Every sheet is recorded. %(n)s loan waits to be paid out.",
                "Every sheet is recorded. %(n)s loans wait to be paid out.",
                unpaid,
            )
            % {"n": unpaid},
            _("Disbursement"),
            reverse("disbursement-index", args=[session.pk]),
        )
    late = 0
    if session.point_id and Permission.OVERDUE_PREPARE in may:
        late = len(overdue.turning_overdue(session))
    if late:
        return Step(
            ngettext(
                "Every sheet is recorded. %(n)s loan turns overdue.",
                "Every sheet is recorded. %(n)s loans turn overdue.",
                late,
            )
            % {"n": late},
            _("Due and overdue"),
            reverse("session-overdue", args=[session.pk]),
        )
    if Permission.SESSION_OPEN in may:
        return Step(
            _("Every sheet is recorded. Count the cash, then close the session."),
            _("Count cash"),
            reverse("session-count", args=[session.pk]),
        )
    return None


def _closing(session: Session, may: Collection[Permission]) -> Step:
    if Permission.SESSION_OPEN in may:
        return Step(
            _("The cash is being counted; the session takes no posting."),
            _("Close session"),
            reverse("session-close", args=[session.pk]),
        )
    return Step(_("The cash is being counted; the session takes no posting."))
