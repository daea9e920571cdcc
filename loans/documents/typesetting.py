"""From plain values to a PDF: typst with our own fonts, nothing read from elsewhere.

Values go in as JSON, never as typst source, so that no name is ever markup. The same
values give the same bytes: the PDF carries no moment of its own.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "documents"
FONTS = TEMPLATES / "fonts"


class NotTypeset(Exception):
    """A form with which typst was not content, a missing font among the reasons."""


def typeset(values: Mapping[str, Any], *, fonts: Path = FONTS) -> bytes:
    """Typeset papers into one PDF.

    Shape: title, and parts: form, template (a file of templates/documents), papers.

    Raises: NotTypeset on any warning too: typst only warns when a font is missing.
    """
    pdf, warnings = typst.compile_with_warnings(
        TEMPLATES / "print.typ",
        root=TEMPLATES,
        font_paths=_fonts(fonts),
        format="pdf",
        sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
        # Made to be printed: tags for a screen reader would take twenty times as long.
        pdf_tags=False,
    )
    if warnings:
        raise NotTypeset("; ".join(warning.message for warning in warnings))
    return pdf


@cache
def _fonts(folder: Path) -> typst.Fonts:
    """The fonts of a folder and no others, neither the system's nor typst's own."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
