"""Member accounts: what is saved, and every deposit and withdrawal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from loans.models import SavingsAccount
from loans.tables.keyset import Cursor
from loans.tables.timeline import savings_statement
from loans.views.pages import page, permissions
from programmes.access import Permission, requires


@requires(Permission.CUSTOMER_SEE)
@require_safe
def show(request: HttpRequest, account: int) -> HttpResponse:
    """The statement of one account, twenty rows at a time, newest first."""
    reached = SavingsAccount.objects.within(request.posts)
    behind = ("person__household__village", "point", "balance")
    found = get_object_or_404(reached.select_related(*behind), pk=account)
    before = Cursor.read(request.GET).before
    context = {
        "account": found,
        "statement": savings_statement(found, before),
        "is_older": before is not None,
        "may_record": Permission.COUNTER_RECORD in permissions(request),
    }
    title = _("Member account %(number)s") % {"number": found.number}
    return page(request, "loans/savings/show.html", context, title=title)
