"""The one door to the ledger: once, whole, named, and with a fixed number of steps."""

from datetime import date

from django.db import IntegrityError, connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from loans.actions.ledger import (
    Act,
    Row,
    digest_of,
    mirror,
    post,
    post_many,
    reverse_rows,
)
from loans.models import (
    LoanBalance,
    Posting,
    SavingsAccount,
    SavingsBalance,
    Session,
)
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import session_statement, statement
from tests.refusing import RefusalMixin

APRIL = date(2026, 4, 10)


def steps(action):
    """How many statements the action sends, savepoints left out."""
    with CaptureQueriesContext(connection) as sent:
        action()
    return len([q for q in sent if "SAVEPOINT" not in q["sql"]])


class LedgerCase(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)
        cls.account, cls.other = SavingsAccount.objects.order_by("pk")
        cls.loan = cls.group.loans.earliest("pk")

    def act(self, *fields, key=None, **values):
        return Act(
            key=key or uuid7(moment(APRIL)),
            by=self.country.lan,
            at=moment(APRIL),
            fields=fields or ("DEPOSIT", "test"),
            **values,
        )

    def deposit(self, amount=50_000, account=None):
        return Row(
            kind="DEPOSIT",
            savings_account_id=(account or self.account).pk,
            amounts={"cash": amount, "savings": -amount},
        )

    def payment(self, amount=100_000, loan_id=None):
        return Row(
            kind="REPAYMENT",
            loan_id=loan_id or self.loan.pk,
            amounts={"cash": amount, "interest_in_term": -amount},
        )

    def post(self, *rows, act=None):
        return post_many(session=self.session, act=act or self.act(), rows=rows)

    def reverse(self, *postings, key=None):
        act = self.act(
            "REVERSAL",
            key=key,
            checked_by=self.country.cuc,
            checked_way="OWN_DEVICE",
            reason="Ghi nhầm số tiền",
        )
        return reverse_rows(session=self.session, act=act, postings=postings)


class DigestTests(TestCase):
    def test_is_of_the_business_fields_in_their_order(self):
        self.assertEqual(
            digest_of(("DEPOSIT", "TXN:2026-04-10", 50_000)),
            "1d635dd701d1f0566c6cf883dbb8b7e2296b44358123767ac1c85f7afaa460e3",
        )

    def test_tells_nothing_from_an_empty_word(self):
        self.assertNotEqual(digest_of(("A", None)), digest_of(("A", "")))


class PostTests(LedgerCase):
    def test_posts_the_rows_of_an_act_under_one_key_and_voucher(self):
        rows = self.post(self.payment(), self.deposit())

        self.assertEqual(
            [(row.key, row.line, row.voucher_number) for row in rows],
            [(rows[0].key, 1, 2), (rows[0].key, 2, 2)],
        )

    def test_writes_what_was_asked_with_the_day_of_the_session(self):
        self.post(self.payment(), self.deposit())

        self.assertEqual(
            session_statement(self.session).splitlines()[-2:],
            [
                "000002 10/04/2026 REPAYMENT cash +100.000 interest_in_term -100.000",
                "000002 10/04/2026 DEPOSIT cash +50.000 savings -50.000",
            ],
        )

    def test_moves_the_balances_with_the_rows(self):
        self.post(self.payment(), self.deposit(), self.deposit(1_000))

        self.assertEqual(
            (
                LoanBalance.objects.get(loan=self.loan).interest_in_term,
                SavingsBalance.objects.get(savings_account=self.account).amount,
            ),
            (180_274, 51_000),
        )

    def test_numbers_vouchers_without_a_gap(self):
        self.post(self.deposit())
        with self.refused("LOAN_INTEREST_IN_TERM_IS_NOT_NEGATIVE"):
            self.post(self.payment(10**9))
        self.post(self.deposit())

        vouchers = Posting.objects.filter(session=self.session, kind="DEPOSIT")
        self.assertEqual(
            list(vouchers.order_by("pk").values_list("voucher_number", flat=True)),
            [2, 3],
        )

    def test_posts_once_however_often_it_is_sent(self):
        act = self.act()
        first = self.post(self.deposit(), self.deposit(1_000), act=act)

        again = self.post(self.deposit(), self.deposit(1_000), act=act)

        self.assertEqual([row.pk for row in again], [row.pk for row in first])
        self.assertEqual(
            SavingsBalance.objects.get(savings_account=self.account).amount, 51_000
        )

    def test_answers_with_the_first_rows_even_after_the_session_was_closed(self):
        act = self.act()
        first = self.post(self.deposit(), act=act)
        builders.closed(self.country, self.session)

        again = self.post(self.deposit(), act=act)

        self.assertEqual(again[0].pk, first[0].pk)

    def test_refuses_a_key_that_was_used_for_something_else(self):
        act = self.act("DEPOSIT", 50_000)
        self.post(self.deposit(), act=act)

        with self.refused("KEY_REUSED"):
            self.post(self.deposit(), act=self.act("DEPOSIT", 60_000, key=act.key))

        self.assertEqual(Posting.objects.filter(key=act.key).count(), 1)

    def test_refuses_a_session_that_is_not_open(self):
        counting = Session.objects.get(pk=self.session.pk)
        counting.state = "COUNTING"
        counting.save()

        with self.refused("SESSION_NOT_OPEN"):
            self.post(self.deposit())

    def test_says_when_the_session_was_closed(self):
        builders.closed(self.country, self.session)

        with self.refused("SESSION_NOT_OPEN") as refused:
            self.post(self.deposit())

        self.assertIn("10/04/2026 12:00", refused.exception.sentence)

    def test_refuses_an_act_of_no_rows(self):
        with self.assertRaises(ValueError):
            self.post()

    def test_stops_where_a_balance_is_missing(self):
        person = builders.person(self.country, "Cao Thị Mới")
        bare = SavingsAccount.objects.create(
            number="1059999999999999",
            person=person,
            point=self.country.point,
            opened_on=APRIL,
        )

        with self.assertRaises(LookupError):
            self.post(self.deposit(account=bare))

        self.assertFalse(Posting.objects.filter(savings_account=bare).exists())

    def test_leaves_nothing_of_an_act_of_which_one_row_is_refused(self):
        before = Posting.objects.count()

        with self.refused("LOAN_INTEREST_IN_TERM_IS_NOT_NEGATIVE"):
            self.post(self.deposit(), self.payment(280_275))

        self.assertEqual(Posting.objects.count(), before)
        self.assertEqual(
            SavingsBalance.objects.get(savings_account=self.account).amount, 0
        )

    def test_posts_a_single_row_as_an_act_of_one(self):
        row = post(session=self.session, act=self.act(), row=self.deposit())

        self.assertEqual((row.line, row.cash), (1, 50_000))


class StatementsTests(LedgerCase):
    """As many statements for eighty rows as for two: lock, one insert, one update."""

    def test_are_the_same_for_2_and_80_rows(self):
        rows = [self.payment(1_000), self.deposit(1_000)]
        self.post(*rows)

        few = steps(lambda: self.post(*rows))
        many = steps(lambda: self.post(*rows * 40))

        self.assertEqual((few, many), (EXPECTED[connection.vendor],) * 2)

    def test_are_two_for_an_act_that_was_sent_before(self):
        act = self.act()
        self.post(self.deposit(), act=act)

        self.assertEqual(steps(lambda: self.post(self.deposit(), act=act)), 2)


EXPECTED = {"postgresql": 8, "sqlite": 7}
"""Session, key, (both locks), voucher, insert, (rows read back), two updates."""


class RefusalsTests(LedgerCase):
    """What the database refuses comes back by its name, on both engines."""

    def test_of_more_interest_than_is_owed(self):
        with self.refused("LOAN_INTEREST_IN_TERM_IS_NOT_NEGATIVE") as refused:
            self.post(self.payment(280_275))

        self.assertNotIn("_", refused.exception.sentence)

    def test_of_more_savings_than_there_are(self):
        row = Row(
            kind="WITHDRAWAL",
            savings_account_id=self.account.pk,
            amounts={"cash": -1, "savings": 1},
        )
        act = self.act(checked_by=self.country.cuc, checked_way="OWN_DEVICE")

        with self.refused("MEMBER_SAVINGS_ARE_NOT_NEGATIVE"):
            self.post(row, act=act)

    def test_of_a_loan_of_another_point(self):
        group = builders.running_group(self.country, size=1, is_next=True)

        with self.refused("POSTING_OF_A_LOAN_STANDS_AT_THE_LOANS_POINT"):
            self.post(self.payment(loan_id=group.loans.get().pk))

    def test_of_one_person_who_makes_and_checks(self):
        act = self.act(checked_by=self.country.lan, checked_way="OWN_DEVICE")

        with self.refused("POSTING_IS_MADE_AND_CHECKED_BY_TWO_PEOPLE"):
            self.post(self.deposit(), act=act)

    def test_of_a_mistake_of_ours_is_no_refusal(self):
        row = Row(
            kind="DEPOSIT", savings_account_id=self.account.pk, amounts={"cash": 1}
        )

        with self.assertRaisesMessage(IntegrityError, "posting_sums_to_zero"):
            self.post(row)


class ReverseTests(LedgerCase):
    def test_undoes_rows_by_their_mirrors_the_last_first(self):
        rows = self.post(self.payment(), self.deposit())

        self.reverse(*rows)

        self.assertEqual(
            session_statement(self.session).splitlines()[-2:],
            [
                "000003 10/04/2026 DEPOSIT (reversal) cash -50.000 savings +50.000",
                "000003 10/04/2026 REPAYMENT (reversal) cash -100.000"
                " interest_in_term +100.000",
            ],
        )

    def test_brings_the_balances_back(self):
        before = list(LoanBalance.objects.order_by("pk").values())
        rows = self.post(self.payment())

        self.reverse(*rows)

        self.assertEqual(list(LoanBalance.objects.order_by("pk").values()), before)

    def test_keeps_both_names_and_the_reason(self):
        [row] = self.reverse(*self.post(self.deposit()))

        self.assertEqual(
            (row.posted_by, row.checked_by, row.reason),
            (self.country.lan, self.country.cuc, "Ghi nhầm số tiền"),
        )

    def test_is_done_once_however_often_it_is_sent(self):
        rows = self.post(self.deposit())
        key = uuid7(moment(APRIL))
        first = self.reverse(*rows, key=key)

        again = self.reverse(*rows, key=key)

        self.assertEqual([row.pk for row in again], [row.pk for row in first])

    def test_is_refused_a_second_time_under_another_key(self):
        rows = self.post(self.deposit())
        self.reverse(*rows)

        with self.refused("ALREADY_REVERSED") as refused:
            self.reverse(*rows)

        self.assertIn("000003", refused.exception.sentence)

    def test_is_itself_not_reversed(self):
        reversal = self.reverse(*self.post(self.deposit()))

        with self.refused("REVERSAL_OF_A_REVERSAL"):
            self.reverse(*reversal)

    def test_is_not_for_accruals_which_are_corrected(self):
        accrual = Posting.objects.filter(kind="ACCRUAL").first()

        with self.refused("ACCRUAL_IS_CORRECTED"):
            self.reverse(accrual)

    def test_is_refused_where_the_money_is_gone(self):
        rows = self.post(self.deposit())
        use = Row(
            kind="SAVINGS_USE",
            loan_id=self.loan.pk,
            savings_account_id=self.account.pk,
            amounts={"savings": 50_000, "interest_in_term": -50_000},
        )
        self.post(use)

        with self.refused("MEMBER_SAVINGS_ARE_NOT_NEGATIVE"):
            self.reverse(*rows)

    def test_is_built_from_what_is_stored_and_not_from_what_is_sent(self):
        [row] = self.post(self.deposit())
        row.cash = row.savings = 0

        self.reverse(row)

        self.assertEqual(
            statement(self.account).splitlines()[-1],
            "10/04/2026 DEPOSIT (reversal) cash -50.000 savings +50.000",
        )

    def test_takes_the_day_back_to_which_a_loan_had_run_with_its_last_money(self):
        loan = builders.loan(
            self.country, self.loan.borrower, of=self.group, disburse_on=APRIL
        )
        builders.disbursed(self.country, self.session, loan)

        self.reverse(*loan.postings.all())

        balance = LoanBalance.objects.get(loan=loan)
        self.assertEqual((balance.disbursed, balance.accrued_until), (0, None))


class MirrorTests(LedgerCase):
    def test_is_of_the_same_kind_loan_and_account(self):
        [row] = self.post(self.payment())

        undone = mirror(row)

        self.assertEqual(
            (undone.kind, undone.loan_id, undone.reverses_id, undone.amounts["cash"]),
            ("REPAYMENT", self.loan.pk, row.pk, -100_000),
        )
