"""The declaration as lists to read: on the last step, on the claim's page, on the receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from claims.models import Claim, ClaimDocument, ClaimPart, Customer, DocumentPurpose
from core.templatetags.money import day, euros
from portal.repairer.steps.sequence import APPLIANCE, CUSTOMER, DOCUMENTS, Step, anchor_of_field


class Shelf(Protocol):
    """The documents of one purpose."""

    @property
    def purpose(self) -> DocumentPurpose:
        """What they are for."""
        ...

    @property
    def documents(self) -> list[ClaimDocument]:
        """The documents, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class Summary:
    """One list of the declaration: its step, its rows for `c-summary-list`."""

    step: Step
    title: str | Promise
    rows: list[dict[str, Any]]


def summaries_of(claim: Claim, shelves: Iterable[Shelf], *, may_change: bool = False) -> list[Summary]:
    """The declaration, step by step; `may_change` adds links to the fields."""
    lists = [
        (APPLIANCE, _appliance_rows(claim)),
        (CUSTOMER, _customer_rows(claim)),
        (DOCUMENTS, [*_invoice_rows(claim), *_document_rows(shelves)]),
    ]
    return [
        Summary(
            step,
            step.title,
            [
                {
                    "label": label,
                    "value": value if isinstance(value, str) else "",
                    "lines": value if isinstance(value, list) else [],
                    "href": f"{step.url(claim)}#{anchor_of_field(path)}" if may_change else "",
                }
                for label, value, path in rows
            ],
        )
        for step, rows in lists
    ]


Row = tuple[str, str | list[str], str]


def _appliance_rows(claim: Claim) -> list[Row]:
    parts = [_part_words(part) for part in claim.parts.all()]
    rows: list[Row] = [
        (_("Product"), claim.product.name if claim.product else "", "product"),
        (_("Brand"), claim.brand_name, "brand"),
        (_("Model"), claim.commercial_reference, "commercial_reference"),
        (_("IMEI or serial number"), claim.identifier, "identifier"),
        (_("Fault"), _fault_words(claim), "fault"),
        (_("Date of the repair"), day(claim.repaired_on), "repaired_on"),
        (_("Workshop"), str(claim.workshop) if claim.workshop else "", "workshop"),
    ]
    if claim.is_at_home:
        rows.append((_("Place"), _("At the customer’s home"), "is_at_home"))
    if claim.drop_off_place:
        rows.append((_("Drop-off place"), str(claim.drop_off_place), "drop_off_place"))
    rows.append((_("Parts"), parts or _("None declared"), "parts"))
    if claim.circular_parts_consent:
        rows.append((_("Circular-economy parts"), _("The customer agreed."), "circular_parts_consent"))
    return rows


def _fault_words(claim: Claim) -> str:
    words = [claim.fault.name if claim.fault else "", claim.fault_description]
    return "\n".join(word for word in words if word)


def _part_words(part: ClaimPart) -> str:
    words = f"{part.quantity} × {part.description or part.get_kind_display()}"
    kind = f" ({part.get_kind_display()})" if part.description else ""
    price = f", {euros(part.price_excl_vat)}" if part.price_excl_vat is not None else ""
    return words + kind + price


def _customer_rows(claim: Claim) -> list[Row]:
    customer = getattr(claim, "customer", None) or Customer()
    if customer.erased_at:
        return [(_("Customer"), _("The customer’s data has been erased, as the law requires."), "customer.last_name")]
    title = customer.get_title_display() if customer.title != Customer.Title.NONE else ""
    name = " ".join(word for word in (title, customer.first_name, customer.last_name) if word)
    town = " ".join(word for word in (customer.postcode, customer.city) if word)
    return [
        (_("Name"), name, "customer.last_name"),
        (_("E-mail address"), customer.email, "customer.email"),
        (_("Phone"), customer.phone, "customer.phone"),
        (_("Address"), "\n".join(line for line in (customer.street, town) if line), "customer.street"),
    ]


def _invoice_rows(claim: Claim) -> list[Row]:
    rows: list[Row] = [
        (_("Invoice number"), claim.invoice_number, "invoice_number"),
        (_("Date of the invoice"), day(claim.invoiced_on), "invoiced_on"),
        (_("Total before the bonus, VAT included"), euros(claim.total_incl_vat), "total_incl_vat"),
    ]
    if claim.labour_excl_vat is not None:
        rows.append((_("Labour, excluding VAT"), euros(claim.labour_excl_vat), "labour_excl_vat"))
    if claim.travel_excl_vat is not None:
        rows.append((_("Travel, excluding VAT"), euros(claim.travel_excl_vat), "travel_excl_vat"))
    rows.append((_("Your own reference"), claim.own_reference, "own_reference"))
    return rows


def _document_rows(shelves: Iterable[Shelf]) -> list[Row]:
    return [
        (str(shelf.purpose.label), [document.name for document in shelf.documents], f"documents.{shelf.purpose}")
        for shelf in shelves
        if shelf.documents
    ]
