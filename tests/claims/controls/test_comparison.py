"""The officer's table: declared, read, verdict, place."""

from decimal import Decimal

from claims.controls.base import ClaimFacts
from claims.controls.comparison import comparison
from claims.invoices.reading import FieldName
from claims.invoices.verification.evidence import Verdict
from tests.claims.controls.facts import DECLARATION, facts


def test_every_declared_value_of_a_sound_claim_matches_at_its_place() -> None:
    rows = comparison(facts())
    assert [row.field for row in rows] == [
        FieldName.NUMBER,
        FieldName.ISSUED_ON,
        FieldName.SIRET,
        FieldName.SELLER_NAME,
        FieldName.CUSTOMER_NAME,
        FieldName.PRODUCT,
        FieldName.BRAND,
        FieldName.IDENTIFIER,
        FieldName.TOTAL_INCL_VAT,
        FieldName.BONUS,
        FieldName.AMOUNT_DUE,
    ]
    assert {row.verdict for row in rows} == {Verdict.MATCH}
    assert all(row.box is not None for row in rows)


def test_a_conflict_shows_what_was_read_instead() -> None:
    rows = {row.field: row for row in comparison(facts(total_incl_vat=Decimal("999.00"), identifier="QQ11223344"))}
    total, identifier = rows[FieldName.TOTAL_INCL_VAT], rows[FieldName.IDENTIFIER]
    assert (total.declared, total.read, total.verdict) == ("999.00", "186.00", Verdict.CONFLICT)
    assert (identifier.declared, identifier.read, identifier.verdict) == ("QQ11223344", "BX7K4420917", Verdict.CONFLICT)


def test_one_sign_off_is_near_and_never_a_match() -> None:
    rows = {row.field: row for row in comparison(facts(identifier="BX7K4420918", invoice_number="F-2026-0141"))}
    assert rows[FieldName.IDENTIFIER].verdict is Verdict.NEAR
    assert rows[FieldName.NUMBER].verdict is Verdict.NEAR


def test_without_a_reading_the_table_shows_what_was_declared_only() -> None:
    rows = comparison(ClaimFacts(DECLARATION, None))
    assert {row.verdict for row in rows} == {None}
    assert {row.read for row in rows} == {""}
    assert rows[0].declared == "F-2026-0142"
