"""Jobs of accounts: mails that must not make a page wait, nor tell by its time whether an account exists."""

from accounts import notices
from accounts.models import User
from accounts.services import invitations


def send_invitation(invitation_id: int) -> None:
    """Send the link of an invitation once."""
    invitations.send_invitation(invitation_id)


def send_password_reset(user_id: int) -> None:
    """Send the link to choose a new password; the token is made here, so the queue holds none."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is not None:
        notices.send_password_reset(user)
