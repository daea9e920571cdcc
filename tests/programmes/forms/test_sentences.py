import re
import unittest
from pathlib import Path

from django.test import SimpleTestCase
from django.utils import translation

from programmes import rules
from programmes.forms.sentences import (
    ACCEPTED,
    DOUBTS,
    REASONS,
    refusal,
    shown,
    warning,
)
from programmes.rules.bad_input import BadInput, Doubt

SOURCES = "\n".join(
    path.read_text("utf-8") for path in Path(rules.__path__[0]).glob("*.py")
)

SHOWN = [
    ("1,000", "1,000"),
    ("1000\x00", "1000␀"),
    ("1000\n", "1000␊"),
    ("12\u200b3", "12U+200B3"),
    ("\u202e5", "U+202E5"),
    ("\ud800", "U+D800"),
    ("a" * 40, "a" * 40),
    ("a" * 41, "a" * 40 + "…"),
    ("100%", "100%"),
]


class CodesTests(unittest.TestCase):
    def test_of_the_rules_have_each_a_sentence(self):
        refused = set(re.findall(r'BadInput\(\s*"([A-Z_]+)"', SOURCES))
        doubted = set(re.findall(r'Doubt\(\s*"([A-Z_]+)"', SOURCES))

        self.assertEqual(refused, REASONS.keys())
        self.assertEqual(doubted, DOUBTS.keys())


class ShownTests(unittest.TestCase):
    def test_hides_nothing_and_stays_short(self):
        for value, expected in SHOWN:
            with self.subTest(value=ascii(value)):
                self.assertEqual(shown(value), expected)


class SentenceTests(SimpleTestCase):
    def setUp(self):
        self.enterContext(translation.override("en"))

    def test_refuses_in_four_parts(self):
        bad = BadInput("COMMAS", "1,000,000", offer="1.000.000")

        self.assertEqual(
            refusal(bad, kind="AMOUNT", label="Tiền gốc"),
            'Tiền gốc: "1,000,000" is not right. '
            "A comma does not separate thousands here. "
            "Is 1.000.000 meant? "
            "Enter whole đồng, for example 1.000.000 or 1000000.",
        )

    def test_refuses_without_a_label_where_the_line_is_named_before_it(self):
        bad = BadInput("ZERO", "0%", values={"smallest": 1})

        self.assertTrue(refusal(bad, kind="AMOUNT").startswith('"0%" is not right.'))

    def test_says_only_that_nothing_was_entered(self):
        self.assertEqual(
            refusal(BadInput("EMPTY", "\u200b"), kind="DAY", label="Ngày"),
            "Ngày: Not entered yet. Enter day, month and year, for example 05/03/2026.",
        )

    def test_warns_with_amounts_as_the_bank_writes_them(self):
        doubt = Doubt("BELOW_FLOOR", "500", "500.000", {"floor": 1_000})

        self.assertEqual(
            warning(doubt, label="Tiền gốc"),
            'Tiền gốc: "500": Less than 1.000 đ. If right, give the reason. '
            "Is 500.000 meant?",
        )

    def test_gives_an_example_for_every_kind(self):
        for kind in ACCEPTED:
            with self.subTest(kind):
                self.assertIn("for example", str(ACCEPTED[kind]))
