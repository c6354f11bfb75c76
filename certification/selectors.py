"""What is known of repairers, workshops and certificates."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import OrganisationKind
from accounts.selectors import organisations_of
from certification.models import Certificate, Repairer, Workshop
from content.models import ProductFamily


def repairers_of(user: User) -> QuerySet[Repairer]:
    """The companies that the person works for; nobody else's are ever shown to a repairer."""
    return Repairer.objects.filter(organisation__in=organisations_of(user, OrganisationKind.REPAIRER))


def workshops_open_on(repairer: Repairer, day: date) -> QuerySet[Workshop]:
    """The repairer's workshops that were not closed on that day."""
    return repairer.workshops.filter(Q(closed_on=None) | Q(closed_on__gt=day))


def certificates_valid_on(workshop: Workshop, day: date) -> QuerySet[Certificate]:
    """The workshop's certificates in force on that day."""
    return workshop.certificates.filter(valid_from__lte=day, valid_until__gte=day).filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)
    )


def families_certified_on(workshop: Workshop, day: date) -> QuerySet[ProductFamily]:
    """The product families that the workshop may claim for on that day."""
    return ProductFamily.objects.filter(certificates__in=certificates_valid_on(workshop, day)).distinct()
