"""What is known of repairers, workshops and certificates."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Q, QuerySet

from accounts.models import User
from accounts.roles import OrganisationKind
from accounts.selectors import organisations_of
from certification.models import Certificate, Repairer, Workshop
from certification.places import Point, box_around, centre_of, department_of, distance_km
from certification.places.departments import prefixes_of
from content.models import Product, ProductFamily


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


@dataclass(frozen=True, slots=True)
class NearbyWorkshop:
    """A workshop and how far it is.

    `distance_km` is None where the workshop's own place is not known. `is_approximate`: the distance was measured from
    the middle of a wider area than the postcode.
    """

    workshop: Workshop
    distance_km: float | None
    is_approximate: bool


def workshops_near(postcode: str, product: Product | None, day: date, radius_km: float = 50) -> list[NearbyWorkshop]:
    """Workshops certified on that day (for the product's family, when one is given) around the postcode.

    Nearest first; then those of the same department whose place is not known. Nothing for a text that is no postcode.
    """
    department = department_of(postcode)
    if department is None:
        return []
    centre, is_approximate = _centre_of_postcode(postcode.strip().replace(" ", ""), department)
    low, high = box_around(centre, radius_km)
    is_around = Q(latitude__range=(low.latitude, high.latitude), longitude__range=(low.longitude, high.longitude))
    is_unplaced = Q(latitude=None) | Q(longitude=None)
    in_department = Q(*[("postcode__startswith", prefix) for prefix in prefixes_of(department)], _connector=Q.OR)
    found = certified_workshops(product, day).filter(is_around | is_unplaced & in_department)
    placed, unplaced = [], []
    for workshop in found.select_related("repairer").order_by("name", "pk"):
        if workshop.latitude is None or workshop.longitude is None:
            unplaced.append(NearbyWorkshop(workshop, None, True))
            continue
        distance = distance_km(centre, Point(float(workshop.latitude), float(workshop.longitude)))
        if distance <= radius_km:
            placed.append(NearbyWorkshop(workshop, distance, is_approximate))
    return sorted(placed, key=lambda near: near.distance_km or 0.0) + unplaced


def certified_workshops(product: Product | None, day: date) -> QuerySet[Workshop]:
    """Workshops that repair on that day under a certificate in force, for the product's family when one is given."""
    certificates = Certificate.objects.filter(valid_from__lte=day, valid_until__gte=day).filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)
    )
    if product is not None:
        certificates = certificates.filter(families=product.family_id)
    return Workshop.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=day), is_repair_place=True, pk__in=certificates.values("workshop")
    )


def _centre_of_postcode(postcode: str, department: str) -> tuple[Point, bool]:
    """The mean of the known places with the postcode, else with its first three digits, else of the department."""
    for prefix, is_approximate in ((postcode, False), (postcode[:3], True)):
        mean = Workshop.objects.filter(
            postcode__startswith=prefix, latitude__isnull=False, longitude__isnull=False
        ).aggregate(Avg("latitude"), Avg("longitude"))
        if mean["latitude__avg"] is not None:
            return Point(float(mean["latitude__avg"]), float(mean["longitude__avg"])), is_approximate
    return centre_of(department), True


def families_certified_for(repairer: Repairer, day: date) -> QuerySet[ProductFamily]:
    """The product families that any of the repairer's open workshops may claim for on that day."""
    certificates = Certificate.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=day),
        workshop__in=workshops_open_on(repairer, day),
        valid_from__lte=day,
        valid_until__gte=day,
    )
    return ProductFamily.objects.filter(certificates__in=certificates).distinct()
