"""Accept an invitation: with a new account, or with the one that is there."""

import structlog
from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.errors import InvitationRefused
from accounts.models import Invitation, User
from accounts.permissions import can_grant_role
from accounts.roles import Role
from accounts.selectors import owns_address, user_with_address
from accounts.services.memberships import grant_role, refuse_guarded_role_to_oneself
from accounts.tokens import hash_of
from core import clock

log = structlog.get_logger(__name__)


@transaction.atomic
def accept_with_new_account(*, token: str, name: str, password: str, language: str) -> User:
    """Open the account of somebody who followed the link, with the role of the invitation.

    Whoever has the token reads the mailbox, so the address counts as confirmed. The password has been checked by the
    form. Raises InvitationRefused: what `invitation_for` raises, and `account-exists`.
    """
    invitation = invitation_for(token, lock=True)
    if user_with_address(invitation.email) is not None:
        raise InvitationRefused("account-exists", _("There is an account with this address: sign in, then accept."))
    person = User.objects.create_user(invitation.email, password, name=name.strip(), language=language)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    _accept(invitation, person)
    return person


@transaction.atomic
def accept_with_account(*, token: str, by: User) -> User:
    """Give the role of the invitation to the person who is logged in and owns its address.

    Raises InvitationRefused: what `invitation_for` raises, and `other-person`; RoleRefused as `grant_role` does, and
    `granted-to-oneself`.
    """
    invitation = invitation_for(token, lock=True)
    if not owns_address(by, invitation.email):
        raise InvitationRefused(
            "other-person", _("This invitation is for another address: sign out, then open the link again.")
        )
    _accept(invitation, by)
    return by


def invitation_for(token: str, *, lock: bool = False) -> Invitation:
    """The open invitation with this token.

    Raises InvitationRefused: `unknown` (also after a newer link was sent), `used`, `withdrawn` (also when who made it
    may no longer give the role), `expired`.
    """
    rows = Invitation.objects.select_related("organisation", "invited_by")
    if lock:
        rows = rows.select_for_update(of=("self",))
    invitation = rows.filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise InvitationRefused("unknown", _("This link is not valid: use the one in the newest mail."))
    if invitation.accepted_at is not None:
        raise InvitationRefused("used", _("This invitation was used already: sign in with your account."))
    if invitation.withdrawn_at is not None or not _may_still_be_given(invitation):
        raise InvitationRefused("withdrawn", _("This invitation was withdrawn: ask whoever invited you."))
    if invitation.expires_at <= clock.now():
        raise InvitationRefused("expired", _("This invitation has lapsed: ask whoever invited you for a new one."))
    return invitation


def _may_still_be_given(invitation: Invitation) -> bool:
    """False once who made it lost the right: a thief who was stopped leaves no door open."""
    maker = invitation.invited_by
    return maker is None or can_grant_role(maker, invitation.organisation, Role(invitation.role))


def _accept(invitation: Invitation, person: User) -> None:
    if invitation.invited_by == person:
        # By an address that was not known as theirs when they invited it.
        refuse_guarded_role_to_oneself(Role(invitation.role))
    # Who made the invitation may give the role; `by` None: who accepts decides nothing.
    membership = grant_role(person=person, organisation=invitation.organisation, role=Role(invitation.role), by=None)
    membership.granted_by = invitation.invited_by
    membership.save(update_fields=["granted_by"])
    invitation.accepted_at = clock.now()
    invitation.accepted_by = person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    log.info("invitation accepted", invitation=invitation.pk, person=person.pk)
