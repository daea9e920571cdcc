import unittest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from programmes.rules.bad_input import BadInput
from programmes.rules.dates import EARLIEST, LATEST, Birth, parse_birth, parse_day

TODAY = date(2026, 3, 5)

TAKEN = [
    ("03/04/2026", date(2026, 4, 3)),
    ("3/4/2026", date(2026, 4, 3)),
    ("03-04-2026", date(2026, 4, 3)),
    ("03.04.2026", date(2026, 4, 3)),
    ("03042026", date(2026, 4, 3)),
    ("2026-04-03", date(2026, 4, 3)),
    (" 25/12/2026\u00a0", date(2026, 12, 25)),
    ("29/02/2028", date(2028, 2, 29)),
    ("01/01/1900", EARLIEST),
    ("31/12/2100", LATEST),
]

REFUSED = [
    ("", "EMPTY", {}),
    ("31/02/2026", "NO_SUCH_DAY", {"month": 2, "year": 2026, "last_day": 28}),
    ("00/01/2026", "NO_SUCH_DAY", {"month": 1, "year": 2026, "last_day": 31}),
    ("01/13/2026", "NO_SUCH_MONTH", {"month": 13}),
    ("01/00/2026", "NO_SUCH_MONTH", {"month": 0}),
    ("1/1/26", "SHORT_YEAR", {}),
    ("010126", "SHORT_YEAR", {}),
    ("01/01/0000", "NOT_A_DAY", {}),
    ("1/1-2026", "NOT_A_DAY", {}),
    ("1/1/12026", "NOT_A_DAY", {}),
    ("2026-4-3", "NOT_A_DAY", {}),
    ("2026/04/03", "NOT_A_DAY", {}),
    ("45000", "NOT_A_DAY", {}),
    ("2026", "NOT_A_DAY", {}),
    ("03/04/2026 08:00", "NOT_A_DAY", {}),
    ("31/12/1899", "TOO_EARLY", {"earliest": EARLIEST, "latest": LATEST}),
    ("01/01/2101", "TOO_LATE", {"earliest": EARLIEST, "latest": LATEST}),
    ("٠٣/04/2026", "OTHER_DIGITS", {"character": "٠"}),
    ("03/04/2026\n", "INVISIBLE", {"character": "U+000A", "position": 11}),
]

BIRTHS = [
    ("1965", Birth(1965, None)),
    ("1916", Birth(1916, None)),
    ("2026", Birth(2026, None)),
    ("05/03/1965", Birth(1965, date(1965, 3, 5))),
    ("06/03/1916", Birth(1916, date(1916, 3, 6))),
    ("04/03/2026", Birth(2026, date(2026, 3, 4))),
]

NO_BIRTHS = [
    ("05/03/1916", "TOO_OLD"),
    ("01/01/1900", "TOO_OLD"),
    ("1915", "TOO_OLD"),
    ("05/03/2026", "NOT_BORN_YET"),
    ("06/03/2026", "NOT_BORN_YET"),
    ("2027", "NOT_BORN_YET"),
    ("65", "NOT_A_DAY"),
    ("", "EMPTY"),
]


class ParseDayTests(unittest.TestCase):
    def test_reads_the_day_first(self):
        for text, expected in TAKEN:
            with self.subTest(text=text):
                self.assertEqual(parse_day(text), expected)

    def test_refuses_the_rest_and_says_why(self):
        for text, code, values in REFUSED:
            with self.subTest(text=text), self.assertRaises(BadInput) as caught:
                parse_day(text)
            self.assertEqual(caught.exception.code, code)
            self.assertEqual(caught.exception.values, values)

    def test_includes_its_limits(self):
        limits = {"earliest": date(2026, 2, 10), "latest": TODAY}

        self.assertEqual(parse_day("10/02/2026", **limits), date(2026, 2, 10))
        self.assertEqual(parse_day("05/03/2026", **limits), TODAY)
        for text, code in (("09/02/2026", "TOO_EARLY"), ("06/03/2026", "TOO_LATE")):
            with self.subTest(text=text), self.assertRaises(BadInput) as caught:
                parse_day(text, **limits)
            self.assertEqual(caught.exception.code, code)

    @given(st.dates(EARLIEST, LATEST))
    def test_reads_every_way_of_writing_a_day(self, day):
        for written in (f"{day:%d/%m/%Y}", f"{day:%d%m%Y}", day.isoformat()):
            self.assertEqual(parse_day(written), day)

    @given(st.text(alphabet="0123456789/.- ", max_size=12))
    def test_reads_or_refuses(self, text):
        try:
            day = parse_day(text)
        except BadInput as bad:
            self.assertEqual(bad.value, text)
        else:
            self.assertTrue(EARLIEST <= day <= LATEST)


class ParseBirthTests(unittest.TestCase):
    def test_keeps_a_year_a_year(self):
        for text, expected in BIRTHS:
            with self.subTest(text=text):
                self.assertEqual(parse_birth(text, on=TODAY), expected)

    def test_refuses_who_cannot_live_today(self):
        for text, code in NO_BIRTHS:
            with self.subTest(text=text), self.assertRaises(BadInput) as caught:
                parse_birth(text, on=TODAY)
            self.assertEqual(caught.exception.code, code)
