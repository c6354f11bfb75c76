"""What people may see of people and organisations."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import Invitation, Membership, Organisation, User
from accounts.roles import REPAIRER_ROLES, STAFF_ROLES, OrganisationKind, Role

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def organisations_of(user: User, kind: OrganisationKind) -> QuerySet[Organisation]:
    """The organisations of that kind which the person works for now."""
    return Organisation.objects.filter(kind=kind, memberships__user=user, memberships__ended_at=None).distinct()


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """The people who work for the organisation now."""
    return organisation.memberships.filter(ended_at=None).select_related("user").order_by("user__email", "role")


def is_repairer(user: User) -> bool:
    """True for a person who works for a repairer."""
    return user.has_role(*REPAIRER_ROLES)


def is_staff_member(user: User) -> bool:
    """True for a person with a role at the operator or at a certifier."""
    return user.has_role(*STAFF_ROLES)


def people_with_role(*roles: Role) -> QuerySet[User]:
    """Active people who have one of the roles now."""
    return User.objects.filter(is_active=True, memberships__role__in=roles, memberships__ended_at=None).distinct()


def operator() -> Organisation | None:
    """The organisation that runs the scheme, once it is set up."""
    return Organisation.objects.filter(kind=OrganisationKind.OPERATOR).first()


def user_with_address(email: str) -> User | None:
    """The person who logs in with this address or has confirmed it."""
    email = email.strip().lower()
    return (
        User.objects.filter(Q(email=email) | Q(emailaddress__email__iexact=email, emailaddress__verified=True))
        .distinct()
        .first()
    )


def owns_address(user: User, email: str) -> bool:
    """True when the address is the person's own and confirmed."""
    return bool(EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists())


def has_second_factor(user: User) -> bool:
    """True when the person has set up codes or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists())


def needs_second_factor(user: User) -> bool:
    """True for whoever may decide or see other companies' data; for repairers when the settings ask for it."""
    if is_staff_member(user) or user.is_staff or user.is_superuser:
        return True
    return settings.SECOND_FACTOR_REQUIRED_FOR_REPAIRERS and is_repairer(user)


def people(*, search: str = "", role: Role | None = None) -> QuerySet[User]:
    """Everybody, for administrators: found by part of the name, the address or an organisation's name.

    Annotated with `has_second_factor`; present memberships are prefetched as `present_memberships`.
    """
    found = User.objects.order_by("name", "email")
    present = Membership.objects.filter(ended_at=None)
    if search:
        organisations = present.filter(organisation__name__icontains=search).values("user")
        found = found.filter(Q(name__icontains=search) | Q(email__icontains=search) | Q(pk__in=organisations))
    if role is not None:
        found = found.filter(pk__in=present.filter(role=role).values("user"))
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    return found.annotate(has_second_factor=Exists(factors)).prefetch_related(
        Prefetch("memberships", present.select_related("organisation").order_by("role"), to_attr="present_memberships")
    )


def open_invitations(organisation: Organisation | None = None) -> QuerySet[Invitation]:
    """Invitations that nobody has accepted or withdrawn, newest first; of one organisation or of all."""
    invitations = Invitation.objects.open().select_related("organisation", "invited_by").order_by("-pk")
    return invitations if organisation is None else invitations.filter(organisation=organisation)
