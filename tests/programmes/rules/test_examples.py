"""The examples in the docstrings of the rules and forms hold."""

import doctest
import importlib
import pkgutil
import unittest

from programmes import rules
from programmes.forms import sentences

MODULES = [
    *(
        importlib.import_module(f"{rules.__name__}.{module.name}")
        for module in pkgutil.iter_modules(rules.__path__)
    ),
    sentences,
]


class ExampleTests(unittest.TestCase):
    def test_hold_as_printed(self):
        for module in MODULES:
            with self.subTest(module=module.__name__):
                self.assertEqual(doctest.testmod(module).failed, 0)

    def test_are_given_for_the_rules(self):
        attempted = sum(doctest.testmod(module).attempted for module in MODULES)

        self.assertGreater(attempted, 30)
