import unicodedata
import unittest

from hypothesis import given
from hypothesis import strategies as st

from programmes.rules.bad_input import BadInput
from programmes.rules.names import (
    clean_name,
    fold,
    name_doubts,
    person_key,
    place_key,
)

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuưvxyỳỷỹýỵ"
)
WORDS = st.text(alphabet=LETTERS + LETTERS.upper() + "'ĕŏĭŭčñ", min_size=1, max_size=8)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)

FOLDED = [
    ("Nguyễn Thị Đào", "nguyen thi dao"),
    ("NGUYỄN  THỊ\u00a0ĐÀO ", "nguyen thi dao"),
    (unicodedata.normalize("NFD", "Nguyễn Thị Đào"), "nguyen thi dao"),
    ("H’Hen Niê", "h'hen nie"),
    ("H'Hen Niê", "h'hen nie"),
    ("Y Thông Êban", "y thong eban"),
    ("Ksor H'Blâm", "ksor h'blam"),
    ("Siu Blĕ", "siu ble"),
    ("Rơ Châm Kŏ", "ro cham ko"),
    ("Ƀlih", "blih"),
    ("ƀing", "bing"),
    ("", ""),
]

IN_ORDER = [
    ("the given name decides", ["Vũ Thị An", "Bùi Văn Ân", "An Thị Bình"]),
    ("letters come before tones", ["Lê Tàm", "Lê Tám", "Lê Tan", "Lê Tàn"]),
    (
        "tones go level, huyền, hỏi, ngã, sắc, nặng",
        ["Lê Ma", "Lê Mà", "Lê Mả", "Lê Mã", "Lê Má", "Lê Mạ"],
    ),
    (
        "letters follow the alphabet",
        [*"AĂÂBCDĐEÊGOÔƠPUƯVXY"],
    ),
    (
        "the tone of the given name comes before the rest",
        ["Vũ Văn Hoa", "Bùi Văn Hoà", "An Văn Hoá"],
    ),
    ("the rest decides last", ["Bùi Thị Hoa", "Lê An Hoa", "Lê Thị Hoa", "Lý Thị Hoa"]),
    ("the shorter name comes first", ["Hoa", "Lê Hoa", "Lê Thị Hoa", "Lê Hoan"]),
    ("a prefix comes first", ["Lê An", "Lê Anh", "Lê Ánh"]),
    ("last words count for Ê Đê too", ["Y Thông Êban", "H'Hen Niê", "Y Moan Niê"]),
    ("marks of other peoples follow the tones", ["Siu Ble", "Siu Blẹ", "Siu Blĕ"]),
    ("breves on a horn too", ["Siu Kơ", "Siu Kợ", "Siu Kơ\u0306", "Siu Kơi"]),
    ("ƀ stands after b", ["Siu Blih", "Siu Ƀlih", "Siu Chlih"]),
]

SAME_KEY = [
    ("Trần Hoà", "Trần Hòa"),
    ("TRẦN HÒA", "Trần Hòa"),
    ("H’Hen Niê", "H'Hen Niê"),
    ("Trần  Hòa ", "Trần Hòa"),
    (unicodedata.normalize("NFD", "Trần Hòa"), "Trần Hòa"),
]

REFUSED = [
    ("", "EMPTY"),
    ("\u200b", "EMPTY"),
    ("Nguyễn Văn 2", "NOT_IN_A_NAME"),
    ("Lê;Văn", "NOT_IN_A_NAME"),
    ("Lê (Văn)", "NOT_IN_A_NAME"),
    ("Lê <b>", "NOT_IN_A_NAME"),
    ("Lê=Văn", "NOT_IN_A_NAME"),
    ("Lê 😀", "NOT_IN_A_NAME"),
    ("Lê ٣", "NOT_IN_A_NAME"),
    ("NULL", "EMPTY_CELL"),
    ("none", "EMPTY_CELL"),
    ("N/a", "EMPTY_CELL"),
    ("NaN", "EMPTY_CELL"),
    ("#REF!", "EMPTY_CELL"),
    ("Lê\u202eVăn", "INVISIBLE"),
    ("Lê\u200bVăn", "INVISIBLE"),
    ("Le" + "\u0301" * 4, "PILED_MARKS"),
    ("Lê" * 51, "TOO_LONG"),
]


class FoldTests(unittest.TestCase):
    def test_is_small_letters_without_marks(self):
        for text, expected in FOLDED:
            with self.subTest(text=text):
                self.assertEqual(fold(text), expected)

    @given(NAMES)
    def test_is_the_same_for_every_way_of_typing(self, name):
        spread = unicodedata.normalize("NFD", name)

        self.assertEqual(fold(spread), fold(name))
        self.assertEqual(fold(name.upper()), fold(name))
        self.assertEqual(fold(fold(name)), fold(name))
        self.assertTrue(fold(name).isascii())


class PersonKeyTests(unittest.TestCase):
    def test_puts_people_in_order(self):
        for rule, names in IN_ORDER:
            with self.subTest(rule):
                self.assertEqual(sorted(names, key=person_key), names)
                self.assertEqual(len(set(map(person_key, names))), len(names))

    def test_is_the_same_for_one_name_typed_otherwise(self):
        for one, other in SAME_KEY:
            with self.subTest(one=one, other=other):
                self.assertEqual(person_key(one), person_key(other))

    def test_is_empty_of_letters_for_no_name(self):
        self.assertLess(person_key(""), person_key("A"))

    @given(st.lists(NAMES, max_size=8))
    def test_sorts_by_bytes_as_by_code_points(self, names):
        by_bytes = sorted(names, key=lambda name: person_key(name).encode())

        self.assertEqual(sorted(names, key=person_key), by_bytes)

    @given(NAMES, NAMES, WORDS, WORDS)
    def test_compares_given_names_before_anything_else(self, one, other, a, b):
        if person_key(a) < person_key(b):
            self.assertLess(person_key(f"{one} {a}"), person_key(f"{other} {b}"))


class PlaceKeyTests(unittest.TestCase):
    def test_puts_places_in_order_from_the_first_word(self):
        names = ["An Phú", "Ba Gia", "Dương Hoà", "Đông Sơn", "Nghĩa Lộ", "Tịnh Ấn"]

        self.assertEqual(sorted(names, key=place_key), names)
        self.assertEqual(len(set(map(place_key, names))), len(names))


class CleanNameTests(unittest.TestCase):
    @given(NAMES)
    def test_keeps_the_letters_and_composes_them(self, name):
        composed = unicodedata.normalize("NFC", f"Lê {name}")
        spread = unicodedata.normalize("NFD", composed)

        self.assertEqual(clean_name(f"\ufeff {spread}\t"), composed)

    def test_refuses_what_is_no_name(self):
        for text, code in REFUSED:
            with self.subTest(text=text), self.assertRaises(BadInput) as caught:
                clean_name(text)
            self.assertEqual(caught.exception.code, code)

    def test_takes_a_hundred_letters_and_says_the_count_of_more(self):
        self.assertEqual(clean_name("a" * 100), "a" * 100)

        with self.assertRaises(BadInput) as caught:
            clean_name("a" * 101)
        self.assertEqual(caught.exception.values, {"longest": 100, "count": 101})


class NameDoubtsTests(unittest.TestCase):
    def test_offers_what_an_old_font_meant(self):
        [doubt] = name_doubts(clean_name("Tr\u00ad¬ng ThÞ H¹nh"))

        self.assertEqual((doubt.code, doubt.offer), ("BROKEN_FONT", "Trương Thị Hạnh"))

    def test_names_the_letter_that_only_looks_latin(self):
        [doubt] = name_doubts("L\u0435 V\u0430n")

        self.assertEqual(doubt.code, "LOOK_ALIKE")
        self.assertEqual(doubt.values, {"character": "\u0435", "script": "CYRILLIC"})

    def test_are_none_for_the_names_of_this_country(self):
        for name, _ in FOLDED:
            with self.subTest(name=name):
                self.assertEqual(name_doubts(name), [])
