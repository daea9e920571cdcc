"""Each constraint and trigger in the database's catalogue is broken by some test."""

import ast
import re

from django.test import TestCase

from tests.house import catalogue
from tests.house.sources import modules
from tests.house.test_dated_rows import dated_models, guards
from tests.refusing import run

BREAKING = re.compile(r"self\.(refused_as|refuses_each)\(")


def broken():
    """Names in the modules that break guards by name, and those of dated rows."""
    names = set()
    for path in modules("tests"):
        text = path.read_text("utf-8")
        if BREAKING.search(text):
            names |= {
                node.value
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
    return names.union(*(guards(model) for model in dated_models()))


class CatalogueTests(TestCase):
    def test_holds_nothing_that_no_test_breaks(self):
        self.assertEqual(sorted(catalogue.guards() - broken()), [])

    def test_holds_every_guard_that_dated_rows_are_to_have(self):
        expected = set().union(*(guards(model) for model in dated_models()))

        self.assertEqual(sorted(expected - catalogue.guards()), [])

    def test_is_read_whole(self):
        read = catalogue.guards()

        samples = {
            "posting_sums_to_zero",
            "posting_is_never_edited",
            "key_and_line_are_unique_for_ever",
            "one_open_session_for_a_point",
            "loans_posting.reverses_id",
            "province_is_not_in_force_twice",
        }

        self.assertEqual(samples - read, set())

    def test_notices_a_guard_without_a_test(self):
        run("CREATE UNIQUE INDEX nobody_broke_this ON loans_household (address)")

        self.assertIn("nobody_broke_this", catalogue.guards() - broken())
