"""Decisions about dated rows: one ends the row in force and adds the next."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.actions import audit
from programmes.actions.refusals import Refused
from programmes.models import Dated, PrincipalPeriod, ProgrammeTerms, User
from programmes.triggers import ENDING

Row = TypeVar("Row", bound=Dated)


@transaction.atomic
def follow(
    row: Row,
    *,
    on: date,
    legal_basis: Any,
    by: User,
    at: datetime,
    periods: Mapping[int, int] | None = None,
    **changes: Any,
) -> Row:
    """End `row` on a day and add what holds from that day: as `row`, but `changes`.

    `legal_basis` is what decided it: a LegalBasis where the rows point to one, else
    its text. `periods` (terms of up to so many months → principal every so many
    months) replaces those of a programme's terms, which else stay as they are.
    Raises Refused: HAS_ENDED, TOO_EARLY, NO_BASIS.
    """
    current = _locked(row)
    if not legal_basis:
        raise Refused("NO_BASIS", _("Name the decision that says so."))
    if current.valid_to is not None or current.withdrawn_at is not None:
        raise Refused("HAS_ENDED", _("This row has ended. Follow the one in force."))
    if on <= current.valid_from:
        raise Refused(
            "TOO_EARLY",
            _("A decision holds from a day after %(day)s. A mistake is withdrawn."),
            day=current.valid_from.strftime("%d/%m/%Y"),
        )
    before = audit.told(current)
    _end(current, on)
    following = _copy(current, valid_from=on, legal_basis=legal_basis, **changes)
    following.save(force_insert=True)
    _copy_periods(current, following, periods)
    _record("FOLLOW", following, before=before, by=by, at=at)
    return following


@transaction.atomic
def withdraw(row: Row, *, reason: str, by: User, at: datetime) -> Row | None:
    """Take a row entered by mistake out of force; it stays to be seen.

    The row that it had ended is carried on by a copy, which is returned; None if
    there was none. Raises Refused: NO_REASON, WITHDRAWN.
    """
    mistaken = _locked(row)
    if not reason.strip():
        raise Refused("NO_REASON", _("Say why the row is withdrawn."))
    if mistaken.withdrawn_at is not None:
        raise Refused("WITHDRAWN", _("This row is withdrawn already."))
    before = audit.told(mistaken)
    mistaken.withdrawn_at = at
    mistaken.withdrawn_by = by
    mistaken.withdrawn_reason = reason.strip()
    mistaken.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    _record("WITHDRAW", mistaken, before=before, by=by, at=at)
    return _carried_on(mistaken, by=by, at=at)


@transaction.atomic
def end(row: Row, *, on: date, by: User, at: datetime) -> Row:
    """End a row on a day (exclusive) without one that follows.

    Raises Refused: HAS_ENDED, TOO_EARLY.
    """
    current = _locked(row)
    if current.valid_to is not None or current.withdrawn_at is not None:
        raise Refused("HAS_ENDED", _("This row has ended. Follow the one in force."))
    if on <= current.valid_from:
        raise Refused(
            "TOO_EARLY",
            _("A decision holds from a day after %(day)s. A mistake is withdrawn."),
            day=current.valid_from.strftime("%d/%m/%Y"),
        )
    before = audit.told(current)
    _end(current, on)
    _record("END", current, before=before, by=by, at=at)
    return current


def _locked(row: Row) -> Row:
    return type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)


def _end(row: Dated, on: date) -> None:
    row.valid_to = on
    row.save(update_fields=["valid_to"])


def _copy(row: Row, **changes: Any) -> Row:
    values = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in ENDING
    }
    return type(row)(**{**values, **changes})


def _copy_periods(
    before: Dated, after: Dated, periods: Mapping[int, int] | None
) -> None:
    if not isinstance(before, ProgrammeTerms):
        return
    if periods is None:
        periods = dict(before.periods.values_list("up_to_months", "period_months"))
    PrincipalPeriod.objects.bulk_create(
        PrincipalPeriod(terms=after, up_to_months=up_to, period_months=every)
        for up_to, every in sorted(periods.items())
    )


def _carried_on(mistaken: Row, *, by: User, at: datetime) -> Row | None:
    same = {field: getattr(mistaken, field) for field in mistaken.thing}
    ended = (
        type(mistaken)
        .objects.filter(valid_to=mistaken.valid_from, withdrawn_at=None, **same)
        .first()
    )
    if ended is None:
        return None
    again = _copy(ended, valid_from=mistaken.valid_from)
    again.valid_to = mistaken.valid_to
    again.save(force_insert=True)
    _copy_periods(ended, again, None)
    _record("CARRY_ON", again, before=audit.told(ended), by=by, at=at)
    return again


def _record(verb: str, row: Dated, *, before: str, by: User, at: datetime) -> None:
    audit.record(
        verb=verb,
        noun=type(row).__name__,
        subject=str(row),
        before=before,
        after=audit.told(row),
        by=by,
        at=at,
    )
