"""The acts that a fault meets: each is of a row's id and of a key."""

from datetime import date
from uuid import UUID

from loans.actions import disbursements, repayments, reversals, sessions, sheets
from loans.actions.dues import group_dues
from loans.actions.ledger import Act, post
from loans.actions.sheet_rows import rows_of_line
from loans.models import Loan, ReversalRequest, Session, SheetDraft
from programmes.models import User
from programmes.rules.keys import uuid7
from tests.cast import moment

APRIL = date(2026, 4, 10)
AT = moment(APRIL, 2)


def person(name: str) -> User:
    return User.objects.get(username=name)


def open_session() -> Session:
    return Session.objects.get(state="OPEN")


def sheet(pk: int, key: UUID):
    draft = SheetDraft.objects.get(pk=pk)
    return sheets.record_sheet(draft=draft, key=key, by=person("lan"), at=AT)


def payment(pk: int, key: UUID):
    return repayments.repay(
        loan=Loan.objects.get(pk=pk),
        session=open_session(),
        paid={"interest_in_term": 100_000},
        key=key,
        by=person("lan"),
        at=AT,
    )


def disbursement(pk: int, key: UUID):
    return disbursements.disburse(
        loan=Loan.objects.get(pk=pk),
        session=open_session(),
        key=key,
        by=person("lan"),
        checked_by=person("cuc"),
        checked_way="OWN_DEVICE",
        at=AT,
    )


def reversal(pk: int, key: UUID):
    return reversals.agree_reversal(
        request=ReversalRequest.objects.get(pk=pk), key=key, by=person("cuc"), at=AT
    )


def opening(pk: int, key: UUID):
    session = Session.objects.get(pk=pk)
    at = moment(session.held_on, 1)
    return sessions.open_session(session=session, by=person("hung"), at=at)


def closing(pk: int, key: UUID):
    session = Session.objects.get(pk=pk)
    at = moment(session.held_on, 5)
    return sessions.close_session(session=session, by=person("cuc"), at=at)


def careless_sheet(pk: int, key: UUID):
    """A sheet as it must not be recorded: each row in a transaction of its own."""
    draft = SheetDraft.objects.get(pk=pk)
    session = open_session()
    dues = group_dues(draft.group, session)
    for line in draft.lines.order_by("number"):
        for row in rows_of_line(line, dues.of(line.person_id)):
            act = Act(key=uuid7(AT), by=draft.owner, at=AT, fields=(key, line.number))
            post(session=session, act=act, row=row)


ACTS = {
    act.__name__: act
    for act in (
        sheet,
        payment,
        disbursement,
        reversal,
        opening,
        closing,
        careless_sheet,
    )
}
