"""Provinces, communes, successions and villages from files."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from programmes.actions import loading
from programmes.actions.loading import Tally, by_code_on, row_of
from programmes.data import read
from programmes.models import (
    Commune,
    CommuneSuccession,
    Province,
    Village,
)
from programmes.rules.names import fold, place_key


@transaction.atomic
def load_places(*, at: datetime) -> dict[str, Tally]:
    """Bring in what lies in data/places; tallies by what was loaded."""
    tallies = {
        "provinces": loading.load_dated(Province, _provinces()),
        "communes": loading.load_dated(Commune, _communes()),
        "successions": loading.load_list(
            CommuneSuccession, _successions(), by=("former", "successor")
        ),
        "villages": loading.load_list(Village, _villages(), by=("code",)),
    }
    loading.record(tallies, at=at)
    return tallies


def _named(name: str) -> dict[str, str]:
    return {"folded": fold(name), "sort_key": place_key(name)}


def _provinces() -> Iterable[Province]:
    for file in ("places/former_provinces.csv", "places/provinces.csv"):
        for cells in read(file):
            yield row_of(Province, cells, **_named(cells["name"]))


def _communes() -> Iterable[Commune]:
    province = by_code_on(Province)
    for file in ("places/former_units.csv", "places/communes.csv"):
        for cells in read(file):
            within = province(cells.pop("province"), cells["valid_from"])
            yield row_of(Commune, cells, province=within, **_named(cells["name"]))


def _successions() -> Iterable[CommuneSuccession]:
    unit = by_code_on(Commune)
    for cells in read("places/successions.csv"):
        former = unit(cells.pop("former"), cells.pop("former_valid_from"))
        successor = unit(cells.pop("successor"), cells["on"])
        yield row_of(CommuneSuccession, cells, former=former, successor=successor)


def _villages() -> Iterable[Village]:
    unit = by_code_on(Commune)
    for cells in read("places/villages.csv"):
        commune = unit(cells.pop("commune"), cells.pop("commune_valid_from"))
        yield row_of(Village, cells, commune=commune, is_sample=True)
