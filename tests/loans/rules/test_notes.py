"""What is odd of a sum in cash, and who gives way."""

from unittest import TestCase

from loans.rules.notes import carried, taken_up


class CarriedTests(TestCase):
    def test_is_what_is_above_a_whole_step(self):
        for interest, beside, step, odd in (
            (280_274, 0, 1_000, 274),
            (280_274, 0, 500, 274),
            (280_274, 0, 1, 0),
            (280_000, 0, 1_000, 0),
            (999, 0, 1_000, 999),
            (0, 0, 1_000, 0),
            (280_274, 10_000_000, 1_000, 274),
            (280_274, 1_000_500, 1_000, 774),
            (280_274, 1_000_726, 1_000, 0),
        ):
            with self.subTest(interest=interest, beside=beside, step=step):
                self.assertEqual(carried(interest, beside=beside, step=step), odd)

    def test_is_nothing_where_the_interest_is_too_small_to_give_way(self):
        self.assertEqual(carried(499, beside=1_000_500, step=1_000), 0)
        self.assertEqual(carried(500, beside=1_000_500, step=1_000), 0)
        self.assertEqual(carried(501, beside=1_000_500, step=1_000), 1)


class TakenUpTests(TestCase):
    def test_fills_the_cash_up_to_a_whole_step(self):
        for deposit, beside, filled in (
            (50_000, 280_274, 50_726),
            (50_000, 280_000, 50_000),
            (50_000, 280_001, 50_999),
            (50_000, 0, 50_000),
        ):
            with self.subTest(deposit=deposit, beside=beside):
                self.assertEqual(taken_up(deposit, beside=beside, step=1_000), filled)
