"""Step 3: files sent one by one, what was read on them, and who may see their pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Role
from claims.models import Claim, ClaimDocument, DocumentReading, PageImage, ReadingStatus
from claims.states import Status
from tests.claims import stories
from tests.factories.claims import SentClaimFactory
from tests.portal.repairer.shop import (
    CORPUS,
    Shop,
    appliance_texts,
    at,
    customer_texts,
    fresh,
    open_shop,
    send_files,
    upload,
)

SCRIPT = {"HTTP_X_REQUESTED_WITH": "upload"}


def test_a_file_sent_by_the_script_is_kept_and_read_at_once(shop: Shop) -> None:
    claim = shop.draft()
    answer = send_files(shop, claim, upload(CORPUS / "C007.pdf"), **SCRIPT)
    assert answer.status_code == 201
    assert claim.documents.get().name == "C007.pdf"
    assert claim.readings.get().status == ReadingStatus.WAITING


def test_several_pages_are_sent_by_the_plain_form_in_their_order(shop: Shop) -> None:
    claim = shop.draft()
    answer = send_files(shop, claim, upload(CORPUS / "A070.jpg"), upload(CORPUS / "B023.jpg"))
    assert answer.url == f"{at('claim-documents', claim.public_id)}#documents"
    assert [document.name for document in claim.documents.order_by("pk")] == ["A070.jpg", "B023.jpg"]


def test_the_same_file_sent_twice_is_there_once(shop: Shop) -> None:
    claim = shop.draft()
    for _click in range(2):
        assert send_files(shop, claim, upload(CORPUS / "C007.pdf"), **SCRIPT).status_code == 201
    assert (claim.documents.count(), claim.readings.count()) == (1, 1)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("empty.pdf", b""), "empty"),
        (SimpleUploadedFile("invoice.pdf", b"MZ\x90 a program"), "not a PDF"),
        (SimpleUploadedFile("bomb.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "not a PDF"),
    ],
    ids=["empty", "program", "svg"],
)
def test_a_file_that_cannot_be_taken_gets_its_own_sentence(shop: Shop, file: SimpleUploadedFile, words: str) -> None:
    claim = shop.draft()
    file.seek(0)
    answer = send_files(shop, claim, file, **SCRIPT)
    assert answer.status_code == 422
    assert words in answer.json()["message"]
    assert not claim.documents.exists()


def test_one_bad_file_loses_none_of_the_others(shop: Shop) -> None:
    claim = shop.draft()
    answer = send_files(shop, claim, SimpleUploadedFile("x.pdf", b"nothing"), upload(CORPUS / "C007.pdf"))
    assert claim.documents.get().name == "C007.pdf"
    page = shop.client.get(answer.url.partition("#")[0]).content.decode()
    assert "x.pdf: The file is not a PDF" in page


@pytest.mark.parametrize("data", [{}, {"purpose": "invoice"}, {"purpose": "?", "file": "text"}], ids=str)
def test_a_form_without_a_file_is_no_error_of_the_server(shop: Shop, data: dict[str, str]) -> None:
    claim = shop.draft()
    assert shop.post("claim-upload", claim.public_id, data=data).status_code == 302
    assert shop.post("claim-upload", claim.public_id, data=data, **SCRIPT).status_code == 422
    assert not claim.documents.exists()


def test_nothing_is_added_to_a_sent_claim_or_taken_from_it(shop: Shop) -> None:
    claim = shop.draft()
    send_files(shop, claim, upload(CORPUS / "C007.pdf"))
    sent = SentClaimFactory(repairer=shop.repairer)
    claim.documents.update(claim=sent)
    document = sent.documents.get()
    assert send_files(shop, sent, upload(CORPUS / "A012.pdf"), **SCRIPT).status_code == 422
    shop.post("claim-document-remove", sent.public_id, document.public_id)
    assert sent.documents.get() == document


def test_a_document_is_removed(shop: Shop) -> None:
    claim = shop.draft()
    send_files(shop, claim, upload(CORPUS / "C007.pdf"))
    answer = shop.post("claim-document-remove", claim.public_id, claim.documents.get().public_id)
    assert answer.status_code == 302
    assert not ClaimDocument.objects.exists()


def test_the_list_comes_by_itself_with_the_panel_of_the_reading(shop: Shop) -> None:
    claim = shop.draft()
    send_files(shop, claim, upload(CORPUS / "C007.pdf"))
    text = shop.get("claim-document-list", claim.public_id).content.decode()
    assert "C007.pdf" in text
    assert 'id="reading"' in text
    assert 'hx-trigger="load delay:1s"' in text


class TestPages:
    """Pictures of pages: of one's own company's claims only, and nothing but pictures."""

    @pytest.fixture
    def picture(self, sound_shop: Shop, run_jobs: Callable[[], int]) -> PageImage:
        claim = sound_shop.draft()
        send_files(sound_shop, claim, upload(stories.SOUND))
        run_jobs()
        return PageImage.objects.get(reading__claim=claim, page=1)

    @pytest.mark.parametrize("name", ["claim-page-image", "claim-page-thumbnail"])
    def test_a_page_is_a_picture_with_a_fixed_name(self, sound_shop: Shop, picture: PageImage, name: str) -> None:
        answer = sound_shop.get(name, picture.reading.claim.public_id, picture.reading_id, 1)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Content-Disposition"] == 'inline; filename="page-1.jpg"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store"
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")

    def test_a_nameplate_is_seen_in_the_list_once_it_is_drawn(
        self, sound_shop: Shop, run_jobs: Callable[[], int]
    ) -> None:
        claim = sound_shop.draft()
        send_files(sound_shop, claim, upload(CORPUS / "A070.jpg"), purpose="nameplate")
        waiting = sound_shop.get("claim-document-list", claim.public_id).content.decode()
        assert "The picture will appear in a moment." in waiting
        run_jobs()
        row = DocumentReading.objects.get()
        thumbnail = at("claim-page-thumbnail", claim.public_id, row.pk, 1)
        for name in ("claim-document-list", "claim-detail"):
            text = sound_shop.get(name, claim.public_id).content.decode()
            assert thumbnail in text
            assert "Photo of the nameplate or of the IMEI, page 1" in text
            assert "load delay" not in text
        assert sound_shop.client.get(thumbnail).status_code == 200

    def test_another_companys_people_get_a_404(self, picture: PageImage) -> None:
        stranger = open_shop()
        claim = picture.reading.claim
        assert stranger.get("claim-page-image", claim.public_id, picture.reading_id, 1).status_code == 404
        own = stranger.draft()
        assert stranger.get("claim-page-image", own.public_id, picture.reading_id, 1).status_code == 404

    def test_a_page_that_is_not_there_is_a_404(self, sound_shop: Shop, picture: PageImage) -> None:
        claim = picture.reading.claim
        assert sound_shop.get("claim-page-image", claim.public_id, picture.reading_id, 99).status_code == 404

    @pytest.mark.parametrize("role", [Role.CONTROL_OFFICER, Role.ADMINISTRATOR])
    def test_staff_have_their_own_way_in(self, signed_in: Any, picture: PageImage, role: Role) -> None:
        client = signed_in(role)
        address = at("claim-page-image", picture.reading.claim.public_id, picture.reading_id, 1)
        assert client.get(address).status_code == 403


def test_a_sound_claim_goes_through_all_four_steps_to_approval(sound_shop: Shop, run_jobs: Callable[[], int]) -> None:
    shop = sound_shop
    shop.post("claim-new")
    claim = Claim.objects.get()
    texts = appliance_texts(shop, identifier="", repaired_on=stories.INVOICED_ON.isoformat())
    shop.post("claim-appliance", claim.public_id, data=texts)
    send_files(shop, claim, upload(stories.SOUND))
    run_jobs()
    shop.post("claim-customer", claim.public_id, data=customer_texts(last_name="Bernier", first_name="Noël"))
    assert shop.get("claim-check", claim.public_id).context["points"] == []
    answer = shop.post("claim-check", claim.public_id, data={"idempotency_key": "k"})
    assert answer.url == at("claim-sent", claim.public_id)
    run_jobs()
    assert fresh(claim).status == Status.APPROVED
