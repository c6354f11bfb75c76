"""Where a test of the back office begins: claims with readings and findings, as the services leave them."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from claims.controls.base import Strength
from claims.invoices.reading import Box, DocumentKind, FieldName, PageText, ReadField, Reading, Source, Word
from claims.models import (
    Claim,
    ClaimDocument,
    ControlRun,
    DocumentPurpose,
    DocumentReading,
    FindingRecord,
    PageImage,
    ReadingStatus,
)
from claims.selectors.readings import documents_key, files_for
from claims.services.reading_json import result_as_json
from core import clock
from tests.factories.claims import ClaimDocumentFactory, InReviewClaimFactory
from tests.factories.content import RejectionReasonFactory

TOTAL_BOX = Box(1, 0.5, 0.5, 0.6, 0.52)


def jpeg() -> bytes:
    target = BytesIO()
    Image.new("RGB", (100, 140), "white").save(target, "JPEG")
    return target.getvalue()


def reading(claim: Claim) -> Reading:
    """A page on which the total is another one than declared."""
    words = [
        "FACTURE", claim.invoice_number, claim.workshop.siret, "Total", "TTC", "150,00", "EUR",
    ]  # fmt: skip
    placed = tuple(
        Word(text, TOTAL_BOX if text == "150,00" else Box(1, 0.1, 0.1 + 0.03 * at, 0.3, 0.12 + 0.03 * at))
        for at, text in enumerate(words)
    )
    page = PageText(number=1, width=100, height=140, words=placed, source=Source.TEXT)
    total = ReadField("150.00", "150,00", 0.87, TOTAL_BOX)
    return Reading(
        source=Source.TEXT, kind=DocumentKind.INVOICE, pages=(page,), fields={FieldName.TOTAL_INCL_VAT: total}
    )


def drawn(claim: Claim, document: ClaimDocument, **fields: Any) -> DocumentReading:
    """The finished reading of the claim's files for the document's purpose, with one page."""
    purpose = DocumentPurpose(document.purpose)
    row = DocumentReading.objects.create(
        claim=claim,
        purpose=purpose,
        documents_key=documents_key(files_for(claim, purpose)),
        status=ReadingStatus.DONE,
        finished_at=clock.now(),
        **fields,
    )
    row.documents.add(document)
    image = PageImage(reading=row, page=1, width=100, height=140)
    image.image.save("pages/large.jpg", ContentFile(jpeg()), save=False)
    image.small_image.save("pages/small.jpg", ContentFile(jpeg()), save=False)
    image.save()
    return row


def claim_in_review(*codes: str, strength: str = Strength.WARNING, reason: str = "", **fields: Any) -> Claim:
    """A claim with an officer, its invoice read, a finding of the strength for each code."""
    claim: Claim = fields.pop("factory", InReviewClaimFactory)(**fields)
    document = ClaimDocumentFactory(claim=claim, content=f"%PDF-1.7 {claim.pk}".encode())
    row = drawn(claim, document, result=result_as_json(reading(claim), ()), source=Source.TEXT)
    run = ControlRun.objects.create(claim=claim, reading=row, claim_version=claim.version)
    for code in codes:
        FindingRecord.objects.create(
            run=run,
            code=code,
            strength=strength,
            declared="180.00",
            read="150.00",
            page=1,
            box=[TOTAL_BOX.left, TOTAL_BOX.top, TOTAL_BOX.right, TOTAL_BOX.bottom],
            reason_code=reason,
        )
    return claim


def reason(code: str = "total-wrong", **fields: Any) -> Any:
    return RejectionReasonFactory(
        code=code,
        message_fr="Le total diffère.",
        message_en="The total differs.",
        refusal_fr="Le total diffère.",
        refusal_en="The total differs.",
        **fields,
    )


def everything_about(claim: Claim) -> dict[str, Any]:
    """What a refused decision must leave as it was."""
    return {
        "claim": Claim.objects.filter(pk=claim.pk).values().get(),
        "events": list(claim.events.values()),
        "decisions": list(claim.decisions.values()),
    }
