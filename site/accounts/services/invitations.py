"""Invite people, send the link, withdraw it."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts.errors import InvitationRefused
from accounts.models import Invitation, Organisation, User
from accounts.permissions import can_grant_role, may_know_account
from accounts.roles import Role
from accounts.selectors import user_with_address
from accounts.services.memberships import check_role
from accounts.tokens import hash_of, new_token
from core import clock
from core.errors import NotAllowed
from core.queue import enqueue

log = structlog.get_logger(__name__)


@transaction.atomic
def invite_person(
    *, organisation: Organisation, email: str, role: Role, by: User | None, language: str | None = None
) -> Invitation:
    """Queue the mail that lets this address take the role; valid for INVITATION_DAYS.

    `language` is that of the mail for somebody who has no account yet (default: the language of `by`). An invitation
    to the same role that has lapsed is withdrawn and replaced. Raises what `check_role` raises, and InvitationRefused
    `already-invited` while another one is open.
    """
    email = email.strip().lower()
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    known = user_with_address(email)
    visible = known if known and may_know_account(by, known, organisation) else None
    check_role(person=visible, email=email, organisation=organisation, role=role, by=by)
    for earlier in Invitation.objects.open().filter(organisation=organisation, email=email, role=role):
        if earlier.expires_at > clock.now():
            raise InvitationRefused("already-invited", _("This person is invited already: send the link again."))
        earlier.withdrawn_at = clock.now()
        earlier.save(update_fields=["withdrawn_at"])
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        language=known.language if known else language or (by.language if by else settings.LANGUAGE_CODE),
        token_hash=hash_of(new_token()),
        invited_by=by,
        expires_at=_expiry(),
    )
    enqueue("accounts.tasks.send_invitation", invitation.pk)
    log.info("person invited", invitation=invitation.pk, role=role.value, by=by and by.pk)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Send a new link, valid for INVITATION_DAYS from now; the earlier link no longer works.

    Who sends it again answers for it from then on: the person who made it may have left.

    Raises NotAllowed, and InvitationRefused `closed` when it was accepted or withdrawn.
    """
    invitation = _open_invitation(invitation, by)
    invitation.token_hash = hash_of(new_token())
    invitation.expires_at = _expiry()
    invitation.sent_at = None
    invitation.invited_by = by
    invitation.save(update_fields=["token_hash", "expires_at", "sent_at", "invited_by"])
    enqueue("accounts.tasks.send_invitation", invitation.pk)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Make the link worthless. Raises NotAllowed, and InvitationRefused `closed`."""
    invitation = _open_invitation(invitation, by)
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    log.info("invitation withdrawn", invitation=invitation.pk, by=by.pk)
    return invitation


@transaction.atomic
def send_invitation(invitation_id: int) -> None:
    """Make the token, keep its hash, send the link. Does nothing when it was sent, accepted or withdrawn meanwhile.

    The mail leaves inside the transaction: when it fails nothing is kept and the queue tries again. When the worker
    dies between the mail and the commit, a second mail brings the link that works.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk=invitation_id, sent_at=None)
        .first()
    )
    if invitation is None or not invitation.is_open:
        return
    token = new_token()
    invitation.token_hash = hash_of(token)
    invitation.sent_at = clock.now()
    invitation.save(update_fields=["token_hash", "sent_at"])
    notices.send_invitation(invitation, token)


def _open_invitation(invitation: Invitation, by: User) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    if not can_grant_role(by, locked.organisation, Role(locked.role)):
        raise NotAllowed("not-allowed", _("You may not decide about this invitation."))
    if not locked.is_open:
        raise InvitationRefused("closed", _("This invitation was accepted or withdrawn already."))
    return locked


def _expiry() -> datetime:
    return clock.now() + timedelta(days=settings.INVITATION_DAYS)
