"""Users and what ties them to organisations."""

from accounts.models.invitation import Invitation
from accounts.models.organisation import Membership, Organisation
from accounts.models.user import User

__all__ = ["Invitation", "Membership", "Organisation", "User"]
