"""Who stands beside the teller, and signs in place on the teller's machine."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from loans.actions.signing import sign_in_place
from loans.forms.cash import SignatureForm
from loans.models import Session, TeamMember, TeamRole
from programmes.access import Permission


def others(session: Session, user: Any, *roles: str) -> list[Any]:
    """The people of the team but one, in these roles or in any; controllers first."""
    members = session.team.filter(left_at__isnull=True).exclude(user=user)
    if roles:
        members = members.filter(role__in=roles)
    found = members.select_related("user").order_by("pk")
    controls = [member for member in found if member.role == TeamRole.CONTROLLER]
    return [member.user for member in dict.fromkeys([*controls, *found])]


def role_in_team(session: Session, user: Any) -> str:
    """The role of somebody in the session's team; "" for who is not of it."""
    member = TeamMember.objects.filter(
        session=session, user=user, left_at__isnull=True
    ).first()
    return member.role if member else ""


def signed_beside(
    request: HttpRequest,
    session: Session,
    form: SignatureForm,
    *,
    subject: str,
    shown: str,
    at: datetime,
    permission: Permission = Permission.CASH_SEE,
) -> Any:
    """Return the other person, who proved to have seen what is `shown`.

    Raises: Refused as `sign_in_place`.
    """
    return sign_in_place(
        session=session,
        subject=subject,
        shown=shown,
        permission=permission,
        machine_of=request.user,
        at=at,
        **form.signature,
    )
