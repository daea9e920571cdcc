import re
from unittest import TestCase

from tests.house.sources import CODE, lines_with, modules, texts


def pages():
    return texts("templates", ending=".html")


class TemplatesTests(TestCase):
    def test_carry_no_style_of_their_own(self):
        self.assertEqual(lines_with(re.compile(r"<style|\sstyle=", re.I), pages()), [])

    def test_carry_no_script_of_their_own(self):
        inline = re.compile(r"<script(?![^>]*\s(src=|type=\"application/json))", re.I)

        self.assertEqual(lines_with(inline, pages()), [])

    def test_carry_no_handlers(self):
        handlers = re.compile(r"\s(on[a-z]+|hx-on[:\w-]*)=|javascript:", re.I)

        self.assertEqual(lines_with(handlers, pages()), [])

    def test_escape_everything(self):
        unescaped = re.compile(r"\|\s*safe\b|\{%\s*autoescape off")

        self.assertEqual(lines_with(unescaped, pages()), [])

    def test_load_nothing_from_elsewhere(self):
        foreign = re.compile(r"(src|href|action)=[\"'](https?:)?//", re.I)

        self.assertEqual(lines_with(foreign, pages()), [])

    def test_never_group_an_id_into_an_address(self):
        hand_made = re.compile(r"(href|action|hx-get|hx-post)=\"/[^\"]*\{\{")

        self.assertEqual(lines_with(hand_made, pages()), [])


class CodeTests(TestCase):
    def test_marks_no_text_as_safe(self):
        marks = re.compile(r"\bmark_safe\b|\bSafeString\b|allow_tags")

        self.assertEqual(lines_with(marks, modules(*CODE)), [])
