"""Controls of the document against the declaration: each finds its defect, and a sound claim passes all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from claims.controls.base import ClaimFacts, EarlierClaim
from claims.controls.registry import run_controls
from claims.invoices.reading import FieldName, Source
from tests.claims.controls.facts import DECLARATION, codes, facts
from tests.claims.invoices.pages import INVOICE, reading_from, unreadable, with_changes

BONUS_LINE = "Bonus Réparation                            -50,00 €\n"


def test_a_sound_claim_has_no_finding() -> None:
    assert codes(facts()) == []


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ({"invoice_number": "F-2026-0143"}, "number-differs"),
        ({"invoice_number": "F-2026-142"}, "number-differs"),
        ({"invoiced_on": date(2026, 3, 13)}, "date-differs"),
        ({"invoiced_on": date(2026, 12, 3)}, "date-differs"),
        ({"siret": "55210055400013"}, "other-seller"),
        ({"siret": "73282932000082"}, "other-seller"),
        ({"identifier": "BX7K4420918"}, "identifier-differs"),
        ({"identifier": "BX7K442091"}, "identifier-differs"),
        ({"total_incl_vat": Decimal("186.10")}, "total-differs"),
        ({"total_incl_vat": Decimal("236.00")}, "total-differs"),
        ({"total_incl_vat": Decimal("136.00")}, "total-differs"),
        ({"bonus": Decimal("60.00")}, "bonus-wrong"),
    ],
)
def test_a_declared_value_that_the_page_contradicts_is_found(declared: dict[str, Any], code: str) -> None:
    assert codes(facts(**declared)) == [code]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ([(BONUS_LINE, ""), ("136,00 €", "186,00 €")], [("bonus-missing", "bonus-missing")]),
        ([("136,00 €", "186,00 €")], [("bonus-not-deducted", "bonus-not-deducted")]),
        ([("-50,00 €", "-45,00 €"), ("136,00 €", "141,00 €")], [("bonus-wrong", "bonus-wrong")]),
        ([("SIRET : 732 829 320 00074\n", ""), ("N° TVA : FR44732829320\n", "")], [("no-siret", "no-siret")]),
        ([("SIRET : 732 829 320 00074\n", "")], [("no-siret", "no-siret")]),
        ([("FACTURE N°", "DEVIS N°")], [("not-an-invoice", "not-an-invoice")]),
        ([("FACTURE N° F-2026-0142", "Relevé F-2026-0142")], [("not-an-invoice", "")]),
        ([("Mme Claire Martin", "SARL Martin Conseil")], [("business-customer", "business-customer")]),
        (
            [("732 829 320 00074", "552 100 554 00013"), ("FR44732829320", "FR96552100554")],
            [("other-seller", "fraud-suspected")],
        ),
    ],
)
def test_a_defect_of_the_document_is_found_with_its_reason(
    changes: list[tuple[str, str]], found: list[tuple[str, str]]
) -> None:
    findings = run_controls(facts(reading_from(with_changes(INVOICE, *changes))))
    assert [(finding.code, finding.reason) for finding in findings] == found


def test_a_value_that_is_merely_absent_is_flagged() -> None:
    text = with_changes(
        INVOICE, ("Date : 12/03/2026", ""), (" - N° de série : BX7K4420917", ""), ("N° F-2026-0142", "")
    )
    assert codes(facts(reading_from(text))) == ["number-differs", "date-differs", "identifier-differs"]


def test_a_finding_says_what_was_declared_what_was_read_and_where() -> None:
    (finding,) = run_controls(facts(total_incl_vat=Decimal("286.00")))
    assert (finding.declared, finding.read) == ("286.00", "186.00")
    assert finding.box is not None
    assert finding.box.page == 1


def test_a_total_without_its_line_is_proven_by_arithmetic_both_ways() -> None:
    text = with_changes(INVOICE, ("Total TTC                                   186,00 €\n", ""))
    assert codes(facts(reading_from(text))) == []
    assert codes(facts(reading_from(text), total_incl_vat=Decimal("187.00"))) == ["total-differs"]


def test_one_way_of_arithmetic_does_not_outweigh_a_total_line_that_says_otherwise() -> None:
    text = with_changes(INVOICE, ("186,00 €", "176,00 €"), ("136,00 €", "126,00 €"))
    assert codes(facts(reading_from(text))) == ["total-differs"]


def test_a_total_under_the_bonus_is_what_is_left_to_pay() -> None:
    text = with_changes(
        INVOICE,
        ("Total TTC                                   186,00 €\n", ""),
        (
            "Net à payer                                 136,00 €",
            "Total TTC                                   136,00 €",
        ),
    )
    assert codes(facts(reading_from(text))) == []
    assert "total-differs" in codes(facts(reading_from(text), total_incl_vat=Decimal("136.00")))


def test_a_bonus_as_high_as_the_bonus_does_not_turn_the_total_into_another() -> None:
    # The printed total plus the bonus is not the total, although the page holds both figures.
    assert codes(facts(total_incl_vat=Decimal("236.00"))) == ["total-differs"]


def test_without_a_bonus_declared_nothing_is_said_about_it() -> None:
    text = with_changes(INVOICE, (BONUS_LINE, ""), ("136,00 €", "186,00 €"))
    assert codes(facts(reading_from(text), bonus=None)) == []


def test_after_ocr_look_alikes_are_equal_and_other_signs_are_not() -> None:
    text = with_changes(INVOICE, ("BX7K4420917", "8X7K442O9I7"))
    assert codes(facts(reading_from(text, source=Source.OCR))) == []
    assert codes(facts(reading_from(text, source=Source.TEXT))) == ["identifier-differs"]
    other = with_changes(INVOICE, ("BX7K4420917", "BX7K4420977"))
    assert codes(facts(reading_from(other, source=Source.OCR))) == ["identifier-differs"]


def test_a_match_in_any_look_is_a_match() -> None:
    blurred = with_changes(INVOICE, ("BX7K4420917", "BX7K44209"), ("186,00", "136,00"), ("12/03/2026", "12/08/2026"))
    assert codes(facts(reading_from(blurred, source=Source.OCR))) != []
    assert codes(facts(reading_from(blurred, INVOICE, source=Source.OCR))) == []


def test_a_misread_siret_is_made_up_for_by_the_vat_number_but_never_repaired() -> None:
    misread = with_changes(INVOICE, ("732 829 320 00074", "732 829 820 00074"))
    assert codes(facts(reading_from(misread, source=Source.OCR))) == []
    alone = with_changes(misread, ("N° TVA : FR44732829320\n", ""))
    findings = run_controls(facts(reading_from(alone, source=Source.OCR)))
    assert [(finding.code, finding.reason, finding.read) for finding in findings] == [
        ("no-siret", "", "73282982000074")
    ]


def test_an_unreadable_document_says_only_that() -> None:
    reading = unreadable(reading_from("rien"))
    findings = run_controls(facts(reading))
    assert [(finding.code, finding.reason) for finding in findings] == [("unreadable", "unreadable")]


def test_no_reading_is_unreadable_unless_the_invoice_is_missing_anyway() -> None:
    assert codes(ClaimFacts(DECLARATION, None)) == ["unreadable"]
    assert codes(ClaimFacts(DECLARATION, None, missing_documents=("invoice",))) == ["document-missing"]


def test_each_earlier_claim_is_a_duplicate() -> None:
    claim = replace(facts(), earlier=(EarlierClaim("R-1", "invoice", True), EarlierClaim("R-2", "identifier", False)))
    findings = run_controls(claim)
    assert [(finding.code, finding.read, finding.declared) for finding in findings] == [
        ("duplicate", "R-1", "invoice"),
        ("duplicate", "R-2", "identifier"),
    ]


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        (FieldName.NUMBER, "F-2026-0141"),
        (FieldName.ISSUED_ON, "2026-03-11"),
        (FieldName.SIRET, "55210055400013"),
        (FieldName.TOTAL_INCL_VAT, "571.04"),
    ],
)
def test_an_embedded_xml_that_contradicts_the_page_is_found(name: FieldName, stated: str) -> None:
    findings = run_controls(facts(reading_from(INVOICE, stated={name: stated})))
    assert [(finding.code, finding.declared) for finding in findings] == [("xml-differs", stated)]


def test_an_embedded_xml_that_agrees_with_the_page_says_nothing() -> None:
    stated = {FieldName.NUMBER: "F-2026-0142", FieldName.ISSUED_ON: "2026-03-12", FieldName.TOTAL_INCL_VAT: "186.00"}
    assert codes(facts(reading_from(INVOICE, stated=stated))) == []


def test_only_the_controls_asked_for_run() -> None:
    claim = facts(invoice_number="X", identifier="YYYYYYYY")
    assert [finding.code for finding in run_controls(claim, {"identifier-differs"})] == ["identifier-differs"]


def test_another_day_on_the_page_is_not_the_day_of_issue() -> None:
    text = with_changes(INVOICE, ("Garantie de", "Retrait en magasin      15/03/2026\nGarantie de"))
    assert codes(facts(reading_from(text))) == []
    assert codes(facts(reading_from(text), invoiced_on=date(2026, 3, 15))) == ["date-differs"]


def test_a_total_above_the_bonus_is_not_what_is_left_to_pay() -> None:
    text = with_changes(INVOICE, ("Net à payer                                 136,00 €\n", ""))
    assert "total-differs" in codes(facts(reading_from(text), total_incl_vat=Decimal("236.00")))
