from datetime import date

from django.test import TestCase

from programmes.models import Province
from tests.programmes import frame
from tests.refusing import RefusingMixin


class InForceTests(TestCase):
    def test_counts_the_first_day_and_not_the_last(self):
        frame.province(valid_to=date(2026, 1, 1))

        held = [
            Province.objects.in_force(day).count()
            for day in (
                date(2025, 6, 30),
                date(2025, 7, 1),
                date(2025, 12, 31),
                date(2026, 1, 1),
            )
        ]

        self.assertEqual(held, [0, 1, 1, 0])

    def test_goes_on_without_an_end(self):
        frame.province()

        self.assertEqual(Province.objects.in_force(date(2099, 1, 1)).count(), 1)

    def test_leaves_out_what_is_withdrawn(self):
        frame.province(
            withdrawn_at=frame.MOMENT,
            withdrawn_by=frame.user(),
            withdrawn_reason="nhầm",
        )

        self.assertEqual(Province.objects.in_force(date(2026, 1, 1)).count(), 0)


class DatedTests(RefusingMixin, TestCase):
    def test_ends_after_it_begins(self):
        with self.refused_as("province_ends_after_it_begins"):
            frame.province(valid_to=frame.START)

    def test_is_withdrawn_by_somebody(self):
        with self.refused_as("province_is_withdrawn_by_somebody_for_a_reason"):
            frame.province(withdrawn_at=frame.MOMENT, withdrawn_reason="nhầm")

    def test_is_withdrawn_for_a_reason(self):
        with self.refused_as("province_is_withdrawn_by_somebody_for_a_reason"):
            frame.province(withdrawn_at=frame.MOMENT, withdrawn_by=frame.user())
