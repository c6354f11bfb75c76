"""A repair shop for the tests of its screens: people, a certified workshop, what it repairs."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from accounts.roles import Role
from certification.models import Repairer, Workshop
from claims.models import Claim
from claims.services.drafts import start_draft
from content.models import Brand, Fault, Product
from content.models.products import IdentifierKind
from tests.conftest import authenticate
from tests.factories.accounts import person
from tests.factories.certification import CertificateFactory, RepairerFactory, WorkshopFactory
from tests.factories.content import BrandFactory, FaultFactory, ProductFactory, SupportRateFactory

CORPUS = Path(__file__).parents[2] / "corpus" / "files"

REPAIRED_ON = date(2026, 11, 9)
INVOICED_ON = date(2026, 11, 10)


@dataclass
class Shop:
    """One company with an owner who is signed in; products with a rate, one of them a phone."""

    repairer: Repairer
    workshop: Workshop
    owner: User
    client: Client
    washer: Product
    phone: Product
    brand: Brand
    fault: Fault

    def draft(self) -> Claim:
        """An empty draft."""
        return start_draft(repairer=self.repairer, by=self.owner)

    def get(self, name: str, *args: Any, **options: Any) -> HttpResponse:
        """A page in English."""
        return self.client.get(at(name, *args), **options)

    def post(self, name: str, *args: Any, data: dict[str, Any] | None = None, **options: Any) -> HttpResponse:
        """A form sent to a page in English."""
        return self.client.post(at(name, *args), data or {}, **options)


def at(name: str, *args: Any) -> str:
    """The English address of a repairer's screen."""
    with translation.override("en"):
        return reverse(f"repairer:{name}", args=args)


def open_shop(*, workshop: dict[str, Any] | None = None, **fields: Any) -> Shop:
    """A certified company with everything that a claim needs; `workshop` has fields of its only workshop."""
    repairer = RepairerFactory(**fields)
    place = WorkshopFactory(repairer=repairer, **(workshop or {}))
    washer = SupportRateFactory(product=ProductFactory(name_en="Washing machine", name_fr="Lave-linge")).product
    phone = SupportRateFactory(
        product=ProductFactory(
            name_en="Phone", name_fr="Téléphone", identifier_kind=IdentifierKind.IMEI, family=washer.family
        )
    ).product
    CertificateFactory(workshop=place, families=[washer.family])
    owner = person(Role.REPAIRER_OWNER, organisation=repairer.organisation)
    client = Client()
    authenticate(client, owner)
    brand = BrandFactory(name=f"Brandt {repairer.pk}")
    fault = FaultFactory(name_en="Drain pump")
    fault.products.add(washer)
    return Shop(repairer, place, owner, client, washer, phone, brand, fault)


def appliance_texts(shop: Shop, **changes: str) -> dict[str, str]:
    """What the page of step 1 sends when it is filled in."""
    return {
        "product": str(shop.washer.pk),
        "shown_product": str(shop.washer.pk),
        "brand": shop.brand.name,
        "commercial_reference": "WM 1400",
        "identifier": "SN 4711 0815",
        "fault": str(shop.fault.pk),
        "fault_description": "does not drain",
        "repaired_on": REPAIRED_ON.isoformat(),
        "workshop": str(shop.workshop.pk),
        "drop_off_place": "",
        "parts-0-kind": "new",
        "parts-0-description": "Pump",
        "parts-0-quantity": "1",
        "parts-0-price_excl_vat": "35,50",
        "parts-1-kind": "circular",
        **changes,
    }


def customer_texts(**changes: str) -> dict[str, str]:
    """What the page of step 2 sends when it is filled in."""
    return {
        "title": "mrs",
        "first_name": "Camille",
        "last_name": "Durand",
        "email": "camille.durand@example.org",
        "phone": "06 12 34 56 78",
        "street": "2 place du Marché",
        "postcode": "69001",
        "city": "Lyon",
        **changes,
    }


def invoice_texts(**changes: str) -> dict[str, str]:
    """What the page of step 3 sends when it is filled in."""
    return {
        "invoice_number": "F2026-0042",
        "invoiced_on": INVOICED_ON.isoformat(),
        "total_incl_vat": "180,00",
        "labour_excl_vat": "",
        "travel_excl_vat": "",
        "own_reference": "OR-77",
        **changes,
    }


def fresh(claim: Claim) -> Claim:
    """The claim as it is stored now."""
    return Claim.objects.select_related("customer").get(pk=claim.pk)


def upload(path: Path, name: str | None = None) -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name or path.name, path.read_bytes())


def send_files(shop: Shop, claim: Claim, *files: Any, purpose: str = "invoice", **headers: str) -> Any:
    """Files sent for one purpose."""
    data = {"purpose": purpose, "file": list(files)}
    return shop.post("claim-upload", claim.public_id, data=data, **headers)
