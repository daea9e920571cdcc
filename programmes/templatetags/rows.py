"""Rows of a long list: their block is rendered once for each shape, then filled in.

A variable of a template costs microseconds, and a sheet of forty lines has some 2,500
of them. The rows of such a list are alike but for their texts. So the block is
rendered with holes where a text belongs, once for each shape that occurs, and each
row's texts, escaped once, are put into the holes.
"""

from collections.abc import Hashable, Mapping
from html import escape
from typing import Any, Protocol

from django import template
from django.template import Context, Node, NodeList, TemplateSyntaxError

register = template.Library()

EDGE = "\x00"
"""On both sides of a hole: a character that no request and no database brings in."""


class Row(Protocol):
    """`shape` has what the block decides by, as attributes; `texts` what it shows."""

    shape: Hashable
    texts: Mapping[str, str]


class Hole(str):
    """The place of a text. Nothing is decided by it: each row's text is another."""

    __slots__ = ()

    def __bool__(self) -> bool:
        raise TypeError("a block of rows decides by the shape, not by a text")


class Pattern:
    """A row as the block sees it: its shape, and holes for its texts."""

    def __init__(self, row: Row) -> None:
        self.row = row

    def __getitem__(self, name: str) -> Any:
        if name in self.row.texts:
            return Hole(f"{EDGE}{name}{EDGE}")
        if hasattr(self.row.shape, name):
            return getattr(self.row.shape, name)
        raise TemplateSyntaxError(f"a row has no {name}")


class RowsNode(Node):
    def __init__(self, name: str, rows: Any, nodelist: NodeList) -> None:
        self.name = name
        self.rows = rows
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        patterns: dict[Hashable, list[str]] = {}
        filled = []
        for row in self.rows.resolve(context):
            if row.shape not in patterns:
                with context.push(**{self.name: Pattern(row)}):
                    patterns[row.shape] = self.nodelist.render(context).split(EDGE)
            filled += _filled(patterns[row.shape], row.texts)
        return "".join(filled)


def _filled(pattern: list[str], texts: Mapping[str, str]) -> list[str]:
    """The pieces of a pattern, of which every second one names a text."""
    escaped = {name: escape(text) for name, text in texts.items()}
    pieces = pattern.copy()
    pieces[1::2] = [escaped[name] for name in pattern[1::2]]
    return pieces


@register.tag
def rows(parser: Any, token: Any) -> RowsNode:
    """{% rows line in lines %} … {{ line.text }} {% if line.flag %} … {% endrows %}"""
    try:
        _tag, name, word, found = token.split_contents()
    except ValueError:
        word = ""
    if word != "in":
        raise TemplateSyntaxError("rows wants: name in rows")
    nodelist = parser.parse(("endrows",))
    parser.delete_first_token()
    return RowsNode(name, parser.compile_filter(found), nodelist)
