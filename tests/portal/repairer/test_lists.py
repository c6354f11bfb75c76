"""The first screen, the list, payments, the company: what they show, how many queries they take."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import Role
from claims.models import Claim
from claims.states import Status
from payments.states import BatchStatus
from tests.factories.accounts import person
from tests.factories.claims import (
    ApprovedClaimFactory,
    CompleteClaimFactory,
    DraftClaimFactory,
    InReviewClaimFactory,
    RefusedClaimFactory,
    SentClaimFactory,
)
from tests.factories.payments import BankAccountFactory, BatchFactory, CreditTransferFactory, PaymentLineFactory
from tests.portal.repairer.shop import Shop, at, open_shop

MOST_QUERIES = 12


@pytest.fixture
def few_queries(shop: Shop) -> Callable[[str], None]:
    """Check that a screen makes MOST_QUERIES at most, besides those of signing in and of the frame around it.

    Those are what the page of a new claim takes, which shows nothing of the company but its name.
    """

    def count(name: str) -> int:
        shop.get(name)
        with CaptureQueriesContext(connection) as queries:
            shop.get(name)
        return len(queries)

    def check(name: str) -> None:
        assert count(name) - count("claim-new") <= MOST_QUERIES

    return check


def references(answer: Any) -> list[str | None]:
    return [row.claim.reference for row in answer.context["rows"]]


def approved_batch(status: BatchStatus = BatchStatus.APPROVED, **fields: Any) -> Any:
    maker, approver = person(Role.FINANCE_MAKER), person(Role.FINANCE_APPROVER)
    at_noon = timezone.make_aware(datetime(2026, 11, 24, 12))
    fields = {"submitted_by": maker, "submitted_at": at_noon, "approved_by": approver, "approved_at": at_noon} | fields
    return BatchFactory(status=status, made_by=maker, digest="d" * 64, **fields)


def paid_transfer(shop: Shop) -> Any:
    batch = approved_batch()
    account = BankAccountFactory(repairer=shop.repairer)
    transfer = CreditTransferFactory(batch=batch, repairer=shop.repairer, bank_account=account)
    claim = ApprovedClaimFactory(repairer=shop.repairer)
    PaymentLineFactory(transfer=transfer, claim=claim)
    Claim.objects.filter(pk=claim.pk).update(status=Status.IN_PAYMENT)
    return transfer


class TestFirstScreen:
    """What is to do, what is coming."""

    def test_drafts_and_corrections_come_with_their_next_step(self, shop: Shop) -> None:
        DraftClaimFactory(repairer=shop.repairer, product=shop.washer)
        page = shop.get("dashboard").content.decode()
        assert "Washing machine" in page
        assert "Complete the claim and send it." in page
        assert "Kept until" in page

    def test_money_is_summed_up_by_state(self, shop: Shop) -> None:
        SentClaimFactory(repairer=shop.repairer)
        for _claim in range(2):
            ApprovedClaimFactory(repairer=shop.repairer)
        tiles = {tile["label"]: str(tile["amount"]) for tile in shop.get("dashboard").context["tiles"]}
        assert tiles == {
            "Being checked": "50.00",
            "Approved, payment being prepared": "100.00",
            "Payment under way": "0.00",
        }

    def test_the_day_by_which_approved_claims_are_paid_is_told(self, shop: Shop) -> None:
        ApprovedClaimFactory(repairer=shop.repairer, payment_due_on=date(2026, 12, 9))
        assert "Payment by 09/12/2026" in shop.get("dashboard").content.decode()

    def test_a_company_without_certificate_and_account_is_told_what_to_do(self, db: None) -> None:
        shop = open_shop()
        shop.workshop.certificates.all().delete()
        page = shop.get("dashboard").content.decode()
        assert "No certificate is valid today" in page
        assert "There is no bank account yet" in page
        assert at("bank-account-add") in page

    def test_an_employee_is_sent_to_an_owner_for_the_account(self, shop: Shop, signed_in: Any) -> None:
        client = signed_in(Role.REPAIRER_EMPLOYEE, organisation=shop.repairer.organisation)
        page = client.get(at("dashboard")).content.decode()
        assert "ask an owner of the company" in page
        assert at("bank-account-add") not in page

    def test_nothing_is_wrong_with_a_company_that_has_both(self, shop: Shop) -> None:
        BankAccountFactory(repairer=shop.repairer)
        assert shop.get("dashboard").context["obstacles"] == []

    def test_it_takes_few_queries(self, shop: Shop, few_queries: Callable[[str], None]) -> None:
        for _claim in range(8):
            CompleteClaimFactory(repairer=shop.repairer)
        few_queries("dashboard")


class TestList:
    """Tabs, search, pages, export."""

    def test_tabs_count_and_hold_their_claims(self, shop: Shop) -> None:
        DraftClaimFactory(repairer=shop.repairer)
        sent, refused = SentClaimFactory(repairer=shop.repairer), RefusedClaimFactory(repairer=shop.repairer)
        answer = shop.get("claim-list", data={"tab": "refused"})
        counts = {tab["text"]: tab["count"] for tab in answer.context["tabs"]}
        assert counts == {
            "To do": 1,
            "With the scheme": 1,
            "Approved, being paid": 0,
            "Paid": 0,
            "Refused": 1,
            "All": 3,
        }
        assert references(answer) == [refused.reference]
        assert references(shop.get("claim-list", data={"tab": "in-progress"})) == [sent.reference]

    @pytest.mark.parametrize("field", ["reference", "identifier", "invoice_number", "own_reference"])
    def test_search_looks_at_what_a_shop_knows_a_claim_by(self, shop: Shop, field: str) -> None:
        wanted = InReviewClaimFactory(repairer=shop.repairer, own_reference="OR-4711")
        InReviewClaimFactory(repairer=shop.repairer, own_reference="OR-0815")
        assert references(shop.get("claim-list", data={"q": getattr(wanted, field)})) == [wanted.reference]

    def test_next_says_who_does_what_by_when(self, shop: Shop) -> None:
        InReviewClaimFactory(repairer=shop.repairer)
        page = shop.get("claim-list").content.decode()
        assert "An officer looks at the claim and decides." in page
        assert "Payment by 12/12/2026" in page

    def test_pages_go_on_from_the_last_row_and_show_each_claim_once(self, shop: Shop) -> None:
        claims = [DraftClaimFactory(repairer=shop.repairer, created_by=shop.owner) for _claim in range(30)]
        first = shop.get("claim-list")
        second = shop.client.get(at("claim-list") + first.context["older"])
        seen = [row.claim.pk for answer in (first, second) for row in answer.context["rows"]]
        assert len(first.context["rows"]) == 25
        assert sorted(seen) == sorted(claim.pk for claim in claims)
        assert second.context["older"] == ""

    @pytest.mark.parametrize(
        "query",
        [
            {"before": "x"},
            {"before": "2026-13-45T99:00:00Z~1"},
            {"before": "~1"},
            {"before": "2026-11-24T10:00:00~99999999999999999999"},
            {"tab": "x"},
            {"q": "\x00%_'\""},
            {"q": "x" * 5000},
        ],
        ids=str,
    )
    def test_nonsense_in_the_address_is_no_error_of_the_server(self, shop: Shop, query: dict[str, str]) -> None:
        assert shop.get("claim-list", data=query).status_code == 200

    def test_it_takes_few_queries_whatever_its_length(self, shop: Shop, few_queries: Callable[[str], None]) -> None:
        for _claim in range(10):
            InReviewClaimFactory(repairer=shop.repairer)
        few_queries("claim-list")

    def test_the_filter_is_exported_as_it_stands(self, shop: Shop) -> None:
        claim = RefusedClaimFactory(repairer=shop.repairer, own_reference="=1+1")
        SentClaimFactory(repairer=shop.repairer)
        answer = shop.get("claim-export", data={"tab": "refused"})
        rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.iter_rows(values_only=True))
        assert rows[1][0] == claim.reference
        assert rows[1][10] == 50
        assert rows[1][11] == "=1+1"
        assert [row[0] for row in rows].count(claim.reference) == 1
        assert answer["Content-Disposition"].startswith('attachment; filename="claims-')

    def test_claims_of_others_are_never_there(self, shop: Shop) -> None:
        SentClaimFactory()
        assert shop.get("claim-list").context["rows"] == []
        body = io.BytesIO(b"".join(shop.get("claim-export").streaming_content))
        assert load_workbook(body).active.max_row == 1


class TestPayments:
    """Transfers and the account."""

    def test_a_transfer_shows_its_claims(self, shop: Shop) -> None:
        transfer = paid_transfer(shop)
        assert transfer.end_to_end_id in shop.get("payments").content.decode()
        page = shop.get("transfer", transfer.public_id).content.decode()
        assert transfer.lines.get().claim.reference in page

    def test_a_claims_page_says_where_its_money_is(self, shop: Shop) -> None:
        transfer = paid_transfer(shop)
        page = shop.get("claim-detail", transfer.lines.get().claim.public_id).content.decode()
        assert transfer.end_to_end_id in page
        assert transfer.batch.reference in page
        assert "26 November 2026" in page
        assert at("transfer", transfer.public_id) in page

    def test_a_claim_that_cannot_be_paid_says_why(self, shop: Shop) -> None:
        claim = ApprovedClaimFactory(repairer=shop.repairer)
        assert "there is no bank account to pay it to" in shop.get("claim-detail", claim.public_id).content.decode()

    def test_another_companys_transfer_is_a_404(self, shop: Shop) -> None:
        transfer = paid_transfer(open_shop())
        assert shop.get("transfer", transfer.public_id).status_code == 404
        assert transfer.end_to_end_id not in shop.get("payments").content.decode()

    def test_it_takes_few_queries(self, shop: Shop, few_queries: Callable[[str], None]) -> None:
        paid_transfer(shop)
        few_queries("payments")
