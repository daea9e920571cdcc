"""Why a household may not borrow what it asks for: reasons, never a bare no.

The panel beside the form, the refusal and the approval show this same list. A reason
carries a code and its values; the words are the screens' affair.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from programmes.rules.periods import full_years, whole_months_between

YOUNGEST_BORROWER_YEARS = 18


class Severity(StrEnum):
    """Refused stands in the way; a warning may be confirmed with a reason."""

    REFUSED = "REFUSED"
    WARNING = "WARNING"


class Code(StrEnum):
    """What can speak against a loan."""

    UNDER_AGE = "UNDER_AGE"
    BORROWER_IS_DEAD = "BORROWER_IS_DEAD"
    NOT_IN_A_CLASS_OF_THE_YEAR = "NOT_IN_A_CLASS_OF_THE_YEAR"
    CLASS_IS_EXCLUDED = "CLASS_IS_EXCLUDED"
    AMOUNT_NOT_POSITIVE = "AMOUNT_NOT_POSITIVE"
    AMOUNT_ABOVE_CEILING = "AMOUNT_ABOVE_CEILING"
    HOUSEHOLD_TOTAL_ABOVE_CEILING = "HOUSEHOLD_TOTAL_ABOVE_CEILING"
    TERM_NOT_POSITIVE = "TERM_NOT_POSITIVE"
    TERM_ABOVE_MAXIMUM = "TERM_ABOVE_MAXIMUM"
    TERM_BETWEEN_STEPS = "TERM_BETWEEN_STEPS"
    PROGRAMME_IS_EXCLUDED = "PROGRAMME_IS_EXCLUDED"
    SECOND_LOAN_OF_PROGRAMME = "SECOND_LOAN_OF_PROGRAMME"
    NO_GROUP = "NO_GROUP"
    IN_TWO_GROUPS = "IN_TWO_GROUPS"
    GROUP_OF_ANOTHER_COMMUNE = "GROUP_OF_ANOTHER_COMMUNE"
    GROUP_IS_CLOSED = "GROUP_IS_CLOSED"
    NOT_AUTHORISED = "NOT_AUTHORISED"
    LOAN_WRITTEN_OFF = "LOAN_WRITTEN_OFF"
    OVERDUE_DEBT = "OVERDUE_DEBT"
    CITIZEN_ID_EXPIRES = "CITIZEN_ID_EXPIRES"


Value = int | str | date


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks against a loan, with the values that a sentence needs."""

    code: str
    severity: Severity = Severity.REFUSED
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a programme asks on the day; None and empty ask nothing.

    Units: ceiling in đồng for a household and this programme. Classes and programmes
    are code words. The severity is that of a second open loan of the programme, None
    where the programme allows it.
    """

    programme: str
    classes: frozenset[str] = frozenset()
    excluded_classes: frozenset[str] = frozenset()
    excluded_programmes: frozenset[str] = frozenset()
    ceiling: int | None = None
    longest_term_months: int | None = None
    term_step_months: int = 1
    is_through_group: bool = True
    second_loan: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A group in which the borrower stands today."""

    group: str
    commune: str
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLoan:
    """A loan of the household that is approved or running.

    Units: đồng. ``counted`` is what it takes of the ceiling: the principal
    outstanding and what is still to be paid out.
    """

    programme: str
    counted: int
    overdue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrower:
    """Who stands for the household, and how the household stands on the day.

    Classes are those of the commune's list of the year of the day. The authorisation
    is needed where other adults live in the household, and counts from its day.
    """

    born_on: date
    commune: str
    is_dead: bool = False
    classes: frozenset[str] = frozenset()
    memberships: tuple[Membership, ...] = ()
    other_adults_count: int = 0
    authorised_on: date | None = None
    open_loans: tuple[OpenLoan, ...] = ()
    has_loan_written_off: bool = False
    citizen_id_expires_on: date | None = None


EXCLUDED_CLASSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "NEAR_POOR": frozenset({"POOR"}),
        "NEWLY_ESCAPED": frozenset({"POOR"}),
        "DIFFICULT_AREA_BUSINESS": frozenset({"POOR"}),
    }
)
"""Programme → classes that may not take it, as first known: a dated setting (R55)."""


def reasons_against(
    *,
    on: date,
    amount: int,
    term_months: int,
    terms: Terms,
    borrower: Borrower,
) -> list[Reason]:
    """List what speaks against lending an amount for a term; nothing means yes.

    Shape: in the order of the form: person, household, amount, term, other loans,
    group, papers.

    Units: đồng; months; the day is that of the request or of the decision.

    Basis: R50–R58.

    >>> terms = Terms(programme="POOR", ceiling=100_000_000)
    >>> lan = Borrower(born_on=date(1985, 3, 2), commune="21028",
    ...                memberships=(Membership(group="T01", commune="21028"),))
    >>> reasons_against(on=date(2026, 3, 10), amount=100_000_000, term_months=60,
    ...                 terms=terms, borrower=lan)
    []
    >>> [against] = reasons_against(on=date(2026, 3, 10), amount=100_000_001,
    ...                             term_months=60, terms=terms, borrower=lan)
    >>> print(against.code, against.severity, against.values["ceiling"])
    AMOUNT_ABOVE_CEILING REFUSED 100000000
    """
    return [
        *_against_person(on, borrower),
        *_against_class(on, terms, borrower),
        *_against_amount(amount, terms, borrower),
        *_against_term(term_months, terms),
        *_against_other_loans(terms, borrower),
        *_against_group(terms, borrower),
        *_against_papers(on, term_months, borrower),
    ]


def _against_person(on: date, borrower: Borrower) -> Iterator[Reason]:
    if borrower.is_dead:
        yield Reason(Code.BORROWER_IS_DEAD)
    if (years := full_years(borrower.born_on, on)) < YOUNGEST_BORROWER_YEARS:
        values = {"years": years, "youngest": YOUNGEST_BORROWER_YEARS}
        yield Reason(Code.UNDER_AGE, values=values)


def _against_class(on: date, terms: Terms, borrower: Borrower) -> Iterator[Reason]:
    if terms.classes and not terms.classes & borrower.classes:
        yield Reason(
            Code.NOT_IN_A_CLASS_OF_THE_YEAR,
            values={"year": on.year, "classes": _listed(terms.classes)},
        )
    if excluded := terms.excluded_classes & borrower.classes:
        yield Reason(
            Code.CLASS_IS_EXCLUDED,
            values={"year": on.year, "classes": _listed(excluded)},
        )


def _against_amount(amount: int, terms: Terms, borrower: Borrower) -> Iterator[Reason]:
    if amount <= 0:
        yield Reason(Code.AMOUNT_NOT_POSITIVE, values={"amount": amount})
    if terms.ceiling is None:
        return
    others = sum(loan.counted for loan in _of_programme(terms, borrower))
    if amount > terms.ceiling:
        values = {"amount": amount, "ceiling": terms.ceiling}
        yield Reason(Code.AMOUNT_ABOVE_CEILING, values=values)
    elif amount + others > terms.ceiling:
        values = {
            "amount": amount,
            "others": others,
            "ceiling": terms.ceiling,
            "left": max(0, terms.ceiling - others),
        }
        yield Reason(Code.HOUSEHOLD_TOTAL_ABOVE_CEILING, values=values)


def _against_term(term_months: int, terms: Terms) -> Iterator[Reason]:
    longest = terms.longest_term_months
    if term_months <= 0:
        yield Reason(Code.TERM_NOT_POSITIVE, values={"months": term_months})
    if longest is not None and term_months > longest:
        values = {"months": term_months, "longest": longest}
        yield Reason(Code.TERM_ABOVE_MAXIMUM, values=values)
    if term_months % terms.term_step_months:
        values = {"months": term_months, "step": terms.term_step_months}
        yield Reason(Code.TERM_BETWEEN_STEPS, values=values)


def _against_other_loans(terms: Terms, borrower: Borrower) -> Iterator[Reason]:
    held = {loan.programme for loan in borrower.open_loans}
    if excluded := terms.excluded_programmes & held:
        values = {"programmes": _listed(excluded)}
        yield Reason(Code.PROGRAMME_IS_EXCLUDED, values=values)
    if terms.second_loan and terms.programme in held:
        values = {"programme": terms.programme}
        yield Reason(Code.SECOND_LOAN_OF_PROGRAMME, terms.second_loan, values)
    if borrower.has_loan_written_off:
        yield Reason(Code.LOAN_WRITTEN_OFF)
    if overdue := sum(loan.overdue for loan in borrower.open_loans):
        yield Reason(Code.OVERDUE_DEBT, Severity.WARNING, {"overdue": overdue})


def _against_group(terms: Terms, borrower: Borrower) -> Iterator[Reason]:
    if not terms.is_through_group:
        return
    if not borrower.memberships:
        yield Reason(Code.NO_GROUP)
    if len(borrower.memberships) > 1:
        groups = _listed({membership.group for membership in borrower.memberships})
        yield Reason(Code.IN_TWO_GROUPS, values={"groups": groups})
    for membership in borrower.memberships:
        values = {"group": membership.group, "commune": membership.commune}
        if membership.commune != borrower.commune:
            yield Reason(Code.GROUP_OF_ANOTHER_COMMUNE, values=values)
        if not membership.is_open:
            yield Reason(Code.GROUP_IS_CLOSED, values=values)


def _against_papers(on: date, term_months: int, borrower: Borrower) -> Iterator[Reason]:
    authorised_on = borrower.authorised_on
    if borrower.other_adults_count and (authorised_on is None or authorised_on > on):
        values = {"adults": borrower.other_adults_count}
        yield Reason(Code.NOT_AUTHORISED, values=values)
    expires_on = borrower.citizen_id_expires_on
    if expires_on and _lasts_months(on, expires_on) < term_months:
        yield Reason(
            Code.CITIZEN_ID_EXPIRES, Severity.WARNING, {"expires_on": expires_on}
        )


def _lasts_months(on: date, expires_on: date) -> int:
    return whole_months_between(on, expires_on) if expires_on > on else 0


def _of_programme(terms: Terms, borrower: Borrower) -> list[OpenLoan]:
    return [loan for loan in borrower.open_loans if loan.programme == terms.programme]


def _listed(words: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(words))
