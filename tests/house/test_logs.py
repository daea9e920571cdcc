import logging
import sys
from unittest import TestCase

from config.logging import MaskPersonalNumbers


def printed(message, *arguments, exc_info=None):
    record = logging.LogRecord("t", 20, __file__, 1, message, arguments, exc_info)
    MaskPersonalNumbers().filter(record)
    return logging.Formatter("%(message)s").format(record)


class LogsTests(TestCase):
    def test_hide_identity_numbers(self):
        self.assertEqual(printed("citizen %s", "001085012345"), "citizen ***")
        self.assertEqual(printed("old card 012345678"), "old card ***")

    def test_hide_telephones(self):
        self.assertEqual(printed("call %s", "0912345678"), "call ***")
        self.assertEqual(printed("call +84912345678."), "call ***.")

    def test_hide_them_in_tracebacks(self):
        try:
            int("001085012345x")
        except ValueError:
            text = printed("failed", exc_info=sys.exc_info())

        self.assertIn("ValueError", text)
        self.assertNotIn("001085012345", text)

    def test_keep_amounts_and_dates(self):
        self.assertEqual(printed("50000000 on 20260305"), "50000000 on 20260305")
