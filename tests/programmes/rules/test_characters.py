import unittest

from programmes.rules.bad_input import BadInput
from programmes.rules.characters import (
    clean_note,
    is_blank,
    is_invisible,
    refuse_invisible,
    refuse_other_digits,
    refuse_piled_marks,
)

BLANK = [
    "",
    " ",
    "\t",
    "\n",
    "\u00a0",
    "\u202f",
    "\u200b",
    "\u3164",
    "\ufeff",
    "\u2060",
]
SEEN = ["0", "-", "\x00", "ơ", "\u0301", "😀"]
INVISIBLE = ["\x00", "\n", "\u200b", "\u202e", "\u2066", "\u3164", "\ud800", "\u00ad"]

NOTES = [
    ("  trả dần  từ tháng 5 ", "trả dần từ tháng 5"),
    ("một\r\nhai\rba\n", "một\nhai\nba"),
    ("\ufeffđủ\tgiấy", "đủ giấy"),
    ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("=1+1", "=1+1"),
    (" \u200b", ""),
    ("Nguye\u0302\u0303n", "Nguyễn"),
]


class InvisibleTests(unittest.TestCase):
    def test_characters_leave_no_trace(self):
        for character in INVISIBLE:
            with self.subTest(character=ascii(character)):
                self.assertTrue(is_invisible(character))

    def test_characters_alone_are_blank(self):
        for text in BLANK:
            with self.subTest(text=ascii(text)):
                self.assertTrue(is_blank(text))

    def test_characters_do_not_blank_what_is_seen(self):
        for text in SEEN:
            with self.subTest(text=ascii(text)):
                self.assertFalse(is_blank(text))

    def test_characters_are_named_with_their_place(self):
        with self.assertRaises(BadInput) as caught:
            refuse_invisible("12\u200b3")

        self.assertEqual(
            caught.exception.values, {"character": "U+200B", "position": 3}
        )

    def test_characters_pass_where_they_are_allowed(self):
        self.assertIsNone(refuse_invisible("a\nb", but="\n"))


class OtherDigitsTests(unittest.TestCase):
    def test_are_refused_by_name(self):
        for text in ("1０", "1٣", "1३"):
            with self.subTest(text=text), self.assertRaises(BadInput) as caught:
                refuse_other_digits(text)
            self.assertEqual(caught.exception.values, {"character": text[1]})

    def test_are_not_the_plain_ones(self):
        self.assertIsNone(refuse_other_digits("0123456789 ½²"))


class PiledMarksTests(unittest.TestCase):
    def test_are_more_than_three_on_a_letter(self):
        self.assertIsNone(refuse_piled_marks("ậ\u0301 ậ\u0301"))

        with self.assertRaises(BadInput) as caught:
            refuse_piled_marks("ậ\u0301\u0301")
        self.assertEqual(caught.exception.values["most"], 3)


class CleanNoteTests(unittest.TestCase):
    def test_keeps_what_can_be_seen(self):
        for text, expected in NOTES:
            with self.subTest(text=text):
                self.assertEqual(clean_note(text), expected)

    def test_refuses_what_cannot(self):
        for text in ("a\x00b", "a\u202eb", "a\u2066b", "a\ud800b", "a\u200bb"):
            with self.subTest(text=ascii(text)), self.assertRaises(BadInput) as caught:
                clean_note(text)
            self.assertEqual(caught.exception.code, "INVISIBLE")

    def test_counts_composed_characters(self):
        self.assertEqual(clean_note("e\u0302" * 500), "ê" * 500)

        with self.assertRaises(BadInput) as caught:
            clean_note("ê" * 501)
        self.assertEqual(caught.exception.values, {"longest": 500, "count": 501})
