"""Programmes, their terms and the bank's conventions from files."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from programmes.actions import loading
from programmes.actions.loading import Tally, row_of
from programmes.data import read
from programmes.models import (
    BankRules,
    BaseRate,
    BeneficiaryClass,
    CapitalSource,
    Denomination,
    Holiday,
    Investor,
    LegalBasis,
    PrincipalPeriod,
    Programme,
    ProgrammeBeneficiary,
    ProgrammeTerms,
)

FOLDER = "programmes"


@transaction.atomic
def load_programmes(*, at: datetime) -> dict[str, Tally]:
    """Bring in what lies in data/programmes; tallies by what was loaded."""
    tallies = {
        "legal bases": _load_plain(LegalBasis, "legal_bases", by="number"),
        "programmes": _load_plain(Programme, "programmes", by="code"),
        "base rates": loading.load_dated(BaseRate, _base_rates()),
        "terms": loading.load_dated(ProgrammeTerms, _terms()),
        "principal periods": _load_periods(),
        "beneficiary classes": _load_plain(
            BeneficiaryClass, "beneficiary_classes", by="code"
        ),
        "beneficiaries": loading.load_dated(ProgrammeBeneficiary, _beneficiaries()),
        "capital sources": _load_plain(CapitalSource, "capital_sources", by="code"),
        "investors": loading.load_list(Investor, _investors(), by=("code",)),
        "bank's rules": loading.load_dated(BankRules, _plain(BankRules, "bank_rules")),
        "denominations": loading.load_dated(
            Denomination, _plain(Denomination, "denominations")
        ),
        "holidays": _load_plain(Holiday, "holidays", by="day"),
    }
    loading.record(tallies, at=at)
    return tallies


def _plain(model: Any, file: str) -> Iterable[Any]:
    return (row_of(model, cells) for cells in read(f"{FOLDER}/{file}.csv"))


def _load_plain(model: Any, file: str, *, by: str) -> Tally:
    return loading.load_list(model, _plain(model, file), by=(by,))


def _bases() -> dict[str, LegalBasis]:
    return {basis.number: basis for basis in LegalBasis.objects.all()}


def _programmes() -> dict[str, Programme]:
    return {programme.code: programme for programme in Programme.objects.all()}


def _base_rates() -> Iterable[BaseRate]:
    bases = _bases()
    for cells in read(f"{FOLDER}/base_rates.csv"):
        yield row_of(BaseRate, cells, legal_basis=bases[cells.pop("legal_basis")])


def _terms() -> Iterable[ProgrammeTerms]:
    bases, programmes = _bases(), _programmes()
    for cells in read(f"{FOLDER}/terms.csv"):
        del cells["periods"]
        yield row_of(
            ProgrammeTerms,
            cells,
            legal_basis=bases[cells.pop("legal_basis")],
            programme=programmes[cells.pop("programme")],
        )


def _load_periods() -> Tally:
    """The bands of terms that have none yet, as they stay with their terms.

    They are written `12:12 60:24`: up to so many months, principal every so many.
    """
    unchanged = PrincipalPeriod.objects.count()
    bare = {
        (row.programme.code, row.valid_from.isoformat()): row
        for row in ProgrammeTerms.objects.filter(
            withdrawn_at=None, periods=None
        ).select_related("programme")
    }
    new = [
        PrincipalPeriod(terms=terms, up_to_months=int(up_to), period_months=int(every))
        for cells in read(f"{FOLDER}/terms.csv")
        if (terms := bare.get((cells["programme"], cells["valid_from"])))
        for up_to, every in (band.split(":") for band in cells["periods"].split())
    ]
    PrincipalPeriod.objects.bulk_create(new)
    return Tally(added=len(new), unchanged=unchanged)


def _beneficiaries() -> Iterable[ProgrammeBeneficiary]:
    programmes = _programmes()
    classes = {row.code: row for row in BeneficiaryClass.objects.all()}
    for cells in read(f"{FOLDER}/beneficiaries.csv"):
        yield row_of(
            ProgrammeBeneficiary,
            cells,
            programme=programmes[cells.pop("programme")],
            beneficiary_class=classes[cells.pop("beneficiary_class")],
        )


def _investors() -> Iterable[Investor]:
    sources = {row.code: row for row in CapitalSource.objects.all()}
    for cells in read(f"{FOLDER}/investors.csv"):
        yield row_of(Investor, cells, source=sources[cells.pop("source")])
