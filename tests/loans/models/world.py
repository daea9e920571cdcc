"""A group in an open session, its sheet recorded: rows of every kind to be broken."""

from datetime import date
from uuid import UUID

from loans.models import Loan, Posting, SavingsAccount, Session
from tests import builders
from tests.cast import Country

APRIL = date(2026, 4, 10)
KEY = UUID("019d7000-0000-7000-8000-000000000001").hex
OTHER_KEY = UUID("019d7000-0000-7000-8000-000000000002").hex


class World:
    """Attributes: country, group, session, sheet, loan, account and four postings."""

    def __init__(self):
        self.country = Country()
        self.group = builders.running_group(self.country, size=2)
        opened = builders.session(self.country, APRIL)
        self.sheet = builders.recorded(self.country, self.group, opened)
        self.new_loan = builders.loan(
            self.country,
            builders.members(self.group)[0],
            of=self.group,
            disburse_on=APRIL,
        )
        builders.disbursed(self.country, opened, self.new_loan)
        self.session = Session.objects.get(pk=opened.pk)
        self.closed_session = Session.objects.get(state="CLOSED")
        self.accrual = self._posting("ACCRUAL")
        self.repayment = self._posting("REPAYMENT")
        self.deposit = self._posting("DEPOSIT")
        self.disbursement = self._posting("DISBURSEMENT")
        self.loan = Loan.objects.get(pk=self.repayment.loan_id)
        self.account = SavingsAccount.objects.get(pk=self.deposit.savings_account_id)

    def _posting(self, kind):
        return Posting.objects.filter(session=self.session, kind=kind).earliest("pk")

    def signed_by_cuc(self):
        """Columns of a posting under a second signature."""
        return {
            "checked_by_id": self.country.cuc.pk,
            "checked_way": "OWN_DEVICE",
        }

    def opposite(self, posting):
        """Columns of the row that reverses a posting, rightly."""
        return {
            "key": KEY,
            "reverses_id": posting.pk,
            "reason": "Ghi nhầm số tiền",
            "cash": -posting.cash,
            "interest_in_term": -posting.interest_in_term,
            "savings": -posting.savings,
            **self.signed_by_cuc(),
        }
