"""The till: advanced, topped up, compared, and closed by two people."""

from datetime import date, timedelta
from uuid import UUID

from django.test import TestCase

from loans.actions import cash, repayments, sessions
from loans.models import CashClosing, CashCount, Counterfeit, Loan
from programmes.models import Denomination
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.refusing import RefusalMixin

APRIL = date(2026, 4, 10)
AT = moment(APRIL, 4)
KEY = UUID("019d7000-0000-7000-8000-00000000000a")
ADVANCE = 10_000_000_000


class TillCase(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)

    def count(self, pieces, *, kind="COUNT", key=KEY, session=None, **more):
        return cash.count_cash(
            **{
                "session": session or self.session,
                "kind": kind,
                "pieces": pieces,
                "key": key,
                "by": self.country.lan,
                "witnessed_by": self.country.cuc,
                "at": AT,
                **more,
            }
        )

    def pay(self, amount):
        """Interest paid at the counter by the first borrower."""
        return repayments.repay(
            loan=Loan.objects.earliest("pk"),
            session=self.session,
            paid={"interest_in_term": amount},
            key=uuid7(AT),
            by=self.country.lan,
            at=AT,
        )


class TillTests(TillCase):
    def test_should_hold_advance_and_top_ups_and_what_customers_moved(self):
        self.pay(200_000)
        self.count({50_000: 3}, kind="TOP_UP")
        loan = builders.loan(
            self.country, builders.person(self.country, "Võ Minh"), disburse_on=APRIL
        )
        builders.disbursed(self.country, self.session, loan)

        till = cash.till_of(self.session)

        self.assertEqual(
            (till.advance, till.cash_in, till.cash_out, till.expected),
            (ADVANCE + 150_000, 200_000, 50_000_000, ADVANCE + 350_000 - 50_000_000),
        )

    def test_pays_out_all_that_it_holds_and_no_more(self):
        cash.refuse_short(self.session, ADVANCE)

        with self.refused("CASH_SHORT") as caught:
            cash.refuse_short(self.session, ADVANCE + 1)
        self.assertEqual(
            caught.exception.values,
            {"amount": "10.000.000.001", "left": "10.000.000.000"},
        )


class CountTests(TillCase):
    def test_keeps_the_notes_the_largest_first_and_leaves_out_none(self):
        counted = self.count({1000: 7, 500_000: 2, 200_000: 0})

        lines = counted.lines.order_by("pk")
        self.assertEqual(
            [(line.denomination, line.pieces, line.amount) for line in lines],
            [(500_000, 2, 1_000_000), (1000, 7, 7000)],
        )
        self.assertEqual(counted.total, 1_007_000)

    def test_is_held_beside_the_book_of_that_moment(self):
        self.pay(200_000)
        found = cash.compared(self.count({500_000: 20_000, 100_000: 1}))
        self.pay(50_000)

        self.assertEqual(
            (found.expected, found.short, found.over), (ADVANCE + 200_000, 100_000, 0)
        )

    def test_says_what_is_over_too(self):
        found = cash.compared(self.count({500_000: 20_001}))

        self.assertEqual((found.short, found.over), (0, 500_000))

    def test_of_what_was_given_is_held_beside_nothing(self):
        self.assertIsNone(cash.compared(self.count({500_000: 1}, kind="TOP_UP")))

    def test_sent_twice_is_kept_once(self):
        first = self.count({500_000: 3})

        self.assertEqual(self.count({500_000: 3}), first)
        self.assertEqual(CashCount.objects.filter(kind="COUNT").count(), 1)

    def test_refuses_other_notes_or_another_kind_under_the_same_key(self):
        self.count({500_000: 2}, kind="TOP_UP")

        with self.refused("KEY_REUSED"):
            self.count({500_000: 3}, kind="TOP_UP")
        with self.refused("KEY_REUSED"):
            self.count({500_000: 2})

        self.assertEqual(CashCount.objects.filter(kind="TOP_UP").count(), 1)

    def test_refuses_a_note_that_is_none_on_that_day(self):
        with self.refused("UNKNOWN_DENOMINATION"):
            self.count({300_000: 1})
        self.assertFalse(CashCount.objects.filter(kind="COUNT").exists())

    def test_takes_the_notes_of_the_sessions_day(self):
        note = Denomination.objects.get(value=1000)
        note.valid_to = APRIL
        note.save()
        Denomination.objects.create(value=500, valid_from=APRIL)

        self.assertIn(500, cash.notes_on(APRIL))
        self.assertNotIn(1000, cash.notes_on(APRIL))
        self.assertIn(1000, cash.notes_on(APRIL - timedelta(days=1)))

    def test_refuses_a_second_advance(self):
        with self.refused("ONE_ADVANCE_FOR_A_SESSION"):
            self.count({500_000: 1}, kind="ADVANCE")

    def test_of_an_advance_may_come_before_the_opening(self):
        prepared = builders.prepared_session(
            self.country, APRIL, point=self.country.next_point
        )

        self.count({500_000: 1}, kind="ADVANCE", session=prepared)

        self.assertEqual(cash.till_of(prepared).expected, 500_000)

    def test_of_anything_else_waits_for_the_opening(self):
        prepared = builders.prepared_session(
            self.country, APRIL, point=self.country.next_point
        )
        for kind in ("TOP_UP", "COUNT"):
            with self.subTest(kind), self.refused("SESSION_NOT_OPEN"):
                self.count({500_000: 1}, kind=kind, session=prepared)

    def test_is_for_the_team(self):
        with self.refused("NOT_IN_TEAM"):
            self.count({500_000: 1}, by=self.country.tam)

    def test_adds_nothing_once_the_count_at_the_close_began(self):
        sessions.begin_count(session=self.session, by=self.country.lan, at=AT)

        with self.refused("SESSION_NOT_OPEN"):
            self.count({500_000: 1}, kind="TOP_UP")


class CloseTests(TillCase):
    def setUp(self):
        self.pay(200_000)
        sessions.begin_count(session=self.session, by=self.country.lan, at=AT)

    def close(self, pieces, reason="", **more):
        return cash.close_till(
            **{
                "session": self.session,
                "pieces": pieces,
                "reason": reason,
                "key": KEY,
                "teller": self.country.lan,
                "controller": self.country.cuc,
                "at": AT,
                **more,
            }
        )

    def test_is_for_the_team(self):
        with self.refused("NOT_IN_TEAM"):
            self.close({500_000: 1}, teller=self.country.tam)

    def test_hands_over_what_the_book_says(self):
        closing = self.close({500_000: 20_000, 200_000: 1})

        self.assertEqual(
            (
                closing.advance,
                closing.cash_in,
                closing.cash_out,
                closing.handed_over,
                closing.difference,
                closing.report_due_at,
            ),
            (ADVANCE, 200_000, 0, ADVANCE + 200_000, 0, None),
        )

    def test_refuses_a_difference_without_a_reason(self):
        wrong = {"200.000": 0, "100.000": 3}
        for amount, pieces in wrong.items():
            for reason in ("", "không rõ", "   nhầm    "):
                with (
                    self.subTest(amount, reason=reason),
                    self.refused("DIFFERENCE_WITHOUT_REASON") as caught,
                ):
                    self.close({500_000: 20_000, 100_000: pieces}, reason)
                self.assertEqual(caught.exception.values["amount"], amount)
        self.assertFalse(CashClosing.objects.filter(session=self.session).exists())

    def test_keeps_a_difference_with_its_reason(self):
        closing = self.close({500_000: 20_000}, "Trả nhầm tiền cho khách")

        self.assertEqual(
            (closing.difference, closing.reason, closing.report_due_at),
            (200_000, "Trả nhầm tiền cho khách", None),
        )

    def test_starts_the_report_of_twelve_hours_from_fifty_million(self):
        closing = self.close(
            {500_000: 19_900, 200_000: 1}, "Mất một bọc tiền trên đường"
        )

        self.assertEqual(closing.difference, 50_000_000)
        self.assertEqual(closing.report_due_at, AT + timedelta(hours=12))

    def test_starts_no_report_for_a_thousand_less(self):
        closing = self.close(
            {500_000: 19_900, 200_000: 1, 1000: 1}, "Mất một bọc tiền trên đường"
        )

        self.assertEqual(
            (closing.difference, closing.report_due_at), (49_999_000, None)
        )

    def test_starts_no_report_for_too_much(self):
        closing = self.close({500_000: 20_200}, "Không tìm ra lý do nào")

        self.assertIsNone(closing.report_due_at)

    def test_sent_twice_is_kept_once(self):
        first = self.close({500_000: 20_000, 200_000: 1})

        self.assertEqual(self.close({500_000: 20_000, 200_000: 1}), first)
        closings = CashClosing.objects.filter(session=self.session)
        self.assertEqual(closings.count(), 1)

    def test_is_not_counted_a_second_time(self):
        self.close({500_000: 20_000, 200_000: 1})

        with self.refused("NOT_COUNTING"):
            self.close({500_000: 20_000}, "Đếm lại thì thiếu tiền", key=uuid7(AT))

    def test_keeps_the_session_from_going_back_to_serving(self):
        self.close({500_000: 20_000, 200_000: 1})

        with self.refused("TILL_CLOSED"):
            sessions.reopen_session(
                session=self.session,
                by=self.country.lan,
                at=AT,
                reason="Tổ 0122 đến muộn",
            )

    def test_comes_before_the_session_closes(self):
        with self.refused("CASH_NOT_COUNTED"):
            sessions.close_session(session=self.session, by=self.country.cuc, at=AT)


class CloseOfAnOpenSessionTests(TillCase):
    def test_is_refused(self):
        with self.refused("NOT_COUNTING"):
            builders.till_counted(self.country, self.session)


class CounterfeitTests(TillCase):
    def seize(self, serial="QE 12345678"):
        return cash.seize_counterfeit(
            session=self.session,
            denomination=500_000,
            serial=serial,
            brought_by="Lê Thị Nga",
            by=self.country.lan,
            witnessed_by=self.country.cuc,
            at=AT,
        )

    def test_is_written_down_and_is_no_cash(self):
        before = cash.till_of(self.session)

        self.seize()

        self.assertEqual(cash.till_of(self.session), before)

    def test_is_written_down_once(self):
        self.seize()

        with self.refused("A_SERIAL_IS_SEIZED_ONCE_IN_A_SESSION"):
            self.seize()
        self.assertEqual(Counterfeit.objects.count(), 1)

    def test_is_seized_while_the_session_is_open(self):
        sessions.begin_count(session=self.session, by=self.country.lan, at=AT)
        self.session.refresh_from_db()

        with self.refused("SESSION_NOT_OPEN"):
            self.seize()
