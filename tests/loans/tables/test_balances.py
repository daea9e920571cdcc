from unittest import TestCase

from loans.models import LoanBalance
from loans.tables.balances import split


def stretches(**principal):
    return [
        (share.tone, share.start, share.width)
        for share in split(LoanBalance(**principal))
    ]


class SplitTests(TestCase):
    def test_fills_the_bar_without_a_gap(self):
        self.assertEqual(
            stretches(principal_in_term=1, principal_overdue=1, principal_frozen=1),
            [("in-term", 0, 333), ("overdue", 333, 333), ("frozen", 666, 334)],
        )

    def test_leaves_the_bar_empty_where_nothing_is_owed(self):
        self.assertEqual(
            stretches(), [("in-term", 0, 0), ("overdue", 0, 0), ("frozen", 0, 0)]
        )
