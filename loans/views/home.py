"""To do: what waits for the reader, and what their posts let them do."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from loans.views.pages import page, posts_of_today
from loans.views.tasks import tasks
from programmes.access import GRANTS, LIMITS, Permission
from programmes.models import Post

WORDS = {
    Permission.SESSION_SEE: gettext_lazy("sessions"),
    Permission.SESSION_PREPARE: gettext_lazy("prepare sessions"),
    Permission.SESSION_OPEN: gettext_lazy("open and close sessions"),
    Permission.SHEET_SEE: gettext_lazy("group sheets"),
    Permission.SHEET_RECORD: gettext_lazy("record group sheets"),
    Permission.GROUP_SEE: gettext_lazy("groups"),
    Permission.LOAN_SEE: gettext_lazy("loans"),
    Permission.CUSTOMER_SEE: gettext_lazy("customers"),
    Permission.CUSTOMER_REVEAL: gettext_lazy("open a citizen ID, with a reason"),
    Permission.POSTING_SEE: gettext_lazy("postings"),
    Permission.REVERSAL_ASK: gettext_lazy("ask for reversals"),
    Permission.REVERSAL_AGREE: gettext_lazy("agree to reversals"),
    Permission.COUNTER_RECORD: gettext_lazy("take payments at the counter"),
    Permission.CASH_SEE: gettext_lazy("the till"),
    Permission.CASH_COUNT: gettext_lazy("count cash"),
    Permission.LOSS_REPORT: gettext_lazy("report a large loss"),
    Permission.OVERDUE_PREPARE: gettext_lazy("propose transfers to overdue"),
    Permission.ACT_SIGN: gettext_lazy("sign as the second person"),
    Permission.LOAN_APPROVE: gettext_lazy("approve loans"),
    Permission.DISBURSEMENT_PAY: gettext_lazy("pay loans out"),
    Permission.FRAME_SEE: gettext_lazy("programmes, rates and places"),
    Permission.FRAME_KEEP: gettext_lazy("keep programmes, rates and places"),
    Permission.USER_KEEP: gettext_lazy("keep users and posts"),
    Permission.GRANTS_SEE: gettext_lazy("who may do what"),
}


@dataclass(frozen=True)
class Held:
    """One post as it is read: the role, where, and what it lets its holder do."""

    post: Post
    places: list[Any]
    does: list[Any]
    reads: list[Any]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What waits, in the order of the day; then what the reader's posts grant."""
    waiting, done = [], []
    for task in tasks(request):
        (waiting if task.count else done).append(task)
    context = {
        "next": waiting[0] if waiting else None,
        "waiting": waiting[1:],
        "done": done,
        "held": [_held(post) for post in posts_of_today(request)],
        "today": timezone.localdate(),
    }
    return page(request, "loans/home/show.html", context, title=_("To do"))


def _held(post: Post) -> Held:
    granted = [
        permission for permission in Permission if permission in GRANTS[post.role]
    ]
    reads = [permission for permission in granted if permission.endswith("_SEE")]
    return Held(
        post=post,
        places=[getattr(post, limit) for limit in LIMITS if getattr(post, limit)],
        does=[WORDS[permission] for permission in granted if permission not in reads],
        reads=[WORDS[permission] for permission in reads],
    )
