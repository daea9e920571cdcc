"""Programmes and what is decided about them: looked through, the plain lists kept."""

from datetime import timedelta

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.actions import terms
from programmes.actions.refusals import Refused
from programmes.admin.bases import (
    Added,
    DatedForm,
    InForceFilter,
    Kept,
    Looked,
    written,
)
from programmes.models import (
    AuditEvent,
    BankRules,
    BaseRate,
    BeneficiaryClass,
    CapitalSource,
    Change,
    Denomination,
    Holiday,
    Investor,
    LegalBasis,
    Programme,
    ProgrammeBeneficiary,
)
from programmes.templatetags.display import dong, percent


@admin.register(LegalBasis)
class LegalBasisAdmin(Kept):
    list_display = ("number", "issued_on", "issuer", "title", "confidence")
    list_filter = ("confidence",)
    search_fields = ("number", "title")
    ordering = ("-issued_on", "number")


@admin.register(Programme)
class ProgrammeAdmin(Kept):
    list_display = ("code", "core_code", "short_name", "name", "name_en")
    search_fields = ("code", "name", "name_en", "short_name")
    ordering = ("code",)


@admin.register(BaseRate)
class BaseRateAdmin(Looked):
    list_display = (
        written("annual_rate_percent", percent, _("rate (percent a year)")),
        "valid_from",
        "valid_to",
        "legal_basis",
        "confidence",
    )
    list_select_related = ("legal_basis",)
    ordering = ("-valid_from",)


@admin.register(BeneficiaryClass)
class BeneficiaryClassAdmin(Kept):
    list_display = ("code", "name", "name_en")
    ordering = ("code",)


@admin.register(ProgrammeBeneficiary)
class ProgrammeBeneficiaryAdmin(Looked):
    list_display = (
        "programme",
        "beneficiary_class",
        "needs_list",
        "valid_from",
        "valid_to",
    )
    list_filter = (InForceFilter, "programme")
    list_select_related = ("programme", "beneficiary_class")
    ordering = ("programme__code", "beneficiary_class__code")


@admin.register(CapitalSource)
class CapitalSourceAdmin(Kept):
    list_display = ("code", "core_code", "name", "name_en")
    ordering = ("code",)


@admin.register(Investor)
class InvestorAdmin(Kept):
    list_display = ("code", "name", "source")
    list_select_related = ("source",)
    ordering = ("code",)


@admin.register(BankRules)
class BankRulesAdmin(Looked):
    list_display = (
        "valid_from",
        "valid_to",
        written(
            "overdue_multiplier_percent",
            percent,
            _("overdue rate (percent of the contract's)"),
        ),
        written("cash_step", dong, _("cash is offered in steps of")),
        written("least_deposit", dong, _("least deposit of a member")),
        "instalment_rule_from",
    )
    ordering = ("-valid_from",)


@admin.register(Denomination)
class DenominationAdmin(Added):
    form = DatedForm
    fields = ("value", "valid_from", "valid_to", "legal_basis")
    list_display = (written("value", dong, _("value")), "valid_from", "valid_to")
    list_filter = (InForceFilter,)
    ordering = ("-value", "valid_from")
    actions = ("end_with_today",)

    @admin.action(description=_("Count for the last time today"), permissions=["add"])
    def end_with_today(self, request, queryset) -> None:
        tomorrow = timezone.localdate() + timedelta(days=1)
        for row in queryset.order_by("pk"):
            try:
                terms.end(row, on=tomorrow, by=request.user, at=timezone.now())
            except Refused as refused:
                self.message_user(request, refused.sentence, messages.ERROR)


@admin.register(Holiday)
class HolidayAdmin(Kept):
    list_display = ("day", "name")
    ordering = ("-day",)


@admin.register(Change)
class ChangeAdmin(Looked):
    list_display = (
        "noun",
        "subject",
        "state",
        "holds_from",
        "proposed_by",
        "decided_by",
    )
    list_filter = ("state",)
    list_select_related = ("proposed_by", "decided_by")
    ordering = ("-proposed_at",)


@admin.register(AuditEvent)
class AuditEventAdmin(Looked):
    list_display = ("at", "by", "verb", "noun", "subject")
    list_filter = ("verb", "noun")
    list_select_related = ("by",)
    ordering = ("-at", "-pk")
