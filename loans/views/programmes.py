"""Programmes: what each lends today and at what rate; what held before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from loans.tables.programmes import holds, programme_rows, terms_rows
from loans.views.pages import page
from programmes.access import Permission, requires
from programmes.models import BaseRate, Programme


@requires(Permission.FRAME_SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All programmes with the terms in force today."""
    today = timezone.localdate()
    bases = BaseRate.objects.in_force(today).select_related("legal_basis")
    context = {"rows": programme_rows(today), "base": bases.first(), "today": today}
    return page(request, "loans/programme/index.html", context, title=_("Programmes"))


@requires(Permission.FRAME_SEE)
@require_safe
def show(request: HttpRequest, programme: int) -> HttpResponse:
    """One programme: terms in force, terms to come and past, with their basis."""
    found = get_object_or_404(Programme, pk=programme)
    today = timezone.localdate()
    rows = terms_rows(found, today)
    beneficiaries = found.beneficiaries.in_force(today)
    context = {
        "programme": found,
        "now": next((row for row in rows if holds(row.terms, today)), None),
        "rows": rows,
        "beneficiaries": beneficiaries.select_related("beneficiary_class").order_by(
            "beneficiary_class__code"
        ),
        "today": today,
    }
    title = found.name_en if get_language() == "en" else found.name
    return page(request, "loans/programme/show.html", context, title=title)
