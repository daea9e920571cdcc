"""The lines of a group sheet on the page: what is typed, its state, what is wrong."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loans.actions.dues import GroupDues, MemberDue
from loans.actions.sheet_checks import Problem, line_state
from loans.forms.sheets import LABELS, LINE_FIELDS, SheetForm
from loans.models import DraftLine
from programmes.rules.money import dotted
from programmes.templatetags.display import clock, contract_tail, dong

Found = tuple[str, str | None, str]
"""Something wrong with a line: field, the value that may be meant, sentence."""

STATES = {
    "blank": ("○", "ink", _("Not entered")),
    "full": ("●", "ok", _("As due")),
    "part": ("◔", "warn", _("Part paid")),
    "absent": ("⊘", "ink", _("Not paid")),
    "wrong": ("✖", "bad", _("To correct")),
    "left": ("▲", "bad", _("Left the group")),
}
"""state → mark, tone, word; the page's script changes them by the same names."""


class Shape(NamedTuple):
    """What the markup of a line depends on; lines of one shape differ by texts alone.

    `wrong` names the inputs with a bad value; `problems` are sentences.
    """

    is_member: bool
    loan_count: int
    is_overdue: bool
    has_principal_due: bool
    is_paid: bool
    wrong: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One line of a draft as it is shown: a row of `{% rows %}`."""

    number: int
    name: str
    state: str
    shape: Shape
    texts: dict[str, str]


def problems_by_line(form: SheetForm | None, problems: Sequence[Problem]):
    """line number → (field, offer, sentence); 0 is the head of the sheet."""
    found: dict[int, list[tuple[str, str | None, str]]] = defaultdict(list)
    for wrong in form.wrong if form else ():
        found[wrong.number].append((wrong.field, wrong.offer, wrong.sentence))
    for problem in problems:
        label = LABELS.get(problem.field, "")
        sentence = f"{label}: {problem.sentence}" if label else str(problem.sentence)
        found[problem.line].append((problem.field, None, sentence))
    return found


def reasons(by_line, names: dict[int, str]) -> list[tuple[str, str]]:
    reasons = [(sentence, name) for name, _offer, sentence in by_line.get(0, ())]
    for number in sorted(set(by_line) - {0}):
        for name, _offer, sentence in by_line[number]:
            said = _("Line %(number)s – %(name)s – %(sentence)s") % {
                "number": number,
                "name": names.get(number, "–"),
                "sentence": sentence,
            }
            reasons.append((said, f"{name}-{number}"))
    return reasons


@dataclass(frozen=True)
class Shown:
    """What the lines of one page have in common."""

    dues: GroupDues
    cash_step: int
    form: SheetForm | None
    by_line: Mapping[int, list[Found]]
    is_changed: bool

    @cached_property
    def explain_url(self) -> str:
        """What the addresses of the lines' calculations have in common."""
        where = (self.dues.session.pk, self.dues.group.pk)
        return reverse("sheet-explain", args=[*where, 0]).removesuffix("0/")

    def line(self, line: DraftLine) -> Line:
        """A draft's line in words, with what is wrong about it."""
        member = self.dues.of(line.person_id)
        found = self.by_line.get(line.number, [])
        state = "wrong" if found else line_state(line, member)
        typed, changed = self._typed(line)
        mark, tone, word = STATES[state]
        own = {
            "number": str(line.number),
            "name": line.person.full_name,
            "state": state,
            "mark": mark,
            "tone": tone,
            "word": str(word),
            "absent": "1" if line.is_absent else "",
            "cash": dong((line.interest or 0) + (line.deposit or 0)),
            "explain_url": f"{self.explain_url}{line.number}/",
        }
        return Line(
            number=line.number,
            name=line.person.full_name,
            state=state,
            shape=_shape(member, found, [*found, *changed]),
            texts=own | typed | _owed(member, self.cash_step),
        )

    def _typed(self, line: DraftLine) -> tuple[dict[str, str], list[Found]]:
        """What the inputs show, and what another window kept instead."""
        texts, changed = {}, []
        typed = self.form.typed if self.form else {}
        for name in LINE_FIELDS:
            saved = getattr(line, name)
            kept = (dotted(saved) if isinstance(saved, int) else saved) or ""
            texts[name] = typed.get(f"{name}-{line.number}", kept)
            if self.is_changed and texts[name].strip() != kept:
                sentence = _("%(label)s: saved meanwhile is %(kept)s.") % {
                    "label": LABELS[name],
                    "kept": kept or "–",
                }
                changed.append(("", None, sentence))
        return texts, changed


def _shape(
    member: MemberDue | None, found: Sequence[Found], problems: Sequence[Found]
) -> Shape:
    return Shape(
        is_member=member is not None,
        loan_count=len(member.loans) if member else 0,
        is_overdue=member is not None and member.is_overdue,
        has_principal_due=member is not None and member.due_principal > 0,
        is_paid=member is not None and member.paid_at is not None,
        wrong=tuple(name for name, *_rest in found),
        problems=tuple(str(sentence) for *_rest, sentence in problems),
    )


def _owed(member: MemberDue | None, cash_step: int) -> dict[str, str]:
    """What a member owes, in texts; empty ones for somebody who has left."""
    if member is None:
        return dict.fromkeys(
            ("due", "offer", "contract", "period", "arrears", "paid_at"), ""
        )
    offer = member.offer(cash_step)
    period, arrears = member.period_interest, member.arrears
    return {
        "due": str(period + arrears),
        "offer": " ".join(str(amount) for amount in offer.values()),
        "contract": contract_tail(member.loans[0].loan.contract_number)
        if member.loans
        else "",
        "period": dong(period),
        "arrears": dong(arrears),
        "paid_at": clock(member.paid_at),
    }
