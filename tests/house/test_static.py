import re
from unittest import TestCase

from tests.house.sources import ROOT, lines_with, name, texts

VENDOR = ROOT / "config" / "static" / "vendor"
FONTS = ROOT / "templates" / "documents" / "fonts"


class FilesOfOthersTests(TestCase):
    def test_lie_beside_their_licence(self):
        folders = [path for path in VENDOR.iterdir() if path.is_dir()]

        self.assertEqual(
            [name(path) for path in folders if not (path / "LICENSE").exists()], []
        )
        self.assertTrue((FONTS / "LICENSE").exists())

    def test_are_named_with_their_version(self):
        table = (VENDOR / "README.txt").read_text("utf-8")

        self.assertEqual(
            [path.name for path in VENDOR.iterdir() if path.name not in table],
            ["README.txt"],
        )


class OwnFilesTests(TestCase):
    def test_fetch_nothing_from_elsewhere(self):
        foreign = re.compile(r"https?://(?!www\.w3\.org/)|@import")

        css = texts("config/static/css", ending=".css")
        js = texts("config/static/js", ending=".js")

        self.assertEqual([*lines_with(foreign, css), *lines_with(foreign, js)], [])

    def test_turn_no_text_into_code(self):
        evaluated = re.compile(r"\beval\(|new Function|innerHTML\s*=|document\.write")

        self.assertEqual(
            lines_with(evaluated, texts("config/static/js", ending=".js")), []
        )
