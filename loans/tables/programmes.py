"""Programmes with the rate that their terms come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programmes.models import BaseRate, Programme, ProgrammeTerms
from programmes.models.terms import RateKind
from programmes.rules.rates import share_of


@dataclass(frozen=True)
class TermsRow:
    """Terms with their rates, percent a year; None where no base rate is known."""

    terms: ProgrammeTerms
    rate: Decimal | None
    priority_rate: Decimal | None


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme and what holds on the day; None if it lends nothing then."""

    programme: Programme
    row: TermsRow | None


def programme_rows(day: date) -> list[ProgrammeRow]:
    """All programmes with the terms in force on `day`; three statements."""
    bases = _bases()
    rows = {
        terms.programme_id: _row(terms, bases, day)
        for terms in ProgrammeTerms.objects.in_force(day).select_related("legal_basis")
    }
    programmes = Programme.objects.order_by("core_code", "short_name")
    return [ProgrammeRow(one, rows.get(one.pk)) for one in programmes]


def terms_rows(programme: Programme, day: date) -> list[TermsRow]:
    """All terms of a programme, the latest first; past rates as on their first day."""
    bases = _bases()
    terms = (
        programme.terms.filter(withdrawn_at__isnull=True)
        .select_related("legal_basis")
        .prefetch_related("periods")
        .order_by("-valid_from")
    )
    return [
        _row(one, bases, day if holds(one, day) else one.valid_from) for one in terms
    ]


def holds(terms: ProgrammeTerms, day: date) -> bool:
    """Whether terms are in force on `day`."""
    return terms.valid_from <= day and (terms.valid_to is None or day < terms.valid_to)


def _bases() -> list[BaseRate]:
    return list(BaseRate.objects.filter(withdrawn_at__isnull=True))


def _row(terms: ProgrammeTerms, bases: Sequence[BaseRate], day: date) -> TermsRow:
    base = next(
        (
            row.annual_rate_percent
            for row in bases
            if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
        ),
        None,
    )
    priority = None
    if terms.priority_rate_kind:
        priority = _rate(
            terms.priority_rate_kind,
            terms.priority_rate_percent,
            terms.priority_share_percent,
            base,
        )
    rate = _rate(terms.rate_kind, terms.rate_percent, terms.share_percent, base)
    return TermsRow(terms, rate, priority)


def _rate(
    kind: str, rate: Decimal | None, share: Decimal | None, base: Decimal | None
) -> Decimal | None:
    if kind == RateKind.FIXED:
        return rate
    return None if base is None else share_of(base, share)
