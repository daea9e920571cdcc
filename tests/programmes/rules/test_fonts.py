import unittest

from hypothesis import given
from hypothesis import strategies as st

from programmes.rules.fonts import converted

GARBLED = [
    # TCVN3
    ("NguyÔn V¨n", "Nguyễn Văn"),
    ("TrÇn ThÞ H¹nh", "Trần Thị Hạnh"),
    ("Tr\u00ad¬ng §×nh", "Trương Đình"),
    ("Hå Quý", "Hồ Quý"),
    ("Hïng", "Hùng"),
    # VNI
    ("Nguyeãn Vaên", "Nguyễn Văn"),
    ("Traàn Thò Haïnh", "Trần Thị Hạnh"),
    ("Phöông", "Phương"),
    ("Ñoaøn", "Đoàn"),
    ("Höõu Loäc", "Hữu Lộc"),
    # UTF-8 read as Windows-1252
    ("Nguyá»…n", "Nguyễn"),
    ("TrÆ°Æ¡ng", "Trương"),
    ("Bá»\x81n", "Bền"),
]

WHOLE = [
    "Nguyễn Văn An", "TRẦN THỊ HẠNH", "Hoà Xuân Quý", "Loan Thuý", "LÊ VĂN TÝ",
    "Ngô Khuê", "Y Thông Êban", "Siu Blĕ", "A Ñu", "Cao Bá Quát", "An", "",
    "Hoàng Thái Tòng", "Trương Mỹ Hoa", "Bùi Quý Đoán", "Thoát", "Khoé", "Ngoèo",
]  # fmt: skip


class ConvertedTests(unittest.TestCase):
    def test_says_what_was_meant(self):
        for text, expected in GARBLED:
            with self.subTest(text=text):
                self.assertEqual(converted(text), expected)

    def test_leaves_whole_names_alone(self):
        for name in WHOLE:
            with self.subTest(name=name):
                self.assertIsNone(converted(name))

    @given(st.text(alphabet="nguyễnvăntrầnthịhạđàoPHƯƠNG ", min_size=1))
    def test_undoes_a_reading_in_the_wrong_code_page(self, text):
        garbled = "".join(
            bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)
            for byte in text.encode()
        )

        self.assertIn(converted(garbled), (text, None if text.isascii() else text))
