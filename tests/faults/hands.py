"""How the acts of the model test are done by the project: its hands.

Whatever an example did is rolled back when it ends.
"""

from datetime import date, timedelta

from django.db import connection, transaction
from hypothesis.stateful import RuleBasedStateMachine

from loans.actions import (
    cash,
    drafts,
    dues,
    prepared,
    prepared_overdue,
    repayments,
    reversals,
    sessions,
    sheets,
)
from loans.actions.refusals import Refused
from loans.models import Posting, SavingsAccount
from loans.models.accounts import NEVER_REVERSED
from loans.reports.verification import differences
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.faults.oracle import Book
from tests.faults.oracle_values import OWED, LoanModel

ADVANCE = 30_000_000
LOANS = {
    "A1": LoanModel("A", (12_000_000,), parts=3, months_apart=1),
    "A2": LoanModel("A", (6_000_000, 6_000_000), parts=2, months_apart=2),
    "B1": LoanModel("B", (24_000_000,), parts=2, months_apart=12),
}
MEMBERS = ("A", "B", "C")

PAYMENTS = ("REPAYMENT", "SAVINGS_USE")
WHY_AGAIN = "Khách nộp nhiều lần"


class Country2026:
    """Three members: A with two loans, B with one, C with none; nothing paid out."""

    def __init__(self):
        self.country = Country()
        self.group = builders.group(self.country, size=3)
        people = dict(zip(MEMBERS, builders.members(self.group), strict=True))
        self.accounts = {
            name: SavingsAccount.objects.get(person=person)
            for name, person in people.items()
        }
        self.members = {person.pk: name for name, person in people.items()}
        first = date(2026, 3, 10)
        self.loans = {
            name: builders.loan(
                self.country,
                people[model.member],
                of=self.group,
                amount=model.approved,
                term_months=model.parts * model.months_apart,
                period_months=model.months_apart,
                tranches=[(first, amount) for amount in model.tranches],
                valid_until=date(2036, 3, 10),
            )
            for name, model in sorted(LOANS.items())
        }


class Hands(RuleBasedStateMachine):
    """The project and the model side by side, and acts for the rules to do."""

    rate = 660

    def __init__(self, here):
        super().__init__()
        self.here = here
        self.country = here.country
        self.book = Book(
            loans={
                name: LoanModel(
                    each.member, each.tranches, each.parts, each.months_apart
                )
                for name, each in LOANS.items()
            },
            saved=dict.fromkeys(MEMBERS, 0),
            rate=self.rate,
        )
        self.day = date(2026, 3, 9)
        self.minutes = 0
        self.session = None
        self.sent = []
        self.postings = []
        self.last = 0
        self.whole = transaction.atomic()
        self.whole.__enter__()

    def teardown(self):
        try:
            assert list(map(str, differences())) == []
            connection.check_constraints()
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    def open_session(self, day, months, **where):
        self.day = next_day(self.day, day, months)
        self.minutes = 0
        self.tick()
        session = sessions.prepare_session(
            held_on=self.day,
            team=self.country.team,
            by=self.country.son,
            at=self.at,
            **where,
        )
        self.session = sessions.open_session(
            session=session, by=self.country.hung, at=self.at
        )
        cash.count_cash(
            session=session,
            kind="ADVANCE",
            pieces={500_000: ADVANCE // 500_000},
            witnessed_by=self.country.cuc,
            **self.with_a_key(),
        )
        self.book.open(self.day, is_point="point" in where, advance=ADVANCE)

    def both(self, act, codes):
        """Do the act; the ledger must refuse it, or grow, as the model did."""
        _answer, code = outcome(act)
        assert code in (codes or [None]), (code, codes)
        rows = list(
            Posting.objects.filter(pk__gt=self.last)
            .exclude(kind__in=NEVER_REVERSED)
            .order_by("pk")
        )
        new = self.book.rows[len(self.postings) :]
        assert [(row.kind, moved(row)) for row in rows] == [
            (row.kind, without_cash(row)) for row in new
        ]
        self.postings += rows
        self.last = rows[-1].pk if rows else self.last

    def payment(self, name, paid, **values):
        values |= {"session": self.session, **self.with_a_key()}

        def act():
            answer = repayments.repay(loan=self.here.loans[name], paid=paid, **values)
            self.sent.append((name, paid, values))
            return answer

        return act

    def pay_it(self, name, paid, out_of_savings, says_why=True):
        account = self.here.accounts[self.book.loans[name].member]
        said = {"why_again": WHY_AGAIN if says_why else ""}
        source = {"from_account": account if out_of_savings else None}
        self.both(
            self.payment(name, paid, **source, **said),
            self.book.pay(name, paid, from_savings=out_of_savings, says_why=says_why),
        )

    def withdrawn(self, member, amount):
        act = prepared.prepare_withdrawal(
            account=self.here.accounts[member],
            session=self.session,
            amount=amount,
            **self.by_lan(),
        )
        self.sign([act])
        return prepared.carry_out(act=act, **self.by_lan())

    def sign(self, acts):
        prepared.sign(acts=acts, way="OWN_DEVICE", by=self.country.cuc, at=self.at)

    def transfer(self):
        acts = prepared_overdue.prepare_overdue(session=self.session, **self.by_lan())
        proposed = {self.name_of(act.loan_id): act.amount for act in acts}
        assert proposed == self.book.turning_overdue()
        if acts:
            self.sign(acts)
            self.book.transfer_overdue()
            signed = {"session": self.session, **self.with_a_key()}
            self.both(lambda: prepared_overdue.carry_out_overdue(**signed), [])

    def recorded(self, lines):
        draft = drafts.draft_of(dues=dues.group_dues(self.here.group, self.session))
        typed = {}
        for line in draft.lines.all():
            interest, deposit, principal = lines[self.here.members[line.person_id]]
            typed[line.number] = {
                "interest": interest,
                "deposit": deposit,
                "principal_from_savings": principal,
            }
        cash_received = sum(line[0] + line[1] for line in lines.values())
        draft = drafts.save_typed(
            draft=draft,
            lines=typed,
            head={"handed_in_by": "LEADER", "cash_received": cash_received},
            **self.by_lan(),
        )
        return sheets.record_sheet(draft=draft, **self.with_a_key())

    def undone(self, posting):
        request = reversals.ask_reversal(
            session=self.session,
            posting=posting,
            reason="Ghi nhầm số tiền",
            **self.by_lan(),
        )
        by = {"by": self.country.cuc, "at": self.at}
        try:
            return reversals.agree_reversal(request=request, key=uuid7(self.at), **by)
        except Refused:
            reversals.decline_reversal(request=request, **by)
            raise

    @property
    def at(self):
        return moment(self.day, 2) + timedelta(minutes=self.minutes)

    def tick(self):
        self.minutes += 1

    def by_lan(self):
        self.tick()
        return {"by": self.country.lan, "at": self.at}

    def with_a_key(self):
        return {**self.by_lan(), "key": uuid7(self.at)}

    def name_of(self, loan_id):
        return next(n for n, loan in self.here.loans.items() if loan.pk == loan_id)


def outcome(act):
    """What an act answered, and with which code it was refused."""
    try:
        with transaction.atomic():
            return act(), None
    except Refused as refused:
        return None, refused.code


def next_day(day, number, months):
    """The next day of that number, so many months later."""
    month = day.month if day.day < number else day.month + 1
    years, month = divmod(month - 1 + months, 12)
    return date(day.year + years, month + 1, number)


def moved(posting):
    names = (*OWED, "savings")
    return {name: value for name in names if (value := getattr(posting, name))}


def without_cash(row):
    return {name: value for name, value in row.moves.items() if value}
