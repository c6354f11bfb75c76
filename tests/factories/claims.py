"""Claims as their services leave them, made directly so that a test starts where it wants to."""

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from factory import LazyAttribute, LazyFunction, RelatedFactory, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import Membership, User
from accounts.roles import Role
from certification.models import Repairer
from claims.models import Claim, ClaimDocument, ClaimPart, Customer
from claims.models.document import DocumentPurpose
from claims.models.part import PartKind
from claims.rules import invoice_key, reference_of
from claims.states import Status
from tests.factories.accounts import person
from tests.factories.certification import CertificateFactory, RepairerFactory, WorkshopFactory
from tests.factories.content import BrandFactory, FaultFactory, ProductFactory, SupportRateFactory

INVOICED_ON = date(2026, 11, 10)


def owner_of(repairer: Repairer) -> User:
    """An owner of the company: the one there, or a new one."""
    membership = Membership.objects.filter(
        organisation=repairer.organisation, role=Role.REPAIRER_OWNER, ended_at=None
    ).first()
    return membership.user if membership else person(Role.REPAIRER_OWNER, organisation=repairer.organisation)


class DraftClaimFactory(DjangoModelFactory[Claim]):
    """An empty draft of a repairer who has an owner."""

    class Meta:
        model = Claim
        skip_postgeneration_save = True

    repairer = SubFactory(RepairerFactory)
    created_by = LazyAttribute(lambda claim: owner_of(claim.repairer))


class CustomerFactory(DjangoModelFactory[Customer]):
    """A person; `claim` has to be given."""

    class Meta:
        model = Customer

    title = Customer.Title.MRS
    last_name = "Durand"
    first_name = "Camille"
    email = "camille.durand@example.org"
    phone = "+33612345678"
    street = "2 place du Marché"
    postcode = "69001"
    city = "Lyon"


class CompleteClaimFactory(DraftClaimFactory):
    """A draft with nothing missing but its documents: 180 euros, a bonus of 50, a workshop certified for the family."""

    product = SubFactory(ProductFactory)
    brand = SubFactory(BrandFactory)
    commercial_reference = "WM-1400"
    identifier = Sequence(lambda number: f"SN{number:08d}")
    identifier_key = SelfAttribute("identifier")
    fault = SubFactory(FaultFactory)
    repaired_on = INVOICED_ON
    workshop = SubFactory(WorkshopFactory, repairer=SelfAttribute("..repairer"))
    invoice_number = Sequence(lambda number: f"F2026-{number:05d}")
    invoiced_on = INVOICED_ON
    total_incl_vat = Decimal("180.00")
    bonus = Decimal("50.00")
    support_rate = SubFactory(SupportRateFactory, product=SelfAttribute("..product"))
    customer = RelatedFactory(CustomerFactory, factory_related_name="claim")

    @classmethod
    def _create(cls, model_class: type[Claim], *args: Any, **kwargs: Any) -> Claim:
        claim = super()._create(model_class, *args, **kwargs)
        CertificateFactory(workshop=claim.workshop, families=[claim.product.family])
        return claim


class SentClaimFactory(CompleteClaimFactory):
    """Sent and not yet controlled."""

    status = Status.SENT
    # Far above the numbers that sending gives in the same test.
    reference = Sequence(lambda number: reference_of(2026, 900_000 + number))
    invoice_key = LazyAttribute(lambda claim: invoice_key(claim.workshop.siret, claim.invoice_number))
    sent_at = LazyFunction(lambda: datetime(2026, 11, 12, 9, 30, tzinfo=UTC))
    payment_due_on = date(2026, 12, 12)


class InReviewClaimFactory(SentClaimFactory):
    """With an officer."""

    status = Status.IN_REVIEW


class ApprovedClaimFactory(SentClaimFactory):
    """Approved, in no batch yet."""

    status = Status.APPROVED
    approved_at = LazyFunction(lambda: datetime(2026, 11, 16, 10, 0, tzinfo=UTC))


class RefusedClaimFactory(SentClaimFactory):
    """Refused."""

    status = Status.REFUSED
    refused_at = LazyFunction(lambda: datetime(2026, 11, 16, 10, 0, tzinfo=UTC))


class ClaimPartFactory(DjangoModelFactory[ClaimPart]):
    """One new part; `claim` has to be given."""

    class Meta:
        model = ClaimPart

    kind = PartKind.NEW
    description = "Pompe de vidange"
    price_excl_vat = Decimal("35.00")


class ClaimDocumentFactory(DjangoModelFactory[ClaimDocument]):
    """A stored invoice file; `claim` has to be given, `content` replaces its bytes."""

    class Meta:
        model = ClaimDocument

    purpose = DocumentPurpose.INVOICE
    name = "facture.pdf"
    content_type = "application/pdf"
    uploaded_by = LazyAttribute(lambda document: document.claim.created_by)

    @classmethod
    def _create(cls, model_class: type[ClaimDocument], *args: Any, **kwargs: Any) -> ClaimDocument:
        content = kwargs.pop("content", b"%PDF-1.7\n%%EOF\n")
        kwargs.setdefault("size", len(content))
        kwargs.setdefault("sha256", sha256(content).hexdigest())
        document = model_class(*args, **kwargs)
        document.file.save(f"claims/{document.public_id.hex}.pdf", ContentFile(content), save=False)
        document.save()
        return document
