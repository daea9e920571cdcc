"""A session of the sample, from its preparation to its seal, as a team holds one."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from loans.actions import prepared, prepared_overdue, sessions
from loans.management.sample import counter, sheets, till
from loans.management.sample.places import moment
from loans.management.sample.staff import team
from loans.management.sample.stage import Stage, Table
from loans.models import Session, SessionSeal, SigningWay
from programmes.models import TransactionPoint, User


@dataclass(frozen=True)
class Held:
    """What was done in a session, in numbers."""

    sheets: int
    repaid: int
    paid_out: int
    seal: SessionSeal

    def __str__(self) -> str:
        return (
            f"{self.sheets} sheets, {self.repaid} paid at the counter, "
            f"{self.paid_out} paid out, {self.seal.posting_count} postings, "
            f"seal {self.seal.short}"
        )


def prepare(point: TransactionPoint, day: date, users: dict[str, User]) -> Session:
    """The officer names the team two days before."""
    return sessions.prepare_session(
        point=point,
        held_on=day,
        team=team(users, point.commune_on(day)),
        by=users["officer"],
        at=moment(day - timedelta(days=2), 15),
    )


@transaction.atomic
def hold(stage: Stage, index: int) -> Held:
    """Hold the session of one of the point's days: open, serve, count, close, seal."""
    served = stage.served
    session = prepare(served.point, served.days[index], stage.users)
    session = sessions.open_session(
        session=session, by=stage.users["leader"], at=moment(session.held_on, 8, 15)
    )
    table = Table.at(stage, session, index)
    till.advance(table)
    repaid = counter.take_principal(table)
    recorded = sheets.record_sheets(table)
    repaid += sheets.undo_the_slip(table)
    paid_out = counter.pay_out(table)
    _transfer_overdue(table)
    controller = stage.users["controller"]
    sessions.begin_count(session=session, by=controller, at=table.next_moment())
    till.close(table)
    seal = sessions.close_session(
        session=session, by=controller, at=table.next_moment()
    )
    return Held(recorded, repaid, paid_out, seal)


def _transfer_overdue(table: Table) -> None:
    """The leader proposes, the controller signs, the leader transfers in one act."""
    session, users = table.session, table.stage.users
    acts = prepared_overdue.prepare_overdue(
        session=session, by=users["leader"], at=table.next_moment()
    )
    if acts:
        prepared.sign(
            acts=acts,
            by=users["controller"],
            way=SigningWay.OWN_DEVICE,
            at=table.next_moment(),
        )
        at = table.next_moment()
        prepared_overdue.carry_out_overdue(
            session=session,
            key=table.key(at, "OVERDUE_TRANSFER"),
            by=users["leader"],
            at=at,
        )
