import re
from unittest import TestCase

from tests.house.sources import lines_with, texts

# Written in pieces, so that this file does not find itself.
MACHINE_PATHS = re.compile(
    "|".join(["/wo" + "rk/", "/ro" + "ot/", r"(?<![\w])/ho" + r"me/\w"])
)
REGISTRIES = re.compile(
    "|".join(
        [
            "index" + "-url",
            r"pypi\." + "org",
            "python" + r"hosted\.org",
            "npm" + r"js\.org",
            "--find" + "-links",
            "art" + "ifactory",
        ]
    )
)
KEYS = re.compile("BEGIN [A-Z ]*PRIVATE " + "KEY|AK" + "IA[0-9A-Z]{16}")


class FilesTests(TestCase):
    def test_name_no_machine_path(self):
        self.assertEqual(lines_with(MACHINE_PATHS, texts()), [])

    def test_name_no_package_registry(self):
        self.assertEqual(lines_with(REGISTRIES, texts()), [])

    def test_hold_no_private_key(self):
        self.assertEqual(lines_with(KEYS, texts()), [])
