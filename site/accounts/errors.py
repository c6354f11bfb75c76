"""What the services of accounts refuse, each with a stable code."""

from core.errors import Refused


class InvitationRefused(Refused):
    """The invitation cannot be made or accepted."""


class RoleRefused(Refused):
    """The role cannot be granted or ended."""
