"""One invented person for each role, with a known password and a known second factor."""

from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256
from time import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from accounts.roles import STAFF_ROLES, Role

PASSWORD = "Seize-Tournevis-Verts"  # noqa: S105 - printed on the terminal, see demo_logins
DOMAIN = "demo.example"
_PERIOD_SECONDS = 30


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo; `name` before the @ is the address."""

    login: str
    name: str
    role: Role
    language: str = "fr"

    @property
    def email(self) -> str:
        """The address to log in with."""
        return f"{self.login}@{DOMAIN}"

    @property
    def is_staff(self) -> bool:
        """True for people who need a second factor."""
        return self.role in STAFF_ROLES


# The first one grants the roles of the others.
STAFF = (
    DemoPerson("admin", "Alix Moreau", Role.ADMINISTRATOR),
    DemoPerson("officer", "Jeanne Petit", Role.CONTROL_OFFICER),
    DemoPerson("officer2", "Karim Benali", Role.CONTROL_OFFICER, "en"),
    DemoPerson("analyst", "Lucie Faure", Role.FRAUD_ANALYST),
    DemoPerson("maker", "Paul Girard", Role.FINANCE_MAKER),
    DemoPerson("approver", "Nadia Lopez", Role.FINANCE_APPROVER),
    DemoPerson("editor", "Hugo Roussel", Role.EDITOR),
    DemoPerson("publisher", "Inès Caron", Role.PUBLISHER),
)
CERTIFIERS = (
    DemoPerson("certifier", "Marc Dubois", Role.CERTIFIER),
    DemoPerson("auditor", "Sofia Meunier", Role.AUDITOR),
)
OWNER = DemoPerson("owner", "Claire Fontaine", Role.REPAIRER_OWNER)
REPAIRERS = (
    OWNER,
    DemoPerson("employee", "Théo Lambert", Role.REPAIRER_EMPLOYEE),
    DemoPerson("owner2", "Yanis Perrin", Role.REPAIRER_OWNER, "en"),
    DemoPerson("owner3", "Margaux Vidal", Role.REPAIRER_OWNER),
    DemoPerson("shops", "Gérant des boutiques", Role.REPAIRER_OWNER),
)
EVERYBODY = (*STAFF, *CERTIFIERS, *REPAIRERS)


def secret_of(email: str) -> str:
    """The secret of the person's code generator; the same on every machine, so that scripts can sign in."""
    return b32encode(sha256(email.encode()).digest()[:20]).decode("ascii")


def code_of(email: str) -> tuple[str, int]:
    """The code that the person's generator shows now, and how many seconds it still counts."""
    instant = int(time())
    value = hotp_value(secret_of(email), instant // _PERIOD_SECONDS)
    return format_hotp_value(value), _PERIOD_SECONDS - instant % _PERIOD_SECONDS
