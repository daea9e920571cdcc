"""Holding a draft of a sheet against what is due: what stands in its way, by line."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from loans.actions.dues import GroupDues, MemberDue
from loans.models import DraftLine, SheetDraft
from loans.models.sheets import LINE_AMOUNTS

UNUSUAL_FACTOR = 10
"""A deposit of so many times the agreed level is asked about."""

SMALL_CHANGE = 1000
"""Interest short by less is carried to the next session and is no part payment."""


@dataclass(frozen=True)
class Problem:
    """Something that must be mended (or, a warning, looked at) before recording.

    `line` is the number on the sheet, 0 for the sheet as a whole; `field` names the
    input.
    """

    code: str
    sentence: Any
    line: int = 0
    field: str = ""
    is_warning: bool = False


@dataclass
class SheetCheck:
    """A draft held against what is due: totals in đồng, and what stands in the way."""

    totals: dict[str, int]
    cash_received: int | None
    counts: dict[str, int]
    problems: list[Problem] = field(default_factory=list)

    @property
    def cash_due(self) -> int:
        """Cash to hand in: interest and deposits of all lines."""
        return self.totals["interest"] + self.totals["deposit"]

    @property
    def from_savings(self) -> int:
        """Interest and principal out of member accounts: no cash."""
        return (
            self.totals["interest_from_savings"] + self.totals["principal_from_savings"]
        )

    @property
    def difference(self) -> int | None:
        """Received less due; negative is short. None while nothing was received."""
        if self.cash_received is None:
            return None
        return self.cash_received - self.cash_due

    @property
    def is_ready(self) -> bool:
        """A warning waits for its reason, so that it stands in the way as well."""
        return not self.problems


def check_sheet(
    draft: SheetDraft, lines: list[DraftLine], dues: GroupDues
) -> SheetCheck:
    """Hold a draft against what is due. Reads nothing more from the database."""
    check = SheetCheck(
        totals={
            name: sum(getattr(line, name) or 0 for line in lines)
            for name in LINE_AMOUNTS
        },
        cash_received=draft.cash_received,
        counts=_counts(lines, dues),
    )
    for line in lines:
        check.problems += _line_problems(line, dues.of(line.person_id))
    check.problems += _head_problems(draft, check, dues)
    return check


def line_state(line: DraftLine, member: MemberDue | None) -> str:
    """blank, absent, left (no member any more), part or full; odd đồng are no part."""
    if line.is_absent:
        return "absent"
    if member is None:
        return "left"
    if not line.is_entered:
        return "blank"
    is_part = _paid_interest(line) + SMALL_CHANGE <= member.interest
    return "part" if is_part else "full"


def _counts(lines: list[DraftLine], dues: GroupDues) -> dict[str, int]:
    counts = dict.fromkeys(("full", "part", "absent", "blank", "left"), 0)
    for line in lines:
        counts[line_state(line, dues.of(line.person_id))] += 1
    return counts


def _paid_interest(line: DraftLine) -> int:
    return (line.interest or 0) + (line.interest_from_savings or 0)


def _line_problems(line: DraftLine, member: MemberDue | None) -> list[Problem]:
    found = []

    def refuse(code, sentence, field_name):
        found.append(Problem(code, sentence, line.number, field_name))

    if not line.is_entered:
        refuse(
            "LINE_BLANK",
            _("Not entered. Enter what was paid, or mark it not paid."),
            "interest",
        )
        return found
    if line.is_absent:
        return found
    if member is None:
        refuse(
            "LEFT_THE_GROUP",
            _("No longer a member of the group on this day. Mark the line not paid."),
            "interest",
        )
        return found
    owed = member.interest + member.grace_interest
    if _paid_interest(line) > owed:
        refuse(
            "MORE_THAN_OWED",
            _("More than the %(amount)s owed.") % {"amount": _dots(owed)},
            "interest",
        )
    if (line.principal_from_savings or 0) > member.payable:
        refuse(
            "MORE_THAN_OWED",
            _("More than the %(amount)s owed.") % {"amount": _dots(member.payable)},
            "principal_from_savings",
        )
    if line.deposit and member.account is None:
        refuse("NO_ACCOUNT", _("Has no member account to pay into."), "deposit")
    used = (line.interest_from_savings or 0) + (line.principal_from_savings or 0)
    if used > member.saved + (line.deposit or 0 if member.account else 0):
        refuse(
            "NOT_ENOUGH_SAVED",
            _("The member account holds %(amount)s only.")
            % {"amount": _dots(member.saved)},
            "principal_from_savings"
            if line.principal_from_savings
            else "interest_from_savings",
        )
    level = member.membership.deposit_level
    if level and (line.deposit or 0) >= level * UNUSUAL_FACTOR and not line.note:
        found.append(
            Problem(
                "UNUSUAL_DEPOSIT",
                _("%(times)s times the agreed deposit. If right, give the reason.")
                % {"times": UNUSUAL_FACTOR},
                line.number,
                "deposit",
                is_warning=True,
            )
        )
    return found


def _dots(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _head_problems(
    draft: SheetDraft, check: SheetCheck, dues: GroupDues
) -> list[Problem]:
    found = []
    if not draft.handed_in_by:
        found.append(
            Problem(
                "NOBODY_HANDED_IN",
                _("Say who hands the money in: the leader or the deputy."),
                field="handed_in_by",
            )
        )
    elif draft.handed_in_by not in dues.board:
        found.append(
            Problem(
                "NO_SUCH_BOARD_MEMBER",
                _("The group has nobody in that place on this day."),
                field="handed_in_by",
            )
        )
    if not dues.may_collect and check.cash_due:
        found.append(
            Problem("MAY_NOT_COLLECT", _why_not_collect(dues), field="handed_in_by")
        )
    if check.difference != 0:
        found.append(_cash_problem(check))
    return found


def _cash_problem(check: SheetCheck) -> Problem:
    """Cash that was not entered, or is short or over: nothing posts a difference."""
    if check.difference is None:
        said = _("Enter the cash received.")
        return Problem("CASH_NOT_ENTERED", said, field="cash_received")
    values = {
        "cash": _dots(check.cash_received),
        "missing": _dots(abs(check.difference)),
    }
    if check.difference < 0:
        said = _(
            "Received %(cash)s, short by %(missing)s. Correct a line or take the rest."
        )
    else:
        said = _(
            "Received %(cash)s, over by %(missing)s. Correct a line or give the rest"
            " back."
        )
    return Problem("CASH_DIFFERS", said % values, field="cash_received")


def _why_not_collect(dues: GroupDues) -> Any:
    if dues.last_contract is None:
        return _("The group may not collect: it has no contract 11/TD on this day.")
    return _("The group may not collect: its 11/TD ended on %(day)s.") % {
        "day": f"{dues.last_contract.valid_to:%d/%m/%Y}"
    }
