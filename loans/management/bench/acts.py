"""One session played: each act once or a few times, acts and limits in turn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from loans.actions import (
    drafts,
    dues,
    prepared,
    prepared_overdue,
    repayments,
    sessions,
    sheets,
)
from loans.actions.drafts import HEAD_FIELDS
from loans.forms.counter import CASH
from loans.forms.search import Kind, Sought
from loans.management.bench import limits
from loans.management.bench.frame import Frame, moment
from loans.management.bench.raw_sheet import raw_sheet
from loans.management.bench.seed import (
    GROUP_SIZE,
    Served,
    advance,
    close_session,
    collect,
    open_session,
    prepared_session,
)
from loans.management.bench.watch import Counter, Stopwatch, statements
from loans.models import Loan, LoanBalance, Posting, Session, SheetDraft
from loans.models.sheets import LINE_AMOUNTS
from loans.reports.verification import differences
from loans.tables.found import Posts, find
from loans.tables.keyset import Cursor, page_of
from loans.views.loans import listed as as_listed
from programmes.access import HeldPosts, Role
from programmes.models import Post
from programmes.rules.keys import uuid7

IN_TURN = 5
"""How often the short acts of a session take their turn."""

PAID = 1000
CASH_STEP = 1000

Watch = Stopwatch | Counter


@dataclass
class Round:
    """A session of a point: one group's sheet is recorded by the house, the next
    group's by raw statements; which groups these are follows from the number.
    """

    frame: Frame
    served: Served
    watch: Watch
    client: Client
    number: int = 0

    def play(self) -> None:
        """Open, serve and close one session, under the eyes of the watch."""
        session = self._opened()
        groups = self.served.groups
        first = 2 * self.number % len(groups)
        group = groups[first]
        raw = groups[(first + 1) % len(groups)]
        draft = self._typed(group, session)
        self._short_acts(session, raw, draft)
        at = moment(session.held_on, 100)
        send = raw_sheet(session, raw, self.frame.users["teller"], at, self.watch)
        self.watch("LIM3", send)
        self._record(draft)
        close_session(self.frame, session)

    def _opened(self) -> Session:
        session = prepared_session(self.frame, self.served)
        live = LoanBalance.objects.filter(
            loan__point=self.served.point, accrued_until__lt=session.held_on
        ).count()
        session = self.watch(
            "accrual",
            lambda: sessions.open_session(
                session=session,
                by=self.frame.users["leader"],
                at=moment(session.held_on),
            ),
            live,
        )
        advance(self.frame, session)
        self.watch("LIM5", limits.update_every_balance, Loan.objects.count())
        return session

    def _typed(self, group: Any, session: Session) -> SheetDraft:
        """The group's draft, every line as due, ready to be recorded."""
        by, at = self.frame.users["teller"], moment(session.held_on, 20)
        owed = dues.group_dues(group, session)
        draft = drafts.draft_of(dues=owed)
        drafts.fill_as_due(draft=draft, dues=owed, cash_step=CASH_STEP, by=by, at=at)
        cash = sum(line.interest + line.deposit for line in draft.lines.all())
        return drafts.save_head(
            draft=draft,
            values={"handed_in_by": "LEADER", "cash_received": cash},
            by=by,
            at=at,
        )

    def _short_acts(self, session: Session, payers: Any, draft: SheetDraft) -> None:
        searches = sought_statements(self.served)
        sheet_page = reverse("sheet-edit", args=[session.pk, draft.group_id])
        save = self._saved(sheet_page, draft)
        loans = list(Loan.objects.filter(group=payers).order_by("pk"))
        for turn in range(IN_TURN):
            loan = loans[turn % len(loans)]
            waiting = next(self.served.waiting)
            self.watch("LIM1", limits.select_one)
            for name, search in searches.items():
                self.watch(name, search)
            self.watch("LIM2", limits.commit_one_row)
            self.watch("repayment", self._repayment(session, loan, turn))
            self.watch("counter", self._paid_in(loan, turn))
            self.watch("disbursement", self._disbursement(session, waiting))
            self.watch("LIM8", lambda: self._get("/empty/"))
            self.watch("sheet-page", lambda: self._get(sheet_page))
            self.watch("sheet-save", save)
            loan_page = reverse("loan-show", args=[loan.pk])
            self.watch("loan-page", lambda page=loan_page: self._get(page))

    def _repayment(
        self, session: Session, loan: Loan, turn: int
    ) -> Callable[[], Posting]:
        at = moment(session.held_on, 30)
        key = uuid7(at)
        return lambda: repayments.repay(
            loan=loan,
            session=session,
            paid={"interest_in_term": PAID + turn},
            key=key,
            by=self.frame.users["teller"],
            at=at,
        )

    def _paid_in(self, loan: Loan, turn: int) -> Callable[[], None]:
        """A checked payment of interest, sent as the counter's form sends it."""
        address = reverse("loan-repay-record", args=[loan.pk])
        amount = str(2 * PAID + turn)
        fields = {"key": str(uuid7(timezone.now())), "source": CASH, "interest": amount}

        return lambda: self._post(address, fields)

    def _saved(self, address: str, draft: SheetDraft) -> Callable[[], None]:
        """The whole sheet as typed, sent to be kept and led to its check."""
        draft = SheetDraft.objects.get(pk=draft.pk)
        fields = {name: getattr(draft, name) for name in HEAD_FIELDS}
        for line in draft.lines.all():
            for name in LINE_AMOUNTS:
                amount = getattr(line, name)
                fields[f"{name}-{line.number}"] = "" if amount is None else amount
        return lambda: self._post(address, fields)

    def _disbursement(self, session: Session, loan: Loan) -> Callable[[], Posting]:
        """A loan prepared by the teller, signed by the controller, paid out."""
        at = moment(session.held_on, 40)
        teller, controller = self.frame.users["teller"], self.frame.users["controller"]

        def disburse() -> Posting:
            act = prepared.prepare_disbursement(
                loan=loan,
                session=session,
                is_present=True,
                has_identity=True,
                has_passbook=True,
                by=teller,
                at=at,
            )
            prepared.sign(acts=[act], by=controller, way="OWN_DEVICE", at=at)
            return prepared.carry_out(act=act, by=teller, at=at)

        return disburse

    def _post(self, address: str, fields: dict[str, Any]) -> None:
        response = self.client.post(address, fields)
        if response.status_code != 302:
            raise RuntimeError(f"{address} answered {response.status_code}")

    def _get(self, address: str) -> None:
        response = self.client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")

    def _record(self, draft: SheetDraft) -> None:
        by, at = self.frame.users["teller"], moment(draft.session.held_on, 110)
        key = uuid7(at)

        def record():
            return sheets.record_sheet(draft=draft, key=key, by=by, at=at)

        self.watch("sheet", record)
        for _turn in range(IN_TURN):
            self.watch("sheet-again", record)


def full_session(frame: Frame, served: Served, watch: Watch) -> None:
    """A session in which every borrower of the point pays; its close is watched."""
    session = open_session(frame, served)
    for number, group in enumerate(served.groups, 1):
        collect(frame, session, group, number)
    postings = Posting.objects.filter(session=session).count()
    watch("close", lambda: close_session(frame, session), postings)


def late_session(frame: Frame, served: Served, watch: Watch) -> None:
    """A session in which every loan of the point turns overdue by an instalment."""
    session = open_session(frame, served)
    at = moment(session.held_on, 120)
    key = uuid7(at)

    def transfer() -> None:
        by, controller = frame.users["leader"], frame.users["controller"]
        acts = prepared_overdue.prepare_overdue(session=session, by=by, at=at)
        prepared.sign(acts=acts, by=controller, way="OWN_DEVICE", at=at)
        moved = prepared_overdue.carry_out_overdue(
            session=session, key=key, by=by, at=at
        )
        if len(moved) != GROUP_SIZE:
            raise RuntimeError(f"{len(moved)} loans turned overdue")

    watch("overdue", transfer, GROUP_SIZE)
    close_session(frame, session)


def searching(served: Served) -> Posts:
    """The posts of a teller of one commune."""
    commune = served.point.places.get().commune
    held = HeldPosts((Post(role=Role.TELLER, commune=commune),), served.next_day)
    return Posts(held, held, held)


def sought_statements(served: Served) -> dict[str, Callable[[], list]]:
    """Searches and pages of a list, by measure: the statement as it was sent."""
    loans = Loan.objects.filter(point=served.point).order_by("borrower__sort_key", "pk")
    middle = loans[loans.count() // 2]
    given_name = middle.borrower.folded_name.partition(" ")[0]
    by_name = Sought(Kind.NAME, given_name)
    by_number = Sought(Kind.CITIZEN_ID, middle.borrower.citizen_id)
    posts = searching(served)
    return {
        "search": _sent(lambda: find(by_name, posts), 0),
        "citizen-id": _sent(lambda: find(by_number, posts), 0),
        "keyset": _sent(lambda: listed(served, Cursor()), -1),
        "keyset-later": _sent(lambda: listed(served, Cursor(after=middle.pk)), -1),
    }


def listed(served: Served, cursor: Cursor) -> Any:
    """A page of the loans of a point, as the list of loans asks for it."""
    held = HeldPosts((Post(role=Role.TELLER, point=served.point),), served.next_day)
    rows = as_listed(Loan.objects.within(held))
    return page_of(rows, "borrower__sort_key", cursor)


def _sent(ask: Callable[[], Any], place: int) -> Callable[[], list]:
    """One of the statements that a question sends, ready to be sent again.

    Raises: RuntimeError if it finds nothing: what is not there is found quickly.
    """
    with statements() as told:
        ask()
    sql, values = told[place]

    def send() -> list:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    if not send():
        raise RuntimeError(f"found nothing: {sql}")
    return send


def verified() -> None:
    """Raises: RuntimeError at the first difference: a quick ledger must be right."""
    for difference in differences():
        raise RuntimeError(f"the ledger is wrong: {difference}")
