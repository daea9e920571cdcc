"""Approvals that are paid out at the counter while their point opens and they lapse."""

from datetime import date
from functools import partial

from django.db import transaction

from loans.actions import disbursements, sessions
from loans.models import Loan, Posting
from loans.reports.verification import differences
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.faults.together import APRIL, AT, RaceCase, together

LOANS = 8
DAY_BEFORE = date(2026, 4, 9)


class LapseTests(RaceCase):
    def setUp(self):
        with transaction.atomic():
            self.country = Country()
            group = builders.group(self.country, size=LOANS)
            self.loans = [
                builders.loan(self.country, one, of=group, valid_until=DAY_BEFORE)
                for one in builders.members(group)
            ]
            self.prepared = builders.prepared_session(self.country, APRIL)
            self.office = builders.counter(self.country, DAY_BEFORE)

    def open(self):
        return sessions.open_session(
            session=self.prepared, by=self.country.hung, at=AT
        ).state

    def pay_out(self, loan):
        return disbursements.disburse(
            loan=loan,
            session=self.office,
            key=uuid7(moment(DAY_BEFORE)),
            by=self.country.lan,
            checked_by=self.country.cuc,
            checked_way="OWN_DEVICE",
            at=moment(DAY_BEFORE),
        ).kind

    def test_are_paid_out_or_lapse_and_never_both(self):
        *paid, opened = together(
            *[partial(self.pay_out, loan) for loan in self.loans], self.open
        )

        self.assertEqual(opened, "OPEN")
        self.assertEqual(
            set(paid) - {"DISBURSEMENT", "APPROVAL_LAPSED", "SERVED_ELSEWHERE"}, set()
        )
        live = Loan.objects.filter(state="ACTIVE").order_by("pk")
        lapsed = Loan.objects.filter(state="LAPSED")
        self.assertEqual(live.count(), paid.count("DISBURSEMENT"))
        self.assertEqual(live.count() + lapsed.count(), LOANS)
        rows = Posting.objects.filter(kind="DISBURSEMENT").order_by("loan_id")
        self.assertEqual(
            list(rows.values_list("loan_id", flat=True)),
            list(live.values_list("pk", flat=True)),
        )
        self.assertEqual(list(differences()), [])
