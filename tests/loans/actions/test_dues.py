"""What a member owes at a session, and what is offered for it."""

from datetime import date, timedelta

from django.test import TestCase

from loans.actions import dues, repayments, reversals
from loans.models import (
    Instalment,
    Loan,
    LoanBalance,
    Membership,
    SavingsAccount,
    SavingsBalance,
)
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.sheet_case import paid_at_the_counter

APRIL = date(2026, 4, 10)


class GroupDuesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)

    def member(self):
        return dues.group_dues(self.group, self.session).members[0]

    def test_say_the_interest_of_the_period(self):
        member = self.member()

        self.assertEqual(
            (member.period_interest, member.arrears, member.due_principal),
            (280_274, 0, 0),
        )

    def test_are_the_same_before_the_session_opens(self):
        builders.closed(self.country, self.session)
        may = builders.prepared_session(self.country, date(2026, 5, 10))
        before = dues.group_dues(self.group, may).members[0]

        self.assertEqual((before.period_interest, before.arrears), (271_233, 280_274))

    def test_fall_to_what_is_left_after_a_payment_at_the_counter(self):
        paid_at_the_counter(self.country, self.session, amount=80_274)

        member = self.member()

        self.assertEqual(member.interest, 200_000)
        self.assertEqual(member.paid_at, moment(APRIL))

    def test_forget_a_payment_that_was_undone(self):
        paid = paid_at_the_counter(self.country, self.session, amount=80_274)
        asked = reversals.ask_reversal(
            session=self.session,
            posting=paid,
            reason="Ghi nhầm người nộp",
            by=self.country.mai,
            at=moment(APRIL),
        )
        reversals.agree_reversal(
            request=asked,
            key=uuid7(moment(APRIL)),
            by=self.country.cuc,
            at=moment(APRIL),
        )

        self.assertIsNone(self.member().paid_at)

    def test_still_name_a_loan_paid_off_at_the_counter_today(self):
        loan = Loan.objects.order_by("borrower__sort_key").first()
        repayments.repay(
            loan=loan,
            session=self.session,
            paid={"principal_in_term": 50_000_000, "interest_in_term": 280_274},
            key=uuid7(moment(APRIL)),
            by=self.country.lan,
            at=moment(APRIL),
            is_payoff=True,
        )

        member = self.member()

        self.assertEqual((member.interest, member.paid_at), (0, moment(APRIL)))

    def test_count_an_instalment_from_its_extended_day_only(self):
        Instalment.objects.filter(number=1).update(session_due_on=APRIL)
        self.assertEqual(self.member().due_principal, 10_000_000)

        Instalment.objects.filter(number=1).update(extended_due_on=date(2027, 6, 10))

        self.assertEqual(self.member().due_principal, 0)

    def test_take_six_statements_however_many_members(self):
        with self.assertNumQueries(6):
            dues.group_dues(self.group, self.session)

        Membership.objects.filter(group=self.group).update(
            valid_to=APRIL + timedelta(days=1)
        )
        with self.assertNumQueries(6):
            dues.group_dues(self.group, self.session)


class OfferTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)

    def offer(self):
        return dues.group_dues(self.group, self.session).members[0].offer(1000)

    def test_lets_the_deposit_take_up_the_odd_dong(self):
        self.assertEqual(
            self.offer(),
            {"interest": 280_274, "deposit": 50_726, "principal_from_savings": 0},
        )

    def test_uses_savings_for_principal_only_with_consent(self):
        Instalment.objects.filter(number=1).update(session_due_on=APRIL)
        SavingsBalance.objects.update(amount=70_000)
        self.assertEqual(self.offer()["principal_from_savings"], 70_000)

        SavingsAccount.objects.update(consents_to_debit=False)

        self.assertEqual(self.offer()["principal_from_savings"], 0)


class OfferWithoutDepositTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=1, level=0)
        cls.session = builders.session(cls.country, APRIL)

    def offer(self):
        [member] = dues.group_dues(self.group, self.session).members
        return member.offer(1000)

    def test_rounds_the_interest_down_and_carries_the_rest(self):
        self.assertEqual(
            self.offer(),
            {"interest": 280_000, "deposit": 0, "principal_from_savings": 0},
        )

    def test_is_exact_where_interest_is_all_that_is_left(self):
        LoanBalance.objects.update(principal_in_term=0)

        self.assertEqual(self.offer()["interest"], 280_274)

    def test_is_exact_where_savings_pay_off_all_principal(self):
        Instalment.objects.update(session_due_on=APRIL)
        SavingsBalance.objects.update(amount=50_000_000)

        self.assertEqual(
            self.offer(),
            {
                "interest": 280_274,
                "deposit": 0,
                "principal_from_savings": 50_000_000,
            },
        )

    def test_is_rounded_beside_a_loan_that_is_paid_off_already(self):
        second = builders.loan(
            self.country,
            self.group.loans.get().borrower,
            of=self.group,
            disburse_on=APRIL,
        )
        builders.disbursed(self.country, self.session, second)
        repayments.repay(
            loan=second,
            session=self.session,
            paid={"principal_in_term": 50_000_000},
            is_payoff=True,
            key=uuid7(moment(APRIL)),
            by=self.country.lan,
            at=moment(APRIL),
        )

        self.assertEqual(self.offer()["interest"], 280_000)


class DuesOfGroupsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.first = builders.running_group(cls.country, size=2)
        cls.second = builders.running_group(
            cls.country, size=1, start=date(2026, 3, 11)
        )
        cls.session = builders.prepared_session(cls.country, APRIL)

    def test_are_those_of_each_group_alone(self):
        together = dues.dues_of_groups([self.first, self.second], self.session)

        for group in (self.first, self.second):
            alone = dues.group_dues(group, self.session)
            self.assertEqual(together[group.pk].members, alone.members)
            self.assertEqual(together[group.pk].board, alone.board)
            self.assertEqual(together[group.pk].last_contract, alone.last_contract)

    def test_need_no_more_statements_for_more_groups(self):
        with self.assertNumQueries(9):
            dues.group_dues(self.first, self.session)
        with self.assertNumQueries(9):
            dues.dues_of_groups([self.first, self.second], self.session)
