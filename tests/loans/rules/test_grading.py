from unittest import TestCase

from loans.rules.grading import grade


class GradeTests(TestCase):
    def test_counts_the_lower_end_of_a_band_in(self):
        cases = [
            (0, "WEAK"),
            (49, "WEAK"),
            (50, "AVERAGE"),
            (69, "AVERAGE"),
            (70, "FAIR"),
            (84, "FAIR"),
            (85, "GOOD"),
            (100, "GOOD"),
        ]
        for points, name in cases:
            with self.subTest(points=points):
                self.assertEqual(grade(points), name)

    def test_goes_by_the_bands_of_a_later_scheme(self):
        bands = [(0, "WEAK"), (60, "FAIR"), (90, "GOOD")]

        self.assertEqual(grade(89, bands), "FAIR")

    def test_refuses_points_off_the_scale(self):
        for points in (-1, 101):
            with self.subTest(points=points), self.assertRaises(ValueError):
                grade(points)
