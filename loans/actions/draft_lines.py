"""Which lines stand on a draft: one for each member who owes or saves."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from loans.actions.dues import GroupDues
from loans.actions.refusals import refusing
from loans.models import DraftLine, SheetDraft


@refusing
def drafts_of(*, dues: Iterable[GroupDues]) -> dict[int, SheetDraft]:
    """The drafts of a session's groups by group id, made or brought up to date.

    Lines stand in the order of names; once printed or typed on, their numbers stay
    and members who joined since go to the end. A line that nobody touched goes with
    its member, unless it is on paper. The same number of statements, however many
    groups.
    """
    dues = list(dues)
    with transaction.atomic():
        drafts = _lock_drafts(dues)
        lines: dict[int, list[DraftLine]] = defaultdict(list)
        for line in DraftLine.objects.filter(draft__in=drafts.values()):
            lines[line.draft_id].append(line)
        gone: list[DraftLine] = []
        missing: list[DraftLine] = []
        for owed in dues:
            draft = drafts[owed.group.pk]
            there = lines[draft.pk]
            if not is_current(there, owed, is_printed=bool(draft.printed_at)):
                out, new = _renewed(draft, there, owed)
                gone += out
                missing += new
        if gone:
            DraftLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
        DraftLine.objects.bulk_create(missing)
        return drafts


def _lock_drafts(dues: list[GroupDues]) -> dict[int, SheetDraft]:
    """The drafts by group id, locked in the order of their ids; made if missing."""
    if not dues:
        return {}
    session = dues[0].session
    groups = [owed.group.pk for owed in dues]
    found = SheetDraft.objects.filter(session=session, group__in=groups)
    there = set(found.values_list("group_id", flat=True))
    SheetDraft.objects.bulk_create(
        (
            SheetDraft(session=session, group_id=group)
            for group in groups
            if group not in there
        ),
        ignore_conflicts=True,
    )
    return {draft.group_id: draft for draft in found.select_for_update().order_by("pk")}


def is_current(
    lines: Iterable[DraftLine], dues: GroupDues, *, is_printed: bool
) -> bool:
    """Whether the lines are those of today's members: nobody missing, nobody idle."""
    wanted = {person.pk for person in _wanted(dues)}
    there = {line.person_id for line in lines}
    return wanted <= there and (is_printed or not _idle(lines, wanted))


def _wanted(dues: GroupDues) -> list[Any]:
    """Whoever owes something, or saves with the group, in the order of names."""
    return [member.person for member in dues.members if member.loans or member.account]


def _idle(lines: Iterable[DraftLine], wanted: Collection[int]) -> list[DraftLine]:
    """Untouched lines of people who are not on the sheet any more."""
    return [
        line
        for line in lines
        if line.person_id not in wanted and not line.is_entered and not line.note
    ]


def _renewed(
    draft: SheetDraft, lines: list[DraftLine], dues: GroupDues
) -> tuple[list[DraftLine], list[DraftLine]]:
    """Lines to go and lines to come: all while nobody saw them, else the missing."""
    wanted = _wanted(dues)
    is_fixed = draft.printed_at or draft.saved_at
    gone = lines
    if is_fixed:
        gone = [] if draft.printed_at else _idle(lines, {one.pk for one in wanted})
    kept = [line for line in lines if line not in gone]
    there = {line.person_id for line in kept}
    last = max((line.number for line in lines), default=0) if is_fixed else 0
    missing = [person for person in wanted if person.pk not in there]
    return gone, [
        DraftLine(draft=draft, number=number, person=person)
        for number, person in enumerate(missing, last + 1)
    ]
