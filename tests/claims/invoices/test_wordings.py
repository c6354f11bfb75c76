"""Wordings of other invoicing software: the bonus by other names, a SIRET in two parts, labels that are no names."""

from decimal import Decimal

import pytest

from claims.invoices.extraction.identifiers import sirets_in
from claims.invoices.extraction.layout import rows_of
from claims.invoices.reading import FieldName
from claims.invoices.verification.evidence import Verdict, evidence_of
from claims.invoices.verification.money import figures_of, verify_bonus
from claims.invoices.verification.values import verify_seller
from tests.claims.invoices.pages import INVOICE, page_of, reading_from, with_changes

PARTED = with_changes(INVOICE, ("SIRET : 732 829 320 00074", "SIREN 732829320 NIC 00074"))


@pytest.mark.parametrize(
    "name", ["Aide à la réparation", "Aide réparation", "Prime à la réparation", "Soutien à la réparation"]
)
def test_the_bonus_is_known_by_its_other_names(name: str) -> None:
    reading = reading_from(with_changes(INVOICE, ("Bonus Réparation", name)))
    assert reading.fields[FieldName.BONUS].value == "50.00"
    figures = figures_of(evidence_of(reading))
    assert verify_bonus(figures, Decimal(50), Decimal(186)).verdict is Verdict.MATCH
    assert verify_bonus(figures, Decimal(60), Decimal(186)).verdict is Verdict.CONFLICT


def test_a_siret_in_two_parts_is_one() -> None:
    assert [printed.value for printed in sirets_in(rows_of(page_of(PARTED)))] == ["73282932000074"]
    assert verify_seller(evidence_of(reading_from(PARTED)), "73282932000074").verdict is Verdict.MATCH


def test_another_establishment_of_the_company_does_not_pass_by_its_siren() -> None:
    assert verify_seller(evidence_of(reading_from(PARTED)), "73282932000082").verdict is Verdict.CONFLICT


def test_a_label_of_a_number_is_no_name() -> None:
    text = with_changes(INVOICE, ("FACTURE N° F-2026-0142", "Client\nNuméro : F-2026-0142"))
    assert "NUMERO" not in reading_from(text).fields[FieldName.CUSTOMER_NAME].value.upper().replace("É", "E")
