"""How a claim comes to be where a test begins: by the services, on the invoices in `files/`."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from accounts.models import User
from accounts.roles import Role
from certification.models import Repairer, Workshop
from claims.models import Claim, ClaimDocument
from claims.services.documents import add_document
from claims.services.drafts import save_draft, start_draft
from content.models import Product, SchemeSettings
from tests.factories.accounts import person
from tests.factories.certification import CertificateFactory, RepairerFactory, WorkshopFactory
from tests.factories.claims import owner_of
from tests.factories.content import BrandFactory, FaultFactory, ProductFactory, SupportRateFactory

FILES = Path(__file__).parent / "files"
SOUND = FILES / "sound.pdf"
BONUS_MISSING = FILES / "bonus-missing.pdf"

# What stands on sound.pdf.
SIREN, SIRET = "276926490", "27692649000018"
NUMBER, IDENTIFIER, BRAND = "509662", "SNZRWKBK9VR", "WHIRLPOOL"
INVOICED_ON, TOTAL, BONUS = date(2026, 9, 19), Decimal("253.80"), Decimal("50.00")
CUSTOMER = {
    "last_name": "Bernier",
    "first_name": "Noël",
    "email": "noel.bernier@example.org",
    "phone": "06 12 34 56 78",
    "postcode": "69001",
    "city": "Lyon",
}


def workshop(**fields: Any) -> Workshop:
    """The workshop that wrote sound.pdf, of a repairer who has one owner."""
    place = WorkshopFactory(repairer=RepairerFactory(siren=SIREN), siret=SIRET, **fields)
    owner_of(place.repairer)
    return place


def washing_machine(place: Workshop) -> Product:
    """A product with a rate of 50 euros that the workshop is certified for."""
    product = ProductFactory(code="washing-machine", name_fr="Lave-linge", name_en="Washing machine")
    SupportRateFactory(product=product, amount=BONUS)
    CertificateFactory(workshop=place, families=[product.family])
    return product


def appliance(place: Workshop) -> dict[str, Any]:
    """Step 1 of the claim for sound.pdf."""
    return {
        "product": washing_machine(place),
        "brand": BrandFactory(name=BRAND).name,
        "fault": FaultFactory(),
        "identifier": IDENTIFIER,
        "repaired_on": INVOICED_ON,
        "workshop": place,
    }


def invoice() -> dict[str, Any]:
    """Step 3 of the claim for sound.pdf."""
    return {"invoice_number": NUMBER, "invoiced_on": INVOICED_ON, "total_incl_vat": TOTAL}


def add(claim: Claim, path: Path = SOUND, purpose: str = "invoice") -> ClaimDocument:
    """Add a file of `files/`."""
    with path.open("rb") as file:
        return add_document(claim=claim, purpose=purpose, file=file, name=path.name, by=claim.created_by)


def draft(repairer: Repairer | None = None) -> Claim:
    """An empty draft, begun by the owner."""
    company = repairer or workshop().repairer
    return start_draft(repairer=company, by=owner_of(company))


def saved(claim: Claim, **changes: Any) -> Claim:
    """The claim after its owner saved the changes on top of the newest version."""
    claim.refresh_from_db()
    return save_draft(claim=claim, version=claim.version, by=claim.created_by, changes=changes)


def complete_draft(path: Path = SOUND, **changes: Any) -> Claim:
    """A draft with everything that sending asks for; its invoice waits to be read."""
    place = workshop()
    claim = saved(draft(place.repairer), **{**appliance(place), "customer": CUSTOMER, **invoice(), **changes})
    add(claim, path)
    return claim


def officer(**fields: Any) -> User:
    """A new control officer."""
    return person(Role.CONTROL_OFFICER, **fields)


def scheme(**changes: Any) -> SchemeSettings:
    """The settings of the scheme with these changes."""
    settings = SchemeSettings.load()
    for name, value in changes.items():
        setattr(settings, name, value)
    settings.save()
    return settings
