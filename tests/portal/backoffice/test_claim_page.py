"""The claim to read: for whom, how much of it, and the files that leave the product."""

import pytest

from accounts.roles import Role
from claims.models import ClaimEvent, DocumentPurpose
from claims.states import Status
from core import clock
from tests.factories.claims import ApprovedClaimFactory, ClaimDocumentFactory, DraftClaimFactory
from tests.portal.backoffice.scenes import claim_in_review, drawn


def page(claim):
    return f"/en/backoffice/claims/{claim.public_id}/"


@pytest.mark.parametrize("role", [Role.CONTROL_OFFICER, Role.FRAUD_ANALYST, Role.ADMINISTRATOR])
def test_control_staff_read_everything(signed_in, role):
    claim = claim_in_review("total-differs")
    text = signed_in(role).get(page(claim)).content.decode()
    assert "Total differs" in text
    assert "Durand" in text
    assert ("Decide this claim" in text) is (role is Role.CONTROL_OFFICER)
    assert 'name="then"' not in text


def test_finance_reads_the_money_and_neither_customer_nor_invoice(signed_in):
    claim = claim_in_review("total-differs", factory=ApprovedClaimFactory)
    client = signed_in(Role.FINANCE_MAKER)
    text = client.get(page(claim)).content.decode()
    assert "€50.00" in text
    assert "Durand" not in text
    assert "/pages/" not in text
    assert client.get(image(claim)).status_code == 403


def test_a_draft_is_nobodys_but_its_repairers(signed_in):
    draft = DraftClaimFactory()
    assert signed_in(Role.ADMINISTRATOR).get(page(draft)).status_code == 404


@pytest.mark.parametrize("words", ["reference", "invoice_number", "identifier", "repairer", "siren"])
def test_a_claim_is_found_by_its_numbers_and_its_repairer(signed_in, words):
    claim, other = claim_in_review(), claim_in_review()
    looked_for = {
        "reference": claim.reference,
        "invoice_number": claim.invoice_number,
        "identifier": claim.identifier,
        "repairer": claim.repairer.trade_name,
        "siren": claim.repairer.siren,
    }[words]
    text = signed_in(Role.CONTROL_OFFICER).get("/en/backoffice/claims/", {"search": looked_for}).content.decode()
    assert claim.reference in text
    assert other.reference not in text


def image(claim, size="small"):
    return f"{page(claim)}pages/{claim.readings.get().pk}/1/{size}/"


@pytest.mark.parametrize("size", ["small", "full"])
def test_pictures_are_private_and_nothing_but_pictures(signed_in, size):
    response = signed_in(Role.CONTROL_OFFICER).get(image(claim_in_review(), size))
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")


def test_a_picture_of_another_claim_is_a_404(signed_in):
    claim, other = claim_in_review(), claim_in_review()
    address = f"{page(claim)}pages/{other.readings.get().pk}/1/small/"
    assert signed_in(Role.CONTROL_OFFICER).get(address).status_code == 404


def with_nameplate(claim):
    """The claim with a photo of the nameplate, drawn; returns the drawing."""
    document = ClaimDocumentFactory(claim=claim, purpose=DocumentPurpose.NAMEPLATE, content=b"plate")
    return drawn(claim, document)


def test_a_nameplate_is_seen_beside_the_invoice_by_control_staff_only(signed_in):
    claim, other = claim_in_review(), claim_in_review()
    row = with_nameplate(claim)
    address = f"{page(claim)}pages/{row.pk}/1/small/"
    client = signed_in(Role.CONTROL_OFFICER)
    text = client.get(page(claim)).content.decode()
    assert address in text
    assert "Photo of the nameplate or of the IMEI, page 1" in text
    assert client.get(address).status_code == 200
    assert client.get(f"{page(other)}pages/{row.pk}/1/small/").status_code == 404
    assert signed_in(Role.FINANCE_MAKER).get(address).status_code == 403


def test_a_nameplate_that_was_taken_out_is_not_shown(signed_in):
    claim = claim_in_review()
    row = with_nameplate(claim)
    claim.documents.filter(purpose=DocumentPurpose.NAMEPLATE).update(removed_at=clock.now())
    text = signed_in(Role.CONTROL_OFFICER).get(page(claim)).content.decode()
    assert f"/pages/{row.pk}/" not in text
    assert "replaced" in text


def original(claim):
    return f"{page(claim)}documents/{claim.documents.get().public_id}/"


def test_the_original_is_saved_never_shown_and_its_download_is_in_the_history(signed_in):
    claim = claim_in_review()
    client = signed_in(Role.CONTROL_OFFICER)
    response = client.post(original(claim))
    assert response["Content-Disposition"] == 'attachment; filename="facture.pdf"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    event = ClaimEvent.objects.get(move="download_original")
    assert (event.by, event.from_status, event.to_status) == (client.user, Status.IN_REVIEW, Status.IN_REVIEW)
    assert "Original document downloaded" in client.get(page(claim)).content.decode()


def test_looking_at_the_address_of_an_original_records_and_gives_nothing(signed_in):
    claim = claim_in_review()
    assert signed_in(Role.CONTROL_OFFICER).get(original(claim)).status_code == 405
    assert signed_in(Role.ADMINISTRATOR).post(original(claim)).status_code == 403
    assert not ClaimEvent.objects.filter(move="download_original").exists()
