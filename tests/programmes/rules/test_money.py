import unittest
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from programmes.rules.bad_input import BadInput
from programmes.rules.money import (
    LARGEST_AMOUNT,
    amount_doubts,
    dotted,
    in_words,
    parse_dong,
    round_dong,
)

ROUNDED = [
    ("0", 0),
    ("0.4999999999", 0),
    ("0.5", 1),
    ("1.5", 2),
    ("2.5", 3),
    ("280273.4999", 280273),
    ("280273.5", 280274),
    ("-0.5", -1),
    ("-2.5", -3),
]

WORDS = [
    (0, "không"),
    (1, "một"),
    (5, "năm"),
    (10, "mười"),
    (11, "mười một"),
    (14, "mười bốn"),
    (15, "mười lăm"),
    (20, "hai mươi"),
    (21, "hai mươi mốt"),
    (24, "hai mươi bốn"),
    (25, "hai mươi lăm"),
    (91, "chín mươi mốt"),
    (100, "một trăm"),
    (101, "một trăm lẻ một"),
    (105, "một trăm lẻ năm"),
    (110, "một trăm mười"),
    (111, "một trăm mười một"),
    (115, "một trăm mười lăm"),
    (121, "một trăm hai mươi mốt"),
    (555, "năm trăm năm mươi lăm"),
    (1_000, "một nghìn"),
    (1_001, "một nghìn không trăm lẻ một"),
    (1_010, "một nghìn không trăm mười"),
    (1_015, "một nghìn không trăm mười lăm"),
    (1_100, "một nghìn một trăm"),
    (10_005, "mười nghìn không trăm lẻ năm"),
    (21_000, "hai mươi mốt nghìn"),
    (280_274, "hai trăm tám mươi nghìn hai trăm bảy mươi bốn"),
    (1_000_000, "một triệu"),
    (1_000_001, "một triệu không trăm lẻ một"),
    (1_005_000, "một triệu không trăm lẻ năm nghìn"),
    (1_250_000, "một triệu hai trăm năm mươi nghìn"),
    (50_000_000, "năm mươi triệu"),
    (1_000_000_000, "một tỷ"),
    (1_000_000_005, "một tỷ không trăm lẻ năm"),
    (1_005_000_000, "một tỷ không trăm lẻ năm triệu"),
    (2_015_021_105, "hai tỷ không trăm mười lăm triệu không trăm hai mươi mốt nghìn một"
                    " trăm lẻ năm"),
    (1_000_000_000_000, "một nghìn tỷ"),
    (1_005_000_000_000, "một nghìn không trăm lẻ năm tỷ"),
    (1_000_000_000_000_000, "một triệu tỷ"),
    (1_000_000_000_000_000_000, "một tỷ tỷ"),
    (-15_000, "âm mười lăm nghìn"),
]  # fmt: skip


class RoundDongTests(unittest.TestCase):
    def test_rounds_half_up(self):
        for value, expected in ROUNDED:
            with self.subTest(value=value):
                self.assertEqual(round_dong(Decimal(value)), expected)

    @given(st.decimals(min_value=-(10**15), max_value=10**15, places=4))
    def test_is_never_more_than_half_a_dong_away(self, value):
        self.assertLessEqual(abs(round_dong(value) - value), Decimal("0.5"))


class InWordsTests(unittest.TestCase):
    def test_says_the_amount_as_on_a_voucher(self):
        for amount, words in WORDS:
            with self.subTest(amount=amount):
                self.assertEqual(in_words(amount), f"{words} đồng")

    @given(st.integers(0, 10**18), st.integers(0, 10**18))
    def test_says_different_amounts_differently(self, one, other):
        self.assertEqual(in_words(one) == in_words(other), one == other)

    @given(st.integers(0, 10**18))
    def test_is_single_spaced_small_letters(self, amount):
        words = in_words(amount)

        self.assertEqual(words, " ".join(words.lower().split()))


class ParseDongTests(unittest.TestCase):
    @given(st.integers(0, LARGEST_AMOUNT))
    def test_reads_what_dotted_writes(self, amount):
        self.assertEqual(parse_dong(dotted(amount)), amount)

    @given(st.integers(0, LARGEST_AMOUNT))
    def test_reads_spaces_and_currency(self, amount):
        spaced = dotted(amount).replace(".", "\u00a0")

        self.assertEqual(parse_dong(f" {spaced} ĐỒNG "), amount)

    @given(st.text(alphabet="0123456789.,-+ đtrk１\u200b\t()=e", max_size=20))
    def test_reads_or_refuses_and_offers_only_what_it_reads(self, text):
        try:
            parse_dong(text)
        except BadInput as bad:
            self.assertEqual(bad.value, text)
            self.assertIsInstance(parse_dong(bad.offer or "0"), int)

    @given(st.integers(1, LARGEST_AMOUNT))
    def test_offers_the_amount_for_commas_and_never_takes_it(self, amount):
        with self.assertRaises(BadInput) as caught:
            parse_dong(f"{amount:,}" if amount > 999 else f"{amount},000")

        self.assertEqual(caught.exception.code, "COMMAS")
        self.assertIn(parse_dong(caught.exception.offer), (amount, amount * 1_000))

    def test_takes_its_limits_and_nothing_beyond(self):
        limits = {"smallest": 1_000, "largest": 5_000_000}

        self.assertEqual(parse_dong("1.000", **limits), 1_000)
        self.assertEqual(parse_dong("5.000.000", **limits), 5_000_000)
        for text, code in (
            ("0", "ZERO"), ("999", "TOO_SMALL"), ("5.000.001", "TOO_LARGE")
        ):  # fmt: skip
            with self.subTest(text=text), self.assertRaises(BadInput) as caught:
                parse_dong(text, **limits)
            self.assertEqual(caught.exception.code, code)

    def test_names_the_refusal_in_its_own_text(self):
        self.assertEqual(str(BadInput("COMMAS", "1,000")), "COMMAS: '1,000'")


class AmountDoubtsTests(unittest.TestCase):
    def codes(self, *arguments, **options):
        return [doubt.code for doubt in amount_doubts(*arguments, **options)]

    def test_doubts_ten_times_the_usual(self):
        self.assertEqual(self.codes(4_999_999, usual=500_000), [])
        self.assertEqual(self.codes(5_000_000, usual=500_000), ["TEN_TIMES_USUAL"])

    def test_doubts_less_than_the_floor_and_offers_thousands(self):
        [doubt] = amount_doubts(500, usual=500_000)

        self.assertEqual((doubt.code, doubt.offer), ("BELOW_FLOOR", "500.000"))
        self.assertEqual(self.codes(1_000), [])
        self.assertEqual(self.codes(0), [])
