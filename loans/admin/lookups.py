"""Read-only look-ups, each within the posts that grant it; citizen IDs masked."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loans.models import Loan, Person, Posting
from loans.models.accounts import ACCOUNTS
from loans.views.postings import ACCOUNT_WORDS
from programmes.access import HeldPosts, Permission, held_today
from programmes.admin.bases import Looked, written
from programmes.rules.names import fold
from programmes.templatetags.display import day, dong, masked, moment


class LookedUp(Looked):
    """Seen by staff who also hold a post that grants `sees`, within that post."""

    sees: Permission
    list_display_links = None

    def posts(self, request) -> HeldPosts:
        """The posts that let the reader see these rows."""
        return held_today(request, self.sees)

    def get_queryset(self, request):
        return super().get_queryset(request).within(self.posts(request))

    def has_module_permission(self, request) -> bool:
        return request.user.is_staff and bool(self.posts(request))

    def has_view_permission(self, request, obj=None) -> bool:
        return self.has_module_permission(request)

    def get_actions(self, request):
        return {}


@admin.register(Loan)
class LoanAdmin(LookedUp):
    """Contracts, found by their number."""

    sees = Permission.LOAN_SEE
    list_display = (
        "contract_number",
        "borrower",
        "programme",
        "group",
        written("principal", dong, _("principal")),
        written("contract_on", day, _("from")),
        "state",
    )
    list_display_links = ("contract_number",)
    list_filter = ("state", "programme")
    list_select_related = ("borrower", "programme", "group")
    search_fields = ("contract_number__exact",)
    search_help_text = _("The sixteen digits of the contract")
    ordering = ("-pk",)


@admin.register(Posting)
class PostingAdmin(LookedUp):
    """The ledger, the newest row first; found by the contract or the account."""

    sees = Permission.POSTING_SEE
    list_display = (
        "voucher_number",
        "kind",
        written("value_date", day, _("day")),
        "loan",
        "savings_account",
        *(
            written(account, dong, ACCOUNT_WORDS[account])
            for account in ACCOUNTS
            if account not in ("expense", "loss")
        ),
        "posted_by",
        written("posted_at", moment, _("at")),
    )
    list_display_links = ("voucher_number",)
    list_filter = ("kind",)
    list_select_related = ("loan", "savings_account", "posted_by")
    search_fields = ("loan__contract_number__exact", "savings_account__number__exact")
    search_help_text = _("The number of a contract or a member account")
    ordering = ("-pk",)


@admin.register(Person)
class PersonAdmin(LookedUp):
    """People, found by the given name without marks; the citizen ID is masked."""

    sees = Permission.CUSTOMER_SEE
    list_display = (
        "full_name",
        "customer_code",
        written("born_on", day, _("born on")),
        written("citizen_id", masked, _("citizen ID")),
        "household",
    )
    list_display_links = ("full_name",)
    list_select_related = ("household",)
    search_fields = ("folded_name", "customer_code")
    search_help_text = _("The given name first, without marks; or the customer code")
    ordering = ("sort_key", "pk")
    fields = (
        "full_name",
        "customer_code",
        "born_on",
        "sex",
        "citizen_id_masked",
        "household",
        "relation",
    )
    readonly_fields = ("citizen_id_masked",)

    @admin.display(description=_("citizen ID"))
    def citizen_id_masked(self, person: Person) -> str:
        return masked(person.citizen_id)

    def get_search_results(self, request, queryset, search_term):
        name = fold(search_term)
        found = Q(folded_name__startswith=name) | Q(customer_code=search_term.strip())
        return queryset.filter(found) if name else queryset, False
