"""Lan at the counter of April's session; Nga owes 50 million and 280.274 interest."""

from django.urls import reverse

from loans.models import Posting, SavingsAccount, SavingsBalance
from tests import builders
from tests.sheet_case import APRIL, SheetCase

KEY = "019d75f4-0000-7000-8000-000000000001"
OTHER_KEY = "019d75f4-0000-7000-8000-000000000002"


class CounterCase(SheetCase):
    size = 1

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.loan = cls.group.loans.get()
        cls.person = cls.loan.borrower
        cls.account = SavingsAccount.objects.get(person=cls.person)

    def at(self, name, *args):
        return reverse(name, args=args)

    def counter(self):
        return self.at("counter", self.session.pk)

    def pay(self, name="loan-repay", **fields):
        """Post the fields of a payment as a browser does."""
        typed = {"principal": "", "interest": "", "source": "CASH", **fields}
        return self.client.post(self.at(name, self.loan.pk), typed)

    def record(self, key=KEY, **fields):
        return self.pay("loan-repay-record", key=key, **fields)

    def payments(self):
        return Posting.objects.filter(kind__in=("REPAYMENT", "SAVINGS_USE"))

    def saved(self, amount):
        """Put an amount into the member account, by Mai."""
        return builders.saved(self.country, self.session, self.account, amount)

    def without_an_account(self):
        SavingsBalance.objects.filter(savings_account=self.account).delete()
        self.account.delete()

    def paid_off(self):
        self.record(principal="50.000.000", interest="280.274")

    def second_loan(self):
        loan = builders.loan(
            self.country, self.person, of=self.group, disburse_on=APRIL
        )
        builders.disbursed(self.country, self.session, loan)
        return loan
