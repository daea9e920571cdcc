"""Where and when the sample is served: points, their groups, and days of sessions."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from programmes.actions.terms import follow
from programmes.models import PointPlace, TransactionPoint, User
from programmes.rules.calendar import last_session_before, session_date
from programmes.rules.periods import months_later

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
HOME = "TXN5121211"
"""Tịnh Khê: the point whose session of the day waits to be opened."""

NEIGHBOURS = ("TXN5121214", "TXN5121232")
"""Tịnh Long of the same commune, Tịnh An of the next."""

SIZES_AT_HOME = (46, 38, 33, 18, 16, 15, 14, 13, 12, 12, 11, 10, 9)
SIZES_NEARBY = (26, 21)
"""Members of each group; the last at home has a contract 11/TD that has ended."""

EARLIER = (16, 8, 2)
"""Months before the monthly sessions at which one stands for several months."""

DAY_HOLDS_FROM = date(2020, 1, 1)
"""The session day of the sample; earlier than any session in it."""

BASIS = "Dữ liệu mẫu"


@dataclass(frozen=True)
class Served:
    """A point of the sample, the sizes of its groups, and its days, in order.

    `days` are first the earlier ones, then those of the `months` before the day of
    the sample.
    """

    point: TransactionPoint
    sizes: tuple[int, ...]
    days: tuple[date, ...]
    months: int
    places: tuple[PointPlace, ...]

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


def serve(*, on: date, months: int, points: int, groups: int | None) -> list[Served]:
    """The points of the sample with their days before `on`, home first."""
    codes = (HOME, *NEIGHBOURS)[:points]
    known = TransactionPoint.objects.select_related("office").in_bulk(
        codes, field_name="code"
    )
    served = []
    for code in codes:
        point = known[code]
        sizes = SIZES_AT_HOME if code == HOME else SIZES_NEARBY
        served.append(
            Served(
                point=point,
                sizes=sizes[-groups:] if groups else sizes,
                days=days_before(on, point.session_day_on(on), months),
                months=months,
                places=tuple(point.places.select_related("commune")),
            )
        )
    return served


def days_before(on: date, session_day: int, months: int) -> tuple[date, ...]:
    """Days of sessions strictly before a day: some earlier ones, then every month."""
    monthly: list[date] = []
    for _month in range(months):
        monthly.insert(0, last_session_before(min([*monthly, on]), session_day))
    first = monthly[0].replace(day=1)
    earlier = (months_later(first, -back) for back in EARLIER)
    return (
        *(session_date(month.year, month.month, session_day) for month in earlier),
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
