"""Keeping what added nothing: an act that was refused, or sent a second time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from loans.actions.refusals import Refused
from loans.models import Attempt, AttemptOutcome, Session


def attempted(
    action: Callable,
    *,
    in_session: Session,
    by: Any,
    at: datetime,
    key: UUID | None = None,
    **rest: Any,
) -> Any:
    """Call an action of a session with what it needs; keep it if it added nothing.

    The action gets `by`, `at`, `rest`, and `key` where one is given. A refusal is
    kept and raised again; an answer that is older than `at` was given before. Call it
    outside any transaction, so that what is kept stays. BUSY is not kept: whoever holds
    the session would let that wait as well.
    """
    kwargs = {**rest, "by": by, "at": at} | ({"key": key} if key else {})
    with refusals_kept(action, in_session=in_session, by=by, at=at, key=key):
        answer = action(**kwargs)
    if _moment(answer) not in (None, at):
        _keep(in_session, action, key, by, at, None)
    return answer


@contextmanager
def refusals_kept(
    action: Callable,
    *,
    in_session: Session,
    by: Any,
    at: datetime,
    key: UUID | None = None,
) -> Iterator[None]:
    """Keep a refusal that the body meets, as one of the action, and let it pass on."""
    try:
        yield
    except Refused as refused:
        if refused.code != "BUSY":
            _keep(in_session, action, key, by, at, refused)
        raise


def _moment(answer: Any) -> datetime | None:
    """When what is answered was done: the first of several."""
    if isinstance(answer, list):
        answer = answer[0] if answer else None
    for name in ("posted_at", "recorded_at", "sealed_at", "at"):
        if hasattr(answer, name):
            return getattr(answer, name)
    return None


def _keep(session, action, key, by, at, refused: Refused | None) -> None:
    Attempt.objects.create(
        session=session,
        act=action.__name__,
        key=key,
        outcome=AttemptOutcome.REFUSED if refused else AttemptOutcome.REPEATED,
        code=refused.code if refused else "",
        sentence=refused.sentence if refused else "",
        by=by,
        at=at,
    )
