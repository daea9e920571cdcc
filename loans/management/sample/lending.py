"""What is lent to whom in the sample, planned before the first session is played."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from random import Random
from typing import Any

from loans.actions.loans import Studies
from loans.management.sample.highland import Deal
from loans.management.sample.offers import MILLION, OFFERS
from loans.management.sample.people import Member
from loans.management.sample.places import Served
from programmes.models import Programme, ProgrammeTerms
from programmes.rules.periods import months_later

FIRST = {
    "POOR": (("POOR", 1),),
    "NEAR_POOR": (("NEAR_POOR", 1),),
    "NEWLY_ESCAPED": (("NEWLY_ESCAPED", 1),),
    "": (
        ("JOBS", 66),
        ("WATER", 10),
        ("STUDENT", 14),
        ("STEM", 3),
        ("EX_PRISONER", 4),
        ("OVERSEAS", 4),
    ),
}
"""Standing of the household → first loan."""

SECOND = (("WATER", 65), ("STUDENT", 35))
HAS_A_SECOND = 0.22
NEW = ("SOCIAL_HOUSING", "STEM", "EX_PRISONER")
"""Programmes whose loan waits until they lend."""

HOUSING_FROM = date(2025, 10, 10)
"""Running housing loans got another rate that day; the sample lends from then on."""

SEMESTER = {"STUDENT": 20 * MILLION, "STEM": 30 * MILLION}


@dataclass
class Planned:
    """A loan to be: to whom, what, at which session; and what becomes of it.

    `fate`: OVERDUE (not repaid at the end), EARLY (paid off before), LAPSED (approved
    and never fetched), or nothing.
    `loan` and `paid_out` (tranches) follow as the sample is played.
    """

    number: int
    member: Member
    programme: Programme
    amount: int
    term_months: int
    begins: int
    purpose: str
    studies: Studies | None = None
    tranches: tuple[tuple[date, int], ...] = ()
    fate: str = ""
    loan: Any = None
    paid_out: int = 0

    @property
    def is_priority(self) -> bool:
        return self.programme.code == "JOBS" and self.member.is_of_a_minority


class Planner:
    """Deals out loans; the same seed deals the same."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(f"{seed}:lending")
        self.numbers = count(1)
        self.programmes = {row.code: row for row in Programme.objects.all()}
        self._terms = list(ProgrammeTerms.objects.filter(withdrawn_at=None))

    def plan(self, served: Served, members: list[Member]) -> list[Planned]:
        """The loans of a point: one for each member, a second for some."""
        planned = []
        for member in members:
            if member.deal:
                planned.append(self._dealt(served, member, member.deal))
                continue
            if member.group is None:
                planned.append(self.loan(served, member, "SOCIAL_HOUSING"))
                continue
            code = _pick(self.chance, FIRST[member.standing])
            first = self.loan(served, member, code)
            planned.append(first)
            if self.chance.random() < HAS_A_SECOND:
                later = self.chance.randrange(member.joined, len(served.days))
                second = _pick(self.chance, SECOND)
                if second != first.programme.code:
                    planned.append(self.loan(served, member, second, later))
        if served.is_home:
            _decide_fates(served, planned)
            planned.append(self._never_fetched(served, planned))
        return planned

    def _dealt(self, served: Served, member: Member, deal: Deal) -> Planned:
        """What a household is told to borrow: in an autumn, or at a later session."""
        begins = served.first_of(deal)
        if deal.autumn is None:
            begins = self.chance.randrange(begins, len(served.days))
        return self.loan(served, member, deal.programme, begins)

    def _never_fetched(self, served: Served, planned: list[Planned]) -> Planned:
        """A loan approved two sessions before the last, for somebody who owes one."""
        approved = len(served.days) - 3
        member = next(
            one.member for one in planned if one.begins < approved and not one.fate
        )
        one = self.loan(served, member, "JOBS", approved)
        one.fate = "LAPSED"
        return one

    def loan(
        self, served: Served, member: Member, code: str, begins: int | None = None
    ) -> Planned:
        """One loan, when its programme first lends; of another where it does not."""
        begins = member.joined if begins is None else begins
        days = range(begins, len(served.days))
        if code in NEW:
            lending = (day for day in days if self._lends(code, served, day))
            begins = next(lending, begins)
        if not self._lends(code, served, begins):
            code = "JOBS"
        if code in SEMESTER:
            return self._studies(served, member, code, begins)
        millions, lengths, purposes = OFFERS[code]
        terms = self._terms_on(code, served.days[begins])
        amount = self.chance.choice(millions) * MILLION
        return Planned(
            number=next(self.numbers),
            member=member,
            programme=self.programmes[code],
            amount=min(amount, terms.max_amount or amount),
            term_months=self.chance.choice(lengths),
            begins=begins,
            purpose=self.chance.choice(purposes),
        )

    def _lends(self, code: str, served: Served, begins: int) -> bool:
        """Whether a programme lends at this session; water only in the country."""
        day = served.days[begins]
        if self._terms_on(code, day) is None:
            return False
        if code == "SOCIAL_HOUSING":
            return day >= HOUSING_FROM
        return code != "WATER" or served.is_rural_on(day)

    def _terms_on(self, code: str, day: date) -> ProgrammeTerms | None:
        programme = self.programmes[code]
        for terms in self._terms:
            if (
                terms.programme_id == programme.pk
                and terms.valid_from <= day
                and (terms.valid_to is None or day < terms.valid_to)
            ):
                return terms
        return None

    def _studies(self, served, member, code, begins) -> Planned:
        """The last two, three or four years of a course, a tranche each semester."""
        semesters = self.chance.choice((4, 4, 6, 8))
        start = served.days[begins]
        each = SEMESTER[code]
        return Planned(
            number=next(self.numbers),
            member=member,
            programme=self.programmes[code],
            amount=each * semesters,
            term_months=1,
            begins=begins,
            purpose=self.chance.choice(
                ("Học Đại học Phạm Văn Đồng", "Học Đại học Bách khoa Đà Nẵng")
            ),
            studies=Studies(
                graduates_on=months_later(start, 6 * semesters - 2), course_months=48
            ),
            tranches=tuple(
                (months_later(start, 6 * number), each) for number in range(semesters)
            ),
        )


def _decide_fates(served: Served, planned: list[Planned]) -> None:
    """Two loans turn overdue, a third is about to, and two are paid off early."""
    last = len(served.days) - 1
    ordinary = [one for one in planned if one.member.group and not one.studies]
    fated: set[Any] = set()
    for begins, ends, millions in ((5, last, 15), (4, last - 2, 20), (3, last - 1, 30)):
        one = _who_falls_behind(ordinary, begins, fated)
        if one is None:
            continue
        fated.add(one.member.group)
        begins = min(begins, ends - 1)
        first, final = served.days[begins], served.days[ends]
        one.begins = begins
        one.term_months = (final.year - first.year) * 12 + final.month - first.month
        one.amount = millions * MILLION
        one.fate = "OVERDUE"
    lent = [one for one in ordinary if not one.fate and one.begins < served.first_month]
    for one in lent[2:4]:
        one.fate = "EARLY"


def _who_falls_behind(
    ordinary: list[Planned], begins: int, fated: set[Any]
) -> Planned | None:
    """A member by then, of a group without such a loan, and better not of a board."""
    members = [one for one in ordinary if not one.fate and one.member.joined <= begins]
    return min(
        members,
        key=lambda one: (one.member.group in fated, one.member.joined == 0),
        default=None,
    )


def _pick(chance: Random, weighted) -> str:
    codes, weights = zip(*weighted, strict=True)
    return chance.choices(codes, weights)[0]
