"""F06, F08: the same money taken by two at once; each net is shown to tear."""

from functools import partial
from threading import Barrier

from django.db.models import Sum

from loans.actions import repayments, savings
from loans.actions.paid_again import same_before
from loans.actions.repayments import Paid
from loans.models import LoanBalance, Posting
from programmes.rules.keys import uuid7
from tests import builders
from tests.faults.together import APRIL, AT, WHY_AGAIN, RaceCase, together


class PaymentTests(RaceCase):
    size = 15

    def test_of_a_loan_in_full_by_two_tellers_at_once_is_taken_once(self):
        answers = [
            sorted(
                together(
                    partial(self.pay, loan, self.country.lan),
                    partial(self.pay, loan, self.country.mai),
                ),
                key=str,
            )
            for loan in self.loans
        ]

        self.assertEqual(answers, [[50_000_000, "MORE_THAN_OWED"]] * 15)
        self.assertEqual(self.paid(), 15 * 50_000_000)
        self.assertEqual(self.left(), 0)

    def test_of_the_same_amount_from_two_tabs_at_once_is_asked_about(self):
        """Each tab has its own key, so that the key alone would let both through."""
        answers = [
            sorted(together(*[partial(self.pay_some, loan)] * 2), key=str)
            for loan in self.loans
        ]

        self.assertEqual(answers, [[1_000_000, "ALREADY_TAKEN"]] * 15)
        self.assertEqual(self.paid(), 15 * 1_000_000)

    def test_would_be_seen_let_through_by_this_net(self):
        """The net is tested: who asks before the lock lets both tabs through."""
        loan = self.loans[0]
        both_have_asked = Barrier(2)

        answers = together(*[partial(self.ask_and_pay_some, loan, both_have_asked)] * 2)

        self.assertEqual(answers, [1_000_000] * 2)

    def test_into_an_account_from_two_tabs_at_once_is_asked_about(self):
        answers = together(*[self.put_in] * 2)

        self.assertCountEqual(answers, [30_000, "ALREADY_TAKEN"])

    def test_of_several_loans_by_many_at_once_is_taken_whole_each_time(self):
        first = self.loans[0]
        second = builders.loan(
            self.country, first.borrower, of=self.group, disburse_on=APRIL
        )
        builders.disbursed(self.country, self.session, second)
        ways = [first, second], [second, first]

        answers = together(*(partial(self.pay_both, loans) for loans in ways * 5))

        self.assertEqual(answers, [2] * 10)
        self.assertEqual(self.paid(), 10 * 2_000)

    def test_would_be_seen_taken_twice_by_this_net(self):
        """The net is tested: who reads, and then writes without a lock, overpays."""
        loan = self.loans[0]
        both_have_read = Barrier(2)

        together(*[partial(self.pay_without_a_lock, loan, both_have_read)] * 2)

        self.assertEqual(self.paid(), 2 * 50_000_000)

    def pay(self, loan, by):
        return repayments.repay(
            loan=loan,
            session=self.session,
            paid={"principal_in_term": 50_000_000},
            key=uuid7(AT),
            by=by,
            at=AT,
            why_again=WHY_AGAIN,
        ).cash

    def ask_and_pay_some(self, loan, both_have_asked):
        first = same_before({loan.pk: 1_000_000}, self.session)
        both_have_asked.wait(timeout=30)
        return self.pay_some(loan, why_again="" if first else WHY_AGAIN)

    def pay_some(self, loan, why_again=""):
        return repayments.repay(
            loan=loan,
            session=self.session,
            paid={"principal_in_term": 1_000_000},
            key=uuid7(AT),
            by=self.country.lan,
            at=AT,
            why_again=why_again,
        ).cash

    def put_in(self):
        return savings.deposit(
            account=self.account,
            amount=30_000,
            session=self.session,
            key=uuid7(AT),
            by=self.country.lan,
            at=AT,
        ).cash

    def pay_both(self, loans):
        paid = [Paid(loan=x, amounts={"principal_in_term": 1_000}) for x in loans]
        rows = repayments.repay_loans(
            payments=paid,
            session=self.session,
            key=uuid7(AT),
            by=self.country.lan,
            at=AT,
            why_again=WHY_AGAIN,
        )
        return len(rows)

    def pay_without_a_lock(self, loan, both_have_read):
        first = Posting.objects.filter(loan=loan, kind="DISBURSEMENT").get()
        balance = LoanBalance.objects.get(loan=loan)
        both_have_read.wait(timeout=30)
        balance.principal_in_term -= 50_000_000
        balance.save()
        Posting.objects.bulk_create(
            [
                Posting(
                    key=uuid7(AT),
                    request_digest="0" * 64,
                    kind="REPAYMENT",
                    session=self.session,
                    voucher_number=99,
                    loan=loan,
                    value_date=APRIL,
                    posted_at=AT,
                    posted_by=self.country.lan,
                    cash=-first.cash,
                    principal_in_term=first.cash,
                )
            ]
        )

    def paid(self):
        rows = Posting.objects.filter(kind="REPAYMENT")
        return rows.aggregate(total=Sum("cash"))["total"]

    def left(self):
        return LoanBalance.objects.aggregate(total=Sum("principal_in_term"))["total"]
