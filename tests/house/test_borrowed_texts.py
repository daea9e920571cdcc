from pathlib import Path
from unittest import TestCase

import allauth
import django
import polib

from config import borrowed_texts
from tests.check_messages import CATALOGUE

CATALOGUES = (
    Path(allauth.__file__).parent / "locale",
    Path(django.__file__).parent / "conf" / "locale",
    Path(django.__file__).parent / "contrib" / "admin" / "locale",
    Path(django.__file__).parent / "contrib" / "auth" / "locale",
)


def entries(language: str) -> list[polib.POEntry]:
    """The entries of the packages' own catalogues of a language, where there is one."""
    paths = [folder / language / "LC_MESSAGES" / "django.po" for folder in CATALOGUES]
    return [
        entry for path in paths if path.exists() for entry in polib.pofile(str(path))
    ]


class BorrowedTextTests(TestCase):
    """The texts of packages that our catalogue has to hold."""

    def setUp(self):
        groups = [v for k, v in vars(borrowed_texts).items() if k.isupper()]
        named = {entry.msgid for entry in polib.pofile(str(CATALOGUE))}
        singles = [one for group in groups for one in group if isinstance(one, str)]
        self.assertGreater(len(singles), 50)
        self.assertLessEqual(set(singles), named)
        self.borrowed = set(singles)

    def test_are_still_texts_of_the_packages(self):
        theirs = {entry.msgid for entry in entries("en")}

        self.assertEqual(self.borrowed - theirs, set())

    def test_have_no_vietnamese_there_or_are_named_as_said_otherwise(self):
        theirs = {e.msgid for e in entries("vi") if e.translated() and not e.fuzzy}

        self.assertEqual(
            self.borrowed & theirs,
            {text for text in borrowed_texts.OTHERWISE if isinstance(text, str)},
        )
