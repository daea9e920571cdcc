from datetime import date
from unittest import TestCase

from loans.rules.requests import first_day_to_ask_for_extension, last_day_to_ask


class LastDayToAskTests(TestCase):
    def test_lies_five_working_days_before(self):
        cases = [
            # Wednesday: back over one weekend.
            (date(2027, 3, 10), date(2027, 3, 3)),
            # Saturday and Sunday count from the Friday before.
            (date(2027, 3, 13), date(2027, 3, 8)),
            (date(2027, 3, 14), date(2027, 3, 8)),
            # Over the turn of the year.
            (date(2027, 1, 4), date(2026, 12, 28)),
        ]
        for due_on, last in cases:
            with self.subTest(due_on=due_on):
                self.assertEqual(last_day_to_ask(due_on), last)

    def test_lies_as_many_before_as_the_setting_says(self):
        day = last_day_to_ask(date(2027, 3, 10), working_days=7)

        self.assertEqual(day, date(2027, 3, 1))

    def test_passes_over_holidays_but_not_the_due_day_itself(self):
        holidays = {date(2027, 4, 30), date(2027, 5, 3), date(2027, 5, 7)}

        self.assertEqual(last_day_to_ask(date(2027, 5, 7), holidays), date(2027, 4, 28))


class FirstDayToAskForExtensionTests(TestCase):
    def test_lies_three_months_before(self):
        cases = [
            (date(2029, 5, 10), date(2029, 2, 10)),
            (date(2029, 5, 31), date(2029, 2, 28)),
            (date(2029, 1, 15), date(2028, 10, 15)),
        ]
        for final, first in cases:
            with self.subTest(final=final):
                self.assertEqual(first_day_to_ask_for_extension(final), first)
