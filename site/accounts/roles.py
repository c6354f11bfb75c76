"""The closed list of roles, by the kind of organisation that can give them."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is to the scheme."""

    OPERATOR = "operator", _("Scheme operator")
    REPAIRER = "repairer", _("Repairer")
    CERTIFIER = "certifier", _("Certifier")


class Role(models.TextChoices):
    """What a person does for an organisation."""

    REPAIRER_OWNER = "repairer_owner", _("Repairer, owner")
    REPAIRER_EMPLOYEE = "repairer_employee", _("Repairer, employee")
    CERTIFIER = "certifier", _("Certifier")
    AUDITOR = "auditor", _("Auditor")
    CONTROL_OFFICER = "control_officer", _("Control officer")
    FRAUD_ANALYST = "fraud_analyst", _("Fraud analyst")
    FINANCE_MAKER = "finance_maker", _("Finance, maker")
    FINANCE_APPROVER = "finance_approver", _("Finance, approver")
    EDITOR = "editor", _("Communications editor")
    PUBLISHER = "publisher", _("Communications publisher")
    ADMINISTRATOR = "administrator", _("Administrator")


ROLES_OF_KIND: dict[OrganisationKind, frozenset[Role]] = {
    OrganisationKind.REPAIRER: frozenset({Role.REPAIRER_OWNER, Role.REPAIRER_EMPLOYEE}),
    OrganisationKind.CERTIFIER: frozenset({Role.CERTIFIER, Role.AUDITOR}),
    OrganisationKind.OPERATOR: frozenset(
        {
            Role.CONTROL_OFFICER,
            Role.FRAUD_ANALYST,
            Role.FINANCE_MAKER,
            Role.FINANCE_APPROVER,
            Role.EDITOR,
            Role.PUBLISHER,
            Role.ADMINISTRATOR,
        }
    ),
}

REPAIRER_ROLES = ROLES_OF_KIND[OrganisationKind.REPAIRER]
STAFF_ROLES = ROLES_OF_KIND[OrganisationKind.OPERATOR] | ROLES_OF_KIND[OrganisationKind.CERTIFIER]

# Nobody both prepares and decides where money is concerned (screens-and-security.md, B.3).
INCOMPATIBLE_ROLES: tuple[frozenset[Role], ...] = (
    frozenset({Role.FINANCE_MAKER, Role.CONTROL_OFFICER}),
    frozenset({Role.FINANCE_APPROVER, Role.CONTROL_OFFICER}),
)

# Roles that open money or the whole product: nobody grants one to themself (screens-and-security.md, B.3).
GUARDED_ROLES = frozenset({Role.FINANCE_MAKER, Role.FINANCE_APPROVER, Role.ADMINISTRATOR})


def kind_of(role: Role) -> OrganisationKind:
    """The kind of organisation in which the role is held."""
    return next(kind for kind, roles in ROLES_OF_KIND.items() if role in roles)


def may_be_held_together(roles: Iterable[Role]) -> bool:
    """True when one person may hold all these roles.

    A person never holds a pair of INCOMPATIBLE_ROLES, and works for one kind of organisation only: whoever files claims
    or certifies repairers does not decide for the operator.
    """
    held = frozenset(roles)
    if len({kind_of(role) for role in held}) > 1:
        return False
    return not any(pair <= held for pair in INCOMPATIBLE_ROLES)


# The groups through which the CMS gives its permissions; `accounts.services.groups` keeps their members.
GROUP_OF_ROLE: dict[Role, str] = {
    Role.EDITOR: "Editors",
    Role.PUBLISHER: "Publishers",
    Role.ADMINISTRATOR: "Administrators",
}
