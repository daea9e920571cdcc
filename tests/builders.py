"""Households, groups, loans and sessions for tests, made through the real actions."""

from datetime import date, timedelta
from itertools import count

from loans.actions import (
    cash,
    disbursements,
    drafts,
    dues,
    loans,
    prepared,
    prepared_overdue,
    reversals,
    savings,
    sessions,
    sheets,
)
from loans.models import (
    BoardMember,
    CollectionContract,
    Household,
    Loan,
    Membership,
    Person,
    Posting,
    SavingsCreditGroup,
    Session,
)
from programmes.rules.keys import uuid7
from programmes.rules.names import fold, given_name_first, person_key
from tests.cast import LONG_AGO, Country, moment

_numbers = count(1)
NAMES = ("Lê Thị Nga", "Phạm Văn Tư", "Nguyễn Thị Bảy", "Đỗ Thị Sáu", "Võ Minh")


def person(country: Country, name: str, *, is_next: bool = False, **values) -> Person:
    """A woman of forty in a household of her own; a customer with a citizen ID."""
    number = next(_numbers)
    name = country.named(name)
    household = Household.objects.create(
        code=f"H{number:09}",
        point=country.next_point if is_next else country.point,
        village=country.next_village if is_next else country.village,
    )
    return Person.objects.create(
        **{
            "household": household,
            "customer_code": f"{number:010}",
            "full_name": name,
            "folded_name": fold(given_name_first(name)),
            "sort_key": person_key(name),
            "born_on": date(1986, 5, 1),
            "sex": "FEMALE",
            "citizen_id": f"051186{number:06}",
            **values,
        }
    )


def group(
    country: Country,
    *,
    size: int = 3,
    level: int = 50_000,
    organisation: str = "WOMEN",
    is_next: bool = False,
    has_accounts: bool = True,
) -> SavingsCreditGroup:
    """A group with leader, deputy, contract 11/TD and members, each with an account."""
    number = next(_numbers)
    commune = country.next_commune if is_next else country.commune
    made = SavingsCreditGroup.objects.create(
        code=f"{number:07}",
        point=country.next_point if is_next else country.point,
        village=country.next_village if is_next else country.village,
        organisation_unit=country.units[organisation, commune.pk],
        formed_on=LONG_AGO,
    )
    people = [
        person(country, f"{NAMES[n % len(NAMES)]}", is_next=is_next)
        for n in range(size)
    ]
    for member in people:
        Membership.objects.create(
            group=made, person=member, deposit_level=level, valid_from=LONG_AGO
        )
        if has_accounts:
            savings.open_account(
                number=f"105{next(_numbers):013}",
                person=member,
                point=made.point,
                opened_on=LONG_AGO,
                consents=True,
            )
    for seat, role in zip(people, ("LEADER", "DEPUTY"), strict=False):
        BoardMember.objects.create(
            group=made, person=seat, role=role, valid_from=LONG_AGO
        )
    CollectionContract.objects.create(
        group=made, number=f"11TD-{number}", valid_from=LONG_AGO
    )
    return made


def members(of: SavingsCreditGroup) -> list[Person]:
    """The members in the order of names, which is that of the sheet."""
    return list(Person.objects.filter(memberships__group=of).order_by("sort_key", "pk"))


def session(country: Country, held_on: date, *, point=None) -> Session:
    """A session prepared by Sơn and opened by Hùng."""
    prepared = prepared_session(country, held_on, point=point)
    opened = sessions.open_session(
        session=prepared, by=country.hung, at=moment(held_on, 1)
    )
    advanced(country, opened)
    return opened


def advanced(country: Country, of: Session, pieces=None) -> None:
    """Ten billion in the till, more than any test pays out, unless other notes."""
    cash.count_cash(
        session=of,
        kind="ADVANCE",
        pieces=pieces or {500_000: 20_000},
        key=uuid7(moment(of.held_on, 1)),
        by=country.lan,
        witnessed_by=country.cuc,
        at=moment(of.held_on, 1),
    )


def prepared_session(country: Country, held_on: date, *, point=None) -> Session:
    """A session prepared by Sơn two days before."""
    return sessions.prepare_session(
        point=point or country.point,
        held_on=held_on,
        team=country.team,
        by=country.son,
        at=moment(held_on - timedelta(days=2)),
    )


def counter(country: Country, held_on: date) -> Session:
    """The office's own session of a day, prepared by Sơn and opened by Hùng."""
    prepared = sessions.prepare_session(
        office=country.office,
        held_on=held_on,
        team=country.team,
        by=country.son,
        at=moment(held_on),
    )
    opened = sessions.open_session(
        session=prepared, by=country.hung, at=moment(held_on, 1)
    )
    advanced(country, opened)
    return opened


def closed(country: Country, of: Session) -> Session:
    """The session, counted and closed by Cúc."""
    at = moment(of.held_on, 5)
    sessions.begin_count(session=of, by=country.cuc, at=at)
    till_counted(country, of)
    sessions.close_session(session=of, by=country.cuc, at=at)
    return Session.objects.get(pk=of.pk)


def till_counted(country: Country, of: Session, *, short: int = 0):
    """The till counted and signed by Lan and Cúc; what no note can show is short."""
    till = cash.till_of(of).expected - short
    pieces = {}
    for note in cash.notes_on(of.held_on):
        pieces[note], till = divmod(till, note)
    return cash.close_till(
        session=of,
        pieces=pieces,
        reason="Tiền lẻ không có mệnh giá" if till or short else "",
        key=uuid7(moment(of.held_on, 5)),
        teller=country.lan,
        controller=country.cuc,
        at=moment(of.held_on, 5),
    )


def loan(
    country: Country,
    borrower: Person,
    *,
    of: SavingsCreditGroup | None = None,
    programme: str = "POOR",
    amount: int = 50_000_000,
    term_months: int = 60,
    disburse_on: date = date(2026, 3, 10),
    **values,
) -> Loan:
    """An approved loan, not paid out; by Sơn, approved by Đào."""
    return loans.approve_loan(
        **{
            "contract_number": f"6600{next(_numbers):012}",
            "borrower": borrower,
            "group": of,
            "point": borrower.household.point,
            "programme": country.programmes[programme],
            "source": country.source,
            "amount": amount,
            "term_months": term_months,
            "purpose": "Bò sinh sản",
            "decision": "18/2026",
            "approved_on": disburse_on,
            "valid_until": disburse_on + timedelta(days=90),
            "disburse_on": disburse_on,
            "made_by": country.son,
            "approved_by": country.dao,
            **values,
        }
    )


def disbursed(country: Country, in_session: Session, *loans_to_pay: Loan) -> None:
    """Pay loans out by Lan, checked by Cúc."""
    for one in loans_to_pay:
        disbursements.disburse(
            loan=one,
            session=in_session,
            key=uuid7(moment(in_session.held_on)),
            by=country.lan,
            checked_by=country.cuc,
            checked_way="OWN_DEVICE",
            at=moment(in_session.held_on),
        )


def turned_overdue(country: Country, in_session: Session, *, by=None, hour: int = 2):
    """What the rule proposes, put forward by Hùng, signed by Cúc and transferred."""
    act = {"by": by or country.hung, "at": moment(in_session.held_on, hour)}
    acts = prepared_overdue.prepare_overdue(session=in_session, **act)
    prepared.sign(acts=acts, way="OWN_DEVICE", **{**act, "by": country.cuc})
    return prepared_overdue.carry_out_overdue(
        session=in_session, key=uuid7(act["at"]), **act
    )


def running_group(
    country: Country,
    *,
    size: int = 3,
    start: date = date(2026, 3, 10),
    is_next: bool = False,
    **values,
) -> SavingsCreditGroup:
    """A group whose members each got 50 million in a session now closed."""
    made = group(country, size=size, is_next=is_next, **values)
    first = session(country, start, point=made.point)
    for member in members(made):
        disbursed(country, first, loan(country, member, of=made, disburse_on=start))
    closed(country, first)
    return made


def draft(country: Country, of: SavingsCreditGroup, in_session: Session, **head):
    """A draft typed by Lan: every line as due, handed in by the leader."""
    owed = dues.group_dues(of, in_session)
    made = drafts.draft_of(dues=owed)
    at = moment(in_session.held_on)
    drafts.fill_as_due(draft=made, dues=owed, cash_step=1000, by=country.lan, at=at)
    lines = list(made.lines.all())
    cash = sum((line.interest or 0) + (line.deposit or 0) for line in lines)
    return drafts.save_head(
        draft=made,
        values={"handed_in_by": "LEADER", "cash_received": cash, **head},
        by=country.lan,
        at=at,
    )


def recorded(country: Country, of: SavingsCreditGroup, in_session: Session):
    """A sheet recorded by Lan, everybody as due."""
    at = moment(in_session.held_on)
    return sheets.record_sheet(
        draft=draft(country, of, in_session), key=uuid7(at), by=country.lan, at=at
    )


def saved(country: Country, in_session: Session, account, amount: int):
    """A deposit in cash, taken by Mai."""
    return savings.deposit(
        account=account,
        amount=amount,
        session=in_session,
        key=uuid7(moment(in_session.held_on)),
        by=country.mai,
        at=moment(in_session.held_on),
    )


def undone(country: Country, posting: Posting) -> list[Posting]:
    """A posting reversed in its own session: asked by Lan, agreed by Cúc."""
    at = moment(posting.value_date)
    request = reversals.ask_reversal(
        session=posting.session,
        posting=posting,
        reason="Ghi nhầm số tiền",
        by=country.lan,
        at=at,
    )
    return reversals.agree_reversal(
        request=request, key=uuid7(at), by=country.cuc, at=at
    )
