"""The acts that a fault meets: each is of a row's id and of a key."""

from datetime import date
from uuid import UUID

from loans.actions import (
    disbursements,
    prepared,
    prepared_overdue,
    repayments,
    reversals,
    savings,
    sessions,
    sheets,
)
from loans.actions.dues import group_dues
from loans.actions.ledger import Act, post
from loans.actions.sheet_rows import rows_of_line
from loans.models import (
    Loan,
    PreparedAct,
    ReversalRequest,
    SavingsAccount,
    Session,
    SheetDraft,
)
from programmes.models import User
from programmes.rules.keys import uuid7
from tests.cast import moment

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)
AT = moment(APRIL, 2)


def person(name: str) -> User:
    return User.objects.get(username=name)


def open_session() -> Session:
    return Session.objects.get(state="OPEN")


def sheet(pk: int, key: UUID):
    draft = SheetDraft.objects.get(pk=pk)
    return sheets.record_sheet(draft=draft, key=key, by=person("lan"), at=AT)


def paid(pk: int, key: UUID, account: str):
    return repayments.repay(
        loan=Loan.objects.get(pk=pk),
        session=open_session(),
        paid={account: 100_000},
        key=key,
        by=person("lan"),
        at=AT,
    )


def payment(pk: int, key: UUID):
    return paid(pk, key, "interest_in_term")


def principal(pk: int, key: UUID):
    return paid(pk, key, "principal_in_term")


def savings_use(pk: int, key: UUID):
    loan = Loan.objects.get(pk=pk)
    return repayments.repay(
        loan=loan,
        session=open_session(),
        paid={"interest_in_term": 100_000},
        from_account=SavingsAccount.objects.get(person=loan.borrower_id),
        key=key,
        by=person("lan"),
        at=AT,
    )


def deposit(pk: int, key: UUID):
    return savings.deposit(
        account=SavingsAccount.objects.get(pk=pk),
        amount=100_000,
        session=open_session(),
        key=key,
        by=person("lan"),
        at=AT,
    )


def withdrawal(pk: int, key: UUID):
    """Signed already: the act has a key of its own."""
    act = PreparedAct.objects.get(pk=pk)
    return prepared.carry_out(act=act, by=person("lan"), at=AT)


def overdue(pk: int, key: UUID):
    session = Session.objects.get(pk=pk)
    return prepared_overdue.carry_out_overdue(
        session=session, key=key, by=person("hung"), at=moment(session.held_on, 3)
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
    request = ReversalRequest.objects.get(pk=pk)
    return reversals.agree_reversal(
        request=request, key=key, by=person("cuc"), at=request.asked_at
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
        principal,
        savings_use,
        deposit,
        withdrawal,
        disbursement,
        overdue,
        reversal,
        opening,
        closing,
        careless_sheet,
    )
}
