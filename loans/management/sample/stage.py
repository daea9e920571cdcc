"""What every act of the sample needs: who acts, where, and the clock on the wall."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from loans.management.sample.lending import Planned
from loans.management.sample.places import Served, moment
from loans.models import Session, TeamRole
from programmes.models import CapitalSource, User
from programmes.rules.keys import uuid7

STEP = timedelta(seconds=40)
"""Between two acts at the table."""


@dataclass
class Stage:
    """A point of the sample with its people, their loans and its team."""

    served: Served
    planned: list[Planned]
    users: dict[str, User]
    sources: dict[str, CapitalSource]
    chance: Random
    accounts: set[int] = field(default_factory=set)

    def source_of(self, one: Planned) -> CapitalSource:
        """Jobs are partly lent from the province's money, the rest from the state's."""
        is_local = one.programme.code == "JOBS" and one.number % 3 == 0
        return self.sources["LOCAL_PROVINCE" if is_local else "CENTRAL"]


@dataclass
class Table:
    """The table at which one session is held: its moments follow one another."""

    stage: Stage
    session: Session
    index: int
    _now: datetime
    _teller: User | None = None

    @classmethod
    def at(cls, stage: Stage, session: Session, index: int) -> "Table":
        return cls(stage, session, index, moment(session.held_on, 8, 30))

    @property
    def day(self) -> date:
        return self.session.held_on

    @property
    def is_monthly(self) -> bool:
        return self.index >= self.stage.served.first_month

    @property
    def teller(self) -> User:
        """The teller of the session's team who was named first."""
        if self._teller is None:
            first = self.session.team.filter(role=TeamRole.TELLER).order_by("pk")[0]
            self._teller = first.user
        return self._teller

    def next_moment(self) -> datetime:
        self._now += STEP
        return self._now

    def signed(self, name: str) -> dict:
        """Key, teller and moment of the next act."""
        at = self.next_moment()
        return {"key": self.key(at, name), "by": self.teller, "at": at}

    def key(self, at: datetime, name: str) -> UUID:
        return uuid7(at, f"{self.stage.served.point.code}|{name}")
