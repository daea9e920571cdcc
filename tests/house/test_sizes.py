from unittest import TestCase

from tests.house.sources import CODE, functions_longer_than, longer_than, modules, texts


class SizesTests(TestCase):
    def test_no_module_passes_300_lines(self):
        self.assertEqual(longer_than(300, modules(*CODE)), [])

    def test_no_function_passes_60_lines(self):
        self.assertEqual(functions_longer_than(60, modules(*CODE)), [])

    def test_no_template_passes_120_lines(self):
        self.assertEqual(longer_than(120, texts("templates", ending=".html")), [])

    def test_no_test_file_passes_400_lines(self):
        self.assertEqual(longer_than(400, modules("tests")), [])
