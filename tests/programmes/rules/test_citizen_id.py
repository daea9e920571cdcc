import unittest

from hypothesis import given
from hypothesis import strategies as st

from programmes.rules.bad_input import BadInput
from programmes.rules.citizen_id import (
    PROVINCES,
    birth_year_in,
    citizen_id_doubts,
    mask_citizen_id,
    parse_citizen_id,
    sex_in,
)

TAKEN = [
    "051199000123",
    " 051 199 000 123 ",
    "051.199.000.123",
    "'051199000123",
    "051199000123\n",
    "051199\u00a0000123\r\n",
]

REFUSED = [
    ("", "EMPTY", {}),
    ("051199000", "OLD_NUMBER", {}),
    ("05119900", "WRONG_LENGTH", {"count": 8}),
    ("5119900012", "WRONG_LENGTH", {"count": 10}),
    ("0511990001234", "WRONG_LENGTH", {"count": 13}),
    ("051-199-000-123", "NOT_A_DIGIT", {"character": "-", "position": 4}),
    ("00109901234O", "NOT_A_DIGIT", {"character": "O", "position": 12}),
    (" 00l099012345", "NOT_A_DIGIT", {"character": "l", "position": 4}),
    ("1.09901E+09", "NUMBER_CELL", {}),
    ("1099012345.0", "NUMBER_CELL", {}),
    ("051199\u200b000123", "INVISIBLE", {"character": "U+200B", "position": 7}),
    ("０51199000123", "OTHER_DIGITS", {"character": "０"}),
]

TOLD = [
    # number, sex, year of birth
    ("051099000123", "MALE", 1999),
    ("051199000123", "FEMALE", 1999),
    ("051204000123", "MALE", 2004),
    ("051304000123", "FEMALE", 2004),
    ("051400000123", "MALE", 2100),
    ("051501000123", "FEMALE", 2101),
]


class ParseCitizenIdTests(unittest.TestCase):
    def test_takes_twelve_digits_however_spaced(self):
        for text in TAKEN:
            with self.subTest(text=text):
                self.assertEqual(parse_citizen_id(text), "051199000123")

    def test_refuses_the_rest_and_says_what_was_found(self):
        for text, code, values in REFUSED:
            with self.subTest(text=text), self.assertRaises(BadInput) as caught:
                parse_citizen_id(text)
            self.assertEqual(caught.exception.code, code)
            self.assertEqual(caught.exception.values, values)
            self.assertIsNone(caught.exception.offer)

    def test_offers_the_zeros_that_a_number_cell_has_lost(self):
        for text, offer in (
            ("1099012345", "001099012345"),
            ("51199000123", "051199000123"),
            ("0511990001234", None),
        ):
            with self.subTest(text=text), self.assertRaises(BadInput) as caught:
                parse_citizen_id(text, from_number_cell=True)
            self.assertEqual(caught.exception.offer, offer)

    @given(st.from_regex(r"[0-9]{12}", fullmatch=True))
    def test_changes_no_digit(self, digits):
        self.assertEqual(parse_citizen_id(digits), digits)


class CitizenIdDoubtsTests(unittest.TestCase):
    def test_are_none_when_all_agrees(self):
        for number, sex, year in TOLD:
            with self.subTest(number=number):
                self.assertEqual(sex_in(number), sex)
                self.assertEqual(birth_year_in(number), year)
                self.assertEqual(
                    citizen_id_doubts(number, sex=sex, birth_year=year), []
                )

    def test_name_both_values(self):
        doubts = citizen_id_doubts("099199000123", sex="MALE", birth_year=1989)

        self.assertEqual(
            [(doubt.code, doubt.values) for doubt in doubts],
            [
                ("UNKNOWN_PROVINCE", {"province": "099"}),
                ("OTHER_SEX", {"in_number": "FEMALE", "entered": "MALE"}),
                ("OTHER_BIRTH_YEAR", {"in_number": 1999, "entered": 1989}),
            ],
        )

    def test_compare_nothing_that_is_not_known(self):
        self.assertEqual(citizen_id_doubts("051199000123"), [])


class ProvinceTests(unittest.TestCase):
    def test_are_the_63_before_july_2025(self):
        self.assertEqual(len(PROVINCES), 63)
        self.assertEqual(PROVINCES["051"], "Quảng Ngãi")
        self.assertEqual(PROVINCES["062"], "Kon Tum")
        self.assertNotIn("000", PROVINCES)


class MaskCitizenIdTests(unittest.TestCase):
    def test_shows_the_last_four_digits(self):
        self.assertEqual(mask_citizen_id("051199000123"), "••••••••0123")
        self.assertEqual(mask_citizen_id("123456789"), "•••••6789")
        self.assertEqual(mask_citizen_id(""), "")
