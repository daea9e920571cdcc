"""F09: locks are taken in one order; who is thrown out all the same tries again."""

from functools import partial
from threading import Barrier, get_ident
from unittest import skipUnless

from django.db import connection, transaction

from loans.actions.ledger import Row, post_many
from loans.actions.projections import lock_loans
from loans.actions.refusals import Refused, refusing
from tests.faults.together import RaceCase, together
from tests.refusing import POSTGRESQL


class LockOrderTests(RaceCase):
    size = 60

    def setUp(self):
        super().setUp()
        self.beside = self.counter()

    def pay_all(self, session, loans):
        rows = [
            Row(
                kind="REPAYMENT",
                loan_id=loan.pk,
                amounts={"cash": 1_000, "interest_in_term": -1_000},
            )
            for loan in loans
        ]
        return len(post_many(session=session, act=self.signed("X"), rows=rows))

    def pay_often(self, session, loans):
        return [self.pay_all(session, loans) for _time in range(10)]

    def test_lets_crossing_acts_of_two_sessions_pass_without_a_deadlock(self):
        with self.assertNoLogs("loans.actions.refusals"):
            answers = together(
                partial(self.pay_often, self.session, self.loans),
                partial(self.pay_often, self.beside, self.loans[::-1]),
            )

        self.assertEqual(answers, [[60] * 10] * 2)

    @skipUnless(POSTGRESQL, "SQLite lets one write at a time")
    def test_broken_ends_in_a_deadlock_which_is_tried_again_and_told(self):
        """The net is tested: crossed locks do stop each other, and the act survives."""
        both_hold_one = Meeting(2)
        one, other = (loan.pk for loan in self.loans[:2])

        with self.assertLogs("loans.actions.refusals", "WARNING") as told:
            answers = together(
                partial(crossed, one, other, both_hold_one),
                partial(crossed, other, one, both_hold_one),
            )

        self.assertEqual(answers, ["DONE", "DONE"])
        self.assertIn("crossed met another act", told.output[0])

    @skipUnless(POSTGRESQL, "SQLite lets one write at a time")
    def test_met_three_times_is_told_to_the_teller(self):
        sent = []

        @refusing
        def always_crossed():
            sent.append("once")
            with connection.cursor() as cursor:
                cursor.execute(
                    "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$"
                )

        with (
            self.assertLogs("loans.actions.refusals", "WARNING"),
            self.assertRaises(Refused) as refused,
        ):
            always_crossed()

        self.assertEqual((refused.exception.code, len(sent)), ("BUSY", 3))


@refusing
def crossed(first, second, both_hold_one):
    """Hold one loan, wait until the other act holds the other, then ask for it."""
    with transaction.atomic():
        lock_loans([first])
        if get_ident() not in both_hold_one.met:
            both_hold_one.met.add(get_ident())
            both_hold_one.wait(timeout=30)
        lock_loans([second])
    return "DONE"


class Meeting(Barrier):
    """A barrier that remembers which threads met: a second try waits for nobody."""

    def __init__(self, parties):
        super().__init__(parties)
        self.met = set()
