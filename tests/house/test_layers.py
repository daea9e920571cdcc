import ast
import sys
from unittest import TestCase

from importlinter.cli import lint_imports

from tests.house.sources import ROOT, modules, name

RULES = ("programmes/rules", "loans/rules")
ALLOWED = (*sys.stdlib_module_names, "programmes.rules", "loans.rules")


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module


def is_allowed(module):
    return any(module == root or module.startswith(f"{root}.") for root in ALLOWED)


class FloorsTests(TestCase):
    def test_are_kept_by_every_import(self):
        status = lint_imports(config_filename=str(ROOT / "pyproject.toml"))

        self.assertEqual(status, 0, "run lint-imports to see which import goes up")


class RulesTests(TestCase):
    def test_import_the_standard_library_alone(self):
        foreign = [
            f"{name(path)}: {module}"
            for path in modules(*RULES)
            for module in imported(path)
            if not is_allowed(module)
        ]

        self.assertEqual(foreign, [])

    def test_never_ask_the_clock(self):
        asking = [
            f"{name(path)}:{node.lineno}"
            for path in modules(*RULES)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute) and node.attr in ("today", "now")
        ]

        self.assertEqual(asking, [])

    def test_never_use_floating_point(self):
        floating = [
            f"{name(path)}:{node.lineno}"
            for path in modules(*RULES)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if (isinstance(node, ast.Constant) and isinstance(node.value, float))
            or (isinstance(node, ast.Call) and ast.unparse(node.func) == "float")
        ]

        self.assertEqual(floating, [])
