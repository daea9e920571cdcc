"""Groups with their members, accounts and contracts, added a group at a time."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from loans.management.bench.frame import LONG_AGO, SESSION_DAY, Frame
from loans.models import (
    BoardMember,
    CollectionContract,
    Household,
    Instalment,
    Loan,
    LoanBalance,
    LoanRate,
    Membership,
    Person,
    SavingsAccount,
    SavingsBalance,
    SavingsCreditGroup,
    Tranche,
)
from loans.rules.schedule import instalments
from programmes.models import OrganisationUnit, TransactionPoint, Village
from programmes.rules.names import fold, given_name_first, person_key

LENT_ON = date(2024, 1, SESSION_DAY)
VALID_UNTIL = date(2064, 1, SESSION_DAY)
"""Late enough to be paid out in any session of a run."""

TERM, PERIOD, YEAR = 60, 12, 12
RATE, OVERDUE_RATE = Decimal("6.6"), Decimal("8.58")
MILLION = 1_000_000
FAMILY = ("Nguyễn Thị", "Trần Thị", "Lê Thị", "Phạm Văn", "Võ Thị", "Bùi Thị")
GIVEN = (
    *("Nga", "Hoa", "Lan", "Hương", "Tư", "Bảy", "Sáu", "Tuyết", "Thu", "Mai"),
    *("Đào", "Hạnh", "Minh", "Phượng", "Cúc", "Yến", "Nhung", "Hồng", "Xuân", "Vân"),
)


def add_group(
    frame: Frame,
    point: TransactionPoint,
    village: Village,
    unit: OrganisationUnit,
    size: int,
    chance: Random,
    numbers: Iterator[int],
    *,
    is_monthly: bool = False,
) -> SavingsCreditGroup:
    """A group of women with board and contract 11/TD, a loan and an account each.

    `is_monthly` gives their loans an instalment in each month of one year, which
    turns overdue by itself.
    """
    group = SavingsCreditGroup.objects.create(
        code=f"{next(numbers):07}",
        point=point,
        village=village,
        organisation_unit=unit,
        formed_on=LONG_AGO,
    )
    people = _people(point, village, [next(numbers) for _member in range(size)], chance)
    Membership.objects.bulk_create(
        Membership(
            group=group, person=person, deposit_level=50_000, valid_from=LONG_AGO
        )
        for person in people
    )
    for person, role in zip(people, ("LEADER", "DEPUTY"), strict=False):
        BoardMember.objects.create(
            group=group, person=person, role=role, valid_from=LONG_AGO
        )
    CollectionContract.objects.create(
        group=group, number=f"11TD-{group.code}", valid_from=LONG_AGO
    )
    _add_accounts(point, people)
    _add_loans(frame, group, people, chance, is_monthly=is_monthly)
    return group


def _people(
    point: TransactionPoint, village: Village, numbers: list[int], chance: Random
) -> list[Person]:
    households = Household.objects.bulk_create(
        Household(code=f"B{number:011}", point=point, village=village)
        for number in numbers
    )
    people = []
    for household, number in zip(households, numbers, strict=True):
        name = f"{chance.choice(FAMILY)} {chance.choice(GIVEN)}"
        people.append(
            Person(
                household=household,
                customer_code=f"{number:010}",
                full_name=name,
                folded_name=fold(given_name_first(name)),
                sort_key=person_key(name),
                born_on=date(1980, 5, 1) + timedelta(days=number % 7000),
                sex="FEMALE",
                citizen_id=f"051{number:09}",
            )
        )
    return Person.objects.bulk_create(people)


def _add_accounts(point: TransactionPoint, people: list[Person]) -> None:
    accounts = SavingsAccount.objects.bulk_create(
        SavingsAccount(
            number=f"105{person.customer_code:>013}",
            person=person,
            point=point,
            opened_on=LONG_AGO,
            consents_to_debit=False,
        )
        for person in people
    )
    SavingsBalance.objects.bulk_create(
        SavingsBalance(savings_account=account) for account in accounts
    )


def _add_loans(
    frame: Frame,
    group: SavingsCreditGroup,
    people: list[Person],
    chance: Random,
    *,
    is_monthly: bool,
) -> None:
    term, period = (YEAR, 1) if is_monthly else (TERM, PERIOD)
    loans = Loan.objects.bulk_create(
        Loan(
            contract_number=f"6600{person.customer_code:>012}",
            borrower=person,
            household=person.household,
            group=group,
            point=group.point,
            programme=frame.programme,
            source=frame.source,
            principal=chance.randint(20, 100) * MILLION,
            term_months=term,
            period_months=period,
            has_instalment_rule=is_monthly,
            purpose="Bò sinh sản",
            decision_number="1/2024",
            approved_on=LENT_ON,
            valid_until=VALID_UNTIL,
            contract_on=LENT_ON,
            made_by=frame.users["officer"],
            approved_by=frame.users["director"],
        )
        for person in people
    )
    LoanBalance.objects.bulk_create(LoanBalance(loan=loan) for loan in loans)
    LoanRate.objects.bulk_create(
        LoanRate(
            loan=loan,
            valid_from=LENT_ON,
            annual_rate_percent=RATE,
            overdue_rate_percent=OVERDUE_RATE,
        )
        for loan in loans
    )
    Tranche.objects.bulk_create(
        Tranche(loan=loan, number=1, planned_on=LENT_ON, amount=loan.principal)
        for loan in loans
    )
    _add_instalments(loans)


def _add_instalments(loans: list[Loan]) -> None:
    Instalment.objects.bulk_create(
        Instalment(
            loan=loan,
            number=part.number,
            contract_due_on=part.contract_due_on,
            session_due_on=part.session_due_on,
            amount=part.amount,
        )
        for loan in loans
        for part in instalments(
            principal=loan.principal,
            start=LENT_ON,
            term_months=loan.term_months,
            period_months=loan.period_months,
            session_day=SESSION_DAY,
        )
    )
