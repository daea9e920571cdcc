"""Why an act was not done: a code for files and tests, a sentence for people."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from random import uniform
from time import sleep
from typing import Any

from django.apps import apps
from django.db import IntegrityError, OperationalError, connection
from django.db.models import UniqueConstraint
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

TRIES = 3
"""So often an act is tried when it and another stand in each other's way."""

_CROSSED = {"40P01", "40001"}
"""PostgreSQL: deadlock detected, serialisation failure."""

_KEPT_WAITING = {"55P03", "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT"}
"""A lock that was not given in time, as PostgreSQL and SQLite call it."""

_UNIQUE = "UNIQUE constraint failed: "


class Refused(Exception):
    """An act that the rules do not allow, and why.

    `code` is a word in capitals that stays the same; `sentence` says what is so and
    what to do, in the reader's language; `values` fill its places.
    """

    def __init__(self, code: str, sentence: Any, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self._sentence = sentence

    @property
    def sentence(self) -> str:
        """What is so, then what to do."""
        return str(self._sentence) % self.values if self.values else str(self._sentence)

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"


def said(at: datetime) -> str:
    """A moment in a sentence: 05/03/2026 09:14."""
    return f"{localtime(at):%d/%m/%Y %H:%M}"


SENTENCES: dict[str, Any] = {
    "posting_stands_in_an_open_session": _(
        "The session is not open. The team leader or the teller opens it here."
    ),
    "posting_counts_on_the_day_of_its_session": _(
        "The day of an entry is the day of its session."
    ),
    "posting_of_a_loan_never_goes_back_in_time": _(
        "The loan has a later entry already. Ask for a reversal of that one first."
    ),
    "posting_of_a_loan_stands_at_the_loans_point": _(
        "The loan is served at another point."
    ),
    "posting_on_savings_stands_at_the_accounts_point": _(
        "The member account is served at another point."
    ),
    "member_savings_are_not_negative": _("The member account does not hold that much."),
    "loan_principal_is_not_above_what_was_disbursed": _(
        "More principal than was paid out."
    ),
    "one_recorded_sheet_for_a_session_and_group": _(
        "The sheet of this group is recorded already."
    ),
    "one_open_session_for_a_point": _("A session of this point is open already."),
    "one_session_for_a_point_and_day": _(
        "There is a session of this point on this day already."
    ),
    "one_session_for_an_office_counter_and_day": _(
        "There is a session of this counter on this day already."
    ),
    "one_advance_for_a_session": _(
        "The advance was counted already. Count a top-up instead."
    ),
    "a_serial_is_seized_once_in_a_session": _(
        "The minutes of this note stand already."
    ),
    "closed_session_is_never_changed": _(
        "The session is closed for ever. Record in a later session."
    ),
    "session_changes_state_only_as_listed": _(
        "The session is not in the state that this needs. Look at it again."
    ),
    "a_person_stands_once_in_a_team": _("A person stands in the team once."),
    "one_correcting_accrual_for_a_loan_and_session": _(
        "The interest of this loan was corrected in this session already."
        " Reverse this in the next session, or at the office's counter."
    ),
    "one_act_of_a_kind_waits_for_a_loan_in_a_session": _(
        "This is prepared already and waits. Look at what waits."
    ),
    "one_withdrawal_waits_for_an_account_in_a_session": _(
        "A withdrawal from this account waits already. Look at what waits."
    ),
    "one_open_reversal_request_for_a_line": _(
        "A reversal of this line is asked for already."
    ),
    "one_open_reversal_request_for_a_posting": _(
        "A reversal of this entry is asked for already."
    ),
    "loans_posting.reverses_id": _("Reversed already by somebody else."),
    "key_and_line_are_unique_for_ever": _(
        "This form was recorded before. Open the page anew to record something else."
    ),
    "loans_loan.contract_number": _("A loan of this contract number exists already."),
    "loan_is_made_and_approved_by_two_people": _(
        "Approver and maker must be different people."
    ),
    "session_is_prepared_and_opened_by_two_people": _(
        "Who prepared the session does not open it."
    ),
    "posting_is_made_and_checked_by_two_people": _(
        "Approver and maker must be different people."
    ),
}
"""What the database refuses, in words; by the name of the constraint or trigger."""

_CODES = {
    "loans_posting.reverses_id": "ALREADY_REVERSED",
    "key_and_line_are_unique_for_ever": "KEY_REUSED",
    "loans_loan.contract_number": "CONTRACT_NUMBER_TAKEN",
}
"""Codes of refusals that are not simply the name in capitals."""

_NEGATIVE = _("More than is owed.")


def constraint_of(error: IntegrityError) -> str:
    """The name of the constraint or trigger that refused.

    A column that is unique by itself has no name of ours: it is table.column. The
    same on both engines, though SQLite tells only the columns of a unique constraint.
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None and diagnosis.constraint_name:
        name, table = diagnosis.constraint_name, diagnosis.table_name
        column = name.removeprefix(f"{table}_").removesuffix("_key")
        return f"{table}.{column}" if name == f"{table}_{column}_key" else name
    text = str(error)
    if text.startswith(_UNIQUE):
        return _unique_over(text.removeprefix(_UNIQUE))
    return text.rsplit(": ", 1)[-1].strip()


def _unique_over(text: str) -> str:
    """The constraint over columns that SQLite tells as `table.one, table.two`."""
    columns = set(text.split(", "))
    for model in apps.get_models():
        meta = model._meta
        for constraint in meta.constraints:
            if isinstance(constraint, UniqueConstraint) and columns == {
                f"{meta.db_table}.{meta.get_field(name).column}"
                for name in constraint.fields
            }:
                return constraint.name
    return text


def refusing(action: Callable) -> Callable:
    """Let an action answer what the database refused by name as a refusal.

    An act that a deadlock threw out is tried again, by the outermost action alone;
    one that waited too long for a lock is BUSY, so that its form keeps what was typed.
    """

    @wraps(action)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        for tried in range(1, TRIES + 1):
            try:
                return action(*args, **kwargs)
            except IntegrityError as error:
                raise _refusal(error) from error
            except OperationalError as error:
                if connection.in_atomic_block:
                    raise
                if _said_by(error) in _KEPT_WAITING:
                    raise _busy() from error
                if _said_by(error) not in _CROSSED:
                    raise
                log.warning("%s met another act, try %s", action.__name__, tried)
                # Two that go on in step would only meet again.
                sleep(uniform(0.05, 0.25) * tried)
        raise _busy()

    return guarded


def _busy() -> Refused:
    return Refused(
        "BUSY", _("Others are recording the same loans just now. Send it again.")
    )


def _refusal(error: IntegrityError) -> Exception:
    name = constraint_of(error)
    sentence = SENTENCES.get(name)
    if sentence is None and name.startswith("loan_") and name.endswith("_not_negative"):
        sentence = _NEGATIVE
    if sentence is None:
        return error
    return Refused(_CODES.get(name, name.upper()), sentence)


def _said_by(error: OperationalError) -> str:
    """The engine's own word for what went wrong; empty if it has none."""
    cause = error.__cause__
    return getattr(cause, "sqlstate", "") or getattr(cause, "sqlite_errorname", "")
