"""What is offered over a borrower's loans in cash, and how cash is shared out."""

from datetime import date

from django.test import TestCase

from loans.actions.at_counter import standings
from loans.actions.offers import offers, spread
from loans.models import Loan, LoanBalance, SavingsAccount, SavingsBalance
from loans.rules.allocation import MoreThanOwed
from tests import builders
from tests.cast import Country
from tests.deciding import rules_from

APRIL = date(2026, 4, 10)


class OffersTestCase(TestCase):
    """Nga owes 50 million and 280.274 of each of two loans, the second in arrears."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=1)
        cls.first = cls.group.loans.get()
        cls.person = cls.first.borrower
        cls.session = builders.session(cls.country, APRIL)
        cls.second = builders.loan(
            cls.country, cls.person, of=cls.group, disburse_on=APRIL
        )
        builders.disbursed(cls.country, cls.session, cls.second)
        cls.balance(cls.second, interest_in_term=100_900)

    @classmethod
    def balance(cls, loan, **columns):
        LoanBalance.objects.filter(loan=loan).update(**columns)

    def without_an_account(self):
        SavingsBalance.objects.all().delete()
        SavingsAccount.objects.all().delete()

    def owed(self, *loans):
        loans = loans or (self.first, self.second)
        chosen = Loan.objects.filter(pk__in=[loan.pk for loan in loans])
        return standings(chosen, self.session)

    def offers(self, *loans):
        return offers(self.owed(*loans))


class OfferTests(OffersTestCase):
    def test_is_exact_where_a_member_account_takes_the_odd_dong(self):
        self.assertEqual(self.offers(), [(0, 280_274), (0, 100_900)])

    def test_is_rounded_down_to_whole_notes_without_an_account(self):
        self.without_an_account()

        self.assertEqual(self.offers(self.first), [(0, 280_000)])

    def test_is_rounded_down_over_all_loans_together_in_the_youngest(self):
        self.without_an_account()

        self.assertEqual(self.offers(), [(0, 280_274), (0, 100_726)])

    def test_goes_on_to_the_next_loan_where_the_youngest_has_too_little(self):
        self.without_an_account()
        self.balance(self.second, interest_in_term=100)

        self.assertEqual(self.offers(), [(0, 280_000), (0, 0)])

    def test_goes_by_the_dated_step(self):
        self.without_an_account()
        rules_from(self.country, APRIL, cash_step=100_000)

        self.assertEqual(self.offers(), [(0, 280_274), (0, 19_726)])

    def test_leaves_principal_as_it_is_due(self):
        self.without_an_account()
        self.first.instalments.filter(number=1).update(session_due_on=APRIL)

        self.assertEqual(self.offers(), [(10_000_000, 280_274), (0, 100_726)])

    def test_is_exact_where_it_pays_the_loan_off(self):
        self.without_an_account()
        self.first.instalments.update(session_due_on=APRIL)

        self.assertEqual(self.offers(self.first), [(50_000_000, 280_274)])
        self.assertEqual(self.offers(), [(50_000_000, 280_274), (0, 100_726)])

    def test_is_exact_where_only_interest_is_left(self):
        self.without_an_account()
        self.balance(self.first, principal_in_term=0)

        self.assertEqual(self.offers(self.first), [(0, 280_274)])


class SpreadTests(OffersTestCase):
    def spread(self, amount, *loans):
        return spread(self.owed(*loans), amount)

    def test_meets_interest_first_of_a_loan_in_term(self):
        self.assertEqual(self.spread(200_000, self.first), [(0, 200_000)])
        self.assertEqual(self.spread(300_000, self.first), [(19_726, 280_274)])

    def test_meets_overdue_principal_first(self):
        self.balance(
            self.first, principal_in_term=40_000_000, principal_overdue=10_000_000
        )

        self.assertEqual(self.spread(10_100_000, self.first), [(10**7, 100_000)])

    def test_meets_what_is_due_of_all_loans_before_anything_ahead(self):
        self.assertEqual(
            self.spread(400_000), [(400_000 - 381_174, 280_274), (0, 100_900)]
        )

    def test_meets_a_younger_loan_first_that_is_overdue(self):
        self.balance(
            self.second, principal_in_term=40_000_000, principal_overdue=10_000_000
        )

        self.assertEqual(self.spread(10_000_000), [(0, 0), (10_000_000, 0)])

    def test_shares_out_no_more_than_is_owed(self):
        self.assertEqual(self.spread(50_280_274, self.first), [(50_000_000, 280_274)])
        with self.assertRaises(MoreThanOwed):
            self.spread(50_280_275, self.first)


class StandingsTests(OffersTestCase):
    def test_are_read_by_a_fixed_number_of_statements(self):
        with self.assertNumQueries(4):
            self.owed(self.first)
        with self.assertNumQueries(4):
            self.owed()

    def test_are_none_of_no_loans(self):
        self.assertEqual(standings(Loan.objects.none(), self.session), [])
