"""A book of loans: the same every time, group by group, in the order of dates.

People and contracts are added in bulk, each group's together; every đồng goes
through the ledger's one door, and sessions are opened, counted and closed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random

from loans.actions import cash, sessions
from loans.actions.ledger import Act, Row, post_many
from loans.management.bench.frame import SESSION_DAY, Frame, Place, moment
from loans.management.bench.people import add_group
from loans.models import (
    CountKind,
    Loan,
    LoanBalance,
    LoanState,
    PostingKind,
    SavingsAccount,
    SavingsCreditGroup,
    Session,
)
from programmes.models import TransactionPoint
from programmes.rules.keys import uuid7

GROUP_SIZE = 40
FEW = 2
"""Members of the two groups of the small point: statements are counted there too."""

DESKS = 8
"""Points with one group of those few, for tellers who pay in at once."""

WAITING = 10
"""Members of a group whose loans are approved and wait to be paid out."""

GROUPS_AT_A_POINT = 17
"""680 borrowers at the most: a session of 650 is what a point sees."""

FIRST_DAY = date(2024, 1, SESSION_DAY)
MONTHS = 6
OF_A_DESK = 2
DEPOSIT = 50_000

NOTE = 500_000
"""The one note that the bench counts, in đồng."""


@dataclass
class Served:
    """A point with its groups, and the number of sessions held there so far.

    `waiting` are approved loans of another group, as many as are asked for.
    """

    point: TransactionPoint
    groups: list[SavingsCreditGroup]
    waiting: Iterator[Loan]
    held: int = 0

    @property
    def next_day(self) -> date:
        months = FIRST_DAY.month - 1 + self.held
        return FIRST_DAY.replace(
            year=FIRST_DAY.year + months // 12, month=months % 12 + 1
        )


@dataclass
class Book:
    """The points with groups of 40, the small ones, and how many loans there are.

    At `small` statements are counted; at each of `desks` one teller of several pays in;
    at `late` nobody pays an instalment, which is due every month.
    """

    frame: Frame
    points: list[Served]
    small: Served
    desks: list[Served]
    late: Served
    loan_count: int


def shares(loans: int) -> list[int]:
    """How many groups of 40 stand at each point: two at least, alike within one."""
    groups = max(2, -(-loans // GROUP_SIZE))
    points = -(-groups // GROUPS_AT_A_POINT)
    return [groups // points + (n < groups % points) for n in range(points)]


def make_book(frame: Frame, loans: int, tell: Callable[[str], object]) -> Book:
    """Lend to all groups in the first month, and collect for the months after."""
    chance = Random(1)
    numbers = count(1)
    served = []
    sizes = [[GROUP_SIZE] * groups for groups in shares(loans)]
    sizes += [[FEW, FEW], *([FEW] for _desk in range(DESKS)), [GROUP_SIZE]]
    for place, members in zip(frame.places, sizes, strict=True):
        is_monthly = place == frame.places[-1]
        groups = [
            add_group(frame, *place, size, chance, numbers, is_monthly=is_monthly)
            for size in members
        ]
        waiting = _waiting(frame, place, chance, numbers)
        served.append(Served(place[0], groups, waiting))
    tell(f"{Loan.objects.count()} contracts at {len(served)} points")
    for month in range(MONTHS):
        # The desks and the late need a debt, and no history.
        for one in served if month < OF_A_DESK else served[: -DESKS - 1]:
            session = open_session(frame, one)
            for number, group in enumerate(one.groups, 1):
                pay = collect if month else _disburse
                pay(frame, session, group, number)
            close_session(frame, session)
        tell(f"month {month + 1} of {MONTHS}")
    *points, small = served[: -DESKS - 1]
    *desks, late = served[-DESKS - 1 :]
    return Book(frame, points, small, desks, late, Loan.objects.count())


def places_for(loans: int) -> int:
    """How many points a book of so many loans stands at, the small ones with it."""
    return len(shares(loans)) + 1 + DESKS + 1


def _waiting(
    frame: Frame, place: Place, chance: Random, numbers: Iterator[int]
) -> Iterator[Loan]:
    """Approved loans that nobody paid out yet; a further group when one is through."""
    while True:
        group = add_group(frame, *place, WAITING, chance, numbers)
        yield from Loan.objects.filter(group=group).order_by("pk")


def prepared_session(frame: Frame, served: Served) -> Session:
    """The next monthly session of a point, named but not open."""
    day = served.next_day
    served.held += 1
    return sessions.prepare_session(
        point=served.point,
        held_on=day,
        team=frame.team,
        by=frame.users["officer"],
        at=moment(day - timedelta(days=2)),
    )


def open_session(frame: Frame, served: Served) -> Session:
    """The next monthly session of a point, opened, its interest accrued."""
    session = prepared_session(frame, served)
    opened = sessions.open_session(
        session=session, by=frame.users["leader"], at=moment(session.held_on)
    )
    advance(frame, opened)
    return opened


def advance(frame: Frame, session: Session) -> None:
    """Fifty billion in the till."""
    cash.count_cash(
        session=session,
        kind=CountKind.ADVANCE,
        pieces={NOTE: 100_000},
        key=uuid7(moment(session.held_on)),
        by=frame.users["teller"],
        witnessed_by=frame.users["controller"],
        at=moment(session.held_on),
    )


def close_session(frame: Frame, session: Session) -> None:
    by, at = frame.users["controller"], moment(session.held_on, 180)
    sessions.begin_count(session=session, by=by, at=at)
    pieces, odd = divmod(cash.till_of(session).expected, NOTE)
    cash.close_till(
        session=session,
        pieces={NOTE: pieces},
        reason="Only the largest note is counted here" if odd else "",
        key=uuid7(at),
        teller=frame.users["teller"],
        controller=by,
        at=at,
    )
    sessions.close_session(session=session, by=by, at=at)


def payments(group: SavingsCreditGroup) -> list[Row]:
    """What the members pay as due: all interest owed, and a deposit each."""
    rows = []
    accounts = dict(
        SavingsAccount.objects.filter(person__memberships__group=group).values_list(
            "person_id", "pk"
        )
    )
    balances = LoanBalance.objects.filter(loan__group=group).order_by("loan_id")
    for loan_id, person_id, interest in balances.values_list(
        "loan_id", "loan__borrower_id", "interest_in_term"
    ):
        rows.append(
            Row(
                kind=PostingKind.REPAYMENT,
                loan_id=loan_id,
                amounts={"cash": interest, "interest_in_term": -interest},
            )
        )
        rows.append(
            Row(
                kind=PostingKind.DEPOSIT,
                savings_account_id=accounts[person_id],
                amounts={"cash": DEPOSIT, "savings": -DEPOSIT},
            )
        )
    return rows


def _act(frame: Frame, session: Session, group, number: int, word: str, **more) -> Act:
    at = moment(session.held_on, number)
    return Act(
        key=uuid7(at, f"{word}|{group.code}"),
        by=frame.users["teller"],
        at=at,
        fields=(word, group.code, session.held_on),
        **more,
    )


def _disburse(frame: Frame, session: Session, group, number: int) -> None:
    loans = Loan.objects.filter(group=group).order_by("pk")
    rows = [
        Row(
            kind=PostingKind.DISBURSEMENT,
            loan_id=loan.pk,
            amounts={"principal_in_term": loan.principal, "cash": -loan.principal},
        )
        for loan in loans
    ]
    act = _act(
        *(frame, session, group, number, "DISBURSEMENT"),
        checked_by=frame.users["controller"],
        checked_way="OWN_DEVICE",
    )
    post_many(session=session, act=act, rows=rows)
    loans.update(state=LoanState.ACTIVE)


def collect(frame: Frame, session: Session, group, number: int) -> None:
    """Every member of a group pays as due, in one act."""
    act = _act(frame, session, group, number, "PAYMENTS")
    post_many(session=session, act=act, rows=payments(group))
