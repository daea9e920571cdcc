"""Sessions that open at once, and loans served elsewhere while their point opens."""

from datetime import date
from functools import partial

from django.db import transaction

from loans.actions import repayments, reversals, sessions
from loans.models import Posting, Session
from loans.reports.verification import differences
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.faults.together import APRIL, AT, RaceCase, together

LOANS = 8
EARLIER, NEXT_DAY = date(2026, 3, 20), date(2026, 4, 11)
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


class ReversalTests(RaceCase):
    """What was wrong on an earlier day is undone at the counter, cut at its day."""

    def setUp(self):
        with transaction.atomic():
            self.country = Country()
            group = builders.running_group(self.country, size=LOANS)
            first = builders.counter(self.country, EARLIER)
            wrong = [pay_some(self.country, first, loan) for loan in group.loans.all()]
            builders.closed(self.country, first)
            office = builders.counter(self.country, APRIL)
            self.asked = [
                reversals.ask_reversal(
                    session=office,
                    posting=posting,
                    reason="Ghi nhầm số tiền",
                    by=self.country.lan,
                    at=AT,
                )
                for posting in wrong
            ]
            self.prepared = builders.prepared_session(self.country, APRIL)

    def open(self):
        return sessions.open_session(
            session=self.prepared, by=self.country.hung, at=AT
        ).state

    def agree(self, request):
        [row] = reversals.agree_reversal(
            request=request, key=uuid7(AT), by=self.country.cuc, at=AT
        )
        return row.kind

    def test_are_agreed_to_before_the_point_opens_or_not_at_all(self):
        opened, *agreed = together(
            self.open, *[partial(self.agree, request) for request in self.asked]
        )

        self.assertEqual(opened, "OPEN")
        self.assertEqual(set(agreed) - {"REPAYMENT", "SERVED_ELSEWHERE"}, set())
        accruals = Posting.objects.filter(kind="ACCRUAL").order_by("loan_id")
        self.assertEqual(accruals.values("loan_id").distinct().count(), LOANS)
        self.assertEqual(accruals.count(), LOANS)
        self.assertEqual(list(differences()), [])


class LateTests(RaceCase):
    """A session of yesterday is opened while the office's counter of today pays in."""

    def setUp(self):
        with transaction.atomic():
            self.country = Country()
            group = builders.running_group(self.country, size=LOANS)
            self.loans = list(group.loans.order_by("pk"))
            self.prepared = builders.prepared_session(self.country, APRIL)
            self.office = builders.counter(self.country, NEXT_DAY)

    def open(self):
        return sessions.open_session(
            session=self.prepared, by=self.country.hung, at=moment(NEXT_DAY, 2)
        ).state

    def pay(self, loan):
        return pay_some(self.country, self.office, loan).kind

    def test_opens_whatever_is_paid_meanwhile(self):
        *paid, opened = together(
            *[partial(self.pay, loan) for loan in self.loans], self.open
        )

        self.assertEqual(opened, "OPEN")
        self.assertEqual(set(paid) - {"REPAYMENT", "SERVED_ELSEWHERE"}, set())
        self.assertEqual(list(differences()), [])


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


def pay_some(country, session, loan):
    at = moment(session.held_on)
    return repayments.repay(
        loan=loan,
        session=session,
        paid={"principal_in_term": 1_000_000},
        key=uuid7(at),
        by=country.lan,
        at=at,
    )


def is_closed(loan):
    loan.refresh_from_db(fields=["state"])
    return loan.state == "CLOSED"
