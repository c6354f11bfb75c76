"""What the services of certification refuse."""

from core.errors import Refused


class RegistrationRefused(Refused):
    """The company or the workshop cannot be registered like this."""


class CertificateRefused(Refused):
    """The certificate cannot be issued or withdrawn like this."""
