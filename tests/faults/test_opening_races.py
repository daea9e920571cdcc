"""Sessions that open at once, and loans paid off elsewhere while their point opens."""

from datetime import date
from functools import partial

from django.db import transaction

from loans.actions import repayments, sessions
from loans.models import Posting, Session
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.faults.together import APRIL, AT, RaceCase, together

LOANS = 8
INTEREST = 280_274
"""Of 50 million at 6,6 % in 31 days."""


class PayoffTests(RaceCase):
    def setUp(self):
        with transaction.atomic():
            self.country = Country()
            group = builders.running_group(self.country, size=LOANS)
            self.loans = list(group.loans.order_by("pk"))
            self.prepared = builders.prepared_session(self.country, APRIL)
            self.office = self.counter()

    def open(self):
        return sessions.open_session(
            session=self.prepared, by=self.country.hung, at=AT
        ).state

    def pay_off(self, loan):
        posting = repayments.repay(
            loan=loan,
            session=self.office,
            paid={"principal_in_term": 50_000_000, "interest_in_term": INTEREST},
            is_payoff=True,
            key=uuid7(AT),
            by=self.country.lan,
            at=AT,
        )
        return posting.kind

    def accrued(self):
        rows = Posting.objects.filter(kind="ACCRUAL").order_by("loan_id")
        return list(rows.values_list("loan_id", "interest_in_term", "period_to"))

    def test_accrues_each_loan_once_and_serves_it_at_one_of_both(self):
        opened, *paid = together(
            self.open, *[partial(self.pay_off, loan) for loan in self.loans]
        )

        self.assertEqual(opened, "OPEN")
        self.assertEqual(set(paid) - {"REPAYMENT", "SERVED_ELSEWHERE"}, set())
        self.assertEqual(
            self.accrued(), [(loan.pk, INTEREST, APRIL) for loan in self.loans]
        )
        closed = [loan.pk for loan in self.loans if is_closed(loan)]
        self.assertEqual(len(closed), paid.count("REPAYMENT"))
        at_the_counter = Posting.objects.filter(session=self.office, kind="ACCRUAL")
        self.assertCountEqual(at_the_counter.values_list("loan_id", flat=True), closed)


class OneOpenTests(RaceCase):
    def test_of_two_days_of_one_point_opens_one(self):
        builders.closed(self.country, self.session)
        days = (date(2026, 5, 10), date(2026, 6, 10))
        prepared = [builders.prepared_session(self.country, day) for day in days]
        may_open = moment(days[1], 1)

        answers = together(
            *[
                partial(
                    sessions.open_session,
                    session=one,
                    by=self.country.hung,
                    at=may_open,
                )
                for one in prepared
            ]
        )

        self.assertEqual(answers.count("ONE_OPEN_SESSION_FOR_A_POINT"), 1)
        self.assertEqual(Session.objects.filter(state="OPEN").count(), 1)


def is_closed(loan):
    loan.refresh_from_db(fields=["state"])
    return loan.state == "CLOSED"
