"""Several loans of one borrower paid on in one act: one key, one voucher."""

from datetime import date

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from loans.actions.repayments import Paid, repay_loans
from loans.models import Loan, LoanBalance, Posting, SavingsAccount
from loans.reports.verification import differences
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import statement
from tests.refusing import RefusalMixin

APRIL, BETWEEN = date(2026, 4, 10), date(2026, 4, 20)


class SeveralLoansTestCase(RefusalMixin, TestCase):
    """Nga has two loans of 50 million since March; each owes 280.274 of interest."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.group(cls.country, size=2)
        cls.nga, cls.tu = builders.members(cls.group)
        march = builders.session(cls.country, date(2026, 3, 10))
        cls.first, cls.second, cls.other = (
            builders.loan(cls.country, person, of=cls.group)
            for person in (cls.nga, cls.nga, cls.tu)
        )
        builders.disbursed(cls.country, march, cls.first, cls.second, cls.other)
        builders.closed(cls.country, march)
        cls.session = builders.session(cls.country, APRIL)
        cls.account = SavingsAccount.objects.get(person=cls.nga)

    def repay(self, *paid, session=None, key=None, **said):
        """Each of `paid` is a loan and what is paid of it, by account."""
        session = session or self.session
        at = moment(session.held_on)
        return repay_loans(
            payments=[
                Paid(
                    loan=loan,
                    amounts={a: x for a, x in amounts.items() if a != "is_payoff"},
                    is_payoff="is_payoff" in amounts,
                )
                for loan, amounts in paid
            ],
            session=session,
            key=key or uuid7(at),
            by=self.country.lan,
            at=at,
            **said,
        )

    def last(self, of):
        return statement(of).splitlines()[-1]

    def state(self, loan):
        return Loan.objects.get(pk=loan.pk).state


WHOLE = {
    "principal_in_term": 50_000_000,
    "interest_in_term": 280_274,
    "is_payoff": True,
}


class RepayLoansTests(SeveralLoansTestCase):
    def test_lowers_each_in_one_voucher_of_numbered_rows(self):
        rows = self.repay(
            (self.first, {"principal_in_term": 1_000_000, "interest_in_term": 280_274}),
            (self.second, {"interest_in_term": 280_274}),
        )

        self.assertEqual(
            [self.last(loan) for loan in (self.first, self.second)],
            [
                "10/04/2026 REPAYMENT cash +1.280.274 principal_in_term -1.000.000"
                " interest_in_term -280.274",
                "10/04/2026 REPAYMENT cash +280.274 interest_in_term -280.274",
            ],
        )
        self.assertEqual([row.line for row in rows], [1, 2])
        self.assertEqual(len({(row.key, row.voucher_number) for row in rows}), 1)

    def test_puts_the_change_into_the_account_as_a_row_of_the_act(self):
        [row] = self.repay(
            (self.first, {"interest_in_term": 280_274}),
            change_into=self.account,
            change=726,
        )

        deposit = Posting.objects.get(kind="DEPOSIT")
        self.assertEqual((deposit.key, deposit.line), (row.key, 2))

    def test_takes_all_out_of_the_member_account(self):
        builders.saved(self.country, self.session, self.account, 600_000)

        rows = self.repay(
            (self.first, {"interest_in_term": 280_274}),
            (self.second, {"interest_in_term": 280_274}),
            from_account=self.account,
        )

        self.assertEqual([row.kind for row in rows], ["SAVINGS_USE"] * 2)
        self.account.balance.refresh_from_db()
        self.assertEqual(self.account.balance.amount, 39_452)

    def test_takes_no_more_than_the_account_holds_over_all(self):
        builders.saved(self.country, self.session, self.account, 500_000)

        with self.refused("MEMBER_SAVINGS_ARE_NOT_NEGATIVE"):
            self.repay(
                (self.first, {"interest_in_term": 280_274}),
                (self.second, {"interest_in_term": 280_274}),
                from_account=self.account,
            )
        self.assertFalse(Posting.objects.filter(kind="SAVINGS_USE").exists())

    def test_pays_one_off_and_another_in_part(self):
        self.repay((self.first, WHOLE), (self.second, {"interest_in_term": 280_274}))

        self.assertEqual(self.state(self.first), "CLOSED")
        self.assertEqual(self.state(self.second), "ACTIVE")

    def test_pays_both_off_between_sessions_with_what_has_run(self):
        builders.closed(self.country, self.session)
        counter = builders.counter(self.country, BETWEEN)
        whole = {**WHOLE, "interest_in_term": 280_274 + 90_411}

        rows = self.repay((self.second, whole), (self.first, whole), session=counter)

        accruals = Posting.objects.filter(session=counter, kind="ACCRUAL")
        self.assertEqual([row.interest_in_term for row in accruals], [90_411] * 2)
        self.assertEqual([row.line for row in rows], [3, 4])
        self.assertEqual(self.state(self.first), "CLOSED")
        self.assertEqual(self.state(self.second), "CLOSED")
        self.assertEqual(list(differences()), [])

    def test_is_taken_once_however_often_it_is_sent(self):
        key = uuid7(moment(APRIL))
        paid = [
            (self.first, {"interest_in_term": 100_000}),
            (self.second, {"interest_in_term": 90_000}),
        ]
        first = self.repay(*paid, key=key)

        again = self.repay(*paid, key=key)

        self.assertEqual(again, first)
        with self.refused("KEY_REUSED"):
            self.repay(paid[0], key=key)

    def test_of_more_than_is_owed_names_the_contract_and_takes_nothing(self):
        with self.refused("MORE_THAN_OWED") as refused:
            self.repay(
                (self.first, {"interest_in_term": 280_274}),
                (self.second, {"interest_in_term": 280_275}),
            )

        sentence = refused.exception.sentence
        self.assertIn(f"{self.second.contract_number}: ", sentence)
        self.assertIn("280.274", sentence)
        self.assertFalse(Posting.objects.filter(kind="REPAYMENT").exists())

    def test_of_less_than_all_is_no_payoff_and_names_the_contract(self):
        with self.refused("NOT_PAID_OFF") as refused:
            self.repay(
                (self.first, {"interest_in_term": 280_274}),
                (self.second, {**WHOLE, "interest_in_term": 1_000}),
            )

        self.assertIn(self.second.contract_number, refused.exception.sentence)

    def test_of_the_same_amount_of_one_of_them_is_asked_about(self):
        [first] = self.repay((self.second, {"interest_in_term": 100_000}))

        with self.refused("ALREADY_TAKEN") as refused:
            self.repay(
                (self.first, {"interest_in_term": 200_000}),
                (self.second, {"interest_in_term": 100_000}),
            )

        self.assertEqual(refused.exception.values["first"], first)
        self.assertEqual(Posting.objects.filter(kind="REPAYMENT").count(), 1)

    def test_of_the_same_amount_of_the_other_loan_is_not_asked_about(self):
        self.repay((self.second, {"interest_in_term": 100_000}))

        rows = self.repay((self.first, {"interest_in_term": 100_000}))

        self.assertEqual(len(rows), 1)

    def test_of_two_people_is_refused(self):
        with self.refused("NOT_ONE_BORROWER"):
            self.repay(
                (self.first, {"interest_in_term": 1_000}),
                (self.other, {"interest_in_term": 1_000}),
            )

    def test_of_nothing_of_any_of_them_is_refused(self):
        for paid in (
            [],
            [(self.first, {"interest_in_term": 1_000}), (self.second, {})],
            [(self.first, {"interest_in_term": -1})],
        ):
            with self.subTest(paid), self.refused("NOTHING_PAID"):
                self.repay(*paid)

    def test_names_no_loan_twice(self):
        with self.assertRaises(ValueError):
            self.repay(
                (self.first, {"interest_in_term": 1_000}),
                (self.first, {"interest_in_term": 2_000}),
            )

    def test_is_refused_at_the_counter_while_the_points_session_is_open(self):
        with self.refused("SERVED_ELSEWHERE"):
            self.repay(
                (self.first, {"interest_in_term": 1_000}),
                (self.second, {"interest_in_term": 1_000}),
                session=builders.counter(self.country, APRIL),
            )

    def test_takes_no_more_statements_for_more_loans(self):
        """PostgreSQL and SQLite differ in how they lock, not from one loan to two."""
        with self.assertNumQueries(self.statements(self.first)):
            self.repay(
                (self.first, {"interest_in_term": 1_001}),
                (self.second, {"interest_in_term": 1_001}),
            )

    def statements(self, loan):
        with CaptureQueriesContext(connection) as taken:
            self.repay((loan, {"interest_in_term": 1_000}))
        return len(taken)

    def test_leaves_balances_that_the_rows_add_up_to(self):
        self.repay((self.first, WHOLE), (self.second, {"interest_in_term": 1_000}))

        left = LoanBalance.objects.filter(loan__in=[self.first, self.second])
        self.assertEqual(
            [row.interest_in_term for row in left.order_by("loan_id")], [0, 279_274]
        )
        self.assertEqual(list(differences()), [])
