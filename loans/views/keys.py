"""The key of an act, made when its form was drawn, posted with it."""

from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest


def posted_key(request: HttpRequest) -> UUID:
    """The hidden key of a posting form.

    Raises: SuspiciousOperation (400) for a form that was tampered with.
    """
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise SuspiciousOperation("no key") from error
