"""Repairers, their workshops and certificates."""

from datetime import date
from typing import Any

from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory, post_generation
from factory.django import DjangoModelFactory
from stdnum import luhn

from accounts.roles import OrganisationKind
from certification.models import Certificate, Repairer, Workshop
from tests.factories.accounts import OrganisationFactory
from tests.factories.content import ProductFamilyFactory


def siren(number: int) -> str:
    """A SIREN with a right check digit, made from a number below ten million."""
    digits = f"8{number:07d}"
    return digits + luhn.calc_check_digit(digits)


def siret(siren_digits: str, place: int) -> str:
    """A SIRET of the company with a right check digit, for its place number `place`."""
    digits = f"{siren_digits}{place:04d}"
    return digits + luhn.calc_check_digit(digits)


class RepairerFactory(DjangoModelFactory[Repairer]):
    """A company with its organisation, and nobody in it."""

    class Meta:
        model = Repairer

    legal_name = Sequence(lambda number: f"ATELIER {number} SARL")
    trade_name = Sequence(lambda number: f"Atelier {number}")
    siren = Sequence(siren)
    email = Sequence(lambda number: f"atelier{number}@example.org")
    street = "1 rue des Lilas"
    postcode = "75011"
    city = "Paris"
    organisation = SubFactory(OrganisationFactory, kind=OrganisationKind.REPAIRER, name=SelfAttribute("..legal_name"))


class WorkshopFactory(DjangoModelFactory[Workshop]):
    """A place of a new repairer where appliances are repaired."""

    class Meta:
        model = Workshop

    repairer = SubFactory(RepairerFactory)
    name = Sequence(lambda number: f"Boutique {number}")
    siret = LazyAttribute(lambda place: siret(place.repairer.siren, place.repairer.workshops.count() + 1))
    street = "1 rue des Lilas"
    postcode = "75011"
    city = "Paris"


class CertificateFactory(DjangoModelFactory[Certificate]):
    """Valid from 2024 to 2027; `families=[...]` names the product families, one new one otherwise."""

    class Meta:
        model = Certificate
        skip_postgeneration_save = True

    workshop = SubFactory(WorkshopFactory)
    number = Sequence(lambda number: f"AC-{number:06d}")
    issued_by = "Certificat Exemple"
    valid_from = date(2024, 1, 1)
    valid_until = date(2027, 12, 31)

    @post_generation
    def families(self: Certificate, create: bool, extracted: Any, **kwargs: Any) -> None:
        """The families that the workshop may repair."""
        if create:
            self.families.set([ProductFamilyFactory()] if extracted is None else extracted)
