"""Makes the demo's people, with the roles that they have."""

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings

from accounts.models import Organisation, User
from accounts.roles import OrganisationKind, Role
from accounts.services.memberships import grant_role
from portal.demo.people import CERTIFIERS, DOMAIN, PASSWORD, STAFF, DemoPerson, secret_of


def make_staff() -> None:
    """The operator, a certifier, and everybody who works for them."""
    operator, _ = Organisation.objects.get_or_create(
        kind=OrganisationKind.OPERATOR, defaults={"name": settings.SCHEME_NAME}
    )
    certifier, _ = Organisation.objects.get_or_create(kind=OrganisationKind.CERTIFIER, name="Certificat Démo")
    for team, organisation in ((STAFF, operator), (CERTIFIERS, certifier)):
        for someone in team:
            make_person(someone, organisation)


def make_person(someone: DemoPerson, organisation: Organisation) -> User:
    """The person with an address that counts as confirmed, a role there and, for staff, a second factor."""
    user = User.objects.filter(email=someone.email).first()
    if user is None:
        user = User.objects.create_user(
            someone.email,
            PASSWORD,
            name=someone.name,
            language=someone.language,
            is_staff=someone.role == Role.ADMINISTRATOR,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if someone.is_staff:
            TOTP.activate(user, secret_of(user.email))
            RecoveryCodes.activate(user)
    if not user.memberships.filter(organisation=organisation, role=someone.role, ended_at=None).exists():
        by = None if someone is STAFF[0] else person(STAFF[0].login)
        grant_role(person=user, organisation=organisation, role=someone.role, by=by)
    return user


def person(login: str) -> User:
    """The user of that login."""
    return User.objects.get(email=f"{login}@{DOMAIN}")
