"""Reference data: families, products, faults, rates, brands, reasons."""

from datetime import date
from decimal import Decimal

from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from content.models import Brand, Fault, ProducerOrganisation, Product, ProductFamily, RejectionReason, SupportRate
from content.models.products import IdentifierKind


class ProductFamilyFactory(DjangoModelFactory[ProductFamily]):
    """A family of products."""

    class Meta:
        model = ProductFamily

    code = Sequence(lambda number: f"family-{number}")
    name_fr = Sequence(lambda number: f"Famille {number}")
    name_en = Sequence(lambda number: f"Family {number}")


class ProductFactory(DjangoModelFactory[Product]):
    """A supported product with a serial number."""

    class Meta:
        model = Product

    family = SubFactory(ProductFamilyFactory)
    code = Sequence(lambda number: f"product-{number}")
    name_fr = Sequence(lambda number: f"Produit {number}")
    name_en = Sequence(lambda number: f"Product {number}")
    identifier_kind = IdentifierKind.SERIAL


class FaultFactory(DjangoModelFactory[Fault]):
    """A supported fault that any product can have."""

    class Meta:
        model = Fault

    code = Sequence(lambda number: f"fault-{number}")
    name_fr = Sequence(lambda number: f"Panne {number}")
    name_en = Sequence(lambda number: f"Fault {number}")


class SupportRateFactory(DjangoModelFactory[SupportRate]):
    """50 euros, without a minimum bill, from 2024 on without an end."""

    class Meta:
        model = SupportRate

    product = SubFactory(ProductFactory)
    valid_from = date(2024, 1, 1)
    amount = Decimal("50.00")


class ProducerOrganisationFactory(DjangoModelFactory[ProducerOrganisation]):
    """This scheme; there is only one, so a second call gives the same."""

    class Meta:
        model = ProducerOrganisation
        django_get_or_create = ("code",)

    code = "this-scheme"
    name = "Repair Fund"
    is_this_scheme = True


class OtherProducerOrganisationFactory(DjangoModelFactory[ProducerOrganisation]):
    """Another organisation, which pays for other brands."""

    class Meta:
        model = ProducerOrganisation

    code = Sequence(lambda number: f"other-{number}")
    name = Sequence(lambda number: f"Éco-organisme {number}")
    website = "https://other.example.org/"


class BrandFactory(DjangoModelFactory[Brand]):
    """A brand that this scheme pays for."""

    class Meta:
        model = Brand

    name = Sequence(lambda number: f"Marque {number}")
    responsible = SubFactory(ProducerOrganisationFactory)


class RejectionReasonFactory(DjangoModelFactory[RejectionReason]):
    """A reason that the repairer can mend."""

    class Meta:
        model = RejectionReason

    number = Sequence(lambda number: f"{number % 100:02d}")
    code = Sequence(lambda number: f"reason-{number}")
    name_fr = Sequence(lambda number: f"Motif {number}")
    name_en = Sequence(lambda number: f"Reason {number}")
    message_fr = "La facture ne convient pas : envoyez-en une autre."
    message_en = "The invoice does not do: send another one."
    refusal_fr = "La facture ne convient pas. Vous pouvez déposer un recours."
    refusal_en = "The invoice does not do. You can appeal."
