"""The record of acts on the frame: before, after, who, when."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from programmes.models import AuditEvent, User


def record(
    *,
    verb: str,
    noun: str,
    subject: str,
    before: str = "",
    after: str = "",
    by: User | None,
    at: datetime,
) -> AuditEvent:
    """Add one line; `by` is None only for a load command."""
    return AuditEvent.objects.create(
        verb=verb,
        noun=noun,
        subject=subject,
        before=before,
        after=after,
        by=by,
        at=at,
    )


def told(row: Model) -> str:
    """Every column of a row in words, one on a line, the empty ones left out.

    A password stays out of the record, hashed as it is.
    """
    cells: list[tuple[str, Any]] = [
        (field.name, getattr(row, field.name))
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name != "password"
    ]
    return "\n".join(f"{name}: {v}" for name, v in cells if v not in (None, ""))
