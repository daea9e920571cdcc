"""Amounts and days are read by our own fields, and nothing is ever a float."""

import ast
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUR_FIELDS = ROOT / "programmes" / "forms" / "fields.py"
MISREADING = {
    "IntegerField",
    "DecimalField",
    "FloatField",
    "DateField",
    "DateTimeField",
    "SplitDateTimeField",
}
FORMS = {"forms", "django.forms", "forms.fields", "django.forms.fields"}
MODELS = {"models", "django.db.models", "models.fields", "django.db.models.fields"}


def modules():
    return [
        path
        for app in ("config", "programmes", "loans")
        for path in sorted((ROOT / app).rglob("*.py"))
        if path != OUR_FIELDS
    ]


def names_taken(source):
    """Return every (module, name) that a module's text imports or reads."""
    tree = ast.parse(source)
    imported = {
        (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    read = {
        (ast.unparse(node.value), node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
    }
    return imported | read


def forbidden(source):
    """Return the names that a module takes and must not."""
    return {
        f"{module}.{name}"
        for module, name in names_taken(source)
        if (module in FORMS and name in MISREADING)
        or (module in MODELS and name == "FloatField")
    }


class ModuleTests(unittest.TestCase):
    def test_uses_none_of_the_fields_that_misread_what_is_typed(self):
        for path in modules():
            with self.subTest(path.relative_to(ROOT)):
                self.assertEqual(forbidden(path.read_text("utf-8")), set())

    def test_are_found(self):
        self.assertIn(ROOT / "programmes" / "rules" / "money.py", modules())


class ForbiddenTests(unittest.TestCase):
    def test_finds_each_way_of_taking_them(self):
        for source, found in (
            ("from django import forms\nx = forms.DateField()", "forms.DateField"),
            ("from django.forms import IntegerField", "django.forms.IntegerField"),
            ("import django.forms\ndjango.forms.FloatField", "django.forms.FloatField"),
            ("class F(forms.DecimalField): pass", "forms.DecimalField"),
            ("x = models.FloatField()", "models.FloatField"),
            ("from django.db.models import FloatField", "django.db.models.FloatField"),
        ):
            with self.subTest(source):
                self.assertEqual(forbidden(source), {found})

    def test_leaves_columns_and_our_own_fields_alone(self):
        source = "models.DateField()\nmodels.DecimalField()\nforms.CharField()"

        self.assertEqual(forbidden(source), set())
