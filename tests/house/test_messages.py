from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase

import polib

from tests.check_messages import problems


class VietnameseCatalogueTests(TestCase):
    def test_is_whole_and_compiled(self):
        self.assertEqual(problems(), [])


class CheckTests(TestCase):
    """The check itself finds what it is for."""

    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "django.po"
        self.catalogue = polib.POFile()

    def add(self, text, translation="", **more):
        entry = polib.POEntry(msgid=text, msgstr=translation, **more)
        self.catalogue.append(entry)

    def found(self):
        self.catalogue.save(str(self.path))
        return problems(self.path)

    def test_finds_a_text_without_translation(self):
        self.add("A loan")

        self.assertIn("not translated: 'A loan'", self.found())

    def test_finds_a_guess(self):
        self.add("A loan", "Món vay", flags=["fuzzy"])

        self.assertIn("fuzzy: 'A loan'", self.found())

    def test_finds_a_lost_placeholder(self):
        self.add("%(count)s loans", "các món vay")

        self.assertIn("placeholders differ: '%(count)s loans'", self.found())

    def test_finds_an_old_compiled_file(self):
        self.add("A loan", "Món vay")
        self.catalogue.save_as_mofile(str(self.path.with_suffix(".mo")))
        self.add("A visit", "Kiểm tra")

        self.assertIn(
            "the .mo file is not of this catalogue: make messages", self.found()
        )
