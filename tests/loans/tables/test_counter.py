"""What a payment does to the instalments."""

from datetime import date
from unittest import TestCase

from loans.models import Instalment
from loans.tables.counter import met_by


def parts(*amounts, **values):
    return [
        Instalment(
            number=number,
            contract_due_on=date(2026 + number, 3, 10),
            session_due_on=date(2026 + number, 3, 10),
            amount=amount,
            **values,
        )
        for number, amount in enumerate(amounts, 1)
    ]


class MetByTests(TestCase):
    def met(self, instalments, **amounts):
        return [
            (line.number, line.before, line.paid, line.after)
            for line in met_by(instalments, **amounts)
        ]

    def test_meets_the_earliest_unpaid_first(self):
        self.assertEqual(
            self.met(parts(10, 10, 10), paid=0, principal=14),
            [(1, 10, 10, 0), (2, 10, 4, 6), (3, 10, 0, 10)],
        )

    def test_leaves_out_what_was_met_before(self):
        self.assertEqual(
            self.met(parts(10, 10, 10), paid=12, principal=3),
            [(2, 8, 3, 5), (3, 10, 0, 10)],
        )

    def test_leaves_nothing_when_all_is_paid(self):
        self.assertEqual(
            self.met(parts(10, 10), paid=10, principal=10), [(2, 10, 10, 0)]
        )

    def test_goes_by_the_day_to_which_an_instalment_was_extended(self):
        first, second = parts(10, 10)
        first.extended_due_on = date(2030, 3, 10)

        self.assertEqual(
            self.met([first, second], paid=0, principal=4),
            [(2, 10, 4, 6), (1, 10, 0, 10)],
        )
