"""The search box: posted, so that no name or number ends up in an address."""

import logging

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from loans.forms.search import Kind, SearchForm, Sought
from loans.tables.found import Found, Posts, find, group_of_each
from loans.tables.groups import group_rows
from loans.views.pages import held_today, page
from programmes.access import Permission, requires

log = logging.getLogger(__name__)

MOST_MISSES = 30
WATCHED_SECONDS = 60 * 60
OF_A_PERSON = (Kind.CITIZEN_ID, Kind.CUSTOMER_OR_PHONE)
"""Numbers of people: who tries many that are not there is made to wait."""


@requires(Permission.LOAN_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """At most eight rows within reach; outside and unknown give the same answer."""
    if request.method != "POST":
        return _page(request, {"form": SearchForm()})
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _page(request, {"form": form}, status=422)
    sought = form.cleaned_data["q"]
    if is_paused(request, sought):
        return _page(request, {"form": form, "is_paused": True}, status=429)
    posts = Posts(
        people=held_today(request, Permission.CUSTOMER_SEE),
        groups=held_today(request, Permission.GROUP_SEE),
        loans=held_today(request, Permission.LOAN_SEE),
    )
    found = find(sought, posts)
    count_miss(request, sought, len(found))
    return _page(request, {"form": form, **_rows(found, sought, posts)})


def _rows(found: Found, sought: Sought, posts: Posts) -> dict[str, object]:
    today = timezone.localdate()
    groups = group_of_each(found.people, today) if found.people else {}
    return {
        "people": [(person, groups.get(person.pk)) for person in found.people],
        "groups": group_rows(found.groups, today) if found.groups else [],
        "loans": found.loans,
        "found": len(found),
        "is_too_wide": found.is_too_wide,
        "is_done": True,
        "may_see_people": bool(posts.people),
    }


def _page(request: HttpRequest, context: dict, *, status: int = 200) -> HttpResponse:
    if request.htmx:
        return render(request, "loans/search/found.html", context, status=status)
    return page(
        request, "loans/search/index.html", context, title=_("Search"), status=status
    )


def _key(request: HttpRequest) -> str:
    return f"search-misses:{request.user.pk}"


def _misses(request: HttpRequest) -> list[float]:
    """The moments of the misses of the past hour."""
    since = timezone.now().timestamp() - WATCHED_SECONDS
    return [moment for moment in cache.get(_key(request), []) if moment > since]


def is_paused(request: HttpRequest, sought: Sought) -> bool:
    """Whether the reader tried too many numbers of people that are not there."""
    return sought.kind in OF_A_PERSON and len(_misses(request)) >= MOST_MISSES


def count_miss(request: HttpRequest, sought: Sought, found: int) -> None:
    """Remember a number of a person not found; who brings the pause is written down."""
    if sought.kind not in OF_A_PERSON or found:
        return
    misses = [*_misses(request), timezone.now().timestamp()]
    cache.set(_key(request), misses, WATCHED_SECONDS)
    if len(misses) == MOST_MISSES:
        log.warning("Numbers of people tried in vain by user %s", request.user.pk)
