import doctest
import pkgutil
from importlib import import_module
from unittest import TestCase

from loans import rules


class ExamplesTests(TestCase):
    """The example in a rule's docstring is a promise like any other."""

    def test_hold_in_every_rule(self):
        for module in pkgutil.iter_modules(rules.__path__, prefix="loans.rules."):
            with self.subTest(module=module.name):
                outcome = doctest.testmod(import_module(module.name))

                self.assertEqual(outcome.failed, 0)
                self.assertGreater(outcome.attempted, 0)
