"""The lines of a group sheet on the page: what is typed, its state, what is wrong."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from loans.actions.dues import GroupDues, MemberDue
from loans.actions.sheet_checks import Problem, line_state
from loans.forms.sheets import LABELS, LINE_FIELDS, SheetForm
from loans.models import DraftLine
from programmes.rules.money import dotted

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


@dataclass(slots=True)
class Line:
    """One line of a draft as it is shown; amounts in `texts` are as typed."""

    number: int
    name: str
    member: MemberDue | None
    texts: dict[str, str]
    state: str
    cash: int
    offer: str = ""
    is_absent: bool = False
    wrong: tuple[str, ...] = ()
    problems: list[tuple[str, str | None, str]] = field(default_factory=list)

    @property
    def mark(self) -> str:
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        return STATES[self.state][1]

    @property
    def word(self) -> Any:
        return STATES[self.state][2]


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

    def line(self, line: DraftLine) -> Line:
        """A draft's line in words, with what is wrong about it."""
        member = self.dues.of(line.person_id)
        found = self.by_line.get(line.number, [])
        texts, changed = self._texts(line)
        offer = member.offer(self.cash_step) if member else {}
        return Line(
            number=line.number,
            name=line.person.full_name,
            member=member,
            texts=texts,
            state="wrong" if found else line_state(line, member),
            cash=(line.interest or 0) + (line.deposit or 0),
            offer=" ".join(str(amount) for amount in offer.values()),
            is_absent=line.is_absent,
            wrong=tuple(name for name, *_rest in found),
            problems=[*found, *changed],
        )

    def _texts(self, line: DraftLine) -> tuple[dict[str, str], list[Found]]:
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
