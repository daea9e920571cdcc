"""Long lists by key: the latest rows first, fifty at a time, and none counted."""

from typing import Any

from django.http import HttpRequest

ROWS = 50


def rows_before(request: HttpRequest, rows: Any, count: int = ROWS):
    """The next rows before `?before=<id>`, and the addresses of the pager.

    Returns: rows, {"shown", "after_url", "before_url"}; one statement.
    """
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: count + 1])
    query = request.GET.copy()
    query.pop("before", None)
    first = f"?{query.urlencode()}" if query else "."
    after = ""
    if len(found) > count:
        found.pop()
        query["before"] = str(found[-1].pk)
        after = f"?{query.urlencode()}"
    pager = {
        "shown": len(found),
        "after_url": after,
        "before_url": first if before else "",
    }
    return found, pager
