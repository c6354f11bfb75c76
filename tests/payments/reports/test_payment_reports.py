"""Payment reports: what is in each row, what the filter leaves out, and who took a copy."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.roles import Role
from certification.models import Repairer
from claims.models import Claim
from claims.states import Status
from core import clock
from payments.models import ReportExport
from payments.reports.filters import Basis, ReportFilter
from payments.services.bank_accounts import refuse_bank_account
from payments.services.batches import drop_transfers
from payments.services.reports import SHEETS
from tests.payments.reports.scenes import reported_claim, washing_machine
from tests.payments.scenes import approved_claim, made_batch, maker, paid_batch, payable_repairer

pytestmark = pytest.mark.django_db

Kind = ReportExport.Kind
EVERYTHING = ReportFilter()
EXPORTERS = (Role.FINANCE_MAKER, Role.FINANCE_APPROVER, Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def rows(kind: ReportExport.Kind, report_filter: ReportFilter = EVERYTHING) -> list[dict[str, Any]]:
    """The rows of the sheet as dictionaries by title."""
    sheet = SHEETS[kind](report_filter)
    titles = [str(column.title) for column in sheet.columns]
    return [dict(zip(titles, row, strict=True)) for row in sheet.rows]


@pytest.fixture
def paid() -> Claim:
    return reported_claim()


def test_a_claim_is_reported_from_its_invoice_to_its_payment(paid: Claim) -> None:
    transfer = paid.payment_lines.get().transfer
    assert rows(Kind.BY_CLAIM) == [
        {
            "Claim": paid.reference,
            "Repairer": "=SUM(A1)",
            "SIREN": "732829320",
            "SIRET of the workshop": "73282932000074",
            "Product family": "Household",
            "Product": "Washing machine",
            "Invoice number": "0042",
            "Date of the invoice": date(2026, 11, 2),
            "Date of the repair": date(2026, 11, 1),
            "Received": date(2026, 11, 5),
            "Approved": date(2026, 11, 6),
            "Total of the invoice": Decimal("180.20"),
            "Bonus": Decimal("50.00"),
            "Status": "Paid",
            "Batch": transfer.batch.reference,
            "Transfer": transfer.end_to_end_id,
            "Paid on": date(2026, 11, 24),
            "Days from receipt to payment": 19,
        }
    ]


def test_a_report_speaks_the_readers_language(paid: Claim) -> None:
    with translation.override("fr"):
        (row,) = [list(row) for row in SHEETS[Kind.BY_CLAIM](EVERYTHING).rows]
    assert "Lave-linge" in row
    assert "Maison" in row


def test_a_claim_that_no_batch_holds_has_no_transfer() -> None:
    repairer, other = payable_repairer(), payable_repairer()
    by = maker()
    batch = made_batch(by=by)
    refuse_bank_account(account=repairer.bank_accounts.get(), reason="Wrong.", by=maker())
    drop_transfers(batch=batch, by=by)
    told = {row["Repairer"]: (row["Batch"], row["Paid on"]) for row in rows(Kind.BY_CLAIM)}
    assert told == {repairer.legal_name: (None, None), other.legal_name: (batch.reference, None)}


def test_repairers_are_summed_up() -> None:
    one = payable_repairer("50.00", "25.50")
    Repairer.objects.filter(pk=one.pk).update(legal_name="A")
    day = clock.today()
    paid_batch()
    approved_claim(one, "10.10")
    two = payable_repairer("5.00")
    Repairer.objects.filter(pk=two.pk).update(legal_name="B")
    assert rows(Kind.BY_REPAIRER) == [
        {
            "Repairer": "A",
            "SIREN": one.siren,
            "Claims": 3,
            "Claims paid": 2,
            "Total of the invoices": Decimal("540.00"),
            "Bonus": Decimal("85.60"),
            "Bonus paid": Decimal("75.50"),
            "Bonus to be paid": Decimal("10.10"),
            "Last payment": day,
        },
        {
            "Repairer": "B",
            "SIREN": two.siren,
            "Claims": 1,
            "Claims paid": 0,
            "Total of the invoices": Decimal("180.00"),
            "Bonus": Decimal("5.00"),
            "Bonus paid": Decimal("0.00"),
            "Bonus to be paid": Decimal("5.00"),
            "Last payment": None,
        },
    ]


def test_products_are_summed_up() -> None:
    repairer = payable_repairer()
    product = washing_machine()
    repairer.claims.update(product=product, total_incl_vat=Decimal("100.00"))
    approved_claim(repairer, "25.00", product=product, total_incl_vat=Decimal("100.05"))
    assert rows(Kind.BY_PRODUCT) == [
        {
            "Product family": "Household",
            "Product": "Washing machine",
            "Code": "washing-machine",
            "Claims": 2,
            "Claims paid": 0,
            "Total of the invoices": Decimal("200.05"),
            "Average invoice": Decimal("100.03"),
            "Bonus": Decimal("75.00"),
            "Bonus paid": Decimal("0.00"),
            "Bonus to be paid": Decimal("75.00"),
        }
    ]


def test_months_are_summed_up_by_payment_with_what_is_not_paid_last(paid: Claim) -> None:
    approved_claim(paid.repairer, "10.00")
    told = [(row["First day of the month"], row["Claims"], row["Bonus paid"]) for row in rows(Kind.BY_PERIOD)]
    assert told == [(date(2026, 11, 1), 1, Decimal("50.00")), (None, 1, Decimal("0.00"))]


def test_months_are_summed_up_by_approval_as_paris_counts_days() -> None:
    repairer = payable_repairer()
    # 31 October, 23:30 in UTC, is 1 November in Paris.
    repairer.claims.update(approved_at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))
    approved_claim(repairer, approved_at=datetime(2026, 10, 31, 22, 30, tzinfo=UTC))
    told = rows(Kind.BY_PERIOD, ReportFilter(basis=Basis.APPROVED_AT))
    assert [(row["First day of the month"], row["Repairers"]) for row in told] == [
        (date(2026, 10, 1), 1),
        (date(2026, 11, 1), 1),
    ]


@pytest.mark.parametrize("kind", Kind)
def test_what_is_not_approved_is_in_no_report(kind: ReportExport.Kind) -> None:
    repairer = payable_repairer()
    repairer.claims.update(status=Status.REFUSED, refused_at=clock.now())
    assert rows(kind) == []
    assert rows(kind, ReportFilter(statuses=(Status.REFUSED,))) == []


def test_a_report_is_filtered_by_day_of_payment(paid: Claim) -> None:
    def is_told(first: date | None, last: date | None) -> bool:
        return rows(Kind.BY_CLAIM, ReportFilter(from_on=first, until_on=last)) != []

    day, before, after = date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 25)
    assert is_told(day, day)
    assert is_told(None, day)
    assert is_told(before, None)
    assert not is_told(after, None)
    assert not is_told(None, before)


def test_a_report_is_filtered_by_day_of_approval(paid: Claim) -> None:
    def is_told(first: date | None, last: date | None) -> bool:
        chosen = ReportFilter(basis=Basis.APPROVED_AT, from_on=first, until_on=last)
        return rows(Kind.BY_CLAIM, chosen) != []

    day, before, after = date(2026, 11, 6), date(2026, 11, 5), date(2026, 11, 7)
    assert is_told(day, day)
    assert not is_told(after, None)
    assert not is_told(None, before)


def test_a_report_is_filtered_by_status_repairer_and_product(paid: Claim) -> None:
    waiting = payable_repairer().claims.get()

    def told(**chosen: Any) -> set[str]:
        return {row["Claim"] for row in rows(Kind.BY_CLAIM, ReportFilter(**chosen))}

    assert told() == {paid.reference, waiting.reference}
    assert told(statuses=(Status.PAID,)) == {paid.reference}
    assert told(statuses=()) == set()
    assert told(repairer=waiting.repairer) == {waiting.reference}
    assert told(product=paid.product) == {paid.reference}


@pytest.mark.parametrize("kind", Kind)
def test_a_report_takes_one_query_whatever_its_length(
    kind: ReportExport.Kind, django_assert_num_queries: Callable[..., CaptureQueriesContext]
) -> None:
    for _ in range(5):
        payable_repairer("1.00", "2.00")
    with django_assert_num_queries(1):
        assert rows(kind)
