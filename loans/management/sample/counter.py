"""What borrowers do at the counter themselves: principal, pay-off, a first deposit."""

from datetime import date, timedelta

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from loans.actions import disbursements, loans, repayments, savings
from loans.actions.repayments import PAYABLE
from loans.management.sample import till
from loans.management.sample.lending import Planned
from loans.management.sample.stage import Stage, Table
from loans.models import Loan, LoanState, SigningWay

PAYS_IN_PERSON = 0.9
"""Of those whose instalment is due, and who may be late with it."""

APPROVED_BEFORE = timedelta(days=6)
STANDS = timedelta(days=90)

CONSENTS = 0.25
"""Of members: that what is due may be taken from their savings."""


def take_principal(table: Table) -> int:
    """Serve who comes with principal, or to pay off; return how many did."""
    fates = {one.loan.pk: one.fate for one in table.stage.planned if one.loan}
    served = 0
    for loan in _loans(table):
        fate = fates.get(loan.pk, "")
        is_payoff = fate == "EARLY" and table.index == table.stage.served.pay_off_index
        if is_payoff:
            paid = {account: getattr(loan.balance, account) for account in PAYABLE}
        else:
            paid = {} if fate == "OVERDUE" else _brought(table, loan)
        if any(paid.values()):
            repayments.repay(
                loan=loan,
                session=table.session,
                paid=paid,
                is_payoff=is_payoff,
                **table.signed(f"REPAYMENT|{loan.contract_number}"),
            )
            served += 1
    return served


def _brought(table: Table, loan: Loan) -> dict[str, int]:
    """What a borrower brings: principal that is due; without a group, interest too."""
    if loan.group_id is None:
        return {
            "principal_in_term": max(loan.due, 0),
            "interest_in_term": loan.balance.interest_in_term,
        }
    if loan.due > 0 and _comes(table, loan):
        return {"principal_in_term": min(loan.due, loan.balance.principal_in_term)}
    return {}


def pay_out(table: Table) -> int:
    """Pay out what was planned for the session, and tranches due; return how many."""
    for one in table.stage.planned:
        if one.begins == table.index:
            approve(table.stage, one)
            if one.member.group and one.member.person.pk not in table.stage.accounts:
                _open_account(table, one)
    due = [one for one in table.stage.planned if _is_due(one, table)]
    till.top_up_for(table, sum(_next_amount(one) for one in due))
    for one in due:
        one.paid_out += 1
        disbursements.disburse(
            loan=one.loan,
            session=table.session,
            checked_by=table.stage.users["controller"],
            checked_way=SigningWay.OWN_DEVICE,
            **table.signed(f"DISBURSEMENT|{one.number}|{one.paid_out}"),
        )
    return len(due)


def _next_amount(one: Planned) -> int:
    if not one.tranches:
        return one.amount
    return one.tranches[one.paid_out][1]


def approve(stage: Stage, one: Planned, *, on: date | None = None) -> Loan:
    """Let the officer make a planned loan and the director approve it."""
    day = on or stage.served.days[one.begins]
    approved_on = day - APPROVED_BEFORE
    one.loan = loans.approve_loan(
        contract_number=f"6600{stage.served.point.code[-5:]}99{one.number:05}",
        borrower=one.member.person,
        group=one.member.group,
        point=stage.served.point,
        programme=one.programme,
        source=stage.source_of(one),
        amount=one.amount,
        term_months=one.term_months,
        purpose=one.purpose,
        decision=f"{one.number:04}/{approved_on.year}",
        approved_on=approved_on,
        # One that nobody fetches ends before the last session, which lets it lapse.
        valid_until=(
            stage.served.days[-2] if one.fate == "LAPSED" else approved_on + STANDS
        ),
        disburse_on=day,
        made_by=stage.users["officer"],
        approved_by=stage.users["director"],
        tranches=one.tranches,
        studies=one.studies,
        is_priority=one.is_priority,
    )
    return one.loan


def _is_due(one: Planned, table: Table) -> bool:
    if one.loan is None or one.fate == "LAPSED":
        return False
    if not one.tranches:
        return one.paid_out == 0
    waiting = one.tranches[one.paid_out :]
    return bool(waiting) and waiting[0][0] <= table.day


def _open_account(table: Table, one: Planned) -> None:
    person = one.member.person
    savings.open_account(
        number=f"105{table.stage.served.point.code[-5:]}99{person.customer_code[-6:]}",
        person=person,
        point=table.session.point,
        opened_on=table.day,
        consents=table.stage.chance.random() < CONSENTS,
    )
    table.stage.accounts.add(person.pk)


def _comes(table: Table, loan: Loan) -> bool:
    """Who must pay on the day does; others may be late, and use their savings."""
    must = loan.has_instalment_rule or loan.due == loan.balance.outstanding
    comes = table.stage.chance.random() < PAYS_IN_PERSON
    return must or comes or not table.is_monthly


def _loans(table: Table) -> list[Loan]:
    """Loans of the point that were paid out; `due` is the principal due by now."""
    scheduled = Sum(
        "instalments__amount", filter=Q(instalments__session_due_on__lte=table.day)
    )
    rows = list(
        Loan.objects.filter(point_id=table.session.point_id, state=LoanState.ACTIVE)
        .select_related("balance")
        .annotate(scheduled=Coalesce(scheduled, 0))
        .order_by("contract_number")
    )
    for loan in rows:
        balance = loan.balance
        late = loan.scheduled - (balance.disbursed - balance.outstanding)
        loan.due = min(late, balance.outstanding)
    return rows
