"""Opening a citizen's full number: never without a reason that stays on record."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from loans.actions.refusals import Refused, refusing
from loans.models import IdentityReveal, Person

REASON_LENGTH = 10
"""A reason has at least so many characters."""


@refusing
def reveal(*, person: Person, reason: str, by: Any, at: datetime) -> IdentityReveal:
    """Write down who opens whose number, why and when.

    Raises: Refused NO_CITIZEN_ID, REASON_TOO_SHORT.
    """
    if not person.citizen_id:
        raise Refused("NO_CITIZEN_ID", _("No citizen ID of this person is on record."))
    reason = " ".join(reason.split())
    if len(reason) < REASON_LENGTH:
        raise Refused(
            "REASON_TOO_SHORT",
            _("Give the reason in at least %(count)s characters."),
            count=REASON_LENGTH,
        )
    return IdentityReveal.objects.create(person=person, by=by, reason=reason, at=at)
