"""Offices, points and the four organisations from files."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from programmes.actions import loading
from programmes.actions.loading import Tally, by_code_on, row_of
from programmes.data import read
from programmes.models import (
    Commune,
    Office,
    Organisation,
    OrganisationUnit,
    PointDay,
    PointPlace,
    Province,
    TransactionPoint,
)

FOLDER = "organisations"


@transaction.atomic
def load_organisations(*, at: datetime) -> dict[str, Tally]:
    """Bring in what lies in data/organisations; needs the places first.

    Raises KeyError for a place that is not loaded.
    """
    tallies = {
        "organisations": loading.load_list(
            Organisation, _plain(Organisation, "organisations"), by=("code",)
        ),
        "units of organisations": _load_units(),
        "offices": _load_offices(),
        "points": loading.load_list(TransactionPoint, _points(), by=("code",)),
        "communes of points": loading.load_dated(PointPlace, _point_places()),
        "days of points": loading.load_dated(PointDay, _point_days()),
    }
    loading.record(tallies, at=at)
    return tallies


def _plain(model: Any, file: str) -> Iterable[Any]:
    return (row_of(model, cells) for cells in read(f"{FOLDER}/{file}.csv"))


def _load_offices() -> Tally:
    """Level by level, as an office names the one above it."""
    provinces = {row.code: row for row in Province.objects.filter(valid_to=None)}
    tally = Tally()
    for kind in Office.Kind.values:
        above = {"": None} | {office.code: office for office in Office.objects.all()}
        rows = [
            row_of(
                Office,
                cells,
                province=provinces[cells.pop("province")],
                parent=above[cells.pop("parent")],
            )
            for cells in read(f"{FOLDER}/offices.csv")
            if cells["kind"] == kind
        ]
        tally += loading.load_list(Office, rows, by=("code",))
    return tally


def _load_units() -> Tally:
    """Level by level, as a unit names the one above it."""
    organisations = {row.code: row for row in Organisation.objects.all()}
    province, commune = by_code_on(Province), by_code_on(Commune)
    tally = Tally()
    for level in OrganisationUnit.Level.values:
        above = by_code_on(OrganisationUnit)
        rows = [
            row_of(
                OrganisationUnit,
                cells,
                organisation=organisations[cells.pop("organisation")],
                province=province(cells.pop("province"), cells["valid_from"]),
                commune=commune(cells.pop("commune"), cells["valid_from"]),
                parent=above(cells.pop("parent"), cells["valid_from"]),
            )
            for cells in read(f"{FOLDER}/organisation_units.csv")
            if cells["level"] == level
        ]
        tally += loading.load_dated(OrganisationUnit, rows)
    return tally


def _points() -> Iterable[TransactionPoint]:
    offices = {office.code: office for office in Office.objects.all()}
    for cells in read(f"{FOLDER}/points.csv"):
        yield row_of(TransactionPoint, cells, office=offices[cells.pop("office")])


def _points_by_code() -> dict[str, TransactionPoint]:
    return {point.code: point for point in TransactionPoint.objects.all()}


def _point_places() -> Iterable[PointPlace]:
    points, unit = _points_by_code(), by_code_on(Commune)
    for cells in read(f"{FOLDER}/point_places.csv"):
        commune = unit(cells.pop("commune"), cells.pop("commune_valid_from"))
        yield row_of(
            PointPlace, cells, point=points[cells.pop("point")], commune=commune
        )


def _point_days() -> Iterable[PointDay]:
    points = _points_by_code()
    for cells in read(f"{FOLDER}/point_days.csv"):
        yield row_of(PointDay, cells, point=points[cells.pop("point")])
