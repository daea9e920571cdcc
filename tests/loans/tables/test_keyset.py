from types import SimpleNamespace
from unittest import TestCase

from django.test import TestCase as DatabaseTestCase

from loans.tables.keyset import Cursor, LatestPage, Page, latest_of, whole_number
from programmes.models import User


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


class LatestPageTests(TestCase):
    def links(self, **page):
        rows = [SimpleNamespace(pk=9), SimpleNamespace(pk=5)]
        return LatestPage(rows, **page).links({"kind": "", "day": "1", "before": "10"})

    def test_leads_back_to_the_latest_rows_and_on_to_those_before(self):
        self.assertEqual(
            self.links(has_before=True, has_after=True),
            {"before_url": "?day=1", "after_url": "?day=1&before=5"},
        )
        self.assertEqual(self.links(), {"before_url": "", "after_url": ""})

    def test_leads_back_to_the_bare_address_where_nothing_was_asked(self):
        page = LatestPage([SimpleNamespace(pk=5)], has_before=True)

        self.assertEqual(page.links({"before": "6"})["before_url"], ".")


class LatestOfTests(DatabaseTestCase):
    @classmethod
    def setUpTestData(cls):
        names = [str(number) for number in range(5)]
        User.objects.bulk_create(User(username=name) for name in names)
        cls.ids = list(User.objects.order_by("-pk").values_list("pk", flat=True))

    def page(self, **cursor):
        found = latest_of(User.objects.all(), Cursor(size=2, **cursor))
        return [user.pk for user in found.rows], found.has_before, found.has_after

    def test_goes_from_the_latest_row_to_the_first(self):
        self.assertEqual(self.page(), (self.ids[:2], False, True))
        self.assertEqual(self.page(before=self.ids[1]), (self.ids[2:4], True, True))
        self.assertEqual(self.page(before=self.ids[3]), (self.ids[4:], True, False))
