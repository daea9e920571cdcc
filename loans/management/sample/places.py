"""Where and when the sample is served: points, their groups, and days of sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from loans.management.sample import highland, names
from loans.management.sample.highland import Deal
from programmes.actions.terms import follow
from programmes.models import PointPlace, TransactionPoint, User
from programmes.rules.calendar import last_session_before, session_date
from programmes.rules.periods import months_later

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
HOME = "TXN5121211"
"""Tịnh Khê: the point whose session of the day waits to be opened."""

NEIGHBOURS = ("TXN5121214", "TXN5121232")
"""Tịnh Long of the same commune, Tịnh An of the next."""

CODES = (HOME, *NEIGHBOURS, highland.POINT)

SIZES_AT_HOME = (46, 38, 33, 18, 16, 15, 14, 13, 12, 12, 11, 10, 9)
SIZES_NEARBY = (26, 21)
"""Members of each group; the last at home has a contract 11/TD that has ended."""

BORROW_DIRECTLY = 3
"""At home: without a group, for a house."""

EARLIER = (16, 8, 2)
"""Months before the monthly sessions at which one stands for several months."""

DAY_HOLDS_FROM = date(2020, 1, 1)
"""The session day of the sample; earlier than any session in it."""

BASIS = "Dữ liệu mẫu"


@dataclass(frozen=True)
class Served:
    """A point of the sample, the sizes of its groups, and its days, in order.

    `days` are first the earlier ones, then those of the `months` before the day of
    the sample. `direct` borrow without a group. `deals` say what each household
    borrows, in turn; without them it falls by lot.
    """

    point: TransactionPoint
    sizes: tuple[int, ...]
    days: tuple[date, ...]
    months: int
    places: tuple[PointPlace, ...]
    direct: int = 0
    peoples: tuple[tuple[str, int], ...] = names.ON_THE_COAST
    deals: tuple[Deal, ...] = ()

    @property
    def is_home(self) -> bool:
        return self.point.code == HOME

    @property
    def first_month(self) -> int:
        """Index in `days` of the first monthly session."""
        return len(self.days) - self.months

    @property
    def village_prefix(self) -> str:
        """Villages are counted by the former commune, whose number the point bears."""
        return self.point.code[-5:]

    @property
    def pay_off_index(self) -> int:
        """Index in `days` of the session at which two loans are paid off early."""
        return min(self.first_month + 2, len(self.days) - 1)

    def first_of(self, deal: Deal) -> int:
        """Index in `days` of the first session at which a deal may begin."""
        if deal.autumn is None:
            return self.first_month
        opens = date(deal.autumn, highland.AUTUMN, 1)
        late = (index for index, day in enumerate(self.days) if day >= opens)
        return next(late, self.first_month)

    def is_rural_on(self, day: date) -> bool:
        """Whether the point lies in the country; a commune may have become a ward."""
        place = next(
            place
            for place in self.places
            if place.valid_from <= day
            and (place.valid_to is None or day < place.valid_to)
        )
        return place.commune.is_rural

    def months_since_last(self, index: int) -> int:
        """Whole months for which a session collects."""
        if index == 0:
            return 1
        before, day = self.days[index - 1], self.days[index]
        return (day.year - before.year) * 12 + day.month - before.month


def serve(
    *, on: date, months: int, codes: Sequence[str], groups: int | None
) -> list[Served]:
    """Points of the sample with their days before `on`, in the order of the codes."""
    known = TransactionPoint.objects.select_related("office").in_bulk(
        codes, field_name="code"
    )
    served = []
    for code in codes:
        point = known[code]
        about = _about(code)
        sizes = about.pop("sizes")
        session_day, autumns = point.session_day_on(on), about.pop("autumns", ())
        served.append(
            Served(
                point=point,
                sizes=sizes[-groups:] if groups else sizes,
                days=days_before(on, session_day, months, autumns),
                months=months,
                places=tuple(point.places.select_related("commune")),
                **about,
            )
        )
    return served


def _about(code: str) -> dict[str, Any]:
    """What a point is like: the sizes of its groups, and who lives there."""
    if code == HOME:
        return {"sizes": SIZES_AT_HOME, "direct": BORROW_DIRECTLY}
    if code in NEIGHBOURS:
        return {"sizes": SIZES_NEARBY}
    return {
        "sizes": tuple(len(group) for group in highland.GROUPS),
        "direct": len(highland.DIRECT),
        "deals": (*chain.from_iterable(highland.GROUPS), *highland.DIRECT),
        "peoples": names.IN_THE_HILLS,
        "autumns": highland.AUTUMNS,
    }


def days_before(
    on: date, session_day: int, months: int, autumns: Sequence[int] = ()
) -> tuple[date, ...]:
    """Days of sessions strictly before a day: some earlier ones, then every month.

    `autumns` are years; in each of them one more session was held.
    """
    monthly: list[date] = []
    for _month in range(months):
        monthly.insert(0, last_session_before(min([*monthly, on]), session_day))
    first = monthly[0].replace(day=1)
    earlier = {months_later(first, -back) for back in EARLIER}
    earlier |= {date(year, highland.AUTUMN, 1) for year in autumns}
    return (
        *(
            session_date(month.year, month.month, session_day)
            for month in sorted(earlier)
            if month < first
        ),
        *monthly,
    )


def move_day(*, on: date, holds_from: date, by: User) -> None:
    """Let home be open on this day of the month, by a dated row named as sample."""
    point = TransactionPoint.objects.get(code=HOME)
    row = point.days.in_force(on).get()
    if row.session_day != on.day:
        follow(
            row,
            on=holds_from,
            legal_basis=BASIS,
            by=by,
            at=moment(on, 7),
            session_day=on.day,
        )


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day by the clock of Vietnam."""
    return datetime.combine(day, time(hour, minute), tzinfo=HERE)
