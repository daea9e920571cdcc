"""The ledger: one row is one event, its columns are the accounts.

`Posting` is the only table that moves money. Rows are added by
`loans.actions.ledger` alone and are never changed or removed. The balances are
projections of them, moved in the same transaction.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Length
from django.utils.translation import gettext_lazy as _

from loans.models.accounts import (
    ACCOUNTS,
    ANY,
    CAP,
    MOVES,
    NEVER_REVERSED,
    ON_A_LOAN,
    ON_SAVINGS,
    SIGNED_TWICE,
    UP,
    PostingKind,
    SigningWay,
)
from loans.models.reach import place_of_a_point
from programmes.access import ScopedQuerySet

models.TextField.register_lookup(Length)


def _all_zero(accounts) -> Q:
    return Q(**dict.fromkeys(accounts, 0))


def _columns_of(kind: str) -> Q:
    moves = MOVES[kind]
    ordinary = Q(reverses__isnull=True)
    opposite = Q(reverses__isnull=False)
    for account, direction in moves.items():
        if direction == ANY:
            continue
        up, down = Q(**{f"{account}__gte": 0}), Q(**{f"{account}__lte": 0})
        ordinary &= up if direction == UP else down
        opposite &= down if direction == UP else up
    still = _all_zero(account for account in ACCOUNTS if account not in moves)
    direction = ordinary if kind in NEVER_REVERSED else (ordinary | opposite)
    return ~Q(kind=kind) | (still & direction)


def _per_kind():
    return [
        models.CheckConstraint(
            name=f"posting_{kind.lower()}_moves_only_its_columns",
            condition=_columns_of(kind),
        )
        for kind in MOVES
    ]


class PostingQuerySet(ScopedQuerySet):
    def update(self, **_kwargs):
        raise TypeError("The ledger is never changed; post a reversal.")

    def delete(self):
        raise TypeError("The ledger is never thinned; post a reversal.")

    def standing(self):
        """Rows that undo nothing and that nothing undid.

        SQLite takes a unique index for a sharp one and would go through every row
        that undoes nothing; a function of the column keeps it from that.
        """
        own = self.alias(undoes=Coalesce("reverses_id", 0)).filter(undoes=0)
        return own.filter(reversed_by__isnull=True)


class Posting(models.Model):
    """One event in money, in whole đồng, summing to zero over its accounts.

    `key` and `line` name the act and its row for ever; `request_digest` is SHA-256
    of the act's business fields. `value_date` is the session's day; `posted_at` is
    when we learnt it. `period_from`/`period_to` are the half-open days of an
    accrual. `is_by_transfer`: the money of a disbursement went to a bank account, so
    its `cash` never lay in the till.
    """

    key = models.UUIDField()
    line = models.PositiveSmallIntegerField(default=1)
    request_digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=24, choices=PostingKind)
    session = models.ForeignKey("loans.Session", on_delete=models.PROTECT)
    voucher_number = models.PositiveIntegerField()
    loan = models.ForeignKey(
        "loans.Loan",
        on_delete=models.PROTECT,
        related_name="postings",
        null=True,
        blank=True,
    )
    savings_account = models.ForeignKey(
        "loans.SavingsAccount",
        on_delete=models.PROTECT,
        related_name="postings",
        null=True,
        blank=True,
    )
    sheet = models.ForeignKey(
        "loans.GroupSheet",
        on_delete=models.PROTECT,
        related_name="postings",
        db_index=False,
        null=True,
        blank=True,
    )
    value_date = models.DateField()
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        null=True,
        blank=True,
    )
    checked_way = models.CharField(
        max_length=10, choices=SigningWay, blank=True, default=""
    )
    is_by_transfer = models.BooleanField(default=False)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    reverses = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        related_name="reversed_by",
        null=True,
        blank=True,
    )
    reason = models.TextField(blank=True)
    cash = models.BigIntegerField(default=0)
    principal_in_term = models.BigIntegerField(default=0)
    principal_overdue = models.BigIntegerField(default=0)
    principal_frozen = models.BigIntegerField(default=0)
    interest_in_term = models.BigIntegerField(default=0)
    interest_overdue = models.BigIntegerField(default=0)
    interest_grace = models.BigIntegerField(default=0)
    savings = models.BigIntegerField(default=0)
    income = models.BigIntegerField(default=0)
    expense = models.BigIntegerField(default=0)
    loss = models.BigIntegerField(default=0)

    reach = place_of_a_point(
        "session__point", office="session__office", province="session__office__province"
    )

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [
            models.CheckConstraint(
                name="posting_sums_to_zero",
                condition=Q(
                    cash=-(
                        F("principal_in_term")
                        + F("principal_overdue")
                        + F("principal_frozen")
                        + F("interest_in_term")
                        + F("interest_overdue")
                        + F("interest_grace")
                        + F("savings")
                        + F("income")
                        + F("expense")
                        + F("loss")
                    )
                ),
            ),
            models.CheckConstraint(
                name="posting_moves_something", condition=~_all_zero(ACCOUNTS)
            ),
            models.CheckConstraint(
                name="posting_amounts_are_within_the_cap",
                condition=Q(
                    **{f"{account}__gte": -CAP for account in ACCOUNTS},
                    **{f"{account}__lte": CAP for account in ACCOUNTS},
                ),
            ),
            models.CheckConstraint(
                name="posting_kind_is_known", condition=Q(kind__in=list(MOVES))
            ),
            *_per_kind(),
            models.CheckConstraint(
                name="posting_on_a_loan_names_it",
                condition=Q(kind__in=ON_A_LOAN, loan__isnull=False)
                | (~Q(kind__in=ON_A_LOAN) & Q(loan__isnull=True)),
            ),
            models.CheckConstraint(
                name="posting_on_savings_names_the_account",
                condition=Q(kind__in=ON_SAVINGS, savings_account__isnull=False)
                | (~Q(kind__in=ON_SAVINGS) & Q(savings_account__isnull=True)),
            ),
            models.CheckConstraint(
                name="posting_is_made_and_checked_by_two_people",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("posted_by")),
            ),
            models.CheckConstraint(
                name="posting_that_is_checked_says_how",
                condition=Q(checked_by__isnull=True, checked_way="")
                | Q(checked_by__isnull=False, checked_way__in=SigningWay.values),
            ),
            models.CheckConstraint(
                name="posting_that_needs_a_second_person_has_one",
                condition=Q(checked_by__isnull=False)
                | (~Q(kind__in=SIGNED_TWICE) & Q(reverses__isnull=True)),
            ),
            models.CheckConstraint(
                name="accrual_and_only_an_accrual_has_a_period",
                condition=Q(
                    kind=PostingKind.ACCRUAL,
                    period_from__isnull=False,
                    period_to__gt=F("period_from"),
                    period_to__isnull=False,
                )
                | (
                    ~Q(kind=PostingKind.ACCRUAL)
                    & Q(period_from__isnull=True, period_to__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="reversal_gives_a_reason_of_ten_characters",
                condition=Q(reverses__isnull=True) | Q(reason__length__gte=10),
            ),
            models.CheckConstraint(
                name="only_a_disbursement_is_by_transfer",
                condition=Q(is_by_transfer=False) | Q(kind=PostingKind.DISBURSEMENT),
            ),
            models.CheckConstraint(
                name="posting_line_is_positive", condition=Q(line__gte=1)
            ),
            models.UniqueConstraint(
                name="key_and_line_are_unique_for_ever", fields=["key", "line"]
            ),
            models.UniqueConstraint(
                name="one_accrual_for_a_loan_and_period",
                fields=["loan", "period_from", "period_to"],
                condition=Q(kind=PostingKind.ACCRUAL),
            ),
            models.UniqueConstraint(
                name="one_correcting_accrual_for_a_loan_and_session",
                fields=["loan", "session"],
                condition=Q(kind=PostingKind.ACCRUAL_CORRECTION),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value_date:%d/%m/%Y}"

    def save(self, *args, **kwargs):
        raise TypeError("Money goes through loans.actions.ledger.")

    def delete(self, *args, **kwargs):
        raise TypeError("The ledger is never thinned; post a reversal.")
