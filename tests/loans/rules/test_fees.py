from decimal import Decimal
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from loans.rules.fees import split, trust_fee

LEVELS_OF_2021 = {
    "commune": Decimal(84),
    "district": Decimal(9),
    "province": Decimal("4.5"),
    "centre": Decimal("2.5"),
}


class TrustFeeTests(TestCase):
    def test_is_a_percent_of_the_balance_that_earned_the_interest(self):
        cases = [
            # 560.548 × 0,032 × 12 ÷ 6,6 = 32.613,701…
            (560_548, "6.6", "0.032", 32_614),
            # a month of a twelfth: 550.000 ÷ 0,55 % × 0,032 %
            (550_000, "6.6", "0.032", 32_000),
            # overdue interest, by the overdue rate: 728.712 × 0,384 ÷ 8,58
            (728_712, "8.58", "0.032", 32_614),
            (560_548, "6.6", "0", 0),
            (0, "6.6", "0.032", 0),
            # 83.333 × 0,032 × 12 ÷ 1 = 31.999,872
            (83_333, "1", "0.032", 32_000),
            # 55 × 0,005 × 12 ÷ 6,6 = 0,5, rounded up
            (55, "6.6", "0.005", 1),
        ]
        for interest, rate, fee_percent, fee in cases:
            with self.subTest(interest=interest, rate=rate):
                reckoned = trust_fee(
                    interest_received=interest,
                    annual_rate_percent=Decimal(rate),
                    fee_percent_a_month=Decimal(fee_percent),
                    overdue_percent=Decimal(0),
                )

                self.assertEqual(reckoned, fee)

    def test_is_lowered_by_overdue_debt(self):
        cases = [
            ("0", 32_000),
            ("1.99", 32_000),
            ("2", 25_600),
            ("2.99", 25_600),
            ("3", 16_000),
            ("3.99", 16_000),
            ("4", 0),
            ("40", 0),
        ]
        for overdue, fee in cases:
            with self.subTest(overdue=overdue):
                reckoned = trust_fee(
                    interest_received=550_000,
                    annual_rate_percent=Decimal("6.6"),
                    fee_percent_a_month=Decimal("0.032"),
                    overdue_percent=Decimal(overdue),
                )

                self.assertEqual(reckoned, fee)

    def test_is_rounded_once_after_the_quality_factor(self):
        # 95 × 0,032 × 12 ÷ 6,6 = 5,527…, × 80 % = 4,421…; 6 × 80 % would be 4,8
        fee = trust_fee(
            interest_received=95,
            annual_rate_percent=Decimal("6.6"),
            fee_percent_a_month=Decimal("0.032"),
            overdue_percent=Decimal("2.5"),
        )

        self.assertEqual(fee, 4)

    def test_goes_by_the_steps_of_a_later_tariff(self):
        fee = trust_fee(
            interest_received=550_000,
            annual_rate_percent=Decimal("6.6"),
            fee_percent_a_month=Decimal("0.032"),
            overdue_percent=Decimal("4.5"),
            quality_steps=[(Decimal(5), Decimal(10))],
        )

        self.assertEqual(fee, 3_200)

    def test_refuses_what_no_interest_can_come_from(self):
        sound = {
            "interest_received": 560_548,
            "annual_rate_percent": Decimal("6.6"),
            "fee_percent_a_month": Decimal("0.032"),
            "overdue_percent": Decimal(0),
        }
        cases = [
            {"interest_received": -1},
            {"annual_rate_percent": Decimal(0)},
            {"annual_rate_percent": Decimal(-1)},
            {"fee_percent_a_month": Decimal(-1)},
            {"overdue_percent": Decimal(-1)},
        ]
        for wrong in cases:
            with self.subTest(wrong=wrong), self.assertRaises(ValueError):
                trust_fee(**{**sound, **wrong})


class SplitTests(TestCase):
    def test_gives_what_is_left_to_the_largest_fractions(self):
        # 27.395,76 · 2.935,26 · 1.467,63 · 815,35: two are left
        self.assertEqual(
            split(32_614, LEVELS_OF_2021),
            {"commune": 27_396, "district": 2_935, "province": 1_468, "centre": 815},
        )

    def test_gives_a_tie_to_the_earlier_key(self):
        thirds = {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)}
        cases = [
            (100, {"a": 34, "b": 33, "c": 33}),
            (101, {"a": 34, "b": 34, "c": 33}),
            (102, {"a": 34, "b": 34, "c": 34}),
            (0, {"a": 0, "b": 0, "c": 0}),
        ]
        for amount, shares in cases:
            with self.subTest(amount=amount):
                self.assertEqual(split(amount, thirds), shares)

    def test_gives_nothing_to_a_share_of_nothing(self):
        shared = split(7, {"a": Decimal(0), "b": Decimal(100)})

        self.assertEqual(shared, {"a": 0, "b": 7})

    def test_refuses_what_cannot_be_shared(self):
        cases = [
            (-1, {"a": Decimal(100)}),
            (1, {"a": Decimal(101), "b": Decimal(-1)}),
            (1, {"a": Decimal(0)}),
            (1, {}),
        ]
        for amount, shares in cases:
            with self.subTest(shares=shares), self.assertRaises(ValueError):
                split(amount, shares)

    @given(
        amount=st.integers(0, 10**15),
        percents=st.lists(
            st.decimals(min_value=0, max_value=100, places=3), min_size=1, max_size=8
        ).filter(any),
    )
    def test_sums_to_the_amount_and_strays_by_less_than_a_dong(self, amount, percents):
        shares = {f"level {place}": percent for place, percent in enumerate(percents)}

        shared = split(amount, shares)

        self.assertEqual(sum(shared.values()), amount)
        self.assertEqual(list(shared), list(shares))
        whole = sum(percents)
        for key, percent in shares.items():
            self.assertLess(abs(shared[key] * whole - amount * percent), whole)
