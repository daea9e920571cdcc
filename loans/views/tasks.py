"""What waits for the reader today: a verb, a count, a date, a way there.

Each permission brings its lines, and each line costs a fixed number of statements.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from loans.actions import agenda, losses
from loans.actions.refusals import said
from loans.models import (
    GroupSheet,
    PostingKind,
    PreparedAct,
    ReversalRequest,
    Session,
    SessionState,
    SheetDraft,
    TeamMember,
)
from loans.views.pages import address, held_today, permissions
from programmes.access import HeldPosts, Permission
from programmes.models import (
    Change,
    PointDay,
    Post,
    ProgrammeTerms,
    TransactionPoint,
    User,
)

SOON = timedelta(days=7)
LATER = timedelta(days=60)


@dataclass(frozen=True)
class Task:
    """A line of home; `day` is the earliest day among what is counted."""

    verb: Any
    count: int
    day: date | None
    url: str
    what: Any = ""


def tasks(request: HttpRequest) -> list[Task]:
    """The reader's lines, in the order in which the day takes them."""
    found: list[Task] = []
    granted = permissions(request)
    for permission, lines, better in LINES:
        if permission in granted and better not in granted:
            found += lines(held_today(request, permission), request.user)
    return found


def _sessions_to_serve(posts: HeldPosts, user: Any) -> Iterator[Task]:
    live = list(
        Session.objects.within(posts)
        .exclude(state=SessionState.CLOSED)
        .filter(held_on__lte=posts.day, team__user=user, team__left_at__isnull=True)
        .select_related("point", "office")
        .order_by("held_on", "pk")
    )
    verbs = (
        (SessionState.OPEN, _("Go on with the open session"), "session-show"),
        (SessionState.COUNTING, _("Close the session counted"), "session-close"),
        (SessionState.PREPARED, _("Open the session prepared"), "session-open"),
    )
    for state, verb, name in verbs:
        yield _of_sessions(verb, [one for one in live if one.state == state], name)


def _sheets_to_record(posts: HeldPosts, user: Any) -> Iterator[Task]:
    recorded = GroupSheet.objects.filter(
        session=OuterRef("session"), group=OuterRef("group")
    )
    drafts = list(
        SheetDraft.objects.within(posts)
        .filter(
            ~Exists(recorded),
            owner=user,
            saved_at__isnull=False,
            session__state=SessionState.OPEN,
        )
        .select_related("session", "group")
        .order_by("session__held_on", "group__code")
    )
    first = drafts[0] if drafts else None
    yield Task(
        _("Record the sheets typed"),
        len(drafts),
        first and first.session.held_on,
        address("sheet-edit", first.session_id, first.group_id) if first else "",
        first and first.group,
    )


def _sessions_to_prepare(posts: HeldPosts, _user: Any) -> Iterator[Task]:
    visits = _visits(posts)
    waiting = {
        visit.session.pk: visit
        for visit in visits
        if visit.session and visit.session.state == SessionState.PREPARED
    }
    unprinted = [waiting[pk] for pk in agenda.unprinted(waiting)]
    first = unprinted[0].session if unprinted else None
    url = address("session-papers", first.pk) if first else ""
    yield _of_visits(_("Print the papers of sessions prepared"), unprinted, url)
    free = [visit for visit in visits if visit.session is None]
    url = address("session-index")
    if free:
        url = address("session-prepare", free[0].point.pk, free[0].day.isoformat())
    yield _of_visits(_("Prepare sessions of the next 7 days"), free, url)


def _sessions_to_follow(posts: HeldPosts, user: Any) -> Iterator[Task]:
    open_ = list(
        Session.objects.within(posts)
        .filter(state__in=[SessionState.OPEN, SessionState.COUNTING])
        .exclude(pk__in=TeamMember.objects.filter(user=user).values("session_id"))
        .select_related("point", "office")
        .order_by("held_on", "pk")[:100]
    )
    yield _of_sessions(_("Follow the open sessions"), open_, "session-show")
    ahead = [
        visit
        for visit in _visits(posts)
        if visit.session and visit.session.state == SessionState.PREPARED
    ]
    url = address("session-show", ahead[0].session.pk) if ahead else ""
    yield _of_visits(_("See the sessions prepared for the next 7 days"), ahead, url)


def _sessions_to_control(posts: HeldPosts, user: Any) -> Iterator[Task]:
    live = Session.objects.within(posts).filter(
        state__in=[SessionState.OPEN, SessionState.COUNTING],
        team__user=user,
        team__left_at__isnull=True,
    )
    found = list(live.select_related("point", "office").order_by("held_on", "pk"))
    yield _of_sessions(_("Go on with the open session"), found, "session-show")


def _acts_to_sign(posts: HeldPosts, user: Any) -> Iterator[Task]:
    waiting = _acts(posts).filter(checked_by__isnull=True).exclude(prepared_by=user)
    days = waiting.values_list("session__held_on", flat=True)
    yield _counted(_("Sign what waits for the controller"), days, address("act-index"))


def _acts_to_pay_out(posts: HeldPosts, user: Any) -> Iterator[Task]:
    signed = list(
        _acts(posts)
        .filter(
            kind__in=[PostingKind.DISBURSEMENT, PostingKind.WITHDRAWAL],
            checked_by__isnull=False,
            session__team__user=user,
        )
        .order_by("pk")
        .values_list("pk", "session__held_on")
    )
    url = address("act-show", signed[0][0]) if signed else ""
    yield _counted(_("Pay out what is signed"), [day for _pk, day in signed], url)


def _reversals_to_decide(posts: HeldPosts, user: Any) -> Iterator[Task]:
    asked = _asked(posts).exclude(asked_by=user)
    yield _of_reversals(_("Decide on reversals asked for"), asked)


def _reversals_to_follow(posts: HeldPosts, _user: Any) -> Iterator[Task]:
    yield _of_reversals(_("Follow reversals asked for"), _asked(posts))


def _losses_to_report(posts: HeldPosts, _user: Any) -> Iterator[Task]:
    due = losses.unreported(Session.objects.within(posts))
    first = due[0] if due else None
    yield Task(
        _("Report a loss of cash within 12 hours"),
        len(due),
        None,
        address("cash-report", first.session_id) if first else "",
        first and f"{first.session} · {said(first.report_due_at)}",
    )


def _frame_to_keep(posts: HeldPosts, _user: Any) -> Iterator[Task]:
    proposed = Change.objects.filter(state=Change.State.PROPOSED)
    yield _counted(
        _("Decide on changes proposed"),
        proposed.values_list("holds_from", flat=True),
        address("admin:programmes_change_changelist"),
    )
    ending = ProgrammeTerms.objects.in_force(posts.day).filter(
        valid_to__lte=posts.day + LATER
    )
    yield _counted(
        _("Renew terms that end within 60 days"),
        ending.values_list("valid_to", flat=True),
        address("admin:programmes_programmeterms_changelist"),
    )
    with_day = PointDay.objects.in_force(posts.day).values("point_id")
    without = TransactionPoint.objects.exclude(pk__in=with_day)
    yield Task(
        _("Give points their session day"),
        without.count(),
        None,
        address("admin:programmes_transactionpoint_changelist"),
    )


def _users_to_keep(posts: HeldPosts, _user: Any) -> Iterator[Task]:
    ending = Post.objects.in_force(posts.day).filter(valid_to__lte=posts.day + LATER)
    yield _counted(
        _("Renew posts that end within 60 days"),
        ending.values_list("valid_to", flat=True),
        address("admin:programmes_post_changelist"),
    )
    holding = Post.objects.in_force(posts.day).values("user_id")
    without = User.objects.filter(Q(is_active=True), ~Q(pk__in=holding))
    yield Task(
        _("Give people without a post one, or end their account"),
        without.count(),
        None,
        address("admin:programmes_user_changelist"),
    )


LINES = (
    (Permission.LOSS_REPORT, _losses_to_report, None),
    (Permission.SESSION_OPEN, _sessions_to_serve, None),
    (Permission.SHEET_RECORD, _sheets_to_record, None),
    (Permission.SESSION_PREPARE, _sessions_to_prepare, None),
    (Permission.DISBURSEMENT_PAY, _acts_to_pay_out, None),
    (Permission.ACT_SIGN, _acts_to_sign, None),
    (Permission.REVERSAL_AGREE, _reversals_to_decide, None),
    (Permission.ACT_SIGN, _sessions_to_control, Permission.SESSION_OPEN),
    (Permission.FRAME_KEEP, _frame_to_keep, None),
    (Permission.USER_KEEP, _users_to_keep, None),
    (Permission.SESSION_SEE, _sessions_to_follow, None),
    (Permission.POSTING_SEE, _reversals_to_follow, Permission.REVERSAL_AGREE),
)
"""permission → the lines it brings, in the order of the page; not for who holds the
better permission, which brings them by another verb."""


def _visits(posts: HeldPosts) -> list[agenda.Visit]:
    return agenda.visits(
        TransactionPoint.objects.within(posts),
        Session.objects.within(posts),
        posts.day,
        posts.day + SOON,
    )


def _asked(posts: HeldPosts) -> Any:
    return ReversalRequest.objects.within(posts).filter(settled_at__isnull=True)


def _acts(posts: HeldPosts) -> Any:
    return PreparedAct.objects.within(posts).filter(
        session__state=SessionState.OPEN,
        done_at__isnull=True,
        set_aside_at__isnull=True,
    )


def _of_sessions(verb: Any, found: list[Session], name: str) -> Task:
    first = found[0] if found else None
    url = address(name, first.pk) if first else address("session-index")
    place = first and (first.point or first.office)
    return Task(verb, len(found), first and first.held_on, url, place)


def _of_visits(verb: Any, found: list[agenda.Visit], url: str) -> Task:
    first = found[0] if found else None
    return Task(verb, len(found), first and first.day, url, first and first.point)


def _of_reversals(verb: Any, asked: Any) -> Task:
    moments = asked.order_by("asked_at").values_list("asked_at", flat=True)
    return _counted(verb, moments, address("reversal-index"))


def _counted(verb: Any, days: Iterable[Any], url: str) -> Task:
    days = sorted(day for day in days if day is not None)
    return Task(verb, len(days), days[0] if days else None, url)
