"""Values become a PDF, in our fonts, and stay the text that they are."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase

from loans.documents.typesetting import NotTypeset, typeset
from tests.loans.documents.papers import fonts_of, text_of

PRINT = {"number": "000001", "at": "09:00 10/04/2026", "by": "Lan", "reprint": 0}
OWED = {"outstanding": 0, "arrears": 0, "period": 0, "due": 0, "grace": 0}


def values(name="Lê Thị Nga"):
    """The least that 13/TD can be typeset from: everything unknown."""
    line = {
        "number": 1,
        "customer_code": None,
        "name": name,
        "loans": [],
        "received": None,
        "notes": [],
        **OWED,
    }
    sheet = {
        "office": "PGD Tịnh Khê",
        "leader": None,
        "village": None,
        "commune": None,
        "province": None,
        "organisation": "Hội Phụ nữ",
        "group_code": "0000122",
        "contract": None,
        "point": "Điểm Tịnh Khê",
        "held_on": "10/04/2026",
        "month": "04/2026",
        "is_recorded": False,
        "lines": [line],
        "received": None,
        "paying_count": None,
        "receipt_from": None,
        "receipt_to": None,
        "handed_in_by": "LEADER",
        "handed_in_person": None,
        "teller": None,
        "stamp": None,
        "totals": OWED,
        "offered": None,
        "cash_in_words": None,
        "print": PRINT,
    }
    part = {"form": "13/TD", "template": "13td.typ", "papers": [sheet]}
    return {"title": "Bảng kê", "parts": [part]}


class TypesettingTests(TestCase):
    def test_gives_the_same_bytes_for_the_same_values(self):
        self.assertEqual(typeset(values()), typeset(values()))

    def test_carries_its_fonts_and_no_others(self):
        fonts = fonts_of(typeset(values()))

        self.assertEqual(
            fonts, {"Tinos": True, "Tinos-Bold": True, "Tinos-Italic": True}
        )

    def test_prints_markup_in_a_name_as_the_text_it_is(self):
        name = '#read("/etc/passwd") *x*'

        text = text_of(typeset(values(name)))

        self.assertIn("*x*", text)
        self.assertIn('#read("/etc/passwd")', text)
        self.assertNotIn("root:", text)

    def test_keeps_every_vietnamese_letter(self):
        for name in (
            "Ắc Ằm Ẳn Ẵng Ặt Ấy Ầm Ẩn Ẫm Ận",
            "Đỗ Hữu Nghĩa ạ ả ã à á ọ ỏ õ ò ó",
            "ếềểễệ ốồổỗộ ớờởỡợ",
            "ứừửữự ỳýỷỹỵ íìỉĩị",
            "H’Ƀlun Niê Kđăm",
        ):
            with self.subTest(name=name):
                self.assertIn(name, text_of(typeset(values(name))))

    def test_dots_what_is_unknown(self):
        text = text_of(typeset(values()))

        self.assertIn("....", text.replace(" ", ""))
        self.assertNotIn("none", text.lower())

    def test_is_refused_when_the_font_is_missing(self):
        with TemporaryDirectory() as empty, self.assertRaises(NotTypeset):
            typeset(values(), fonts=Path(empty))
