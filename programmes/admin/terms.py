"""The terms of programmes, read as a sentence of the decree would say them."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.admin.bases import InForceFilter, Looked, written
from programmes.models import PrincipalPeriod, ProgrammeTerms, RateKind
from programmes.templatetags.display import dong, percent


def _rate(kind, fixed, share) -> str:
    if kind == RateKind.FIXED:
        return f"{percent(fixed)} %"
    if kind == RateKind.SHARE_OF_BASE:
        return gettext("%(share)s %% of the poor-household rate") % {
            "share": percent(share)
        }
    return ""


@admin.display(description=_("rate (percent a year)"))
def rate(terms: ProgrammeTerms) -> str:
    return _rate(terms.rate_kind, terms.rate_percent, terms.share_percent)


@admin.display(description=_("priority rate (percent a year)"))
def priority_rate(terms: ProgrammeTerms) -> str:
    return _rate(
        terms.priority_rate_kind,
        terms.priority_rate_percent,
        terms.priority_share_percent,
    )


MOST = written("max_amount", dong, _("most to one household"))
MOST_TO_BUSINESS = written("max_amount_business", dong, _("most to one business"))
COLLATERAL = written("collateral_above", dong, _("collateral above"))


class PrincipalPeriodInline(admin.TabularInline):
    model = PrincipalPeriod
    extra = 0
    ordering = ("up_to_months",)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.is_staff


@admin.register(ProgrammeTerms)
class ProgrammeTermsAdmin(Looked):
    list_display = (
        "programme",
        rate,
        priority_rate,
        MOST,
        "max_term_months",
        "channel",
        "valid_from",
        "valid_to",
        "legal_basis",
        "confidence",
    )
    list_filter = (InForceFilter, "programme", "confidence")
    list_select_related = ("programme", "legal_basis")
    ordering = ("programme__code", "-valid_from")
    inlines = (PrincipalPeriodInline,)
    fields = readonly_fields = (
        "programme",
        "valid_from",
        "valid_to",
        "legal_basis",
        "confidence",
        rate,
        priority_rate,
        "priority_for",
        MOST,
        MOST_TO_BUSINESS,
        "max_term_months",
        "grace_months",
        "first_due_after_months",
        "channel",
        "session_move",
        "extension_permitted",
        "rollover_permitted",
        COLLATERAL,
        "instalment_rule_excepted",
        "note",
        "withdrawn_at",
        "withdrawn_by",
        "withdrawn_reason",
    )
