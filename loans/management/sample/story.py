"""The sample from its first session to the morning of its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from loans.management.sample import people, places, sessions, staff
from loans.management.sample.counter import approve
from loans.management.sample.lending import Planner
from loans.management.sample.people import Member
from loans.management.sample.places import HOME
from loans.management.sample.stage import Stage
from loans.models import Session
from programmes.models import CapitalSource, TransactionPoint

TO_PAY_OUT = (*("JOBS", "WATER", "JOBS", "WATER") * 2, "JOBS")
"""Programmes of the loans approved for the day."""

ENDED_BEFORE = timedelta(days=10)
"""The contract 11/TD of one group has ended so long before the day."""


@dataclass(frozen=True)
class Plan:
    """What is asked of the sample: its day, seed, months and size."""

    on: date
    seed: int = 1
    months: int = 24
    codes: tuple[str, ...] = places.CODES
    groups: int | None = None


def stands_on() -> date | None:
    """The day of the sample in this database; None without one."""
    last = Session.objects.filter(
        point__code=HOME, prepared_by__username="officer"
    ).order_by("-held_on")
    return last.values_list("held_on", flat=True).first()


def tell(plan: Plan) -> Iterator[str]:
    """Make the sample; yields a line for each session held."""
    users = staff.add_staff()
    places.move_day(
        on=plan.on, holds_from=places.DAY_HOLDS_FROM, by=users["programmes"]
    )
    served = places.serve(
        on=plan.on, months=plan.months, codes=plan.codes, groups=plan.groups
    )
    register = people.Register(plan.seed)
    planner = Planner(plan.seed)
    sources = {source.code: source for source in CapitalSource.objects.all()}
    for point in served:
        members = people.add_members(register, point)
        stage = Stage(
            served=point,
            planned=planner.plan(point, members),
            users=users,
            sources=sources,
            chance=Random(f"{plan.seed}:{point.point.code}"),
        )
        for index, day in enumerate(point.days):
            yield f"{point.point.name} {day:%d/%m/%Y}: {sessions.hold(stage, index)}"
        if point.is_home:
            session = _today(stage, planner, members, plan.on)
            yield f"{session.point.name} {plan.on:%d/%m/%Y}: prepared, to be opened"


def carry_on(on: date) -> Session:
    """Let a session of a later day wait at home, in a sample made before.

    The ledger is never emptied, so the sample of another day stays as it is.
    """
    users = staff.staff()
    places.move_day(on=on, holds_from=on, by=users["programmes"])
    point = TransactionPoint.objects.select_related("office").get(code=HOME)
    return sessions.prepare(point, on, users)


def _today(stage: Stage, planner: Planner, members: list[Member], on: date) -> Session:
    """What waits at home on the day: nine loans to pay out."""
    served = stage.served
    last = len(served.days) - 1
    lent = {one.member.person.pk for one in stage.planned if one.begins == last}
    waiting = [
        member for member in members if member.group and member.person.pk not in lent
    ]
    chosen = stage.chance.sample(waiting, min(len(TO_PAY_OUT), len(waiting)))
    for member, code in zip(chosen, TO_PAY_OUT, strict=False):
        approve(stage, planner.loan(served, member, code, last), on=on)
    last_group = [member.group for member in members if member.group][-1]
    people.end_contract(last_group, on - ENDED_BEFORE)
    return sessions.prepare(served.point, on, stage.users)
