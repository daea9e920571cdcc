"""Bringing files into the frame: once, and a second time without effect.

What stands in a file and not in the database is added; a dated row that a file ends
is ended; nothing is taken away. A row that an administrator has ended or withdrawn
since stays so. A dated row that differs is a mistake of the file, as such a row is
never edited.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Model

from programmes.actions import audit
from programmes.models import Dated
from programmes.triggers import ENDING

BATCH = 500


class Differs(Exception):
    """A row of a file says of a dated row something else than the database."""


@dataclass(frozen=True)
class Tally:
    """What a load did, in rows."""

    added: int = 0
    ended: int = 0
    changed: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        changed = f"{self.changed} changed, " if self.changed else ""
        return (
            f"{self.added} added, {self.ended} ended, "
            f"{changed}{self.unchanged} unchanged"
        )

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            added=self.added + other.added,
            ended=self.ended + other.ended,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
        )

    @property
    def is_without_effect(self) -> bool:
        return not (self.added or self.ended or self.changed)


def row_of(model: type[Model], cells: dict[str, str], **links: Any) -> Any:
    """An unsaved row from cells of text; an empty cell is null where there may be."""
    values = {}
    for name, text in cells.items():
        field = model._meta.get_field(name)
        values[name] = None if text == "" and field.null else field.to_python(text)
    return model(**values, **links)


def by_code_on(model: type[Dated]) -> Callable[[str, str], Any]:
    """How a file names a dated row: by its code and a day (2025-07-01).

    No code, no row. Raises KeyError if nothing of that code is in force then. One
    query for each day that is asked for.
    """

    @cache
    def rows(day: str) -> dict[str, Any]:
        return {
            row.code: row for row in model.objects.in_force(date.fromisoformat(day))
        }

    return lambda code, day: rows(day)[code] if code else None


def load_dated(model: type[Dated], rows: Iterable[Dated]) -> Tally:
    """Add and end dated rows. Raises Differs."""
    key = _key_of(model, (*model.thing, "valid_from"))
    known: dict[Hashable, list[Any]] = {}
    for row in model.objects.all():
        known.setdefault(key(row), []).append(row)
    new, ending, unchanged = [], [], 0
    for row in rows:
        rivals = known.get(key(row), [])
        same = [there for there in rivals if not _differing(there, row, but=ENDING)]
        standing = [there for there in same if there.withdrawn_at is None]
        if not rivals:
            new.append(row)
        elif not same:
            names = _differing(rivals[0], row, but=ENDING)
            raise Differs(f"{model.__name__} {row}: {names}")
        elif standing and row.valid_to and standing[0].valid_to is None:
            standing[0].valid_to = row.valid_to
            ending.append(standing[0])
        else:
            unchanged += 1
    for row in ending:
        row.save(update_fields=["valid_to"])
    model.objects.bulk_create(new, batch_size=BATCH)
    return Tally(added=len(new), ended=len(ending), unchanged=unchanged)


def load_list(model: type[Model], rows: Iterable[Model], *, by: Sequence[str]) -> Tally:
    """Add and correct rows of a plain list, known by the columns `by`."""
    key = _key_of(model, by)
    known = {key(row): row for row in model.objects.all()}
    new, changed, unchanged = [], 0, 0
    for row in rows:
        there = known.get(key(row))
        if there is None:
            new.append(row)
            continue
        names = _differing(there, row)
        for name in names:
            setattr(there, name, getattr(row, name))
        if names:
            there.save()
            changed += 1
        else:
            unchanged += 1
    model.objects.bulk_create(new, batch_size=BATCH)
    return Tally(added=len(new), changed=changed, unchanged=unchanged)


def record(tallies: dict[str, Tally], *, at: datetime) -> None:
    """Leave a line in the record for each file that had an effect."""
    for noun, tally in tallies.items():
        if not tally.is_without_effect:
            audit.record(
                verb="LOAD", noun=noun, subject="", after=str(tally), by=None, at=at
            )


def _key_of(model: type[Model], names: Sequence[str]) -> Callable[[Any], Hashable]:
    columns = [model._meta.get_field(name).attname for name in names]
    return lambda row: tuple(getattr(row, column) for column in columns)


def _differing(there: Model, row: Model, but: Sequence[str] = ()) -> list[str]:
    return [
        field.attname
        for field in there._meta.concrete_fields
        if not field.primary_key
        and field.name not in but
        and getattr(there, field.attname) != getattr(row, field.attname)
    ]
