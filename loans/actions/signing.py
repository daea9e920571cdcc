"""The second signature in place: somebody else signs on the machine of the first.

It opens no session and changes nobody's screen. It is good for the one thing that was
shown; three wrong tries end it for that thing on that machine.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from loans.actions.refusals import Refused
from loans.models import Session, SignatureAttempt, TeamMember
from programmes.access import Permission, posts_granting
from programmes.models import User

TRIES = 3
"""Wrong tries after which only an own device is left."""

ENDED = _("Wrong three times. Sign this on your own device.")

GUESSES, GUESSED_WITHIN = 10, timedelta(minutes=15)
"""So many wrong tries in one name, whatever is signed, end it too: as at sign-in."""


def sign_in_place(
    *,
    session: Session,
    subject: str,
    shown: str,
    username: str,
    password: str,
    code: str,
    permission: Permission,
    machine_of: Any,
    at: datetime,
) -> User:
    """Return who signed what is `shown`, having proved who they are.

    `subject` names the act. Every try is kept, also when this refuses: call it
    outside the transaction of the act. The code of a second factor is asked for only
    where the signer has one.

    Raises: Refused SIGNATURE_ENDED, WRONG_SIGNATURE, SAME_PERSON, MAY_NOT_SIGN.
    """
    with transaction.atomic():
        # One try after the other, or many at once would each be the first.
        User.objects.select_for_update(no_key=True).get(pk=machine_of.pk)
        tries = _refuse_ended(session, subject, machine_of, username, at)
        signer = _proved(username, password, code)
        is_other = signer is not None and signer.pk != machine_of.pk
        SignatureAttempt.objects.create(
            session=session,
            subject=subject,
            shown=shown,
            machine_of=machine_of,
            username=username[:150],
            signer=signer if is_other else None,
            at=at,
        )
    if signer is None:
        raise _wrong(TRIES - tries - 1)
    if not is_other:
        raise Refused(
            "SAME_PERSON",
            _("Who prepared it does not sign it. Another person signs here."),
        )
    refuse_unless_may_sign(signer, session, permission, at)
    return signer


def signer_of(session: Session, subject: str) -> User | None:
    """Who signed a subject in place, the last if several; None while nobody did."""
    tries = SignatureAttempt.objects.filter(
        session=session, subject=subject, signer__isnull=False
    )
    last = tries.select_related("signer").order_by("-pk").first()
    return last.signer if last else None


def refuse_unless_may_sign(
    signer: Any, session: Session, permission: Permission, at: datetime
) -> None:
    """Raise Refused MAY_NOT_SIGN unless a post and a place in the team say so."""
    posts = posts_granting(signer, permission, localdate(at))
    reaches = Session.objects.within(posts).filter(pk=session.pk).exists()
    in_team = TeamMember.objects.filter(
        session=session, user=signer, left_at__isnull=True
    ).exists()
    if not (reaches and in_team):
        raise Refused(
            "MAY_NOT_SIGN",
            _("%(name)s may not sign this: the session's controller does."),
            name=str(signer),
        )


def _wrong(left: int) -> Refused:
    """What is said of a wrong try; of the last one, what is left to do."""
    sentence = _("Name, password or code is not right. Tries left: %(left)s.")
    return Refused("WRONG_SIGNATURE", sentence if left else ENDED, left=left)


def _refuse_ended(
    session: Session, subject: str, machine_of: Any, username: str, at: datetime
) -> int:
    """The wrong tries so far. Raises: Refused SIGNATURE_ENDED after too many."""
    wrong = SignatureAttempt.objects.filter(signer__isnull=True)
    tries = wrong.filter(
        session=session, subject=subject, machine_of=machine_of
    ).count()
    guesses = wrong.filter(username=username[:150], at__gt=at - GUESSED_WITHIN).count()
    if tries >= TRIES or guesses >= GUESSES:
        raise Refused("SIGNATURE_ENDED", ENDED)
    return tries


def _proved(username: str, password: str, code: str) -> User | None:
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        # The same work for a name that is not there, so that time tells nothing.
        make_password(password)
        return None
    if not check_password(password, user.password):
        return None
    factor = Authenticator.objects.filter(
        user=user, type=Authenticator.Type.TOTP
    ).first()
    if factor is not None and not TOTP(factor).validate_code(code):
        return None
    return user
