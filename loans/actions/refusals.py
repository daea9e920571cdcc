"""Why an act was not done: a code for files and tests, a sentence for people."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _


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
    "session_changes_state_only_as_listed": _(
        "The session is not in the state that this needs. Look at it again."
    ),
    "one_open_reversal_request_for_a_line": _(
        "A reversal of this line is asked for already."
    ),
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

_NEGATIVE = _("More than is owed.")


def constraint_of(error: IntegrityError) -> str:
    """The name of the constraint or trigger that refused, or "" if unknown."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None and diagnosis.constraint_name:
        return diagnosis.constraint_name
    text = str(error)
    return text.rsplit(": ", 1)[-1].strip() if "UNIQUE" not in text else text


def refusing(action: Callable) -> Callable:
    """Let an action answer what the database refused by name as a refusal."""

    @wraps(action)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return action(*args, **kwargs)
        except IntegrityError as error:
            name = constraint_of(error)
            sentence = SENTENCES.get(name)
            if sentence is None and name.endswith("_is_not_negative"):
                sentence = _NEGATIVE
            if sentence is None:
                raise
            raise Refused(name.upper(), sentence) from error

    return guarded
