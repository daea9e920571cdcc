from unittest import TestCase

from loans.tables.keyset import Cursor, Page, whole_number


class CursorTests(TestCase):
    def test_reads_what_is_a_number_and_leaves_out_the_rest(self):
        for parameters, cursor in (
            ({}, Cursor()),
            ({"after": "12"}, Cursor(after=12)),
            ({"before": "12"}, Cursor(before=12)),
            ({"after": "abc", "before": "-1"}, Cursor()),
            ({"after": "9" * 20}, Cursor()),
            ({"after": "١٢"}, Cursor()),
            ({"size": "10"}, Cursor(size=10)),
            ({"size": "0"}, Cursor(size=50)),
            ({"size": "1000000"}, Cursor(size=100)),
        ):
            with self.subTest(parameters):
                self.assertEqual(Cursor.read(parameters), cursor)


class WholeNumberTests(TestCase):
    def test_is_what_a_database_can_hold(self):
        self.assertEqual(whole_number("9" * 18), 10**18 - 1)
        self.assertIsNone(whole_number("9" * 19))


class PageTests(TestCase):
    def test_of_nothing_leads_nowhere(self):
        self.assertEqual(
            Page([]).links({"state": "ACTIVE"}), {"before_url": "", "after_url": ""}
        )
