"""Loans: approved by a second person, with rates pinned and instalments made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loans.actions.accruals import running_interest
from loans.actions.refusals import Refused, refusing
from loans.models import Instalment, Loan, LoanBalance, LoanRate, LoanState, Tranche
from loans.rules.overdue import goes_by_instalment
from loans.rules.schedule import instalments, student_instalments, student_term_months
from programmes.models import BankRules, ProgrammeTerms, annual_rate_percent
from programmes.rules.periods import months_later
from programmes.rules.rates import overdue_rate


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

    `disburse_on` is the planned first day; the instalments are made anew if the money
    goes out on another. `tranches` of (day, amount) sum to `amount`; none means one.
    `annual_rate` is given only for a rate that the terms in force do not hold.

    Units: đồng, months, percent a year.
    Raises: Refused ABOVE_CEILING, TERM_TOO_LONG, TRANCHES_DIFFER,
    CONTRACT_NUMBER_TAKEN, LOAN_IS_MADE_AND_APPROVED_BY_TWO_PEOPLE.
    """
    terms = _terms_on(programme, disburse_on)
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
        purpose=purpose,
        decision_number=decision,
        approved_on=approved_on,
        valid_until=valid_until,
        contract_on=disburse_on,
        made_by=made_by,
        approved_by=approved_by,
    )
    if studies:
        _follow_studies(loan, studies)
    _follow_terms(loan, terms, period_months)
    plan = list(tranches) or [(disburse_on, amount)]
    _refuse_beyond(loan, terms, plan)
    if annual_rate is None:
        annual_rate = annual_rate_percent(programme, disburse_on, is_priority)
    return _add(loan, terms, plan, annual_rate)


def _terms_on(programme: Any, day: date) -> ProgrammeTerms:
    rows = programme.terms.in_force(day).select_related("legal_basis")
    return rows.prefetch_related("periods").get()


def _follow_studies(loan: Loan, studies: Studies) -> None:
    loan.graduates_on = studies.graduates_on
    loan.course_months = studies.course_months
    loan.is_repayment_doubled = studies.is_doubled


def _follow_terms(
    loan: Loan, terms: ProgrammeTerms, period_months: int | None = None
) -> None:
    """What the terms and the bank's rules say of periods, grace, missed instalments.

    A student's term hangs on the studies, and the grace after them is on interest.
    """
    if loan.graduates_on:
        loan.interest_grace_until = months_later(loan.graduates_on, terms.grace_months)
        loan.term_months = student_term_months(
            first_disbursed_on=loan.contract_on,
            graduates_on=loan.graduates_on,
            course_months=loan.course_months,
        )
    else:
        loan.grace_months = min(terms.grace_months, loan.term_months - 1)
    loan.period_months = period_months or terms.period_months(loan.term_months)
    code = loan.programme.code
    rules = BankRules.objects.in_force(loan.contract_on).get()
    loan.has_instalment_rule = goes_by_instalment(
        contract_on=loan.contract_on,
        is_through_group=loan.group_id is not None,
        programme=code,
        rule_from=rules.instalment_rule_from,
        excepted={code} if terms.instalment_rule_excepted else (),
    )


def _refuse_beyond(
    loan: Loan, terms: ProgrammeTerms, tranches: Sequence[tuple[date, int]]
) -> None:
    if sum(part for _day, part in tranches) != loan.principal:
        raise Refused("TRANCHES_DIFFER", _("The tranches do not sum to the amount."))
    ceiling = max(terms.max_amount or 0, terms.max_amount_business or 0)
    if ceiling and loan.principal > ceiling:
        raise Refused(
            "ABOVE_CEILING",
            _("Above the programme's ceiling of %(ceiling)s đồng."),
            ceiling=f"{ceiling:,}".replace(",", "."),
        )
    longest = terms.max_term_months
    if longest and not loan.graduates_on and loan.term_months > longest:
        raise Refused(
            "TERM_TOO_LONG",
            _("Longer than the programme's %(longest)s months."),
            longest=longest,
        )


def _add(
    loan: Loan,
    terms: ProgrammeTerms,
    tranches: Sequence[tuple[date, int]],
    annual_rate: Decimal,
) -> Loan:
    """Keep the loan with all that hangs on it, or nothing."""
    with transaction.atomic():
        loan.save(force_insert=True)
        LoanBalance.objects.create(loan=loan)
        Tranche.objects.bulk_create(
            Tranche(loan=loan, number=number, planned_on=day, amount=part)
            for number, (day, part) in enumerate(tranches, 1)
        )
        pin_rate(loan, annual_rate, str(terms.legal_basis))
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
            first_due_after_months=terms.first_due_after_months,
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


def move_start(loan: Loan, day: date) -> None:
    """Let a contract begin on another day than planned: before money, it was a plan.

    Term and instalments are made anew, and the rules of the day hold.

    Raises: Refused BEFORE_THE_PLANNED_DAY, from which the rate is pinned.
    """
    pinned_from = loan.rates.get().valid_from
    if day < pinned_from:
        raise Refused(
            "BEFORE_THE_PLANNED_DAY",
            _("Planned for %(day)s; the rate is pinned from then."),
            day=f"{pinned_from:%d/%m/%Y}",
        )
    terms = _terms_on(loan.programme, day)
    loan.contract_on = day
    _follow_terms(loan, terms, loan.period_months)
    loan.save(
        update_fields=[
            "contract_on",
            "term_months",
            "grace_months",
            "interest_grace_until",
            "has_instalment_rule",
        ]
    )
    Instalment.objects.filter(loan=loan).delete()
    make_instalments(loan, terms)


def settle_states(loan_ids: Iterable[int], day: date) -> None:
    """Close the loans that owe nothing any more; open again those that do after all.

    A loan closes when all that was agreed is paid out, principal and interest are
    zero, and no interest runs that is still to be posted (D10). One whose only
    disbursement was reversed is approved again. One statement, and four more where a
    loan closes.
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
    is_paid_off = Q(state=LoanState.ACTIVE, balance__disbursed=F("principal"))
    is_owing = Q(state=LoanState.CLOSED) & ~Q(**nothing)
    is_taken_back = Q(state=LoanState.ACTIVE, balance__disbursed=0)
    found = list(
        Loan.objects.filter(
            (is_paid_off & Q(**nothing)) | is_owing | (is_taken_back & Q(**nothing)),
            pk__in=ids,
        ).values_list("pk", "balance__disbursed", "state")
    )
    taken_back = {pk for pk, disbursed, _state in found if not disbursed}
    settled = {
        pk for pk, disbursed, state in found if disbursed and state == LoanState.ACTIVE
    }
    owing = {pk for pk, _disbursed, state in found if state == LoanState.CLOSED}
    if taken_back:
        Loan.objects.filter(pk__in=taken_back).update(state=LoanState.APPROVED)
    if settled:
        running = running_interest(settled, day)
        settled -= {loan_id for loan_id, run in running.items() if run.parts.total}
        Loan.objects.filter(pk__in=settled).update(
            state=LoanState.CLOSED, closed_on=day
        )
    if owing:
        Loan.objects.filter(pk__in=owing).update(state=LoanState.ACTIVE, closed_on=None)
