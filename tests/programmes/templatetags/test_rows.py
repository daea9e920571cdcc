from typing import NamedTuple
from unittest import TestCase

from django.template import Context, Engine, TemplateSyntaxError

ENGINE = Engine(libraries={"rows": "programmes.templatetags.rows"})
BLOCK = (
    "{% load rows %}{% rows one in people %}"
    "<p>{{ one.name }}{% if one.is_late %} late{% endif %} {{ one.name }} {{ sum }}</p>"
    "{% endrows %}"
)


class Shape(NamedTuple):
    is_late: bool = False


class Person(NamedTuple):
    texts: dict[str, str]
    shape: Shape = Shape()


def shown(template, *people, **context):
    return ENGINE.from_string(template).render(Context({"people": people, **context}))


class RowsTests(TestCase):
    def test_are_shown_in_their_order_each_by_its_shape(self):
        page = shown(
            BLOCK,
            Person({"name": "An"}),
            Person({"name": "Ba"}, Shape(is_late=True)),
            Person({"name": "Cúc"}),
            sum=7,
        )

        self.assertEqual(page, "<p>An An 7</p><p>Ba late Ba 7</p><p>Cúc Cúc 7</p>")

    def test_escape_their_texts(self):
        page = shown(BLOCK, Person({"name": "<b>\"A\" & 'B'"}), sum="<i>")

        self.assertIn("&lt;b&gt;&quot;A&quot; &amp; &#x27;B&#x27;", page)
        self.assertIn("&lt;i&gt;", page)

    def test_take_a_text_for_nothing_but_itself(self):
        page = shown(BLOCK, Person({"name": "{{ sum }} %s name"}), sum=7)

        self.assertEqual(page, "<p>{{ sum }} %s name {{ sum }} %s name 7</p>")

    def test_pass_on_what_the_page_sets_around_them(self):
        template = "{% load rows %}{% rows one in people %}{% with n=one.name %}{{ n }}"

        page = shown(template + "{% endwith %}{% endrows %}", Person({"name": "An"}))

        self.assertEqual(page, "An")

    def test_decide_nothing_by_a_text(self):
        template = (
            "{% load rows %}{% rows one in people %}{% if one.name %}x{% endif %}"
        )

        with self.assertRaises(TypeError):
            shown(template + "{% endrows %}", Person({"name": "An"}))

    def test_have_no_words_but_their_own(self):
        template = "{% load rows %}{% rows one in people %}{{ one.age }}{% endrows %}"

        with self.assertRaises(TemplateSyntaxError):
            shown(template, Person({"name": "An"}))

    def test_are_written_as_rows_in_a_list(self):
        for wrong in ("{% rows %}", "{% rows one of people %}"):
            with self.subTest(wrong), self.assertRaises(TemplateSyntaxError):
                shown("{% load rows %}" + wrong + "{% endrows %}")

    def test_of_nobody_are_nothing(self):
        self.assertEqual(shown(BLOCK), "")
