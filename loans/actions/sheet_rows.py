"""How a line of a sheet becomes postings: spread over the member's loans."""

from collections.abc import Mapping

from loans.actions.dues import MemberDue
from loans.actions.ledger import Row
from loans.actions.loan_dues import LoanDue
from loans.models import DraftLine, PostingKind
from loans.rules.allocation import allocate


def share_interest(amount: int, loans: list[LoanDue]) -> list[dict[str, int]]:
    """Spread a member's interest over the loans, oldest first, what is due first.

    Shape: for each loan, account → đồng. Grace interest of students is met last.
    Raises: MoreThanOwed.
    """
    owed: dict[str, int] = {}
    for place, due in enumerate(loans):
        columns = {
            "interest_in_term": due.owed_in_term,
            "interest_overdue": due.owed_overdue,
        }
        names = reversed(columns) if due.is_overdue else columns
        owed |= {f"{place}:{name}": columns[name] for name in names}
    owed |= {
        f"{place}:interest_grace": due.grace_interest for place, due in enumerate(loans)
    }
    return _by_loan(allocate(amount, owed=owed, order=list(owed)), len(loans))


def share_principal(amount: int, loans: list[LoanDue]) -> list[dict[str, int]]:
    """Spread principal over the loans: overdue, then due, then the rest, oldest first.

    Shape: for each loan, account → đồng. Raises: MoreThanOwed.
    """
    overdue = [due.loan.balance.principal_overdue for due in loans]
    due_now = [
        min(due.loan.balance.principal_in_term, max(due.due_principal - late, 0))
        for due, late in zip(loans, overdue, strict=True)
    ]
    ahead = [
        due.loan.balance.principal_in_term - now
        for due, now in zip(loans, due_now, strict=True)
    ]
    owed = {f"{n}:principal_overdue": x for n, x in enumerate(overdue)}
    owed |= {f"{n}:principal_in_term:due": x for n, x in enumerate(due_now)}
    owed |= {f"{n}:principal_in_term:ahead": x for n, x in enumerate(ahead)}
    return _by_loan(allocate(amount, owed=owed, order=list(owed)), len(loans))


def _by_loan(spent: Mapping[str, int], count: int) -> list[dict[str, int]]:
    shares: list[dict[str, int]] = [{} for _loan in range(count)]
    for name, amount in spent.items():
        place, account = name.split(":")[:2]
        if amount:
            share = shares[int(place)]
            share[account] = share.get(account, 0) + amount
    return shares


def rows_of_line(line: DraftLine, member: MemberDue | None) -> list[Row]:
    """The postings of one line; a line of nothing has none."""
    if member is None:
        return []
    rows = []
    left = member.loans
    cash = share_interest(line.interest or 0, left)
    for due, share in zip(left, cash, strict=True):
        if share:
            rows.append(_payment(PostingKind.REPAYMENT, "cash", due, share, member))
    if line.deposit:
        rows.append(
            Row(
                kind=PostingKind.DEPOSIT,
                savings_account_id=member.account.pk,
                amounts={"cash": line.deposit, "savings": -line.deposit},
            )
        )
    paid = (line.interest or 0) + (line.interest_from_savings or 0)
    both = share_interest(paid, left)
    principal = share_principal(line.principal_from_savings or 0, left)
    for due, all_paid, in_cash, capital in zip(
        left, both, cash, principal, strict=True
    ):
        share = {
            account: amount - in_cash.get(account, 0)
            for account, amount in all_paid.items()
        } | capital
        share = {account: amount for account, amount in share.items() if amount}
        if share:
            rows.append(
                _payment(PostingKind.SAVINGS_USE, "savings", due, share, member)
            )
    return rows


def _payment(kind, source, due: LoanDue, share, member: MemberDue) -> Row:
    return Row(
        kind=kind,
        loan_id=due.loan.pk,
        savings_account_id=member.account.pk if source == "savings" else None,
        amounts={
            source: sum(share.values()),
            **{account: -amount for account, amount in share.items()},
        },
    )
