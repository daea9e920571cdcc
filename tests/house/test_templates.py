import re
from unittest import TestCase

from tests.house.sources import CODE, lines_with, modules, name, texts


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


class EachTemplateTests(TestCase):
    def test_is_used_by_something(self):
        # Packages look for these by name; error pages are named by their status.
        found_by_others = ("account/", "mfa/", "allauth/", "admin/", "errors/")
        places = [*modules(*CODE), *texts("templates"), *texts("config/static/js")]
        mentions = "\n".join(path.read_text("utf-8") for path in places)

        unused = [
            inner
            for inner in (name(path).removeprefix("templates/") for path in pages())
            if not inner.startswith(found_by_others) and inner not in mentions
        ]

        self.assertEqual(unused, [])
