"""What is owed and what is saved: projections of the ledger.

Moved by `loans.actions.ledger` alone, in the transaction that adds the postings;
`verify_ledger` recomputes them.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loans.models.accounts import LOAN_ACCOUNTS


class LoanBalance(models.Model):
    """What one loan owes, by account: a projection of its postings, in đồng.

    `accrued_until` is the day up to which interest stands in the ledger
    (exclusive); `last_value_date` the day of the last posting.
    """

    loan = models.OneToOneField(
        "loans.Loan",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="balance",
    )
    principal_in_term = models.BigIntegerField(default=0)
    principal_overdue = models.BigIntegerField(default=0)
    principal_frozen = models.BigIntegerField(default=0)
    interest_in_term = models.BigIntegerField(default=0)
    interest_overdue = models.BigIntegerField(default=0)
    interest_grace = models.BigIntegerField(default=0)
    disbursed = models.BigIntegerField(default=0)
    accrued_until = models.DateField(null=True, blank=True)
    last_value_date = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("balance of a loan")
        verbose_name_plural = _("balances of loans")
        constraints = [
            *(
                models.CheckConstraint(
                    name=f"loan_{account}_is_not_negative",
                    condition=Q(**{f"{account}__gte": 0}),
                )
                for account in LOAN_ACCOUNTS
            ),
            models.CheckConstraint(
                name="loan_principal_is_not_above_what_was_disbursed",
                condition=Q(
                    disbursed__gte=F("principal_in_term")
                    + F("principal_overdue")
                    + F("principal_frozen")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id}: {self.outstanding}"

    @property
    def outstanding(self) -> int:
        """Principal in term, overdue and frozen together."""
        return self.principal_in_term + self.principal_overdue + self.principal_frozen

    @property
    def interest_owed(self) -> int:
        """Interest receivable that may be asked for: grace interest left out."""
        return self.interest_in_term + self.interest_overdue


class SavingsBalance(models.Model):
    """What a member has: −Σ `savings` of the account's postings, in đồng."""

    savings_account = models.OneToOneField(
        "loans.SavingsAccount",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="balance",
    )
    amount = models.BigIntegerField(default=0)
    last_value_date = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("balance of a member account")
        verbose_name_plural = _("balances of member accounts")
        constraints = [
            models.CheckConstraint(
                name="member_savings_are_not_negative", condition=Q(amount__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.savings_account_id}: {self.amount}"
