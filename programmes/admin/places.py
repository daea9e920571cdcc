"""Places, offices, points and organisations: looked through, the plain lists kept."""

from django.contrib import admin

from programmes.admin.bases import FoldedSearch, InForceFilter, Kept, Looked
from programmes.models import (
    Commune,
    CommuneSuccession,
    Office,
    Organisation,
    OrganisationUnit,
    PointDay,
    PointPlace,
    Province,
    TransactionPoint,
    Village,
)


@admin.register(Province)
class ProvinceAdmin(FoldedSearch, Looked):
    list_display = ("code", "name", "kind", "valid_from", "valid_to")
    list_filter = (InForceFilter,)
    search_fields = ("folded", "code")
    ordering = ("sort_key", "valid_from")


@admin.register(Commune)
class CommuneAdmin(FoldedSearch, Looked):
    list_display = (
        "code",
        "name",
        "kind",
        "province",
        "is_rural",
        "is_difficult",
        "valid_from",
        "valid_to",
    )
    list_filter = (InForceFilter, "kind")
    list_select_related = ("province",)
    search_fields = ("folded", "code")
    ordering = ("sort_key", "valid_from", "pk")


@admin.register(CommuneSuccession)
class CommuneSuccessionAdmin(Looked):
    list_display = ("former", "successor", "on", "basis", "confidence")
    list_select_related = ("former", "successor")
    ordering = ("former__sort_key",)


@admin.register(Village)
class VillageAdmin(Kept):
    list_display = ("code", "name", "kind", "commune", "is_sample")
    list_select_related = ("commune",)
    search_fields = ("name", "code")
    raw_id_fields = ("commune",)
    ordering = ("code",)


@admin.register(Office)
class OfficeAdmin(Kept):
    list_display = ("code", "name", "kind", "parent", "province", "phone")
    list_filter = ("kind",)
    list_select_related = ("parent", "province")
    search_fields = ("name", "code")
    raw_id_fields = ("province",)
    ordering = ("code",)


class PointPlaceInline(admin.TabularInline):
    model = PointPlace
    fields = ("commune", "valid_from", "valid_to", "legal_basis")
    extra = 0
    ordering = ("valid_from",)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.is_staff


class PointDayInline(PointPlaceInline):
    model = PointDay
    fields = ("session_day", "starts_at", "ends_at", "valid_from", "valid_to")


@admin.register(TransactionPoint)
class TransactionPointAdmin(Looked):
    list_display = ("code", "name", "office")
    list_select_related = ("office",)
    search_fields = ("name", "code")
    ordering = ("code",)
    inlines = (PointPlaceInline, PointDayInline)


@admin.register(Organisation)
class OrganisationAdmin(Kept):
    list_display = ("core_code", "name", "short_name", "name_en")
    ordering = ("core_code",)


@admin.register(OrganisationUnit)
class OrganisationUnitAdmin(Looked):
    list_display = ("code", "name", "organisation", "level", "valid_from", "valid_to")
    list_filter = (InForceFilter, "organisation", "level")
    list_select_related = ("organisation",)
    search_fields = ("name", "code")
    ordering = ("code", "valid_from")
