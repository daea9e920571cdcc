"""The second opinion on the ledger: what should stand there, reckoned from the rows.

Shares no code with what posts: sums are taken by the database, interest is reckoned
by `loans.reports.second_reckoning`. Every difference names check, row, expected, found.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from loans.models.accounts import ACCOUNTS, LOAN_ACCOUNTS, SIGNED_TWICE
from loans.reports.seals_again import seals_differing
from loans.reports.second_reckoning import accruals_differing

_SUM = " + ".join(f"p.{account}" for account in ACCOUNTS)
_ROW = "p.key, p.line"


@dataclass(frozen=True)
class Difference:
    """One thing that is not as the rows say: amounts in đồng, days in ISO form."""

    check: str
    row: str
    expected: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.check} | {self.row} | {self.expected} | {self.found}"


def differences() -> Iterator[Difference]:
    """Every difference of every check, in the order of CHECKS."""
    for name, check in CHECKS.items():
        for row, expected, found in check():
            yield Difference(name, str(row), expected, found)


def _rows(sql: str, parameters: tuple = ()) -> Iterator[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while many := cursor.fetchmany(2000):
            yield from many


def _posting(key: Any, line: int) -> str:
    """SQLite hands a key out as 32 digits, PostgreSQL as a UUID."""
    return f"posting {UUID(str(key))}:{line}"


def rows_that_do_not_sum_to_zero() -> Iterator[tuple]:
    sql = f"SELECT {_ROW}, {_SUM} FROM loans_posting p WHERE {_SUM} <> 0 ORDER BY p.id"
    for key, line, total in _rows(sql):
        yield _posting(key, line), 0, total


def balances_of_loans() -> Iterator[tuple]:
    """Each account of each loan, and what was disbursed, against its rows' sums."""
    columns = (*LOAN_ACCOUNTS, "disbursed")
    sums = ", ".join(f"COALESCE(s.{c}, 0), b.{c}" for c in columns)
    differs = " OR ".join(f"COALESCE(s.{c}, 0) <> b.{c}" for c in columns)
    totals = ", ".join(f"SUM({account}) AS {account}" for account in LOAN_ACCOUNTS)
    sql = f"""
        SELECT l.contract_number, {sums}
        FROM loans_loanbalance b
        JOIN loans_loan l ON l.id = b.loan_id
        LEFT JOIN (
            SELECT loan_id, {totals},
                SUM(CASE WHEN kind = 'DISBURSEMENT' THEN principal_in_term ELSE 0 END)
                    AS disbursed
            FROM loans_posting WHERE loan_id IS NOT NULL GROUP BY loan_id
        ) s ON s.loan_id = b.loan_id
        WHERE {differs} ORDER BY b.loan_id
    """
    for contract, *pairs in _rows(sql):
        for place, column in enumerate(columns):
            expected, found = pairs[2 * place : 2 * place + 2]
            if expected != found:
                yield f"loan {contract} {column}", expected, found


def balances_of_member_accounts() -> Iterator[tuple]:
    sql = """
        SELECT a.number, COALESCE(s.saved, 0), b.amount
        FROM loans_savingsbalance b
        JOIN loans_savingsaccount a ON a.id = b.savings_account_id
        LEFT JOIN (
            SELECT savings_account_id, -SUM(savings) AS saved
            FROM loans_posting WHERE savings_account_id IS NOT NULL
            GROUP BY savings_account_id
        ) s ON s.savings_account_id = b.savings_account_id
        WHERE COALESCE(s.saved, 0) <> b.amount ORDER BY b.savings_account_id
    """
    for number, expected, found in _rows(sql):
        yield f"account {number}", expected, found


def reversals_that_do_not_mirror() -> Iterator[tuple]:
    same = " AND ".join(f"p.{account} = -first.{account}" for account in ACCOUNTS)
    sql = f"""
        SELECT {_ROW}, first.key, first.line FROM loans_posting p
        JOIN loans_posting first ON first.id = p.reverses_id
        WHERE NOT ({same} AND p.kind = first.kind AND first.reverses_id IS NULL
            AND COALESCE(p.loan_id, 0) = COALESCE(first.loan_id, 0)
            AND COALESCE(p.savings_account_id, 0)
                = COALESCE(first.savings_account_id, 0))
        ORDER BY p.id
    """
    for key, line, first_key, first_line in _rows(sql):
        yield _posting(key, line), f"mirror of {_posting(first_key, first_line)}", "not"


def rows_without_their_second_person() -> Iterator[tuple]:
    kinds = ", ".join(f"'{kind}'" for kind in SIGNED_TWICE)
    sql = f"""
        SELECT {_ROW}, p.checked_by_id FROM loans_posting p
        WHERE (p.kind IN ({kinds}) OR p.reverses_id IS NOT NULL)
        AND (p.checked_by_id IS NULL OR p.checked_by_id = p.posted_by_id)
        ORDER BY p.id
    """
    for key, line, found in _rows(sql):
        yield _posting(key, line), "another person", found


def rows_on_another_day_than_their_session() -> Iterator[tuple]:
    sql = f"""
        SELECT {_ROW}, s.held_on, p.value_date FROM loans_posting p
        JOIN loans_session s ON s.id = p.session_id
        WHERE s.held_on <> p.value_date ORDER BY p.id
    """
    for key, line, expected, found in _rows(sql):
        yield _posting(key, line), str(expected), str(found)


def days_that_go_back_within_a_loan() -> Iterator[tuple]:
    sql = f"""
        SELECT {_ROW}, before, p.value_date FROM (
            SELECT id, key, line, value_date,
                MAX(value_date) OVER (
                    PARTITION BY loan_id ORDER BY id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) AS before
            FROM loans_posting WHERE loan_id IS NOT NULL
        ) p WHERE before > value_date ORDER BY p.id
    """
    for key, line, expected, found in _rows(sql):
        yield _posting(key, line), f"{expected} or later", str(found)


def vouchers_with_gaps() -> Iterator[tuple]:
    """The numbers of a session run from 1 to its count, without a gap."""
    sql = """
        SELECT s.id, s.voucher_count, COUNT(DISTINCT v.voucher_number),
            COALESCE(MAX(v.voucher_number), 0)
        FROM loans_session s
        LEFT JOIN (
            SELECT session_id, voucher_number FROM loans_posting
            UNION SELECT session_id, voucher_number FROM loans_groupsheet
        ) v ON v.session_id = s.id
        GROUP BY s.id, s.voucher_count
        HAVING COUNT(DISTINCT v.voucher_number) <> s.voucher_count
            OR COALESCE(MAX(v.voucher_number), 0) <> s.voucher_count
        ORDER BY s.id
    """
    for session, expected, count, last in _rows(sql):
        yield f"session {session}", f"1 to {expected}", f"{count} up to {last}"


def sheets_that_differ_from_their_lines_and_rows() -> Iterator[tuple]:
    """Header, lines and what was posted first: the same sums."""
    sql = """
        SELECT h.id, h.interest + h.deposit, h.cash_received,
            COALESCE(l.cash, 0), COALESCE(p.cash, 0),
            h.interest_from_savings + h.principal_from_savings,
            COALESCE(l.savings, 0), COALESCE(p.savings, 0)
        FROM loans_groupsheet h
        LEFT JOIN (
            SELECT sheet_id, SUM(cash) AS cash,
                SUM(interest_from_savings + principal_from_savings) AS savings
            FROM loans_sheetline GROUP BY sheet_id
        ) l ON l.sheet_id = h.id
        LEFT JOIN (
            SELECT sheet_id, SUM(cash) AS cash,
                SUM(CASE WHEN kind = 'SAVINGS_USE' THEN savings ELSE 0 END) AS savings
            FROM loans_posting
            WHERE sheet_id IS NOT NULL AND reverses_id IS NULL GROUP BY sheet_id
        ) p ON p.sheet_id = h.id
        ORDER BY h.id
    """
    for sheet, cash, received, in_lines, posted, *savings in _rows(sql):
        for found in (received, in_lines, posted):
            if found != cash:
                yield f"sheet {sheet} cash", cash, found
        for found in savings[1:]:
            if found != savings[0]:
                yield f"sheet {sheet} from savings", savings[0], found


def states_that_do_not_fit_the_balance() -> Iterator[tuple]:
    owed = " + ".join(f"b.{account}" for account in LOAN_ACCOUNTS)
    sql = f"""
        SELECT l.contract_number, l.state, {owed}, b.disbursed, l.principal
        FROM loans_loan l JOIN loans_loanbalance b ON b.loan_id = l.id
        WHERE (l.state = 'CLOSED' AND {owed} <> 0)
            OR (l.state IN ('APPROVED', 'LAPSED') AND b.disbursed <> 0)
            OR (l.state = 'ACTIVE' AND b.disbursed = 0)
            OR b.disbursed > l.principal
        ORDER BY l.id
    """
    for contract, state, found, disbursed, principal in _rows(sql):
        yield (
            f"loan {contract}",
            f"what {state} allows, at most {principal} disbursed",
            f"{found} owed, {disbursed} disbursed",
        )


def instalments_that_do_not_sum_to_the_principal() -> Iterator[tuple]:
    sql = """
        SELECT l.contract_number, l.principal, COALESCE(SUM(i.amount), 0)
        FROM loans_loan l LEFT JOIN loans_instalment i ON i.loan_id = l.id
        GROUP BY l.id, l.contract_number, l.principal
        HAVING COALESCE(SUM(i.amount), 0) <> l.principal ORDER BY l.id
    """
    for contract, expected, found in _rows(sql):
        yield f"loan {contract} instalments", expected, found


CHECKS: dict[str, Callable[[], Iterator[tuple]]] = {
    "rows sum to zero": rows_that_do_not_sum_to_zero,
    "balances of loans": balances_of_loans,
    "balances of member accounts": balances_of_member_accounts,
    "reversals mirror": reversals_that_do_not_mirror,
    "second person": rows_without_their_second_person,
    "day of the session": rows_on_another_day_than_their_session,
    "days never go back": days_that_go_back_within_a_loan,
    "vouchers without a gap": vouchers_with_gaps,
    "sheets": sheets_that_differ_from_their_lines_and_rows,
    "states of loans": states_that_do_not_fit_the_balance,
    "instalments": instalments_that_do_not_sum_to_the_principal,
    "accruals": accruals_differing,
    "seals": seals_differing,
}
"""name → what yields (row, expected, found) for each difference."""
