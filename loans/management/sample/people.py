"""Households, the people in them, and the groups that they borrow through."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random

from loans.management.sample import names
from loans.management.sample.highland import Deal
from loans.management.sample.places import Served
from loans.models import (
    BoardMember,
    BoardRole,
    CollectionContract,
    Household,
    Membership,
    Person,
    SavingsCreditGroup,
    Sex,
)
from programmes.models import OrganisationUnit, Village
from programmes.rules.names import fold, given_name_first, person_key

ORGANISATIONS = ("WOMEN", "FARMERS", "VETERANS", "FARMERS", "YOUTH", "WOMEN")
"""Whose the groups of a point are, in turn."""

WOMEN_AMONG_TEN = {"WOMEN": 9, "FARMERS": 4, "VETERANS": 2, "YOUTH": 5}
BORN = {"VETERANS": (1955, 1972), "YOUTH": (1991, 2003)}
BORN_ELSE = (1963, 2000)
LEVELS = (30_000, 50_000, 50_000, 50_000, 60_000, 100_000)
"""Deposit a month agreed in a group, in đồng."""

STANDINGS = (("POOR", 8), ("NEAR_POOR", 21), ("NEWLY_ESCAPED", 23), ("", 48))
"""How a household is classed; most are of no list."""

JOINS = (20, 25, 25)
"""How many join at each of the earlier sessions, of a hundred; the rest monthly."""


@dataclass(frozen=True)
class Member:
    """A borrower: the person, the group (None: lent to directly), when joined.

    `joined` is an index into the days of the point; `standing` the household's class;
    `deal` what it borrows, where that is told.
    """

    person: Person
    group: SavingsCreditGroup | None
    joined: int
    standing: str
    level: int = 0
    deal: Deal | None = None

    @property
    def is_of_a_minority(self) -> bool:
        return self.person.ethnicity != names.KINH


class Register:
    """Numbers given one after the other, and the rows that wait to be added."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(f"{seed}:people")
        self.groups = count(1)
        self.households = count(1)
        self.people = count(1)
        self.customers = count(1)


def add_members(register: Register, served: Served) -> list[Member]:
    """The groups of a point with board, contract and members; direct borrowers last."""
    villages = list(
        Village.objects.filter(code__startswith=served.village_prefix).order_by("code")
    )
    deals = iter(served.deals)
    members: list[Member] = []
    for number, size in enumerate(served.sizes):
        organisation = ORGANISATIONS[number % len(ORGANISATIONS)]
        group = _add_group(
            register, served, villages[number % len(villages)], organisation
        )
        members += _add_people(register, served, group, organisation, size, deals)
    return members + _add_people(
        register, served, None, "", served.direct, deals, villages[0]
    )


def end_contract(group: SavingsCreditGroup, on: date) -> None:
    """Let the contract 11/TD of a group have ended on a day."""
    contract = group.collection_contracts.get()
    contract.valid_to = on
    contract.save(update_fields=["valid_to"])


def _add_group(register, served, village, organisation) -> SavingsCreditGroup:
    first = served.days[0]
    number = next(register.groups)
    commune = served.point.commune_on(served.days[-1])
    return SavingsCreditGroup.objects.create(
        code=f"99{number:05}",
        point=served.point,
        village=village,
        organisation_unit=OrganisationUnit.objects.get(
            organisation__code=organisation, commune__code=commune.code, valid_to=None
        ),
        formed_on=first - timedelta(days=40),
    )


def _add_people(register, served, group, organisation, size, deals, village=None):
    chance = register.chance
    village = village or group.village
    level = chance.choice(LEVELS)
    members, families = [], []
    for place in range(size):
        # Who sits on the board is of the organisation; members may be a husband.
        among_ten = WOMEN_AMONG_TEN.get(organisation, 5)
        if group and place < 2:
            among_ten = round(among_ten, -1)
        family = _family(register, served, village, organisation, among_ten)
        families.append(family)
        deal = next(deals, None)
        is_of_the_board = group and place < 2
        members.append(
            Member(
                person=family[0],
                group=group,
                joined=0 if is_of_the_board else _joins(chance, served, deal),
                standing=_standing(chance) if group else "",
                level=level * chance.choice((1, 1, 1, 2)) if group else 0,
                deal=deal,
            )
        )
    Household.objects.bulk_create(family[0].household for family in families)
    Person.objects.bulk_create(person for family in families for person in family)
    if group:
        _add_board(group, members, served)
    return members


def _add_board(group, members: list[Member], served: Served) -> None:
    Membership.objects.bulk_create(
        Membership(
            group=group,
            person=member.person,
            deposit_level=member.level,
            valid_from=served.days[member.joined],
            legal_basis="10C/TD",
        )
        for member in members
    )
    roles = (BoardRole.LEADER, BoardRole.DEPUTY)
    BoardMember.objects.bulk_create(
        BoardMember(
            group=group, person=member.person, role=role, valid_from=served.days[0]
        )
        for member, role in zip(members, roles, strict=False)
    )
    CollectionContract.objects.create(
        group=group, number=f"11/TD-{group.code}", valid_from=served.days[0]
    )


def _joins(chance: Random, served: Served, deal: Deal | None) -> int:
    if deal:
        return served.first_of(deal)
    weights = (*JOINS, *[30 / served.months] * served.months)
    return chance.choices(range(len(served.days)), weights)[0]


def _standing(chance: Random) -> str:
    classes, weights = zip(*STANDINGS, strict=True)
    return chance.choices(classes, weights)[0]


def _family(register, served, village, organisation, among_ten) -> list[Person]:
    """A borrower, and mostly a spouse and grown children, in a new household."""
    chance = register.chance
    people = names.people_of(chance, served.peoples)
    household = Household(
        code=f"MAU{next(register.households):06}",
        point=served.point,
        village=village,
        address=village.name,
    )
    sex = Sex.FEMALE if chance.randrange(10) < among_ten else Sex.MALE
    year = chance.randint(*BORN.get(organisation, BORN_ELSE))
    borrower = _person(register, household, people, sex, year)
    borrower.customer_code = f"99{next(register.customers):08}"
    # No number that begins with 01 has been in use since 2018.
    borrower.phone = f"0199{chance.randrange(10**6):06}"
    family = [borrower]
    if chance.random() < 0.8:
        other = Sex.MALE if sex == Sex.FEMALE else Sex.FEMALE
        spouse = _person(
            register, household, people, other, year + chance.choice((-3, 0, 2))
        )
        spouse.relation = "Chồng" if other == Sex.MALE else "Vợ"
        family.append(spouse)
    borrower.relation = "Người vay"
    father = next((one for one in family if one.sex == Sex.MALE), borrower)
    if year < 1982:
        for _child in range(chance.choice((0, 1, 1, 2))):
            child = _person(
                register,
                household,
                people,
                chance.choice((Sex.MALE, Sex.FEMALE)),
                year + 24,
                names.family_of(father.full_name),
            )
            child.relation = "Con"
            family.append(child)
    return family


def _person(register, household, people, sex, year, family=None) -> Person:
    chance = register.chance
    name = names.full_name(chance, sex, people, family)
    born_on = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    century_and_sex = (0 if year < 2000 else 2) + (sex == Sex.FEMALE)
    return Person(
        household=household,
        full_name=name,
        folded_name=fold(given_name_first(name)),
        sort_key=person_key(name),
        born_on=born_on,
        sex=sex,
        ethnicity=people,
        citizen_id=(f"051{century_and_sex}{year % 100:02}99{next(register.people):04}"),
    )
