import unittest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from programmes.rules.periods import full_years, months_later, whole_months_between

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))

LATER = [
    (date(2026, 1, 31), 0, date(2026, 1, 31)),
    (date(2026, 1, 31), 1, date(2026, 2, 28)),
    (date(2028, 1, 31), 1, date(2028, 2, 29)),
    (date(2026, 8, 31), 1, date(2026, 9, 30)),
    (date(2026, 12, 5), 1, date(2027, 1, 5)),
    (date(2024, 2, 29), 12, date(2025, 2, 28)),
    (date(2024, 2, 29), 48, date(2028, 2, 29)),
    (date(2026, 3, 31), -1, date(2026, 2, 28)),
    (date(2026, 1, 15), -13, date(2024, 12, 15)),
]

BETWEEN = [
    (date(2025, 8, 31), date(2026, 2, 28), 5),
    (date(2025, 8, 28), date(2026, 2, 28), 6),
    (date(2026, 1, 10), date(2026, 1, 10), 0),
    (date(2026, 1, 10), date(2026, 2, 9), 0),
    (date(2026, 1, 10), date(2026, 2, 10), 1),
    (date(2020, 9, 5), date(2024, 7, 1), 45),
    (date(2024, 2, 29), date(2025, 2, 28), 11),
]

AGES = [
    # born, day, age
    (date(2008, 3, 5), date(2026, 3, 4), 17),
    (date(2008, 3, 5), date(2026, 3, 5), 18),
    (date(2008, 2, 29), date(2026, 2, 28), 17),
    (date(2008, 2, 29), date(2026, 3, 1), 18),
    (date(2008, 2, 29), date(2028, 2, 29), 20),
    (date(1916, 3, 5), date(2026, 3, 4), 109),
    (date(1916, 3, 5), date(2026, 3, 5), 110),
]


class MonthsLaterTests(unittest.TestCase):
    def test_keeps_the_day_or_takes_the_last_one(self):
        for day, months, expected in LATER:
            with self.subTest(day=day, months=months):
                self.assertEqual(months_later(day, months), expected)

    def test_refuses_to_leave_the_calendar(self):
        for months in (12, -9_999 * 12):
            with self.subTest(months=months), self.assertRaises(ValueError):
                months_later(date(9999, 1, 31), months)

    @given(DAYS, st.integers(0, 600))
    def test_lands_in_the_month_counted(self, day, months):
        later = months_later(day, months)

        self.assertEqual(
            later.year * 12 + later.month, day.year * 12 + day.month + months
        )
        self.assertLessEqual(later.day, day.day)


class WholeMonthsBetweenTests(unittest.TestCase):
    def test_is_decided_by_the_day_number(self):
        for start, end, expected in BETWEEN:
            with self.subTest(start=start, end=end):
                self.assertEqual(whole_months_between(start, end), expected)

    def test_refuses_days_out_of_order(self):
        with self.assertRaises(ValueError):
            whole_months_between(date(2026, 3, 5), date(2026, 3, 4))

    @given(DAYS, DAYS)
    def test_never_counts_more_than_fit(self, one, other):
        start, end = sorted((one, other))
        months = whole_months_between(start, end)

        self.assertLessEqual(months_later(start, months), end)
        self.assertLess(end, months_later(start, months + 2))


class FullYearsTests(unittest.TestCase):
    def test_turns_on_the_birthday(self):
        for born_on, on, expected in AGES:
            with self.subTest(born_on=born_on, on=on):
                self.assertEqual(full_years(born_on, on), expected)
