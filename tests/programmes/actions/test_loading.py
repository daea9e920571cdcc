from datetime import date

from django.test import TestCase

from programmes.actions.loading import (
    Differs,
    Tally,
    load_dated,
    load_list,
    row_of,
)
from programmes.actions.terms import end, follow, withdraw
from programmes.models import Denomination, Holiday
from tests.programmes import frame


def note(valid_from="2003-12-17", valid_to="", value="500"):
    return row_of(
        Denomination, {"value": value, "valid_from": valid_from, "valid_to": valid_to}
    )


def load(*rows):
    return load_dated(Denomination, rows)


class DatedLoadTests(TestCase):
    def test_adds_what_is_new(self):
        self.assertEqual(load(note()), Tally(added=1))

    def test_changes_nothing_the_second_time(self):
        load(note())

        self.assertEqual(load(note()), Tally(unchanged=1))

    def test_ends_what_a_later_file_ends_and_adds_what_follows(self):
        load(note())

        tally = load(note(valid_to="2026-01-01"), note(valid_from="2026-01-01"))

        self.assertEqual(tally, Tally(added=1, ended=1))

    def test_leaves_alone_what_an_administrator_ended(self):
        load(note())
        row = Denomination.objects.get()
        end(row, on=date(2026, 1, 1), by=frame.user(), at=frame.MOMENT)

        self.assertEqual(load(note()), Tally(unchanged=1))
        self.assertEqual(Denomination.objects.get().valid_to, date(2026, 1, 1))

    def test_does_not_bring_back_what_an_administrator_withdrew(self):
        load(note())
        withdraw(
            Denomination.objects.get(), reason="nhầm", by=frame.user(), at=frame.MOMENT
        )

        self.assertEqual(load(note()), Tally(unchanged=1))

    def test_knows_a_withdrawn_row_beside_what_was_carried_on(self):
        user = frame.user()
        load(note())
        first = Denomination.objects.get()
        mistaken = follow(
            first, on=date(2026, 1, 1), legal_basis="12/QĐ", by=user, at=frame.MOMENT
        )
        withdraw(mistaken, reason="nhầm", by=user, at=frame.MOMENT)
        again = note(valid_from="2026-01-01")
        again.legal_basis = "12/QĐ"

        self.assertEqual(load(note(), again), Tally(unchanged=2))

    def test_refuses_to_say_something_else_of_a_row_that_stands(self):
        load(note())
        other = note()
        other.legal_basis = "12/QĐ"

        with self.assertRaisesMessage(Differs, "legal_basis"):
            load(other)


class ListLoadTests(TestCase):
    def load(self, name):
        holiday = row_of(Holiday, {"day": "2026-09-02", "name": name})
        return load_list(Holiday, [holiday], by=("day",))

    def test_adds_corrects_and_then_changes_nothing(self):
        tallies = [self.load("Quốc khanh"), self.load("Quốc khánh")]
        tallies.append(self.load("Quốc khánh"))

        self.assertEqual(
            tallies, [Tally(added=1), Tally(changed=1), Tally(unchanged=1)]
        )
        self.assertEqual(Holiday.objects.get().name, "Quốc khánh")


class TallyTests(TestCase):
    def test_is_told_in_numbers(self):
        told = str(Tally(added=1, ended=2, unchanged=3))

        self.assertEqual(told, "1 added, 2 ended, 3 unchanged")

    def test_tells_of_corrections_where_there_are_some(self):
        told = str(Tally(changed=4, unchanged=3))

        self.assertEqual(told, "0 added, 0 ended, 4 changed, 3 unchanged")
