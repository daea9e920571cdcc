"""Printed forms as PDF: each opening is a printing, logged and numbered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from loans.actions.refusals import Refused
from loans.documents.facts import groups_of
from loans.documents.sheet_13td import SHEET_13TD
from loans.models import SavingsCreditGroup, Session
from programmes.access import Permission, requires


@requires(Permission.SHEET_SEE)
@require_GET
def sheet(request: HttpRequest, session: int, group: int) -> HttpResponse:
    """13/TD of one group."""
    found = get_object_or_404(Session.objects.within(request.posts), pk=session)
    groups = [get_object_or_404(groups_of(found, request.posts), pk=group)]
    return _printed(request, found, groups, f"13-TD {groups[0].code}")


@requires(Permission.SHEET_SEE)
@require_GET
def sheets(request: HttpRequest, session: int) -> HttpResponse:
    """13/TD of every group of a session, by code, in one PDF."""
    found = get_object_or_404(Session.objects.within(request.posts), pk=session)
    groups = list(groups_of(found, request.posts))
    return _printed(request, found, groups, "13-TD")


def _printed(
    request: HttpRequest,
    session: Session,
    groups: list[SavingsCreditGroup],
    name: str,
) -> HttpResponse:
    try:
        pdf = SHEET_13TD.pdf(
            session=session, groups=groups, by=request.user, at=timezone.now()
        )
    except Refused as refused:
        reasons = {"reasons": [refused.sentence]}
        return render(request, "errors/422.html", reasons, status=422)
    file = f"{name} {session.held_on:%d-%m-%Y}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{file}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
