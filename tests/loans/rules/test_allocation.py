from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from loans.rules.allocation import (
    IN_TERM_ORDER,
    OVERDUE_ORDER,
    MoreThanOwed,
    allocate,
)

OWED = {
    "interest_of_period": 560_548,
    "interest_arrears": 100_000,
    "principal_due": 33_300_000,
    "principal_ahead": 66_700_000,
}


class AllocateTests(TestCase):
    def test_meets_interest_before_principal_of_a_loan_in_term(self):
        cases = [
            # paid; period, arrears, due, ahead
            (0, [0, 0, 0, 0]),
            (560_000, [560_000, 0, 0, 0]),
            (560_548, [560_548, 0, 0, 0]),
            (700_000, [560_548, 100_000, 39_452, 0]),
            (34_000_000, [560_548, 100_000, 33_300_000, 39_452]),
            (100_660_548, [560_548, 100_000, 33_300_000, 66_700_000]),
        ]
        for paid, met in cases:
            with self.subTest(paid=paid):
                spent = allocate(paid, owed=OWED, order=IN_TERM_ORDER)

                self.assertEqual(spent, dict(zip(IN_TERM_ORDER, met, strict=True)))

    def test_meets_overdue_principal_first(self):
        owed = {"principal_overdue": 5_000_000, "interest_of_period": 36_436}

        spent = allocate(5_010_000, owed=owed, order=OVERDUE_ORDER)

        self.assertEqual(
            spent,
            {
                "principal_overdue": 5_000_000,
                "interest_of_period": 10_000,
                "interest_arrears": 0,
                "principal_due": 0,
                "principal_ahead": 0,
            },
        )

    def test_keeps_the_order_of_the_keys(self):
        spent = allocate(1, owed={"b": 1, "a": 1}, order=("b", "a"))

        self.assertEqual(list(spent.items()), [("b", 1), ("a", 0)])

    def test_does_not_touch_what_is_not_in_the_order(self):
        spent = allocate(3, owed={"a": 3, "frozen": 9}, order=["a"])

        self.assertEqual(spent, {"a": 3})

    def test_refuses_a_dong_more_than_is_owed(self):
        with self.assertRaises(MoreThanOwed) as refused:
            allocate(100_660_549, owed=OWED, order=IN_TERM_ORDER)

        self.assertEqual(refused.exception.owed, 100_660_548)
        self.assertEqual(refused.exception.amount, 100_660_549)
        self.assertEqual(refused.exception.surplus, 1)

    def test_refuses_any_amount_where_nothing_is_owed(self):
        with self.assertRaises(MoreThanOwed):
            allocate(1, owed={}, order=IN_TERM_ORDER)

    def test_refuses_what_is_no_payment(self):
        cases = [
            (-1, {"a": 1}, ["a"]),
            (1, {"a": -1, "b": 5}, ["a", "b"]),
            (1, {"a": 1}, ["a", "a"]),
        ]
        for amount, owed, order in cases:
            with self.subTest(amount=amount, owed=owed, order=order):
                with self.assertRaises(ValueError) as refused:
                    allocate(amount, owed=owed, order=order)

                self.assertNotIsInstance(refused.exception, MoreThanOwed)

    @given(
        debts=st.lists(st.integers(0, 10**9), min_size=1, max_size=6),
        share=st.integers(0, 100),
    )
    def test_spends_all_and_no_debt_before_the_one_ahead_of_it(self, debts, share):
        owed = {f"debt {place}": debt for place, debt in enumerate(debts)}
        amount = sum(debts) * share // 100

        spent = list(allocate(amount, owed=owed, order=list(owed)).values())

        self.assertEqual(sum(spent), amount)
        partly = [
            place
            for place, (met, debt) in enumerate(zip(spent, debts, strict=True))
            if met < debt
        ]
        after_first_gap = spent[partly[0] + 1 :] if partly else []
        self.assertEqual(sum(after_first_gap), 0)
