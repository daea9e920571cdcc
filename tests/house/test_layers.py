from unittest import TestCase

from importlinter.cli import lint_imports

from tests.house.sources import ROOT


class FloorsTests(TestCase):
    def test_are_kept_by_every_import(self):
        status = lint_imports(config_filename=str(ROOT / "pyproject.toml"))

        self.assertEqual(status, 0, "run lint-imports to see which import goes up")
