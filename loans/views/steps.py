"""What the reader of a session's desk does next: one sentence, one button."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loans.actions import desk
from loans.models import Session, SessionState
from programmes.access import Permission


@dataclass(frozen=True)
class Step:
    """A sentence; where the reader may take the step, its button and address."""

    sentence: str
    word: str = ""
    url: str = ""


def next_step(
    session: Session,
    lines: Sequence[desk.GroupLine],
    may: Collection[Permission],
    today: date,
) -> Step | None:
    """The next step by the session's state; None once it is closed."""
    if session.state == SessionState.PREPARED:
        return _opening(session, may, today)
    if session.state == SessionState.OPEN:
        return _serving(session, lines, may)
    if session.state == SessionState.COUNTING:
        return _closing(session, may)
    return None


def _opening(session: Session, may: Collection[Permission], today: date) -> Step:
    if session.held_on > today:
        return Step(
            _("The session opens on %(day)s.") % {"day": f"{session.held_on:%d/%m/%Y}"}
        )
    if Permission.SESSION_OPEN in may:
        return Step(
            _("The team is named; nothing is recorded before the session is open."),
            _("Open session"),
            reverse("session-open", args=[session.pk]),
        )
    return Step(
        _("The session is not open. The team leader or the teller opens it here.")
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
