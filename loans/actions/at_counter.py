"""One borrower at the counter: which session serves, what a loan owes, what is paid.

Before a payment is typed, this says what may be paid of each loan and what is due;
what is offered over several is `offers`, the payment itself `repayments`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from loans.actions.accruals import Running, explained_accrual, running_interest
from loans.actions.ledger import refuse_unless_open
from loans.actions.loan_dues import LoanDue, posted_dues
from loans.actions.refusals import Refused
from loans.actions.sheet_rows import share_interest, share_principal
from loans.models import (
    Loan,
    LoanState,
    SavingsAccount,
    Session,
    SessionKind,
    SessionState,
    TeamMember,
)
from loans.rules.interest import Parts
from programmes.models import BankRules

LIVE = (SessionState.OPEN, SessionState.COUNTING)


@dataclass(frozen=True)
class Standing:
    """What one loan owes at the counter of a session, in đồng.

    `due` is by what stands in the ledger. `running` is the interest since, which only
    a pay-off takes; at the session of the loan's point nothing runs. `order` is the
    dated order in which a payment meets what is owed, `cash_step` what cash comes in.
    """

    due: LoanDue
    session: Session
    running: Running | None
    account: SavingsAccount | None
    order: Sequence[str]
    cash_step: int

    @property
    def loan(self) -> Loan:
        return self.due.loan

    @property
    def saved(self) -> int:
        return self.account.balance.amount if self.account else 0

    @property
    def run(self) -> Parts:
        """What a pay-off accrues before it is paid."""
        return self.running.parts if self.running else Parts(0, 0, 0)

    @property
    def principal(self) -> int:
        """Principal that may be paid; what is frozen may not."""
        return self.due.payable

    @property
    def interest(self) -> int:
        """Interest that may be paid without paying off: grace interest too."""
        return self.due.interest + self.due.grace_interest

    @property
    def frozen(self) -> int:
        return self.loan.balance.principal_frozen

    @property
    def payoff_interest(self) -> int:
        return self.interest + self.run.total

    @property
    def payoff(self) -> int | None:
        """What ends the debt today; None while a part of it is frozen."""
        return None if self.frozen else self.principal + self.payoff_interest

    @property
    def owed(self) -> dict[str, int]:
        """What a payment may meet, in the words of the dated order."""
        overdue = self.loan.balance.principal_overdue
        due_in_term = max(self.due.due_principal - overdue, 0)
        return {
            "interest_of_period": self.due.period_interest,
            "interest_arrears": self.due.arrears,
            "principal_overdue": overdue,
            "principal_due": due_in_term,
            "principal_ahead": self.principal - overdue - due_in_term,
        }

    def asked(self) -> tuple[int, int]:
        """What is due, as (principal, interest)."""
        return self.due.due_principal, self.due.interest

    def is_payoff(self, principal: int, interest: int) -> bool:
        """Whether this ends the debt, with the interest up to the day."""
        whole = self.principal, self.payoff_interest
        return self.payoff is not None and whole == (principal, interest)

    def paid(self, principal: int, interest: int) -> dict[str, int]:
        """The payment by account of the ledger. Raises: MoreThanOwed."""
        if self.is_payoff(principal, interest):
            return self._paid_off()
        [capital] = share_principal(principal, [self.due])
        [earned] = share_interest(interest, [self.due])
        return capital | earned

    def _paid_off(self) -> dict[str, int]:
        balance, run = self.loan.balance, self.run
        return {
            "principal_in_term": balance.principal_in_term,
            "principal_overdue": balance.principal_overdue,
            "interest_in_term": balance.interest_in_term + run.in_term,
            "interest_overdue": balance.interest_overdue + run.overdue,
            "interest_grace": balance.interest_grace + run.grace,
        }


def serving_session(reached: QuerySet, point: Any, day: date, by: Any) -> Session:
    """The session that serves a point now: its own, else the office's of the day.

    Raises: Refused SESSION_NOT_OPEN, saying why; NOT_IN_TEAM.
    """
    own = Q(point=point, state__in=LIVE)
    offices = Q(kind=SessionKind.OFFICE, office_id=point.office_id, held_on=day)
    serves = TeamMember.objects.filter(session=OuterRef("pk"), user=by, left_at=None)
    session = (
        reached.filter(own | (offices & Q(state__in=LIVE)))
        .annotate(is_served_by_reader=Exists(serves))
        .select_related("point", "office")
        .order_by(F("point").asc(nulls_last=True))
        .first()
    )
    if session is None:
        raise Refused(
            "SESSION_NOT_OPEN",
            _(
                "No session of this point is open, nor is the office's counter of"
                " today. The team leader or the teller opens one first."
            ),
        )
    refuse_unless_open(session)
    if not session.is_served_by_reader:
        raise Refused("NOT_IN_TEAM", _("You are not in the team of the open session."))
    return session


def standings(loans: QuerySet, session: Session) -> list[Standing]:
    """Read what loans of one borrower at one point owe at a session, oldest first.

    A fixed number of statements, however many loans.
    """
    dues = posted_dues(
        loans.select_related("borrower__household__village", "group", "point"), session
    )
    if not dues:
        return []
    running: dict[int, Running] = {}
    if session.kind == SessionKind.OFFICE:
        running = running_interest([due.loan.pk for due in dues], session.held_on)
    rules = BankRules.objects.in_force(session.held_on).get()
    account = account_of(dues[0].loan.borrower_id, dues[0].loan.point_id)
    return [
        Standing(
            due=due,
            session=session,
            running=running.get(due.loan.pk),
            account=account,
            order=rules.order(is_overdue=due.is_overdue),
            cash_step=rules.cash_step,
        )
        for due in dues
    ]


def standing(loan: Loan, session: Session) -> Standing:
    """Read what a loan owes at a session. A fixed number of statements."""
    [owed] = standings(Loan.objects.filter(pk=loan.pk), session)
    return owed


def reckoned(owed: Standing) -> Running | None:
    """The pieces behind the interest of the period, for the page that explains it."""
    accrual = owed.due.accrual
    if accrual is None:
        return owed.running
    accrual.loan = owed.loan
    return explained_accrual(accrual)


def account_of(person_id: int, point_id: int) -> SavingsAccount | None:
    """The member account of a person at a point, the youngest, with its balance."""
    accounts = SavingsAccount.objects.filter(person_id=person_id, point_id=point_id)
    return accounts.select_related("balance").order_by("-pk").first()


def refuse_unpayable(standing: Standing) -> None:
    """Raise Refused where nothing may be paid on a loan today, saying why.

    Refused LOAN_NOT_LIVE, FROZEN, LATER_ENTRY.
    """
    loan, balance = standing.loan, standing.loan.balance
    if loan.state == LoanState.CLOSED:
        raise Refused(
            "LOAN_NOT_LIVE",
            _("Paid off on %(day)s."),
            day=f"{loan.closed_on:%d/%m/%Y}",
        )
    if loan.state != LoanState.ACTIVE:
        raise Refused("LOAN_NOT_LIVE", _("Not paid out yet; nothing is owed."))
    if standing.frozen and not standing.principal and not standing.interest:
        raise Refused(
            "FROZEN",
            _("Frozen: %(amount)s. Nothing is asked for until it is unfrozen."),
            amount=f"{standing.frozen:,}".replace(",", "."),
        )
    last = balance.last_value_date
    if last is not None and last > standing.session.held_on:
        raise Refused(
            "LATER_ENTRY",
            _(
                "The loan has an entry of %(last)s, later than this session's day."
                " Record the payment at a later session."
            ),
            last=f"{last:%d/%m/%Y}",
        )
