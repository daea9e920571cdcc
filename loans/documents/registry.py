"""Every form that can be printed, by its number."""

from loans.documents.document import Document
from loans.documents.sheet_13td import SHEET_13TD

FORMS: dict[str, Document] = {form.code: form for form in (SHEET_13TD,)}


def form_named(number: str) -> Document:
    """The form "13/TD", also written "13td". Raises: KeyError."""
    plain = {code.replace("/", "").lower(): form for code, form in FORMS.items()}
    return plain[number.replace("/", "").lower()]
