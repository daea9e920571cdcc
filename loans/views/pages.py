"""What every page of the desk has in common: navigation, and who may go where."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programmes.access import Permission, held_today, posts_of_today

NAVIGATION = (
    (_("To do"), "home", None),
    (_("To check"), "act-index", Permission.ACT_SIGN),
    (_("Sessions"), "session-index", Permission.SESSION_SEE),
    (pgettext_lazy("in the bar", "Groups"), "group-index", Permission.GROUP_SEE),
    (_("Loans"), "loan-index", Permission.LOAN_SEE),
    (_("Postings"), "posting-index", Permission.POSTING_SEE),
    (_("Grants"), "grant-index", Permission.GRANTS_SEE),
    (_("Programmes"), "programme-index", Permission.FRAME_SEE),
)
"""Words of the bar, in the same order everywhere: label, URL name, permission."""

WORDS = 7
"""The bar has room for so many; what falls out is reached from other pages."""

SHORT = (("Phòng giao dịch", "PGD"), ("Điểm giao dịch", "Điểm GD"))
"""How the bank shortens the kinds of its places where room is scarce: the bar."""


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    title: Any,
    status: int = 200,
) -> HttpResponse:
    """Render a page of the desk with its title and the navigation of its reader."""
    own = {
        "title": title,
        "navigation": navigation(request),
        "place_of_work": place_of_work(request),
        "may_search": bool(held_today(request, Permission.LOAN_SEE)),
        "may_see_postings": bool(held_today(request, Permission.POSTING_SEE)),
    }
    return render(request, template, own | (context or {}), status=status)


def navigation(request: HttpRequest) -> list[tuple[Any, str, bool]]:
    """(label, URL, whether it is here) of what the reader's posts of today grant."""
    granted = permissions(request)
    links = [
        (label, address(name))
        for label, name, permission in NAVIGATION
        if permission is None or permission in granted
    ]
    here = request.path
    return [
        (label, url, here == url or (url != "/" and here.startswith(url)))
        for label, url in [link for link in links if link[1]][:WORDS]
    ]


def address(name: str, *args: Any) -> str:
    """The URL of a page by its name; "" where this house does not have the page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def permissions(request: HttpRequest) -> set[Permission]:
    """All that the reader's posts of today grant."""
    return posts_of_today(request).permissions


def place_of_work(request: HttpRequest) -> str:
    """The one place that the reader's posts are for; "" for several or none."""
    places = {
        str(post.point or post.commune or post.office or post.province or "")
        for post in posts_of_today(request)
    }
    place = places.pop() if len(places) == 1 else ""
    for word, short in SHORT:
        place = place.replace(word, short)
    return place
