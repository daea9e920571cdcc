from datetime import date, time

from django.test import TestCase

from tests.programmes import frame
from tests.refusing import RefusingMixin


class PointTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.province = frame.province()
        cls.point = frame.point(cls.province)

    def test_lies_in_the_unit_of_then_and_of_now(self):
        old = frame.commune(self.province, "21190", "Tịnh Kỳ")
        new = frame.commune(self.province, "21211", "Tịnh Khê")
        frame.point_place(self.point, old, valid_to=date(2026, 1, 1))
        frame.point_place(self.point, new, valid_from=date(2026, 1, 1))

        self.assertEqual(self.point.commune_on(date(2025, 12, 31)), old)
        self.assertEqual(self.point.commune_on(date(2026, 1, 1)), new)

    def test_is_open_on_the_day_that_holds(self):
        frame.point_day(self.point, 10, valid_to=date(2026, 1, 1))
        frame.point_day(self.point, 12, valid_from=date(2026, 1, 1))

        self.assertEqual(self.point.session_day_on(date(2025, 12, 31)), 10)
        self.assertEqual(self.point.session_day_on(date(2026, 1, 1)), 12)

    def test_has_neither_before_it_was_set_up(self):
        self.assertIsNone(self.point.commune_on(date(2020, 1, 1)))
        self.assertIsNone(self.point.session_day_on(date(2020, 1, 1)))


class PointDayTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.point = frame.point(frame.province())

    def test_is_a_day_of_the_month(self):
        for session_day in (0, 32):
            with (
                self.subTest(session_day=session_day),
                self.refused_as("session_day_is_a_day_of_the_month"),
            ):
                frame.point_day(self.point, session_day)

    def test_closes_after_it_opens(self):
        with self.refused_as("point_closes_after_it_opens"):
            frame.point_day(self.point, ends_at=time(7, 30))
