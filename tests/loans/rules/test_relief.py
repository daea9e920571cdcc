from unittest import TestCase

from loans.rules.relief import longest_extension_months


class LongestExtensionMonthsTests(TestCase):
    def test_is_a_year_for_a_short_loan_and_half_the_term_for_a_longer(self):
        cases = [(1, 12), (6, 12), (12, 12), (13, 6), (25, 12), (48, 24), (120, 60)]
        for term, longest in cases:
            with self.subTest(term=term):
                self.assertEqual(longest_extension_months(term), longest)

    def test_refuses_no_term(self):
        for term in (0, -12):
            with self.subTest(term=term), self.assertRaises(ValueError):
                longest_extension_months(term)
