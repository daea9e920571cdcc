"""A group of two, the Lê and the Phạm, at its session of April, and Lan at the desk."""

from datetime import date

from django.test import TestCase
from django.urls import reverse

from loans.actions import dues, printings, repayments
from loans.models import Loan, Posting, SheetDraft
from programmes.models import User
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment

APRIL = date(2026, 4, 10)
DUE = {
    "interest-1": "280.274",
    "deposit-1": "50.726",
    "interest-2": "280.274",
    "deposit-2": "50.726",
}
"""Both lines as due, as a browser posts them."""
HEAD = {"handed_in_by": "LEADER", "cash_received": "662.000"}


class SheetCase(TestCase):
    size = 2

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        User.objects.update(language="en")
        cls.group = builders.running_group(cls.country, size=cls.size)
        cls.session = builders.session(cls.country, APRIL)

    def setUp(self):
        self.client.force_login(self.country.lan)

    def url(self, name="sheet-edit", *more, of=None):
        return reverse(name, args=[self.session.pk, (of or self.group).pk, *more])

    def draft(self):
        return SheetDraft.objects.get(session=self.session, group=self.group)

    def line(self, number=1):
        return self.draft().lines.get(number=number)

    def post(self, name="sheet-edit", **fields):
        return self.client.post(self.url(name), fields)


def paid_at_the_counter(country: Country, session, *, amount: int) -> Posting:
    """Interest paid at nine by the first member in the order of names, to Mai."""
    loan = Loan.objects.order_by("borrower__sort_key", "pk").first()
    return repayments.repay(
        loan=loan,
        session=session,
        paid={"interest_in_term": amount},
        key=uuid7(moment(session.held_on)),
        by=country.mai,
        at=moment(session.held_on),
    )


def sheets_printed(session, groups, *, by, at):
    """The sheets of groups logged as printed, their lines frozen."""
    owed = dues.dues_of_groups(groups, session)
    return printings.print_sheets(
        session=session, groups=groups, dues=owed, by=by, at=at
    )
