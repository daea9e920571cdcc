"""F06, F08, F09: many at once, with real threads; each net is shown to be able to tear.

The count of winners is asserted, not only the state in the end.
"""

from collections import Counter
from functools import partial
from threading import Thread
from unittest import skipUnless

from django.db import connection, transaction

from loans.actions import repayments, reversals, sessions, sheets
from loans.actions.ledger import Act, Row, post, reverse_rows
from loans.models import (
    GroupSheet,
    Posting,
    Session,
)
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country
from tests.faults.together import APRIL, AT, RaceCase, together
from tests.refusing import POSTGRESQL


class SheetTests(RaceCase):
    def setUp(self):
        super().setUp()
        self.draft = builders.draft(self.country, self.group, self.session)

    def record(self, key, by):
        return sheets.record_sheet(draft=self.draft, key=key, by=by, at=AT).pk

    def test_sent_twenty_times_at_once_is_recorded_once_and_answered_alike(self):
        send = partial(self.record, uuid7(AT), self.country.lan)

        answers = together(*[send] * 20)

        self.assertEqual(answers, [GroupSheet.objects.get().pk] * 20)
        self.assertEqual(Posting.objects.filter(sheet__isnull=False).count(), 4)

    def test_recorded_in_two_windows_at_once_is_recorded_once(self):
        answers = together(
            partial(self.record, uuid7(AT), self.country.lan),
            partial(self.record, uuid7(AT), self.country.lan),
        )

        self.assertCountEqual(answers, [GroupSheet.objects.get().pk, "SHEET_RECORDED"])


class KeyTests(RaceCase):
    def test_sent_twenty_times_at_once_posts_once(self):
        key = uuid7(AT)

        answers = together(*[lambda: self.deposit(key=key).pk] * 20)

        self.assertEqual(answers, [Posting.objects.get(key=key).pk] * 20)

    def test_of_twenty_acts_at_once_are_twenty_with_vouchers_without_a_gap(self):
        before = Session.objects.get(pk=self.session.pk).voucher_count

        together(*[lambda: self.deposit().pk] * 20)

        numbers = Posting.objects.filter(kind="DEPOSIT").values_list("voucher_number")
        self.assertEqual(
            sorted(number for (number,) in numbers),
            list(range(before + 1, before + 21)),
        )

    def test_of_two_different_acts_at_once_is_the_firsts(self):
        key = uuid7(AT)

        answers = together(
            lambda: self.deposit(10_000, key).cash,
            lambda: self.deposit(20_000, key).cash,
        )

        posted = Posting.objects.get(key=key)
        self.assertCountEqual(answers, [posted.cash, "KEY_REUSED"])

    def test_in_two_sessions_at_once_is_the_firsts(self):
        counter = self.counter()
        key = uuid7(AT)

        answers = together(
            *(
                lambda session=session: (
                    post(
                        session=session,
                        act=Act(
                            key=key,
                            by=self.country.lan,
                            at=AT,
                            fields=("DEPOSIT", session.pk),
                        ),
                        row=Row(
                            kind="DEPOSIT",
                            savings_account_id=self.account.pk,
                            amounts={"cash": 10_000, "savings": -10_000},
                        ),
                    ).pk
                )
                for session in (self.session, counter)
            )
        )

        self.assertCountEqual(answers, [Posting.objects.get(key=key).pk, "KEY_REUSED"])


class ReversalTests(RaceCase):
    def reverse(self, posting, session):
        act = self.signed("REVERSAL", posting.pk)
        return reverse_rows(session=session, act=act, postings=[posting])[0].cash

    def test_of_each_of_many_postings_twice_at_once_is_done_once(self):
        postings = [self.deposit() for _number in range(10)]

        answers = [
            sorted(together(*[partial(self.reverse, one, self.session)] * 2), key=str)
            for one in postings
        ]

        self.assertEqual(answers, [[-10_000, "ALREADY_REVERSED"]] * 10)
        self.assertEqual(Posting.objects.filter(reverses__isnull=False).count(), 10)

    def test_in_two_sessions_at_once_is_done_once(self):
        counter = self.counter()
        postings = [self.deposit() for _number in range(10)]

        answers = [
            sorted(
                together(
                    partial(self.reverse, one, self.session),
                    partial(self.reverse, one, counter),
                ),
                key=str,
            )
            for one in postings
        ]

        self.assertEqual(answers, [[-10_000, "ALREADY_REVERSED"]] * 10)

    def test_agreed_to_by_two_people_at_once_is_done_once(self):
        request = reversals.ask_reversal(
            session=self.session,
            posting=self.deposit(),
            reason="Ghi nhầm số tiền",
            by=self.country.lan,
            at=AT,
        )

        answers = together(
            *(
                lambda person=person: len(
                    reversals.agree_reversal(
                        request=request, key=uuid7(AT), by=person, at=AT
                    )
                )
                for person in (self.country.cuc, self.country.hung)
            )
        )

        self.assertCountEqual(answers, [1, "SETTLED_ALREADY"])


class ClosingTests(RaceCase):
    def close(self):
        sessions.begin_count(session=self.session, by=self.country.cuc, at=AT)
        builders.till_counted(self.country, self.session)
        return sessions.close_session(session=self.session, by=self.country.cuc, at=AT)

    def test_takes_each_of_twenty_posts_into_the_seal_or_refuses_it(self):
        before = Posting.objects.filter(session=self.session).count()

        seal, *answers = together(self.close, *[lambda: self.deposit().cash] * 20)

        posted = Counter(answers)
        self.assertEqual(set(posted) - {10_000, "SESSION_NOT_OPEN"}, set())
        self.assertEqual(seal.posting_count, before + posted[10_000])
        self.assertEqual(seal.cash_in, 10_000 * posted[10_000])
        self.assertEqual(
            Posting.objects.filter(session=self.session).count(), seal.posting_count
        )

    def test_twice_at_once_leaves_one_seal(self):
        sessions.begin_count(session=self.session, by=self.country.cuc, at=AT)
        builders.till_counted(self.country, self.session)
        close = partial(
            sessions.close_session, session=self.session, by=self.country.cuc, at=AT
        )

        first, second = together(close, close)

        self.assertEqual(first.digest, second.digest)


class OpeningTests(RaceCase):
    def setUp(self):
        with transaction.atomic():
            self.country = Country()
            self.group = builders.running_group(self.country, size=2)
            self.prepared = builders.prepared_session(self.country, APRIL)

    def open(self, by):
        return sessions.open_session(session=self.prepared, by=by, at=AT).state

    def accruals(self):
        rows = Posting.objects.filter(kind="ACCRUAL")
        return list(rows.values_list("interest_in_term", flat=True))

    def test_by_two_people_at_once_is_done_by_one_and_accrues_once(self):
        answers = together(
            partial(self.open, self.country.hung), partial(self.open, self.country.lan)
        )

        self.assertCountEqual(answers, ["OPEN", "SESSION_NOT_PREPARED"])
        self.assertEqual(self.accruals(), [280_274] * 2)

    def pay_at(self, counter):
        return repayments.repay(
            loan=self.group.loans.earliest("pk"),
            session=counter,
            paid={"principal_in_term": 10_000_000},
            key=uuid7(AT),
            by=self.country.lan,
            at=AT,
        ).cash

    def test_while_the_counter_takes_a_payment_accrues_what_had_run(self):
        counter = self.counter()

        opened, paid = together(
            partial(self.open, self.country.hung), partial(self.pay_at, counter)
        )

        self.assertEqual(opened, "OPEN")
        self.assertIn(paid, [10_000_000, "SERVED_ELSEWHERE"])
        self.assertEqual(self.accruals(), [280_274] * 2)

    @skipUnless(POSTGRESQL, "SQLite lets one write at a time")
    def test_holds_the_balances_between_reading_them_and_reading_their_moves(self):
        counter = self.counter()
        payer = Thread(target=together, args=[partial(self.pay_at, counter)])

        with connection.execute_wrapper(AfterBalances(payer)):
            self.open(self.country.hung)
        payer.join()

        self.assertEqual(Posting.objects.filter(kind="REPAYMENT").count(), 0)
        self.assertEqual(self.accruals(), [280_274] * 2)


class AfterBalances:
    """Lets another thread try its act just after balances were read, for a moment."""

    def __init__(self, other):
        self.other = other

    def __call__(self, execute, sql, *rest):
        answer = execute(sql, *rest)
        reads = (
            sql.startswith("SELECT")
            and '"loans_loanbalance"."principal_in_term"' in sql
        )
        if reads and self.other.ident is None:
            self.other.start()
            self.other.join(timeout=1)
        return answer
