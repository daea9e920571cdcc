"""What added nothing is kept: refused with its words, or sent a second time."""

from datetime import date, timedelta

from django.test import TestCase

from loans.actions import cash, repayments, sessions
from loans.actions.attempts import attempted
from loans.models import Attempt, Loan, Posting
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.refusing import RefusalMixin

APRIL = date(2026, 4, 10)
AT = moment(APRIL, 4)
LATER = AT + timedelta(seconds=40)


class AttemptTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        builders.running_group(cls.country, size=1)
        cls.session = builders.session(cls.country, APRIL)
        cls.loan = Loan.objects.get()
        cls.key = uuid7(AT)

    def pay(self, amount=100_000, at=AT):
        return attempted(
            repayments.repay,
            in_session=self.session,
            session=self.session,
            loan=self.loan,
            paid={"interest_in_term": amount},
            key=self.key,
            by=self.country.lan,
            at=at,
        )

    def kept(self):
        return [
            (row.act, row.outcome, row.code, row.key, row.by, row.at)
            for row in Attempt.objects.order_by("pk")
        ]

    def test_leaves_nothing_behind_when_it_is_recorded(self):
        self.pay()

        self.assertEqual(self.kept(), [])

    def test_is_kept_when_it_was_sent_again(self):
        first = self.pay()

        self.assertEqual(self.pay(at=LATER), first)
        self.assertEqual(
            self.kept(),
            [("repay", "REPEATED", "", self.key, self.country.lan, LATER)],
        )
        self.assertEqual(Posting.objects.filter(kind="REPAYMENT").count(), 1)

    def test_is_kept_with_code_and_sentence_when_it_was_refused(self):
        self.pay()

        with self.refused("KEY_REUSED") as caught:
            self.pay(amount=150_000, at=LATER)

        self.assertEqual(
            self.kept(),
            [("repay", "REFUSED", "KEY_REUSED", self.key, self.country.lan, LATER)],
        )
        self.assertEqual(Attempt.objects.get().sentence, caught.exception.sentence)

    def test_may_have_no_key(self):
        outsider = self.country.tam

        with self.refused("NOT_IN_TEAM"):
            attempted(
                sessions.begin_count,
                in_session=self.session,
                session=self.session,
                by=outsider,
                at=AT,
            )

        self.assertEqual(
            self.kept(), [("begin_count", "REFUSED", "NOT_IN_TEAM", None, outsider, AT)]
        )

    def test_is_kept_of_a_count_and_of_a_close_sent_again(self):
        for at in (AT, LATER):
            attempted(
                cash.count_cash,
                in_session=self.session,
                session=self.session,
                kind="COUNT",
                pieces={500_000: 1},
                witnessed_by=self.country.cuc,
                key=self.key,
                by=self.country.lan,
                at=at,
            )
        sessions.begin_count(session=self.session, by=self.country.lan, at=AT)
        builders.till_counted(self.country, self.session)
        for at in (AT, LATER):
            attempted(
                sessions.close_session,
                in_session=self.session,
                session=self.session,
                by=self.country.lan,
                at=at,
            )

        self.assertEqual(
            [(act, outcome, at) for act, outcome, _code, _key, _by, at in self.kept()],
            [("count_cash", "REPEATED", LATER), ("close_session", "REPEATED", LATER)],
        )
