import unittest

from programmes.rules.bad_input import BadInput
from programmes.rules.phone import parse_phone

TAKEN = [
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "(091) 234-5678",
    "+84912345678",
    "+84 912 345 678",
    "84912345678",
]

REFUSED = [
    ("", "EMPTY", {}),
    ("091234567", "NOT_A_PHONE", {"count": 9}),
    ("091234567890", "NOT_A_PHONE", {"count": 12}),
    ("1912345678", "NOT_A_PHONE", {"count": 10}),
    ("840912345678", "NOT_A_PHONE", {"count": 12}),
    ("+85912345678", "NOT_A_PHONE", {"count": 11}),
    ("0912/345678", "NOT_A_PHONE", {"count": 10}),
    ("0912\u200b345678", "INVISIBLE", {"character": "U+200B", "position": 5}),
    ("０912345678", "OTHER_DIGITS", {"character": "０"}),
]


class ParsePhoneTests(unittest.TestCase):
    def test_returns_ten_digits_from_zero(self):
        for text in TAKEN:
            with self.subTest(text=text):
                self.assertEqual(parse_phone(text), "0912345678")

    def test_refuses_other_counts_and_beginnings(self):
        for text, code, values in REFUSED:
            with self.subTest(text=text), self.assertRaises(BadInput) as caught:
                parse_phone(text)
            self.assertEqual(caught.exception.code, code)
            self.assertEqual(caught.exception.values, values)
