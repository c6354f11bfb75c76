"""What the tests of payment reports begin with."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from certification.models import Repairer
from claims.models import Claim
from claims.states import Status
from core import clock
from payments.models import Batch
from tests.factories.certification import WorkshopFactory
from tests.factories.content import ProductFactory, ProductFamilyFactory
from tests.payments.scenes import approved_claim, paid_batch, payable_repairer


def washing_machine() -> Any:
    family = ProductFamilyFactory(name_en="Household", name_fr="Maison", position=1)
    return ProductFactory(family=family, name_en="Washing machine", name_fr="Lave-linge", code="washing-machine")


def reported_claim() -> Claim:
    """A claim from invoice to payment."""
    repairer = payable_repairer("1.00")
    repairer.claims.update(status=Status.REFUSED, refused_at=clock.now())
    Repairer.objects.filter(pk=repairer.pk).update(legal_name="=SUM(A1)", siren="732829320")
    claim = approved_claim(
        repairer,
        "50.00",
        product=washing_machine(),
        workshop=WorkshopFactory(repairer=repairer, siret="73282932000074"),
        invoice_number="0042",
        invoiced_on=date(2026, 11, 2),
        repaired_on=date(2026, 11, 1),
        # Half past midnight in Paris: the day counts there, not in UTC.
        sent_at=datetime(2026, 11, 4, 23, 30, tzinfo=UTC),
        approved_at=datetime(2026, 11, 5, 23, 30, tzinfo=UTC),
        total_incl_vat=Decimal("180.20"),
    )
    paid_batch()
    Batch.objects.update(paid_on=date(2026, 11, 24))
    Claim.objects.filter(pk=claim.pk).update(paid_on=date(2026, 11, 24))
    claim.refresh_from_db()
    return claim
