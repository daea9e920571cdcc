"""Who may do what: the table of roles, and the posts in force."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from loans.tables.keyset import Cursor, page_of
from loans.views.pages import page
from programmes.access import GRANTS, LIMITS, HeldPosts, Permission, Role, requires
from programmes.models import Post

WORDS = {
    Permission.SESSION_SEE: _("See sessions"),
    Permission.SESSION_PREPARE: _("Prepare sessions"),
    Permission.SESSION_OPEN: _("Open and close sessions"),
    Permission.SHEET_SEE: _("See sheets"),
    Permission.SHEET_RECORD: _("Record sheets and payments"),
    Permission.GROUP_SEE: _("See groups"),
    Permission.LOAN_SEE: _("See loans"),
    Permission.CUSTOMER_SEE: _("See people and savings"),
    Permission.CUSTOMER_REVEAL: _("Open a full citizen ID"),
    Permission.POSTING_SEE: _("See postings"),
    Permission.REVERSAL_ASK: _("Ask for reversals"),
    Permission.REVERSAL_AGREE: _("Agree to reversals"),
    Permission.COUNTER_RECORD: _("Take payments at the counter"),
    Permission.CASH_SEE: _("See the till"),
    Permission.CASH_COUNT: _("Count cash"),
    Permission.LOSS_REPORT: _("Report a large loss"),
    Permission.OVERDUE_PREPARE: _("Propose transfers to overdue"),
    Permission.ACT_SIGN: _("Sign as the second person"),
    Permission.LOAN_APPROVE: _("Approve loans"),
    Permission.DISBURSEMENT_PAY: _("Pay loans out"),
    Permission.FRAME_SEE: _("See programmes"),
    Permission.FRAME_KEEP: _("Keep the frame"),
    Permission.USER_KEEP: _("Keep users and posts"),
    Permission.GRANTS_SEE: _("See this table"),
}
"""What each permission lets a person do."""


@requires(Permission.GRANTS_SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Role against permission, and the posts in force within the reader's limits."""
    today = timezone.localdate()
    posts = Post.objects.in_force(today).filter(_within(request.posts))
    found = page_of(
        posts.select_related("user", *LIMITS),
        "user__username",
        Cursor.read(request.GET),
    )
    context = {
        "roles": list(Role),
        "grants": [
            (word, [permission in GRANTS[role] for role in Role])
            for permission, word in WORDS.items()
        ],
        "posts": found.rows,
        "shown": len(found.rows),
        "today": today,
        **found.links({"size": request.GET.get("size", "")}),
    }
    return page(request, "loans/grant/index.html", context, title=_("Grants"))


def _within(held: HeldPosts) -> Q:
    """Posts whose limits lie inside those of one of the reader's posts."""
    seen = Q(pk__in=[])
    for post in held:
        if post.is_whole_bank:
            return Q()
        if post.office_id:
            seen |= Q(office=post.office_id) | Q(point__office=post.office_id)
        elif post.province_id:
            seen |= (
                Q(province=post.province_id)
                | Q(office__province=post.province_id)
                | Q(point__office__province=post.province_id)
                | Q(commune__province=post.province_id)
            )
    return seen
