import unittest
from decimal import Decimal

from programmes.rules.rates import overdue_rate, share_of

OVERDUE = [
    ("6.6", "8.58"),
    ("7.92", "10.296"),
    ("8.25", "10.725"),
    ("8.382", "10.8966"),
    ("9", "11.7"),
    ("5.4", "7.02"),
    ("4.8", "6.24"),
    ("3.3", "4.29"),
    ("3", "3.9"),
    ("0", "0"),
]

SHARES = [
    ("6.6", "120", "7.92"),
    ("7.2", "120", "8.64"),
    ("6.6", "125", "8.25"),
    ("6.6", "127", "8.382"),
    ("6.6", "50", "3.3"),
    ("6.6", "100", "6.6"),
]


class OverdueRateTests(unittest.TestCase):
    def test_is_130_percent_of_the_contract_rate(self):
        for rate, expected in OVERDUE:
            with self.subTest(rate=rate):
                self.assertEqual(overdue_rate(Decimal(rate)), Decimal(expected))

    def test_takes_another_multiplier(self):
        self.assertEqual(overdue_rate(Decimal("6.6"), Decimal(150)), Decimal("9.9"))


class ShareOfTests(unittest.TestCase):
    def test_is_exact(self):
        for base, share, expected in SHARES:
            with self.subTest(base=base, share=share):
                rate = share_of(Decimal(base), Decimal(share))
                self.assertEqual(rate, Decimal(expected))
