"""Interest as time goes by: cut where balance, rate or grace changes, rounded once."""

from datetime import date
from decimal import Decimal

from django.test import TestCase

from loans.actions import repayments
from loans.actions.accruals import explained_accrual, running_interest
from loans.actions.loans import Studies
from loans.models import Loan, LoanBalance, LoanRate, Posting
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import statement

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)
JUNE = date(2026, 6, 10)


class AccrualCase(TestCase):
    """One group of two, whose first loan is looked at."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.group(cls.country, size=2)
        cls.borrower = builders.members(cls.group)[0]

    def loan(self, **values):
        return builders.loan(self.country, self.borrower, of=self.group, **values)

    def opened(self, day):
        return builders.session(self.country, day)

    def counter(self, day, *loans):
        """An office session of a day between; loans are paid out in it."""
        session = builders.counter(self.country, day)
        builders.disbursed(self.country, session, *loans)
        return session

    def paid_out(self, day=MARCH, **values):
        """A loan of 50 million, paid out in a session of the point, now closed."""
        loan = self.loan(disburse_on=day, **values)
        session = self.opened(day)
        builders.disbursed(self.country, session, loan)
        builders.closed(self.country, session)
        return loan

    def pay(self, loan, session, **paid):
        return repayments.repay(
            loan=loan,
            session=session,
            paid=paid,
            key=uuid7(moment(session.held_on)),
            by=self.country.lan,
            at=moment(session.held_on),
        )

    def pieces(self, loan, until):
        """What has run, a line each: column, amount, rate, days."""
        running = running_interest([loan.pk], until)[loan.pk]
        return [
            f"{name} {piece.amount:,} at {piece.annual_rate_percent.normalize()}"
            f" {piece.start:%d/%m}-{piece.end:%d/%m}"
            for name in ("in_term", "overdue", "grace")
            for piece in getattr(running, name)
        ]


class RunningTests(AccrualCase):
    def test_begins_on_the_day_of_the_money_also_between_sessions(self):
        loan = self.loan(disburse_on=date(2026, 3, 25))
        self.counter(date(2026, 3, 25), loan)

        self.assertEqual(
            self.pieces(loan, APRIL), ["in_term 50,000,000 at 6.6 25/03-10/04"]
        )

    def test_counts_a_payment_from_its_day(self):
        loan = self.paid_out()
        counter = self.counter(date(2026, 3, 20))
        self.pay(loan, counter, principal_in_term=20_000_000)

        self.assertEqual(
            self.pieces(loan, APRIL),
            [
                "in_term 50,000,000 at 6.6 10/03-20/03",
                "in_term 30,000,000 at 6.6 20/03-10/04",
            ],
        )

    def test_changes_the_rate_from_its_day(self):
        loan = self.paid_out()
        first = loan.rates.get()
        LoanRate.objects.filter(pk=first.pk).update(valid_to=date(2026, 4, 1))
        LoanRate.objects.create(
            loan=loan,
            valid_from=date(2026, 4, 1),
            annual_rate_percent=Decimal("7.2"),
            overdue_rate_percent=Decimal("9.36"),
        )

        self.assertEqual(
            self.pieces(loan, APRIL),
            [
                "in_term 50,000,000 at 6.6 10/03-01/04",
                "in_term 50,000,000 at 7.2 01/04-10/04",
            ],
        )

    def test_leaves_a_withdrawn_rate_out(self):
        loan = self.paid_out()
        LoanRate.objects.filter(pk=loan.rates.get().pk).update(
            withdrawn_at=moment(MARCH),
            withdrawn_by=self.country.dao,
            withdrawn_reason="nhầm",
        )
        LoanRate.objects.create(
            loan=loan,
            valid_from=MARCH,
            annual_rate_percent=Decimal("7.2"),
            overdue_rate_percent=Decimal("9.36"),
        )

        self.assertEqual(
            self.pieces(loan, APRIL), ["in_term 50,000,000 at 7.2 10/03-10/04"]
        )

    def test_of_a_student_is_grace_until_twelve_months_after_the_end(self):
        loan = self.paid_out(
            programme="STUDENT",
            studies=Studies(graduates_on=date(2026, 3, 31), course_months=12),
        )
        Loan.objects.filter(pk=loan.pk).update(interest_grace_until=date(2026, 3, 31))

        self.assertEqual(
            self.pieces(loan, APRIL),
            [
                "in_term 50,000,000 at 6.6 31/03-10/04",
                "grace 50,000,000 at 6.6 10/03-31/03",
            ],
        )

    def test_adds_a_later_tranche_from_its_day(self):
        loan = self.loan(
            tranches=[(MARCH, 30_000_000), (date(2026, 3, 25), 20_000_000)]
        )
        session = self.opened(MARCH)
        builders.disbursed(self.country, session, loan)
        builders.closed(self.country, session)
        self.counter(date(2026, 3, 25), loan)

        self.assertEqual(
            self.pieces(loan, APRIL),
            [
                "in_term 30,000,000 at 6.6 10/03-25/03",
                "in_term 50,000,000 at 6.6 25/03-10/04",
            ],
        )

    def test_asks_the_overdue_rate_from_the_transfer_on(self):
        loan = self.overdue_loan()

        self.assertEqual(
            self.pieces(loan, JUNE), ["overdue 50,000,000 at 8.58 10/05-10/06"]
        )

    def test_is_none_of_a_loan_without_money_or_accrued_to_that_day(self):
        waiting, accrued = self.loan(), self.paid_out()

        self.assertEqual(running_interest([waiting.pk, accrued.pk], MARCH), {})

    def test_knows_a_day_that_has_passed(self):
        loan = self.paid_out()
        counter = self.counter(date(2026, 3, 20))
        self.pay(loan, counter, principal_in_term=20_000_000)

        self.assertEqual(
            self.pieces(loan, date(2026, 3, 15)),
            ["in_term 50,000,000 at 6.6 10/03-15/03"],
        )

    def test_is_read_in_three_statements_however_many_loans(self):
        loans = [self.loan().pk for _number in range(5)]
        session = self.opened(MARCH)
        builders.disbursed(self.country, session, *Loan.objects.filter(pk__in=loans))

        with self.assertNumQueries(3):
            running_interest(loans[:1], APRIL)
        with self.assertNumQueries(3):
            running_interest(loans, APRIL)

    def overdue_loan(self):
        """A loan whose term of one month ended on 10 April; moved on 10 May."""
        loan = self.paid_out(term_months=1, period_months=1)
        builders.closed(self.country, self.opened(APRIL))
        may = self.opened(MAY)
        builders.turned_overdue(self.country, may)
        return loan


class PostAccrualsTests(AccrualCase):
    def test_posts_each_period_from_where_the_last_one_ended(self):
        loan = self.paid_out()
        builders.closed(self.country, self.opened(APRIL))
        builders.closed(self.country, self.opened(MAY))

        self.assertEqual(
            statement(loan).splitlines()[1:],
            [
                "10/04/2026 ACCRUAL interest_in_term +280.274 income -280.274",
                "10/05/2026 ACCRUAL interest_in_term +271.233 income -271.233",
            ],
        )
        self.assertEqual(LoanBalance.objects.get(loan=loan).accrued_until, MAY)

    def test_catches_up_after_a_session_that_was_not_held(self):
        loan = self.paid_out()

        self.opened(MAY)

        self.assertEqual(
            statement(loan).splitlines()[1:],
            ["10/05/2026 ACCRUAL interest_in_term +551.507 income -551.507"],
        )

    def test_rounds_the_pieces_of_a_period_once(self):
        loan = self.paid_out()
        counter = self.counter(date(2026, 3, 20))
        self.pay(loan, counter, principal_in_term=20_000_000)

        self.opened(APRIL)

        self.assertEqual(
            statement(loan).splitlines()[-1],
            "10/04/2026 ACCRUAL interest_in_term +204.329 income -204.329",
        )

    def test_leaves_out_what_rounds_to_nothing_and_keeps_its_day(self):
        loan = self.paid_out(annual_rate=Decimal(0))

        self.opened(APRIL)

        self.assertEqual(LoanBalance.objects.get(loan=loan).accrued_until, MARCH)
        self.assertFalse(Posting.objects.filter(kind="ACCRUAL").exists())

    def test_leaves_out_the_loans_of_other_points(self):
        builders.running_group(self.country, size=1, is_next=True)

        self.opened(APRIL)

        self.assertFalse(Posting.objects.filter(kind="ACCRUAL").exists())

    def test_tells_the_days_of_interest_on_the_row(self):
        self.paid_out()
        self.opened(APRIL)

        row = Posting.objects.get(kind="ACCRUAL")

        self.assertEqual((row.period_from, row.period_to), (MARCH, APRIL))


class ExplainedTests(AccrualCase):
    """The lines behind a recorded accrual add up to what was posted, ever after."""

    def test_equals_what_was_posted_after_everything_that_came_later(self):
        loan = self.paid_out()
        counter = self.counter(date(2026, 3, 20))
        self.pay(loan, counter, principal_in_term=20_000_000)
        builders.closed(self.country, counter)
        april = self.opened(APRIL)
        self.pay(loan, april, principal_in_term=10_000_000, interest_in_term=204_329)
        builders.closed(self.country, april)
        builders.closed(self.country, self.opened(MAY))
        builders.closed(self.country, self.opened(JUNE))

        for row in Posting.objects.filter(kind="ACCRUAL").order_by("pk"):
            with self.subTest(row.value_date):
                parts = explained_accrual(row).parts
                self.assertEqual(
                    (parts.in_term, parts.overdue, parts.grace, -parts.total),
                    (
                        row.interest_in_term,
                        row.interest_overdue,
                        row.interest_grace,
                        row.income,
                    ),
                )

    def test_shows_the_balance_of_then(self):
        loan = self.paid_out()
        april = self.opened(APRIL)
        self.pay(loan, april, principal_in_term=10_000_000)
        builders.closed(self.country, april)
        self.opened(MAY)

        rows = Posting.objects.filter(kind="ACCRUAL").order_by("pk")
        amounts = [
            [piece.amount for piece in explained_accrual(row).in_term] for row in rows
        ]

        self.assertEqual(amounts, [[50_000_000], [40_000_000]])
