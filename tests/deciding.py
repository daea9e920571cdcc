"""A new decision about a dated row, for tests of what hangs on it."""

from datetime import date

from programmes.actions.terms import follow
from programmes.models import BankRules, ProgrammeTerms
from tests.cast import Country, moment


def rules_from(country: Country, day: date, **values) -> BankRules:
    """The bank's rules in force until then, followed by others."""
    return follow(
        BankRules.objects.get(valid_to=None),
        on=day,
        legal_basis="99/NHCS",
        by=country.programmes_admin,
        at=moment(day),
        **values,
    )


def terms_from(country: Country, word: str, day: date, **values) -> ProgrammeTerms:
    """The terms of a programme in force until then, followed by others."""
    row = country.programmes[word].terms.get(valid_to=None)
    return follow(
        row,
        on=day,
        legal_basis=row.legal_basis,
        by=country.programmes_admin,
        at=moment(day),
        **values,
    )
