"""What every page of the desk has in common: navigation, and who may go where."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access import GRANTS, Permission

NAVIGATION = (
    (_("To do"), "home", None),
    (_("Sessions"), "session-index", Permission.SESSION_SEE),
    (_("Groups"), "group-index", Permission.GROUP_SEE),
    (_("Loans"), "loan-index", Permission.LOAN_SEE),
    (_("Postings"), "posting-index", Permission.POSTING_SEE),
    (_("Programmes"), "programme-index", Permission.FRAME_SEE),
    (_("Grants"), "grant-index", Permission.GRANTS_SEE),
)
"""Words of the bar, in the same order everywhere: label, URL name, permission."""


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    title: Any,
    status: int = 200,
) -> HttpResponse:
    """Render a page of the desk with its title and the navigation of its reader."""
    own = {"title": title, "navigation": navigation(request)}
    return render(request, template, own | (context or {}), status=status)


def navigation(request: HttpRequest) -> list[tuple[Any, str, bool]]:
    """(label, URL, whether it is here) of what the reader's posts of today grant."""
    granted = permissions(request)
    links = [
        (label, reverse(name))
        for label, name, permission in NAVIGATION
        if permission is None or permission in granted
    ]
    here = request.path
    return [
        (label, url, here == url or (url != "/" and here.startswith(url)))
        for label, url in links
    ]


def permissions(request: HttpRequest) -> set[Permission]:
    """All that the reader's posts of today grant; read once a request."""
    if not hasattr(request, "granted"):
        today = timezone.localdate()
        roles = request.user.posts.in_force(today).values_list("role", flat=True)
        request.granted = set().union(*(GRANTS[role] for role in set(roles)))
    return request.granted
