"""Extraction: the right figure, day and number out of made-up pages in layouts that no corpus holds."""

from datetime import date
from decimal import Decimal

import pytest

from claims.invoices.extraction.fields import extract, merged
from claims.invoices.extraction.folding import compact, folded, look_alike
from claims.invoices.extraction.labels import find_label
from claims.invoices.extraction.layout import rows_of
from claims.invoices.extraction.numerals import amounts_in, dates_in
from claims.invoices.extraction.parties import is_business
from claims.invoices.reading import DocumentKind, FieldName, Source
from tests.claims.invoices.pages import INVOICE, page_of, with_changes


def values(text: str) -> dict[FieldName, str]:
    return {name: found.value for name, found in extract([page_of(text)]).fields.items()}


def test_every_field_of_a_plain_invoice_is_found() -> None:
    assert values(INVOICE) == {
        FieldName.NUMBER: "F-2026-0142",
        FieldName.ISSUED_ON: "2026-03-12",
        FieldName.SELLER_NAME: "Atelier du Lac",
        FieldName.SIRET: "73282932000074",
        FieldName.VAT_NUMBER: "FR44732829320",
        FieldName.CUSTOMER_NAME: "Claire Martin",
        FieldName.PRODUCT: "Lave-linge BOSCH WAN28",
        FieldName.IDENTIFIER: "BX7K4420917",
        FieldName.TOTAL_EXCL_VAT: "155.00",
        FieldName.VAT_AMOUNT: "31.00",
        FieldName.TOTAL_INCL_VAT: "186.00",
        FieldName.BONUS: "50.00",
        FieldName.AMOUNT_DUE: "136.00",
    }


def test_each_field_has_its_place_on_the_page() -> None:
    found = extract([page_of(INVOICE)]).fields[FieldName.TOTAL_INCL_VAT]
    row = next(row for row in rows_of(page_of(INVOICE)) if row.text.startswith("Total TTC"))
    assert found.box is not None
    assert found.box.page == 1
    assert row.box.top <= found.box.top < found.box.bottom <= row.box.bottom
    assert found.box.left > 0.4


@pytest.mark.parametrize(
    ("printed", "value", "negative"),
    [
        ("1 234,56 €", "1234.56", False),
        ("1\u202f234,56\u00a0€", "1234.56", False),
        ("1.234,56", "1234.56", False),
        ("€ 91.20", "91.20", False),
        ("-€ 60.00", "60.00", True),
        ("− 50,00 EUR", "50.00", True),
        ("1234€56", "1234.56", False),
        ("-50 €", "50.00", True),
        ("15@,00", "150.00", False),
    ],
)
def test_amounts_are_read_as_the_french_print_them(printed: str, value: str, negative: bool) -> None:
    (row,) = rows_of(page_of(f"Total {printed}"))
    assert [(amount.value, amount.negative) for amount in amounts_in(row)] == [(Decimal(value), negative)]


@pytest.mark.parametrize(
    "printed", ["TVA 20,00 %", "le 07.06.26", "Tél. 04 50 12 34 56", "SIRET 732 829 320 00074", "12"]
)
def test_rates_days_and_numbers_are_no_amounts(printed: str) -> None:
    (row,) = rows_of(page_of(printed))
    assert amounts_in(row) == []


def test_a_quantity_does_not_run_into_the_price_of_the_next_column() -> None:
    (row,) = rows_of(page_of("Remplacement batterie   1    122,50 €    122,50 €"))
    assert [amount.value for amount in amounts_in(row)] == [Decimal("122.50")] * 2


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("12/03/2026", date(2026, 3, 12)),
        ("12-03-26", date(2026, 3, 12)),
        ("1er févr. 2026", date(2026, 2, 1)),
        ("25 octobre 2026", date(2026, 10, 25)),
        ("7 août 2026", date(2026, 8, 7)),
        ("2026-03-12", date(2026, 3, 12)),
        ("@1/O2/2026", date(2026, 2, 1)),
    ],
)
def test_days_are_read_day_first(printed: str, day: date) -> None:
    (row,) = rows_of(page_of(f"Date : {printed}"))
    assert [found.value for found in dates_in(row)] == [day]


@pytest.mark.parametrize("printed", ["31/02/2026", "12/13/2026", "1.234,56", "04.50.12.34.56"])
def test_what_is_no_day_is_not_read_as_one(printed: str) -> None:
    (row,) = rows_of(page_of(f"Date : {printed}"))
    assert dates_in(row) == []


def test_the_day_of_issue_is_not_the_due_day_nor_the_day_of_purchase() -> None:
    text = with_changes(
        INVOICE,
        ("Date : 12/03/2026", "Échéance : 11/04/2026"),
        ("Remplacement pompe ", "Date de facture : 12/03/2026\nDate d'achat : 01/02/2020\nRemplacement pompe "),
    )
    assert values(text)[FieldName.ISSUED_ON] == "2026-03-12"


def test_a_value_under_its_label_is_found() -> None:
    text = "N° de facture        Date d'émission\nA-778             04/05/2026\n"
    assert values(text)[FieldName.NUMBER] == "A-778"
    assert values(text)[FieldName.ISSUED_ON] == "2026-05-04"


def test_totals_in_a_table_with_their_labels_on_top_are_found() -> None:
    text = (
        "FACTURE 88\n\n"
        "Total HT       TVA          Total TTC      Bonus réparation     Net à payer\n"
        "100,00 €       20,00 €      120,00 €       -25,00 €             95,00 €\n"
    )
    found = values(text)
    assert (found[FieldName.TOTAL_EXCL_VAT], found[FieldName.VAT_AMOUNT]) == ("100.00", "20.00")
    assert (found[FieldName.TOTAL_INCL_VAT], found[FieldName.BONUS]) == ("120.00", "25.00")
    assert found[FieldName.AMOUNT_DUE] == "95.00"


def test_arithmetic_decides_between_two_totals() -> None:
    text = with_changes(INVOICE, ("Garantie de", "Total TTC de votre devis                 210,00 €\nGarantie de"))
    assert values(text)[FieldName.TOTAL_INCL_VAT] == "186.00"


def test_a_serial_number_may_begin_the_next_line() -> None:
    text = with_changes(INVOICE, ("N° de série : BX7K4420917", "N° de série\nBX7K4420917."))
    assert values(text)[FieldName.IDENTIFIER] == "BX7K4420917"


def test_an_imei_is_read_with_spaces_and_checked() -> None:
    text = with_changes(INVOICE, ("N° de série : BX7K4420917", "IMEI : 35 122138 783757 5"))
    found = extract([page_of(text)]).fields[FieldName.IDENTIFIER]
    assert found.value == "351221387837575"


def test_the_number_of_the_invoice_is_not_that_of_the_customer_or_the_order() -> None:
    text = with_changes(
        INVOICE, ("FACTURE N° F-2026-0142", "FACTURE\nN° client : 4411\nN° de commande : 9988\nN° F-2026-0142")
    )
    assert values(text)[FieldName.NUMBER] == "F-2026-0142"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("FACTURE N° F-2026-0142", DocumentKind.INVOICE),
        ("DEVIS N° F-2026-0142", DocumentKind.QUOTE),
        ("FACTURE PROFORMA N° F-2026-0142", DocumentKind.QUOTE),
        ("ORDRE DE RÉPARATION N° F-2026-0142", DocumentKind.REPAIR_ORDER),
        ("BON DE DÉPÔT N° F-2026-0142", DocumentKind.REPAIR_ORDER),
        ("BON DE LIVRAISON N° F-2026-0142", DocumentKind.DELIVERY_NOTE),
        ("FACTURE D'AVOIR N° F-2026-0142", DocumentKind.CREDIT_NOTE),
        ("Récapitulatif F-2026-0142", DocumentKind.UNKNOWN),
    ],
)
def test_the_title_says_what_the_document_is(title: str, kind: DocumentKind) -> None:
    text = with_changes(INVOICE, ("FACTURE N° F-2026-0142", title))
    assert extract([page_of(text)]).kind is kind


def test_a_sentence_or_a_reference_does_not_make_an_invoice_a_quote() -> None:
    text = with_changes(
        INVOICE, ("Garantie de", "Avoir pris connaissance des conditions.\nSelon devis n° 12.\nGarantie de")
    )
    assert extract([page_of(text)]).kind is DocumentKind.INVOICE


@pytest.mark.parametrize(
    ("name", "business"),
    [
        ("SAS LEGRAND Restauration", True),
        ("Dupont Frères SARL", True),
        ("Association des Amis", True),
        ("Mairie de Thônes", True),
        ("Mme Claire Martin", False),
        ("M. Jean Sas", False),
        ("Élodie Cohen", False),
        ("Mme Anne Restaurant", False),
    ],
)
def test_companies_are_told_from_people(name: str, business: bool) -> None:
    assert is_business(name) is business


def test_a_customer_with_a_company_number_is_a_business() -> None:
    text = with_changes(
        INVOICE,
        ("74100 Annemasse\n", "74100 Annemasse\n                                            SIRET 552 100 554 00013\n"),
    )
    extraction = extract([page_of(text)])
    assert extraction.customer_is_business is True
    assert extraction.fields[FieldName.SIRET].value == "73282932000074"


def test_a_label_with_one_bent_letter_is_found_and_a_short_one_is_not() -> None:
    assert find_label("8ONUS REPARATION  -50,00", "BONUS REPARATION") == (0, 16)
    assert find_label("MONTANT HORS TAXES  155,00", "MONTANT DU") is None
    assert find_label("TTG  186,00", "TTC") is None


def test_look_alikes_fold_together_and_digits_never_do() -> None:
    assert look_alike("SO8-1") == look_alike("S0B I")
    assert look_alike("351") != look_alike("352")
    assert compact("FC-07867/26 ") == "FC0786726"
    assert len(folded("Œuvre\u00a0déjà n°")) == len("Œuvre\u00a0déjà n°")


def test_two_looks_that_agree_are_sure_and_the_surer_wins_where_they_differ() -> None:
    page = page_of(INVOICE, source=Source.OCR, confidence=0.6)
    other = page_of(with_changes(INVOICE, ("F-2026-0142", "F-2026-0143")), source=Source.OCR, confidence=0.95)
    both = merged([extract([page]), extract([other])])
    assert both.fields[FieldName.NUMBER].value == "F-2026-0143"
    assert both.fields[FieldName.IDENTIFIER].confidence >= 0.8
    assert not extract([page]).is_complete
    assert both.is_complete
