"""Draws the invoices of the demo, as a shop's software would."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fpdf import FPDF

from certification.models import Workshop
from core.money import euros


@dataclass(frozen=True, slots=True)
class DemoInvoice:
    """What stands on the invoice; amounts in euros, VAT included. No `bonus`: the invoice does not show one."""

    number: str
    day: date
    customer: tuple[str, ...]
    appliance: str
    identifier: str
    repair: str
    total: Decimal
    bonus: Decimal | None


def draw_invoice(invoice: DemoInvoice, workshop: Workshop) -> bytes:
    """The PDF, with a text layer."""
    page = FPDF(format="A4")
    page.add_page()
    _lines(page, 14, [workshop.name], style="B")
    vat = f"FR{(12 + 3 * (int(workshop.siret[:9]) % 97)) % 97:02d}{workshop.siret[:9]}"
    _lines(
        page,
        10,
        [
            workshop.street,
            f"{workshop.postcode} {workshop.city}",
            f"SIRET : {workshop.siret}",
            f"TVA intracommunautaire : {vat}",
        ],
    )
    _lines(page, 18, ["", "FACTURE"], style="B")
    _lines(page, 10, [f"Facture n° {invoice.number}", f"Date : {invoice.day:%d/%m/%Y}", "", "Client :"])
    _lines(page, 10, [*invoice.customer, ""])
    _lines(page, 10, [f"Appareil : {invoice.appliance}", invoice.identifier, f"Intervention : {invoice.repair}", ""])
    net = euros(invoice.total / Decimal("1.20"))
    amounts = [("Total HT", net), ("TVA 20 %", invoice.total - net), ("Total TTC", invoice.total)]
    if invoice.bonus is not None:
        amounts.append(("Bonus réparation", -invoice.bonus))
    amounts.append(("Net à payer", invoice.total - (invoice.bonus or Decimal(0))))
    for name, amount in amounts:
        page.set_font("Helvetica", "B" if name.startswith("Net") else "", 11)
        page.cell(120, 7, name)
        page.cell(50, 7, f"{amount:.2f}".replace(".", ",") + " EUR", align="R", new_x="LMARGIN", new_y="NEXT")
    return bytes(page.output())


def _lines(page: FPDF, size: int, lines: list[str], *, style: str = "") -> None:
    page.set_font("Helvetica", style, size)
    for line in lines:
        page.cell(0, size / 2 + 1, line, new_x="LMARGIN", new_y="NEXT")
