"""Two countries full of work, every text of a place marked with the place's own word.

Places of the first country, by what a reader of `own` may think of them:
    own      Tịnh Khê, the women's groups of its point
    farmers  the farmers' groups of the same village, point and sessions
    next     the point of the next commune, of the same office
    moved    a point that left Tịnh Khê for the next commune in July 2025
    counter  the office's own session; it has no groups
`foreign` is the own place of the second country, of another province.
"""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.utils import timezone

from loans.actions import prepared, reversals
from loans.models import Posting, SavingsCreditGroup, Session
from programmes.models import PointDay, PointPlace, TransactionPoint
from programmes.rules.calendar import first_session_after
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import LONG_AGO, Country, moment
from tests.sheet_case import sheets_printed

MARCH, MAY = date(2026, 3, 10), date(2026, 5, 10)
MOVED_ON = date(2025, 7, 1)
MISSING = 999_999_999


@dataclass
class Place:
    """What stands at one place: `objects` by the name that addresses give them.

    `secrets` are texts about its people, which only who reaches the place may read.
    """

    marker: str
    objects: dict[str, Any] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    point_name: str = ""


class Worlds:
    """`places` by name; `country` is where the readers work, `abroad` the other."""

    def __init__(self) -> None:
        self.country = Country(marker="ZXA")
        self.abroad = Country(marker="ZXB", number=2)
        here = _moved_point(self.country)
        own, farmers = _places(self.country, "ZXAOWN", "ZXAFARMERS")
        (away,) = _places(self.country, "ZXANEXT", is_next=True)
        (moved,) = _places(self.country, "ZXAMOVED", point=here)
        (foreign,) = _places(self.abroad, "ZXBOWN")
        self.places = {
            "own": own,
            "farmers": farmers,
            "next": away,
            "moved": moved,
            "counter": _counter(self.country, "ZXACOUNTER"),
            "foreign": foreign,
        }


def _moved_point(country: Country) -> TransactionPoint:
    """Point 3: of Tịnh Khê until July 2025, of the next commune since."""
    point = TransactionPoint.objects.create(
        code=f"TXN{country.number:02}003", name="Điểm cũ", office=country.office
    )
    PointPlace.objects.create(
        point=point, commune=country.commune, valid_from=LONG_AGO, valid_to=MOVED_ON
    )
    PointPlace.objects.create(
        point=point, commune=country.next_commune, valid_from=MOVED_ON
    )
    PointDay.objects.create(
        point=point,
        session_day=country.session_day,
        starts_at=time(13),
        ends_at=time(16),
        valid_from=LONG_AGO,
    )
    return point


def _places(country, *markers, is_next=False, point=None) -> list[Place]:
    """At one point: the women's groups, and under a second marker the farmers'.

    A session of March pays loans out, one of May is open; in April nobody came.
    """
    here = point or (country.next_point if is_next else country.point)
    TransactionPoint.objects.filter(pk=here.pk).update(name=_point_name(markers[0]))
    served = [
        _groups(country, marker, organisation, is_next=is_next, point=point)
        for marker, organisation in zip(markers, ("WOMEN", "FARMERS"), strict=False)
    ]
    march = builders.session(country, MARCH, point=here)
    for groups in served:
        _lend(country, march, groups)
    builders.closed(country, march)
    may = builders.session(country, MAY, point=here)
    worked = [
        _worked(country, marker, groups, may)
        for marker, groups in zip(markers, served, strict=True)
    ]
    worked[0].point_name = _point_name(markers[0])
    return worked


def _counter(country: Country, marker: str) -> Place:
    session = builders.counter(country, MAY)
    return Place(marker, {"session": session.pk, "pk": session.pk})


def _groups(country, marker, organisation, *, is_next=False, point=None) -> list:
    """Two groups of two, named after the place."""
    kept, country.marker = country.marker, marker
    made = [
        builders.group(country, size=2, organisation=organisation, is_next=is_next)
        for _number in range(2)
    ]
    country.marker = kept
    if point is not None:
        _carry_to(point, made)
    return made


def _carry_to(point: TransactionPoint, groups: list[SavingsCreditGroup]) -> None:
    """Groups, households and accounts served at another point from the beginning."""
    for group in groups:
        for member in builders.members(group):
            member.savings_accounts.update(point=point)
            member.household.point = point
            member.household.save(update_fields=["point"])
        group.point = point
        group.save(update_fields=["point"])


def _lend(country: Country, session: Session, groups: list) -> None:
    """A loan each: of one month for who comes first, else of five years."""
    for group in groups:
        for number, member in enumerate(builders.members(group)):
            loan = builders.loan(
                country,
                member,
                of=group,
                disburse_on=session.held_on,
                term_months=60 if number else 1,
            )
            builders.disbursed(country, session, loan)


def _worked(country, marker, groups, session) -> Place:
    """A draft of the first group, a recorded sheet of the second, acts that wait."""
    typed, done = groups
    at = moment(session.held_on)
    builders.draft(country, typed, session)
    sheet = builders.recorded(country, done, session)
    asked = reversals.ask_reversal(
        session=session,
        reason=f"Ghi nhầm sang người khác {marker}",
        line=sheet.lines.get(number=1),
        by=country.lan,
        at=at,
    )
    sheets_printed(session, [typed], by=country.lan, at=at)
    person = builders.members(typed)[0]
    loan = person.loans.get()
    waits = _act(country, person, typed, session)
    account = person.savings_accounts.get()
    posting = Posting.objects.filter(loan__borrower__household=person.household)
    objects = {
        "session": session.pk,
        "pk": session.pk,
        "group": typed.pk,
        "group_id": typed.pk,
        "recorded": done.pk,
        "number": 1,
        "line": 1,
        "point_id": session.point_id,
        "point": session.point_id,
        "day": _next_day(country),
        "household": person.household_id,
        "person": person.pk,
        "account": account.pk,
        "loan": loan.pk,
        "waiting_loan": waits.loan_id,
        "act": waits.pk,
        "posting": posting.order_by("pk").first().pk,
        "reversal": asked.pk,
        "payment": sheet.postings.order_by("pk").first().pk,
        "count": session.cash_counts.order_by("pk").first().pk,
        "office_id": country.office.pk,
        "form": "due-list",
        "programme": loan.programme_id,
    }
    secrets = {
        marker,
        loan.contract_number,
        account.number,
        person.household.code,
        person.citizen_id,
        person.customer_code,
    }
    return Place(marker, objects, secrets)


def _point_name(marker: str) -> str:
    """Without the marker itself: places are no secret of their people."""
    return f"Điểm {marker[::-1]}"


def _act(country, person, group, session):
    """A disbursement put before the controller, not yet signed."""
    loan = builders.loan(
        country,
        person,
        of=group,
        programme="WATER",
        amount=5_000_000,
        disburse_on=session.held_on,
    )
    return prepared.prepare_disbursement(
        loan=loan,
        session=session,
        by=country.lan,
        at=moment(session.held_on),
        is_present=True,
        has_identity=True,
        has_passbook=True,
    )


def _next_day(country: Country) -> str:
    """The first session day after today, when a point may still be prepared."""
    day = first_session_after(timezone.localdate(), country.session_day)
    return day.isoformat()


def fresh_key() -> str:
    """The key of an act, as a form carries it."""
    return str(uuid7(timezone.now()))
