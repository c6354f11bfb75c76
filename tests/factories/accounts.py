"""People and what they work for."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from factory import Faker, LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import Membership, Organisation, User
from accounts.roles import REPAIRER_ROLES, ROLES_OF_KIND, OrganisationKind, Role

PASSWORD = "quatre corneilles sur un toit"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UserFactory(DjangoModelFactory[User]):
    """A person without any role, whose address is confirmed and whose password is PASSWORD."""

    class Meta:
        model = User

    email = Sequence(lambda number: f"person{number}@example.org")
    name = Faker("name", locale="fr_FR")
    language = "en"
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        user = model_class.objects.create_user(*args, **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """An organisation of repairers unless `kind` says otherwise."""

    class Meta:
        model = Organisation

    kind = OrganisationKind.REPAIRER
    name = Sequence(lambda number: f"Atelier {number}")


class OperatorFactory(OrganisationFactory):
    """The operator of the scheme; there is only one, so a second call gives the same."""

    class Meta:
        model = Organisation
        django_get_or_create = ("kind",)

    kind = OrganisationKind.OPERATOR
    name = "Repair Fund"


class CertifierFactory(OrganisationFactory):
    """An organisation that certifies repairers."""

    kind = OrganisationKind.CERTIFIER
    name = Sequence(lambda number: f"Certificat {number}")


class MembershipFactory(DjangoModelFactory[Membership]):
    """A role of a new person; its organisation is of the kind that the role needs."""

    class Meta:
        model = Membership

    user = SubFactory(UserFactory)
    role = Role.REPAIRER_OWNER
    organisation = LazyAttribute(lambda membership: organisation_for(Role(membership.role)))


def organisation_for(role: Role) -> Organisation:
    """An organisation in which the role can be held: the one operator, or a new repairer or certifier."""
    if role in REPAIRER_ROLES:
        return OrganisationFactory()
    if role in ROLES_OF_KIND[OrganisationKind.CERTIFIER]:
        return CertifierFactory()
    return OperatorFactory()


def person(*roles: Role, organisation: Organisation | None = None, **fields: Any) -> User:
    """A new person with these roles, all at `organisation` or each at one of its kind."""
    user = UserFactory(**fields)
    for role in roles:
        MembershipFactory(user=user, role=role, organisation=organisation or organisation_for(role))
    return user


def give_totp(user: User) -> Authenticator:
    """Set up a time-based code for the person; its secret is TOTP_SECRET."""
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return authenticator or TOTP.activate(user, TOTP_SECRET).instance
