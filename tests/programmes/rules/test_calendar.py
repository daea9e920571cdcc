import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from programmes.rules.calendar import (
    first_session_after,
    last_session_before,
    session_date,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
SESSION_DAYS = st.integers(1, 31)

DATES = [
    (2026, 1, 31, date(2026, 1, 31)),
    (2026, 2, 28, date(2026, 2, 28)),
    (2026, 2, 29, date(2026, 2, 28)),
    (2026, 2, 31, date(2026, 2, 28)),
    (2028, 2, 30, date(2028, 2, 29)),
    (2026, 4, 31, date(2026, 4, 30)),
    (2026, 4, 10, date(2026, 4, 10)),
]

NEIGHBOURS = [
    # day, session day, last before, first after
    (date(2026, 3, 9), 10, date(2026, 2, 10), date(2026, 3, 10)),
    (date(2026, 3, 10), 10, date(2026, 2, 10), date(2026, 4, 10)),
    (date(2026, 3, 11), 10, date(2026, 3, 10), date(2026, 4, 10)),
    (date(2026, 1, 5), 10, date(2025, 12, 10), date(2026, 1, 10)),
    (date(2025, 12, 15), 10, date(2025, 12, 10), date(2026, 1, 10)),
    (date(2026, 2, 28), 31, date(2026, 1, 31), date(2026, 3, 31)),
    (date(2026, 3, 1), 31, date(2026, 2, 28), date(2026, 3, 31)),
    (date(2026, 1, 31), 30, date(2026, 1, 30), date(2026, 2, 28)),
]


class SessionDateTests(unittest.TestCase):
    def test_is_the_last_day_of_a_shorter_month(self):
        for year, month, session_day, expected in DATES:
            with self.subTest(expected=expected, session_day=session_day):
                self.assertEqual(session_date(year, month, session_day), expected)

    def test_refuses_a_day_that_no_month_has(self):
        for session_day in (0, 32):
            with self.subTest(session_day=session_day), self.assertRaises(ValueError):
                session_date(2026, 3, session_day)


class NeighbouringSessionTests(unittest.TestCase):
    def test_lie_strictly_before_and_after(self):
        for day, session_day, before, after in NEIGHBOURS:
            with self.subTest(day=day, session_day=session_day):
                self.assertEqual(last_session_before(day, session_day), before)
                self.assertEqual(first_session_after(day, session_day), after)

    @given(DAYS, SESSION_DAYS)
    def test_enclose_the_day_with_at_most_one_session_between(self, day, session_day):
        before = last_session_before(day, session_day)
        after = first_session_after(day, session_day)

        self.assertLess(before, day)
        self.assertLess(day, after)
        self.assertIn(first_session_after(before, session_day), (day, after))

    @given(DAYS, SESSION_DAYS)
    def test_follow_each_other(self, day, session_day):
        after = first_session_after(day, session_day)

        self.assertEqual(
            last_session_before(after + timedelta(days=1), session_day), after
        )
