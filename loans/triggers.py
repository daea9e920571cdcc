"""What the database refuses about money: guards of `loans`, on both engines.

A posting is looked at once more when it is added: by the session it stands in, the
loan and the account it touches, and the row that it reverses. The same sentences
are triggers on SQLite and on PostgreSQL; each is named after what must hold.
"""

from collections.abc import Iterable
from typing import Any

from loans.models.accounts import ACCOUNTS
from loans.models.loans import LOAN_MOVES
from loans.models.sessions import SESSION_MOVES
from programmes.triggers import Guard

_MIRROR = " AND ".join(f"first.{account} = -new.{account}" for account in ACCOUNTS)

POSTING_SENTENCES = {
    "posting_stands_in_an_open_session": """
        NOT EXISTS (
            SELECT 1 FROM loans_session s
            WHERE s.id = new.session_id AND s.state = 'OPEN'
        )
    """,
    "posting_counts_on_the_day_of_its_session": """
        NOT EXISTS (
            SELECT 1 FROM loans_session s
            WHERE s.id = new.session_id AND s.held_on = new.value_date
        )
    """,
    "posting_of_a_loan_never_goes_back_in_time": """
        new.loan_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM loans_posting p
            WHERE p.loan_id = new.loan_id AND p.value_date > new.value_date
        )
    """,
    "posting_of_a_loan_stands_at_the_loans_point": """
        new.loan_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM loans_session s
            JOIN loans_loan l ON l.id = new.loan_id
            JOIN programmes_transactionpoint t ON t.id = l.point_id
            WHERE s.id = new.session_id
            AND (s.point_id = l.point_id
                 OR (s.point_id IS NULL AND s.office_id = t.office_id))
        )
    """,
    "posting_on_savings_stands_at_the_accounts_point": """
        new.savings_account_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM loans_session s
            JOIN loans_savingsaccount a ON a.id = new.savings_account_id
            JOIN programmes_transactionpoint t ON t.id = a.point_id
            WHERE s.id = new.session_id
            AND (s.point_id = a.point_id
                 OR (s.point_id IS NULL AND s.office_id = t.office_id))
        )
    """,
    "accrual_begins_where_the_last_one_ended": """
        new.kind = 'ACCRUAL' AND EXISTS (
            SELECT 1 FROM loans_posting p
            WHERE p.loan_id = new.loan_id AND p.kind = 'ACCRUAL'
            AND p.period_to > new.period_from
        )
    """,
    "reversal_mirrors_the_row_that_it_reverses": f"""
        new.reverses_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM loans_posting first
            WHERE first.id = new.reverses_id AND first.reverses_id IS NULL
            AND first.kind = new.kind
            AND COALESCE(first.loan_id, 0) = COALESCE(new.loan_id, 0)
            AND COALESCE(first.savings_account_id, 0)
                = COALESCE(new.savings_account_id, 0)
            AND first.is_by_transfer = new.is_by_transfer
            AND {_MIRROR}
        )
    """,
}
"""name → what must not be so of a new posting (`new`)."""

_WHOLE = " OR ".join(f"typeof(new.{account}) <> 'integer'" for account in ACCOUNTS)


class SentenceGuard(Guard):
    """Triggers that on PostgreSQL have a function of their own name each."""

    def undone(self, model: Any, vendor: str) -> Iterable[str]:
        yield from super().undone(model, vendor)
        if vendor == "postgresql":
            for name in self.names(vendor):
                yield f'DROP FUNCTION IF EXISTS "{name}"()'


class PostingFits(SentenceGuard):
    """A posting fits its session, its loan or account, and what it reverses.

    SQLite stores 1.5 in an integer column, so there a trigger asks for whole đồng;
    PostgreSQL has the column type for that.
    """

    def names(self, vendor: str) -> list[str]:
        names = list(POSTING_SENTENCES)
        if vendor != "postgresql":
            names.append("posting_is_in_whole_dong")
        return names

    def made(self, model: Any, vendor: str) -> Iterable[str]:
        table = model._meta.db_table
        sentences = POSTING_SENTENCES
        if vendor != "postgresql":
            sentences = {**sentences, "posting_is_in_whole_dong": _WHOLE}
        for name, wrong in sentences.items():
            yield from _refusing(name, "INSERT", table, wrong, vendor)


class StateMoves(SentenceGuard):
    """Only the listed changes of `state`; every other is refused by name."""

    def __init__(self, model_name: str):
        super().__init__(model_name)
        self.moves = {"Session": SESSION_MOVES, "Loan": LOAN_MOVES}[model_name]

    def names(self, vendor: str) -> list[str]:
        return [f"{self.model_name.lower()}_changes_state_only_as_listed"]

    def made(self, model: Any, vendor: str) -> Iterable[str]:
        allowed = " OR ".join(
            f"(old.state = '{before}' AND new.state = '{after}')"
            for before, after in self.moves
        )
        wrong = f"new.state <> old.state AND NOT ({allowed})"
        table = model._meta.db_table
        yield from _refusing(self.names(vendor)[0], "UPDATE", table, wrong, vendor)


class ClosedSessionStays(SentenceGuard):
    """A closed session is never opened again, and nothing of it is changed."""

    def names(self, vendor: str) -> list[str]:
        return ["closed_session_is_never_changed", "session_keeps_its_day_and_place"]

    def made(self, model: Any, vendor: str) -> Iterable[str]:
        closed, kept = self.names(vendor)
        table = model._meta.db_table
        yield from _refusing(closed, "UPDATE", table, "old.state = 'CLOSED'", vendor)
        moved = (
            "new.held_on <> old.held_on OR new.kind <> old.kind "
            "OR new.office_id <> old.office_id "
            "OR COALESCE(new.point_id, 0) <> COALESCE(old.point_id, 0)"
        )
        yield from _refusing(kept, "UPDATE", table, moved, vendor)


KEPT = {
    "PreparedAct": (
        "prepared_act_stays_as_it_was_prepared",
        "kind session_id loan_id savings_account_id amount key is_by_transfer"
        " bank_account received_by authorisation prepared_by_id prepared_at",
        "checked_by_id checked_at done_at set_aside_at",
    ),
    "ReversalRequest": (
        "reversal_request_stays_as_it_was_asked",
        "line_id posting_id session_id reason asked_by_id asked_at",
        "settled_by_id settled_at is_agreed",
    ),
}
"""model → trigger, what never changes, and what is set once."""


class AskedOnce(SentenceGuard):
    """What waits for a second person is signed as it was asked, and settled once."""

    def names(self, vendor: str) -> list[str]:
        return [KEPT[self.model_name][0]]

    def made(self, model: Any, vendor: str) -> Iterable[str]:
        name, kept, once = KEPT[self.model_name]
        differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
        changed = [f"new.{column} {differs} old.{column}" for column in kept.split()]
        changed += [
            f"(old.{column} IS NOT NULL AND new.{column} {differs} old.{column})"
            for column in once.split()
        ]
        table = model._meta.db_table
        yield from _refusing(name, "UPDATE", table, " OR ".join(changed), vendor)


class LoanStandsAtItsGroupsPoint(SentenceGuard):
    """A loan through a group is served where the group is served."""

    def names(self, vendor: str) -> list[str]:
        name = "loan_stands_at_the_point_of_its_group"
        return [name, f"{name}_after_a_change"]

    def made(self, model: Any, vendor: str) -> Iterable[str]:
        wrong = """
            new.group_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM loans_savingscreditgroup g
                WHERE g.id = new.group_id AND g.point_id = new.point_id
            )
        """
        for name, verb in zip(self.names(vendor), ("INSERT", "UPDATE"), strict=True):
            yield from _refusing(name, verb, model._meta.db_table, wrong, vendor)


def _refusing(name: str, verb: str, table: str, wrong: str, vendor: str):
    """A trigger `name` that refuses a row of `table` for which `wrong` is so."""
    if vendor == "postgresql":
        yield f"""
            CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF {wrong} THEN
                    RAISE EXCEPTION USING MESSAGE = TG_NAME,
                        ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
                END IF;
                RETURN NEW;
            END $$
        """
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{name}"()'
        )
    else:
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
            f"WHEN {wrong} BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
