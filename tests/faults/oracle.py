"""Loans, member accounts and tills once more, in plain Python.

No Django and no code of the project: interest is added up day by day in integers.
An act returns the codes with which it may be refused, none of them if it is done; a
refused act changes nothing.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.faults.oracle_values import INTEREST, OWED, LoanModel, Row, met, rounded


@dataclass
class Book:
    """What everybody owes and has saved, and the till of the session that is open.

    Rates are hundredths of a percent a year.
    """

    loans: dict[str, LoanModel]
    saved: dict[str, int]
    rate: int = 660
    late_rate: int = 858
    day: date | None = None
    number: int = 0
    is_point: bool = False
    is_open: bool = False
    till: int = 0
    sheet_done: bool = False
    rows: list[Row] = field(default_factory=list)

    # -- Sessions ----------------------------------------------------------------------

    def open(self, day, *, is_point, advance):
        self.day, self.is_point, self.is_open = day, is_point, True
        self.number += 1
        self.till, self.sheet_done = advance, False
        for loan in self.loans.values():
            if is_point and loan.state == "ACTIVE":
                self._accrue(loan)

    def close(self):
        self.is_open = False

    # -- Acts --------------------------------------------------------------------------

    def disburse(self, name, *, by_transfer=False):
        loan = self.loans[name]
        left = loan.disbursed
        waiting = list(loan.tranches)
        while waiting and left >= waiting[0]:
            left -= waiting.pop(0)
        if loan.state == "CLOSED" or not waiting:
            return ["NOTHING_LEFT_TO_PAY_OUT"]
        amount = waiting[0]
        if not by_transfer and amount > self.till:
            return ["CASH_SHORT"]
        if loan.state == "APPROVED":
            loan.state, loan.begun_on = "ACTIVE", self.day
        self._add(
            Row("DISBURSEMENT", self.day, {"principal_in_term": amount}, name),
            cash=0 if by_transfer else -amount,
        )
        loan.accrued_until = loan.accrued_until or self.day
        return []

    def pay(self, name, paid, *, from_savings=False, says_why=True):
        loan = self.loans[name]
        paid = {account: amount for account, amount in paid.items() if amount}
        total = sum(paid.values())
        if not says_why and self._is_taken(total, loan=name):
            return ["ALREADY_TAKEN"]
        if any(amount > loan.owed[account] for account, amount in paid.items()):
            return ["MORE_THAN_OWED"]
        if from_savings and total > self.saved[loan.member]:
            return ["MEMBER_SAVINGS_ARE_NOT_NEGATIVE"]
        self._pay(name, paid, from_savings)
        self._settle(loan)
        return []

    def payoff(self, name):
        """What is to be paid, by account; a pay-off between sessions accrues first."""
        loan = self.loans[name]
        owed = dict(loan.owed)
        if not self.is_point and loan.accrued_until:
            run = self._interest(loan.rows, loan.accrued_until, self.day)
            owed = {account: owed[account] + run.get(account, 0) for account in OWED}
        return {account: amount for account, amount in owed.items() if amount}

    def pay_off(self, name, paid):
        loan = self.loans[name]
        if not self.is_point:
            self._accrue(loan)
        return self.pay(name, paid)

    def deposit(self, member, amount, *, says_why=True):
        if not says_why and self._is_taken(amount, member=member):
            return ["ALREADY_TAKEN"]
        self._deposit(member, amount)
        return []

    def withdraw(self, member, amount):
        if any(
            sum(loan.owed.values())
            for loan in self.loans.values()
            if loan.member == member
        ):
            return ["STILL_OWES"]
        if amount > self.saved[member]:
            return ["NOT_ENOUGH_SAVED"]
        if amount > self.till:
            return ["CASH_SHORT"]
        moves = {"savings": amount}
        self._add(Row("WITHDRAWAL", self.day, moves, member=member), cash=-amount)
        return []

    def record_sheet(self, lines):
        """Member → interest, deposit, principal out of savings; in the sheet's order.

        Interest meets the oldest loan first, overdue interest first where principal
        is overdue.
        """
        before = len(self.rows)
        for member, (interest, deposit, principal) in lines.items():
            for name in self._of(member):
                loan = self.loans[name]
                order = INTEREST[::-1] if loan.owed["principal_overdue"] else INTEREST
                share, interest = met(interest, loan.owed, order)
                if share:
                    self._pay(name, share, from_savings=False)
            if deposit:
                self._deposit(member, deposit)
            if principal:
                [name] = self._of(member)
                order = ("principal_overdue", "principal_in_term")
                share, _left = met(principal, self.loans[name].owed, order)
                self._pay(name, share, from_savings=True)
        for row in self.rows[before:]:
            row.is_of_sheet = True
        for loan in self.loans.values():
            self._settle(loan)
        self.sheet_done = True
        return []

    def interest_of(self, member):
        """Interest that a sheet may take of a member."""
        loans = [self.loans[name] for name in self._of(member)]
        return sum(loan.owed[account] for loan in loans for account in INTEREST)

    def everything_owed(self):
        """Of each loan and account of which something is owed: name, account, đồng."""
        return [
            (name, account, amount)
            for name, loan in sorted(self.loans.items())
            for account, amount in loan.owed.items()
            if amount
        ]

    def turning_overdue(self):
        return {
            name: amount
            for name, loan in self.loans.items()
            if loan.state == "ACTIVE" and (amount := self._turning(loan))
        }

    def transfer_overdue(self):
        for name, amount in self.turning_overdue().items():
            moves = {"principal_overdue": amount, "principal_in_term": -amount}
            self._add(Row("OVERDUE_TRANSFER", self.day, moves, name))

    def reverse(self, place):
        """Undo a row; where it stands in an earlier session, interest follows."""
        row = self.rows[place]
        if row.is_undone:
            return ["NOTHING_TO_REVERSE"]
        if row.is_reversal:
            return ["REVERSAL_OF_A_REVERSAL"]
        if self._stands_under_others(place):
            return ["OTHERS_STAND_ON_IT"]
        if self._is_corrected(row):
            return ["ONE_CORRECTING_ACCRUAL_FOR_A_LOAN_AND_SESSION"]
        if row.cash > max(self.till, 0):
            return ["CASH_SHORT"]
        after = deepcopy(self)
        refused = after._undo(place)
        if not refused:
            self.__dict__.update(after.__dict__)
        return refused

    # -- What is looked up ----------------------------------------------------------

    def _is_taken(self, amount, *, loan=None, member=None):
        """Whether the counter took this amount in the session, and it stands."""
        return any(
            row.of_session == self.number
            and row.stands
            and not row.is_of_sheet
            and amount == self._taken(row, loan, member)
            for row in self.rows
        )

    def _taken(self, row, loan, member):
        if loan and row.loan == loan and row.kind in ("REPAYMENT", "SAVINGS_USE"):
            return row.cash + row.moves.get("savings", 0)
        if member and row.member == member and row.kind == "DEPOSIT":
            return row.cash
        return None

    # -- How they are done -------------------------------------------------------------

    def _undo(self, place):
        row = self.rows[place]
        is_later = row.of_session != self.number
        if is_later and row.loan:
            self._accrue(self.loans[row.loan])
        row.is_undone = True
        back = Row(
            row.kind,
            self.day,
            {account: -amount for account, amount in row.moves.items()},
            row.loan,
            row.member,
            is_reversal=True,
        )
        self._add(back, cash=-row.cash)
        if row.member and self.saved[row.member] < 0:
            return ["MEMBER_SAVINGS_ARE_NOT_NEGATIVE"]
        if row.loan is None:
            return []
        loan = self.loans[row.loan]
        if not loan.disbursed:
            loan.accrued_until = None
        if is_later:
            self._correct(loan)
        below = [account for account in OWED if loan.owed[account] < 0]
        if loan.state == "CLOSED" and any(loan.owed.values()):
            loan.state = "ACTIVE"
        if loan.state == "ACTIVE" and not loan.disbursed:
            loan.state = "APPROVED"
        self._settle(loan)
        return [f"LOAN_{account.upper()}_IS_NOT_NEGATIVE" for account in below]

    def _correct(self, loan):
        """What the rows that stand have earned up to the day, less what is posted."""
        left = (loan.accrued_until, self.day)
        periods = [*loan.periods, *([left] if loan.accrued_until else [])]
        gap = {account: -earned for account, earned in loan.earned.items()}
        standing = [row for row in loan.rows if row.stands]
        for period in periods:
            for account, amount in self._interest(standing, *period).items():
                gap[account] += amount
        if any(gap.values()):
            loan.corrected_in = self.number
            self._earn(loan, gap)

    def _earn(self, loan, interest):
        """Post interest, from the day it had reached up to today."""
        if loan.accrued_until:
            loan.periods.append((loan.accrued_until, self.day))
            loan.accrued_until = self.day
        for account in INTEREST:
            loan.owed[account] += interest[account]
            loan.earned[account] += interest[account]

    def _stands_under_others(self, place):
        row = self.rows[place]
        later = [other for other in self.rows[place + 1 :] if other.stands]
        if row.kind == "DISBURSEMENT":
            return any(other.loan == row.loan for other in later)
        if row.kind == "OVERDUE_TRANSFER":
            return any(o.loan == row.loan and o.principal[1] < 0 for o in later)
        if row.kind == "DEPOSIT":
            taken = any(
                other.member == row.member and other.moves.get("savings", 0) > 0
                for other in later
            )
            return taken and self.saved[row.member] < -row.moves["savings"]
        return False

    def _is_corrected(self, row):
        """Whether interest was brought right today for another row of the loan."""
        is_later = row.of_session != self.number and any(row.principal)
        return is_later and self.loans[row.loan].corrected_in == self.number

    def _pay(self, name, paid, from_savings):
        total = sum(paid.values())
        moves = {account: -amount for account, amount in paid.items()}
        if from_savings:
            moves["savings"] = total
            member = self.loans[name].member
            self._add(Row("SAVINGS_USE", self.day, moves, name, member))
        else:
            self._add(Row("REPAYMENT", self.day, moves, name), cash=total)

    def _deposit(self, member, amount):
        moves = {"savings": -amount}
        self._add(Row("DEPOSIT", self.day, moves, member=member), cash=amount)

    def _add(self, row, cash=0):
        row.cash, row.of_session = cash, self.number
        self.till += cash
        self.rows.append(row)
        if row.member:
            self.saved[row.member] -= row.moves["savings"]
        if row.loan:
            loan = self.loans[row.loan]
            loan.rows.append(row)
            for account in OWED:
                loan.owed[account] += row.moves.get(account, 0)
            if row.kind == "DISBURSEMENT":
                loan.disbursed += row.moves["principal_in_term"]

    def _accrue(self, loan):
        if loan.accrued_until is None or loan.accrued_until >= self.day:
            return
        run = self._interest(loan.rows, loan.accrued_until, self.day)
        if any(run.values()):
            self._earn(loan, run)

    def _settle(self, loan):
        if loan.state != "ACTIVE" or loan.disbursed != loan.approved:
            return
        run = self._interest(loan.rows, loan.accrued_until, self.day)
        if not any(loan.owed.values()) and not any(run.values()):
            loan.state = "CLOSED"

    def _of(self, member):
        """The loans of a member on a sheet, oldest first."""
        return sorted(
            (
                name
                for name, loan in self.loans.items()
                if loan.member == member and loan.state == "ACTIVE"
            ),
            key=lambda name: (self.loans[name].begun_on, name),
        )

    def _turning(self, loan):
        """Unpaid principal of dues that lie before the day, not overdue yet."""
        dues = loan.dues()
        if self.day > dues[-1][0]:
            return loan.owed["principal_in_term"]
        due = sum(amount for on, amount in dues if on < self.day)
        paid = loan.disbursed - loan.outstanding
        late = max(due - paid, 0) - loan.owed["principal_overdue"]
        return min(loan.owed["principal_in_term"], max(late, 0))

    def _interest(self, rows, start, end):
        """Of the days [start, end) on these rows; rounded once, half up."""
        in_term = overdue = 0
        day = start
        while day < end:
            known = [row.principal for row in rows if row.day <= day]
            in_term += sum(moved[0] for moved in known) * self.rate
            overdue += sum(moved[1] for moved in known) * self.late_rate
            day += timedelta(days=1)
        late = rounded(overdue)
        return {
            "interest_in_term": rounded(in_term + overdue) - late,
            "interest_overdue": late,
        }
