"""Printed forms read back as text."""

import re
from io import BytesIO

from pypdf import PdfReader


def text_of(pdf):
    """All the text of a PDF, with single spaces."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return re.sub(r"\s+", " ", " ".join(pages))


def page_texts(pdf):
    """The text of each page, with single spaces."""
    pages = PdfReader(BytesIO(pdf)).pages
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pages]


def fonts_of(pdf):
    """Name of each font → whether the PDF carries it."""
    fonts = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font["/DescendantFonts"][0]
            carried = "/FontFile2" in inner["/FontDescriptor"]
            fonts[font["/BaseFont"].split("+")[-1]] = carried
    return fonts
