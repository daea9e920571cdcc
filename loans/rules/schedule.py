"""Instalments: when principal is to be paid, by contract and at the session.

Contract dates strictly rise and amounts sum to the contract's principal, whatever
has been paid out so far.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from programmes.rules.calendar import first_session_after, last_session_before
from programmes.rules.periods import months_later, whole_months_between

STEP = 100_000
"""Instalments are whole steps of this many đồng; the last takes the remainder."""

SHORT_COURSE_MONTHS = 12
"""Up to this length of course, a student has twice the borrowing time to repay."""

GRACE_MONTHS = 12
"""After the course, before a student's repayment time begins to run."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """Principal that falls due: a number from 1, two dates and an amount in đồng.

    The contract's date decides what is overdue; the session's date is the day on
    which the borrower is asked to come.
    """

    number: int
    contract_due_on: date
    session_due_on: date
    amount: int


def _same_day(day: date, session_day: int) -> date:
    return day


def _last_session_by(day: date, session_day: int) -> date:
    return last_session_before(day + timedelta(days=1), session_day)


MOVES: Mapping[str, Callable[[date, int], date]] = MappingProxyType(
    {
        "NONE": _same_day,
        "SESSION_BEFORE": last_session_before,
        "SESSION_ON_OR_BEFORE": _last_session_by,
        "SESSION_AFTER": first_session_after,
    }
)
"""How a contract date becomes a session's: before and after are strict (R21)."""


def instalments(
    *,
    principal: int,
    start: date,
    term_months: int,
    period_months: int,
    grace_months: int = 0,
    session_day: int | None = None,
    move: str = "SESSION_ON_OR_BEFORE",
) -> list[Instalment]:
    """Share the principal over the term in equal steps, the last taking the rest.

    There are ceil((term − grace) ÷ period) instalments, at grace + k × period months
    from the start, the last at the term. Each is the floor of an equal share to
    100.000; where that is nothing, all is due at the end in one. Without a session
    day both dates are the contract's.

    Units: đồng; months; day of the month 1–31.

    Raises: ValueError for a principal, term or period below 1, a grace that is
    negative or leaves no time to repay, or an unknown move.

    Basis: R20 and R21, the bank's own forms; D11, D17, D18.

    >>> for due in instalments(principal=100_000_000, start=date(2026, 3, 12),
    ...                        term_months=60, period_months=24, session_day=10):
    ...     print(due.number, due.contract_due_on, due.session_due_on, due.amount)
    1 2028-03-12 2028-03-10 33300000
    2 2030-03-12 2030-03-10 33300000
    3 2031-03-12 2031-03-10 33400000
    """
    if term_months < 1 or period_months < 1:
        raise ValueError(f"no time to repay: {term_months} by {period_months} months")
    if not 0 <= grace_months < term_months:
        raise ValueError(f"grace of {grace_months} in a term of {term_months} months")
    between = range(grace_months + period_months, term_months, period_months)
    dates = [months_later(start, months) for months in (*between, term_months)]
    return _shared_out(principal, dates, session_day=session_day, move=move)


def student_instalments(
    *,
    principal: int,
    first_disbursed_on: date,
    graduates_on: date,
    session_day: int,
    course_months: int,
    doubled: bool = False,
    first_due_after_months: int = 12,
) -> list[Instalment]:
    """Lay a student's repayment over the years after graduation.

    One instalment a year, the first so many months after graduation, as long as its
    session, and so its date, lies before that of the final date; then the final date.
    That is 12 months after graduation plus as many days as the borrowing lasted; or,
    for a course of at most 12 months and for a medical graduate in practice
    (``doubled``), plus twice its whole months. All move to the session strictly
    before.

    Units: đồng; months; day of the month 1–31.

    Raises: ValueError for a principal, course or first due month below 1, or a
    graduation that does not lie after the first disbursement.

    Basis: R22 and R23, Decision 157/2007/QĐ-TTg as the bank's officers apply it; D11.

    >>> for due in student_instalments(
    ...     principal=160_000_000, first_disbursed_on=date(2026, 10, 7),
    ...     graduates_on=date(2030, 8, 30), session_day=7, course_months=48,
    ... ):
    ...     print(due.contract_due_on, due.session_due_on, due.amount)
    2031-08-30 2031-08-07 32000000
    2032-08-30 2032-08-07 32000000
    2033-08-30 2033-08-07 32000000
    2034-08-30 2034-08-07 32000000
    2035-07-23 2035-07-07 32000000
    """
    if first_due_after_months < 1:
        raise ValueError(f"first due after {first_due_after_months} months")
    borrowing_months = _borrowing_months(first_disbursed_on, graduates_on)
    if doubled or _is_short(course_months):
        final = months_later(graduates_on, 2 * borrowing_months + GRACE_MONTHS)
    else:
        borrowing = graduates_on - first_disbursed_on
        final = months_later(graduates_on + borrowing, GRACE_MONTHS)
    final_session = last_session_before(final, session_day)
    dates: list[date] = []
    due_on = months_later(graduates_on, first_due_after_months)
    while last_session_before(due_on, session_day) < final_session:
        dates.append(due_on)
        due_on = months_later(graduates_on, first_due_after_months + 12 * len(dates))
    return _shared_out(
        principal, [*dates, final], session_day=session_day, move="SESSION_BEFORE"
    )


def student_term_months(
    *, first_disbursed_on: date, graduates_on: date, course_months: int
) -> int:
    """Reckon a student loan's term: borrowing, a year of grace, repayment.

    The repayment is as long as the borrowing; for a course of at most 12 months,
    twice as long. It is the length of the course that decides, not of the borrowing.

    Units: whole months, by the day number (D24).

    Raises: ValueError for a course below 1 month, or a graduation that does not lie
    after the first disbursement.

    Basis: R22, Decision 157/2007/QĐ-TTg.

    >>> student_term_months(first_disbursed_on=date(2026, 10, 7),
    ...                     graduates_on=date(2030, 8, 30), course_months=48)
    104
    """
    months = _borrowing_months(first_disbursed_on, graduates_on)
    repayment_months = 2 * months if _is_short(course_months) else months
    return months + GRACE_MONTHS + repayment_months


def _is_short(course_months: int) -> bool:
    if course_months < 1:
        raise ValueError(f"a course of {course_months} months")
    return course_months <= SHORT_COURSE_MONTHS


def _borrowing_months(first_disbursed_on: date, graduates_on: date) -> int:
    if graduates_on <= first_disbursed_on:
        raise ValueError(f"graduates {graduates_on}, paid out {first_disbursed_on}")
    return whole_months_between(first_disbursed_on, graduates_on)


def _shared_out(
    principal: int, dates: Sequence[date], *, session_day: int | None, move: str
) -> list[Instalment]:
    if principal < 1:
        raise ValueError(f"nothing to repay: {principal}")
    if move not in MOVES:
        raise ValueError(f"unknown move {move!r}: one of {', '.join(MOVES)}")
    equal = principal // len(dates) // STEP * STEP
    if not equal:
        dates = dates[-1:]
    amounts = [equal] * (len(dates) - 1)
    amounts.append(principal - sum(amounts))
    return [
        Instalment(
            number=number,
            contract_due_on=due_on,
            session_due_on=(
                due_on if session_day is None else MOVES[move](due_on, session_day)
            ),
            amount=amount,
        )
        for number, (due_on, amount) in enumerate(
            zip(dates, amounts, strict=True), start=1
        )
    ]
