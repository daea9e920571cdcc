"""Loans: approved by a second person, with rates pinned and instalments made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from loans.actions.refusals import Refused, refusing
from loans.models import Instalment, Loan, LoanBalance, LoanRate, LoanState, Tranche
from loans.rules.overdue import goes_by_instalment
from loans.rules.schedule import instalments, student_instalments, student_term_months
from programmes.models import BankRules, ProgrammeTerms, annual_rate_percent
from programmes.rules.periods import months_later
from programmes.rules.rates import overdue_rate

STUDENT_GRACE_MONTHS = 12
"""Interest of the months up to the end of the course and this grace is not due yet."""


@dataclass(frozen=True, kw_only=True)
class Studies:
    """What the schedule of a student's loan hangs on."""

    graduates_on: date
    course_months: int
    is_doubled: bool = False


@refusing
def approve_loan(
    *,
    contract_number: str,
    borrower: Any,
    programme: Any,
    source: Any,
    amount: int,
    term_months: int,
    purpose: str,
    decision: str,
    approved_on: date,
    valid_until: date,
    disburse_on: date,
    made_by: Any,
    approved_by: Any,
    group: Any = None,
    point: Any = None,
    tranches: Sequence[tuple[date, int]] = (),
    studies: Studies | None = None,
    is_priority: bool = False,
    annual_rate: Decimal | None = None,
    period_months: int | None = None,
) -> Loan:
    """Approve a loan: pin its rate, make its instalments, wait for its first money.

    `disburse_on` is the planned first day, from which the instalments are made; they
    are made anew if the money goes out on another day. `tranches` of (day, amount)
    sum to `amount`; none means one. `annual_rate` is given only for a rate that the
    programme's terms do not hold (a played file); otherwise the terms in force on
    `disburse_on` decide.

    Units: đồng, months, percent a year.
    Raises: Refused ABOVE_CEILING, TERM_TOO_LONG, TRANCHES_DIFFER,
    LOAN_IS_MADE_AND_APPROVED_BY_TWO_PEOPLE.
    """
    terms = programme.terms.in_force(disburse_on).prefetch_related("periods").get()
    tranches = list(tranches) or [(disburse_on, amount)]
    if studies:
        term_months = student_term_months(
            first_disbursed_on=disburse_on,
            graduates_on=studies.graduates_on,
            course_months=studies.course_months,
        )
    _refuse_beyond(terms, amount, term_months, tranches, studies)
    loan = Loan(
        contract_number=contract_number,
        borrower=borrower,
        household_id=borrower.household_id,
        group=group,
        point=group.point if group else point,
        programme=programme,
        source=source,
        principal=amount,
        term_months=term_months,
        period_months=period_months
        or (12 if studies else terms.period_months(term_months)),
        grace_months=0 if studies else min(terms.grace_months, term_months - 1),
        purpose=purpose,
        decision_number=decision,
        approved_on=approved_on,
        valid_until=valid_until,
        contract_on=disburse_on,
        has_instalment_rule=goes_by_instalment(
            contract_on=disburse_on,
            is_through_group=group is not None,
            programme=programme.code,
            excepted={programme.code} if terms.instalment_rule_excepted else (),
        ),
        made_by=made_by,
        approved_by=approved_by,
    )
    if studies:
        loan.graduates_on = studies.graduates_on
        loan.course_months = studies.course_months
        loan.is_repayment_doubled = studies.is_doubled
        loan.interest_grace_until = months_later(
            studies.graduates_on, STUDENT_GRACE_MONTHS
        )
    with transaction.atomic():
        loan.save(force_insert=True)
        LoanBalance.objects.create(loan=loan)
        Tranche.objects.bulk_create(
            Tranche(loan=loan, number=number, planned_on=day, amount=part)
            for number, (day, part) in enumerate(tranches, 1)
        )
        pin_rate(
            loan,
            annual_rate
            if annual_rate is not None
            else annual_rate_percent(programme, disburse_on, is_priority),
            str(terms.legal_basis),
        )
        make_instalments(loan, terms)
        return loan


def pin_rate(loan: Loan, annual_rate: Decimal, basis: str) -> LoanRate:
    """The rate of the contract, and its overdue rate by the bank's rules that day."""
    rules = BankRules.objects.in_force(loan.contract_on).get()
    return LoanRate.objects.create(
        loan=loan,
        valid_from=loan.contract_on,
        annual_rate_percent=annual_rate,
        overdue_rate_percent=overdue_rate(
            annual_rate, rules.overdue_multiplier_percent
        ),
        legal_basis=basis[:160],
    )


def make_instalments(loan: Loan, terms: ProgrammeTerms) -> list[Instalment]:
    """The instalments of a contract, from its first day and its point's session day."""
    session_day = loan.point.session_day_on(loan.contract_on)
    if loan.graduates_on:
        planned = student_instalments(
            principal=loan.principal,
            first_disbursed_on=loan.contract_on,
            graduates_on=loan.graduates_on,
            session_day=session_day,
            course_months=loan.course_months,
            doubled=loan.is_repayment_doubled,
        )
    else:
        planned = instalments(
            principal=loan.principal,
            start=loan.contract_on,
            term_months=loan.term_months,
            period_months=loan.period_months,
            grace_months=loan.grace_months,
            session_day=session_day,
            move=terms.session_move,
        )
    return Instalment.objects.bulk_create(
        Instalment(
            loan=loan,
            number=part.number,
            contract_due_on=part.contract_due_on,
            session_due_on=part.session_due_on,
            amount=part.amount,
        )
        for part in planned
    )


def settle_states(loan_ids: Iterable[int], day: date) -> None:
    """Close the loans that owe nothing any more; open again those that do after all.

    Two statements. A loan closes when all that was agreed is paid out, and principal
    and interest are zero.
    """
    ids = set(loan_ids)
    nothing = {
        "balance__principal_in_term": 0,
        "balance__principal_overdue": 0,
        "balance__principal_frozen": 0,
        "balance__interest_in_term": 0,
        "balance__interest_overdue": 0,
        "balance__interest_grace": 0,
    }
    paid_off = Loan.objects.filter(
        pk__in=ids, state=LoanState.ACTIVE, balance__disbursed=F("principal"), **nothing
    )
    Loan.objects.filter(pk__in=paid_off.values("pk")).update(
        state=LoanState.CLOSED, closed_on=day
    )
    owing = Loan.objects.filter(pk__in=ids, state=LoanState.CLOSED).exclude(**nothing)
    Loan.objects.filter(pk__in=owing.values("pk")).update(
        state=LoanState.ACTIVE, closed_on=None
    )


def _refuse_beyond(terms, amount, term_months, tranches, studies) -> None:
    if sum(part for _day, part in tranches) != amount:
        raise Refused("TRANCHES_DIFFER", _("The tranches do not sum to the amount."))
    ceiling = max(terms.max_amount or 0, terms.max_amount_business or 0)
    if ceiling and amount > ceiling:
        raise Refused(
            "ABOVE_CEILING",
            _("Above the programme's ceiling of %(ceiling)s đồng."),
            ceiling=f"{ceiling:,}".replace(",", "."),
        )
    longest = terms.max_term_months
    if longest and not studies and term_months > longest:
        raise Refused(
            "TERM_TOO_LONG",
            _("Longer than the programme's %(longest)s months."),
            longest=longest,
        )
