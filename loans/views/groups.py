"""Savings and credit groups: the list, and one group with its people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from loans.filters.lists import GroupFilter
from loans.models import BoardMember, CollectionContract, Membership, SavingsCreditGroup
from loans.tables import groups
from loans.tables.keyset import Cursor, count_up_to, page_of
from loans.views.pages import page, permissions
from programmes.access import Permission, requires
from programmes.models import TransactionPoint

_BEHIND = ("village", "point", "organisation_unit__organisation")


@requires(Permission.GROUP_SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Groups by code, fifty at a time, with their leader and what they owe."""
    reached = SavingsCreditGroup.objects.within(request.posts)
    points = TransactionPoint.objects.filter(pk__in=reached.values("point"))
    form = GroupFilter(request.GET, points=points.order_by("name"))
    rows = form.narrowed(reached)
    cursor = Cursor.read(request.GET)
    found = page_of(rows.select_related(*_BEHIND), "code", cursor)
    today = timezone.localdate()
    context = {
        "form": form,
        "rows": groups.group_rows(found.rows, today),
        "shown": len(found.rows),
        "count": count_up_to(rows),
        "today": today,
        **found.links({**form.kept, "size": request.GET.get("size", "")}),
    }
    return page(request, "loans/group/index.html", context, title=_("Groups"))


@requires(Permission.GROUP_SEE)
@require_safe
def show(request: HttpRequest, group: int) -> HttpResponse:
    """One group: board, contract 11/TD, members with what they owe and have saved."""
    reached = SavingsCreditGroup.objects.within(request.posts)
    found = get_object_or_404(reached.select_related(*_BEHIND), pk=group)
    today = timezone.localdate()
    members = groups.member_rows(found, today)
    board = BoardMember.objects.filter(group=found, withdrawn_at__isnull=True)
    contracts = CollectionContract.objects.filter(
        group=found, withdrawn_at__isnull=True
    )
    left = Membership.objects.filter(
        group=found, withdrawn_at__isnull=True, valid_to__lte=today
    )
    context = {
        "group": found,
        "members": members,
        "total": groups.total_of(members),
        "board": board.select_related("person").order_by("-valid_from", "-role")[:20],
        "contracts": contracts.order_by("-valid_from")[:20],
        "left": left.select_related("person").order_by("-valid_to", "-pk")[:20],
        "today": today,
        "may_see_people": Permission.CUSTOMER_SEE in permissions(request),
    }
    title = _("Group %(code)s") % {"code": found.code}
    return page(request, "loans/group/show.html", context, title=title)
