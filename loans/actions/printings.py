"""Printing a form: logged, numbered, and the lines of the paper frozen with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from loans.actions.draft_lines import drafts_of
from loans.actions.drafts import mark_printed
from loans.actions.dues import GroupDues, dues_of_groups
from loans.actions.ledger import lock_session
from loans.actions.refusals import Refused, refusing
from loans.models import (
    GroupSheet,
    Printing,
    SavingsCreditGroup,
    Session,
    SessionState,
    SheetDraft,
)

SHEET = "13/TD"


NOTHING = _("There is nothing to print: no line of this form has anything to say.")


@refusing
def log_printings(
    *,
    form: str,
    session: Session,
    subjects: Sequence[dict[str, Any]],
    is_recorded: bool,
    by: Any,
    at: datetime,
) -> list[Printing]:
    """Log a form as printed, once for each subject: {"group": …}, {"loan": …} or {}.

    `is_recorded` says whether it shows what stands in the ledger, or what is to come.

    Raises: Refused NOTHING_TO_PRINT without a subject.
    """
    if not subjects:
        raise Refused("NOTHING_TO_PRINT", NOTHING)
    with transaction.atomic():
        session = lock_session(session.pk)
        copies = _copies(form, session)
        rows = []
        for subject in subjects:
            group, loan = subject.get("group"), subject.get("loan")
            which = (group and group.pk, loan and loan.pk, is_recorded)
            rows.append(
                Printing(
                    form=form,
                    session=session,
                    group=group,
                    loan=loan,
                    is_recorded=is_recorded,
                    copy_number=copies.get(which, 0) + 1,
                    by=by,
                    at=at,
                )
            )
        return Printing.objects.bulk_create(rows)


def sheet_dues(
    *, session: Session, groups: Iterable[SavingsCreditGroup], **_others: Any
) -> dict[str, dict[int, GroupDues]]:
    """`dues` by group id. The same number of statements, however many groups."""
    return {"dues": dues_of_groups(groups, session)}


@refusing
def print_sheets(
    *,
    session: Session,
    groups: Sequence[SavingsCreditGroup],
    dues: Mapping[int, GroupDues],
    by: Any,
    at: datetime,
) -> list[Printing]:
    """Log the sheets of groups as printed, in the order given.

    `dues` are those of `sheet_dues`, of the same session and groups.

    What is recorded is printed as recorded. Otherwise the line numbers of the draft
    are frozen; a group in which nobody owes or saves, or whose session closed
    without its sheet, has no paper and is left out.

    Raises: Refused NOTHING_TO_PRINT if no group has one.
    """
    recorded = _recorded(session, groups)
    is_closed = session.state == SessionState.CLOSED
    blank = [dues[group.pk] for group in groups if group.pk not in recorded]
    drafts = {} if is_closed else drafts_of(dues=blank)
    with transaction.atomic():
        session = lock_session(session.pk)
        recorded = _recorded(session, groups)
        waiting = [draft.pk for pk, draft in drafts.items() if pk not in recorded]
        printed = SheetDraft.objects.filter(pk__in=waiting, lines__isnull=False)
        ids = set(printed.values_list("pk", flat=True))
        mark_printed(drafts=SheetDraft.objects.filter(pk__in=ids), at=at)
        copies = _copies(SHEET, session)
        rows = [
            Printing(
                form=SHEET,
                session=session,
                group=group,
                is_recorded=group.pk in recorded,
                copy_number=copies.get((group.pk, None, group.pk in recorded), 0) + 1,
                by=by,
                at=at,
            )
            for group in groups
            if group.pk in recorded
            or (group.pk in drafts and drafts[group.pk].pk in ids)
        ]
        if not rows:
            raise Refused(
                "NOTHING_TO_PRINT",
                _("There is no sheet to print: nobody owes or saves here on that day."),
            )
        return Printing.objects.bulk_create(rows)


def _recorded(session: Session, groups: Iterable[SavingsCreditGroup]) -> set[int]:
    sheets = GroupSheet.objects.filter(session=session, group__in=groups)
    return set(sheets.values_list("group_id", flat=True))


def _copies(
    form: str, session: Session
) -> dict[tuple[int | None, int | None, bool], int]:
    """(group id, loan id, whether as recorded) → the last copy's number."""
    printed = Printing.objects.filter(form=form, session=session)
    last = printed.values_list("group_id", "loan_id", "is_recorded").annotate(
        Max("copy_number")
    )
    return {(group, loan, recorded): n for group, loan, recorded, n in last}
