"""Loading the files, all or nothing."""

from pathlib import Path

from django.db import transaction

from content.models import Brand, Fault, ProducerOrganisation, Product, ProductFamily, RejectionReason, SupportRate
from content.models.products import IdentifierKind
from content.rules import brand_key
from content.services.reference import files
from content.services.reference.storing import store
from content.services.reference.tables import Problem, ReferenceRefused, Row, Table, Tally


def load_reference(folder: Path) -> dict[str, Tally]:
    """Load every file of the folder in one transaction; loading the same files again changes nothing.

    Returns what happened, by file name. Rows of the database that no file names stay as they are. Raises
    ReferenceRefused with every problem, and changes nothing, when one row is wrong, or when it would change a rate
    that has begun.
    """
    loading = _Loading(folder)
    with transaction.atomic():
        loading.load()
        if loading.problems:
            raise ReferenceRefused(loading.problems)
    return loading.tallies


class _Loading:
    """One run: what was found wrong and what was done."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._organisations: dict[str, ProducerOrganisation] = {}
        self.problems: list[Problem] = []
        self.tallies: dict[str, Tally] = {}

    def load(self) -> None:
        """Load the files one after the other."""
        self._load_organisations()
        self._load_families()
        self._load_products()
        self._load_rates()
        self._load_brands()
        self._load_faults()
        self._load_reasons()

    def _rows(self, table: Table) -> tuple[list[Row], Tally]:
        tally = self.tallies[table.file] = Tally()
        return list(table.rows(self._folder, self.problems)), tally

    def _load_organisations(self) -> None:
        rows, tally = self._rows(files.ORGANISATIONS)
        for row in rows:
            code = row.text("code")
            values = {
                "name": row.text("name"),
                "website": row.text("website", ""),
                "is_this_scheme": row.yes("is_this_scheme"),
            }
            if row.is_sound:
                stored = store(ProducerOrganisation, row, tally, found_by={"code": code}, values=values)
                if isinstance(stored, ProducerOrganisation):
                    self._organisations |= dict.fromkeys((code, row.text("aliases", code)), stored)

    def _load_families(self) -> None:
        rows, tally = self._rows(files.FAMILIES)
        for position, row in enumerate(rows, start=1):
            code = row.text("code")
            values = _names(row) | {"position": position}
            if row.is_sound:
                store(ProductFamily, row, tally, found_by={"code": code}, values=values)

    def _load_products(self) -> None:
        rows, tally = self._rows(files.PRODUCTS)
        families = {family.code: family for family in ProductFamily.objects.all()}
        for row in rows:
            family = families.get(row.text("family"))
            if family is None:
                row.refuse(f"The family {row.text('family', '')!r} is not known.")
            kind = row.text("identifier_kind")
            if kind not in IdentifierKind.values:
                row.refuse(f"identifier_kind is {kind!r}: say {' or '.join(IdentifierKind.values)}.")
            values = _names(row) | {
                "family": family,
                "external_code": row.text("external_code", ""),
                "identifier_kind": kind,
                "circular_part_bonus_percent": row.number("circular_part_bonus_percent"),
                "nameplate_required": row.yes("nameplate_required"),
            }
            code = row.text("code")
            if row.is_sound:
                store(Product, row, tally, found_by={"code": code}, values=values)

    def _load_rates(self) -> None:
        rows, tally = self._rows(files.RATES)
        products = {product.code: product for product in Product.objects.all()}
        # Oldest first, so that a rate has ended before the next one begins.
        for row in sorted(rows, key=lambda row: (row.text("product", ""), row.text("valid_from", ""))):
            product, valid_from = products.get(row.text("product")), row.day("valid_from")
            if product is None:
                row.refuse(f"The product {row.text('product', '')!r} is not known.")
            if valid_from is None:
                row.text("valid_from")
            row.text("amount_eur")
            values: dict[str, object] = {
                "valid_until": row.day("valid_until"),
                "amount": row.euros("amount_eur"),
                "minimum_bill": row.euros("minimum_bill_eur"),
            }
            if row.values.get("source"):
                values["source"] = row.text("source")
            if row.is_sound:
                found_by = {"product": product, "valid_from": valid_from}
                store(SupportRate, row, tally, found_by=found_by, values=values)

    def _load_brands(self) -> None:
        rows, tally = self._rows(files.BRANDS)
        for row in rows:
            name, covered = row.text("name"), row.yes("covered")
            responsible = self._organisations.get(row.text("responsible_organisation"))
            if responsible is None:
                row.refuse(f"The organisation {row.text('responsible_organisation', '')!r} is not known.")
            elif responsible.is_this_scheme != covered:
                row.refuse("A brand is covered when this scheme is responsible for it, and only then.")
            values = {"name": name, "responsible": responsible, "source": row.text("basis", "")}
            if row.is_sound:
                store(Brand, row, tally, found_by={"key": brand_key(name)}, values=values)

    def _load_faults(self) -> None:
        rows, tally = self._rows(files.FAULTS)
        by_family: dict[str, list[Product]] = {}
        by_code: dict[str, list[Product]] = {}
        for product in Product.objects.select_related("family"):
            by_family.setdefault(f"family:{product.family.code}", []).append(product)
            by_code[product.code] = [product]
        known = by_family | by_code
        for position, row in enumerate(rows, start=1):
            words = row.text("products", "").split()
            for word in words:
                if word not in known:
                    row.refuse(f"The product {word!r} is not known.")
            code = row.text("code")
            values = _names(row) | {"is_eligible": row.yes("eligible"), "position": position}
            if row.is_sound:
                products = {product.pk: product for word in words for product in known[word]}
                related = {"products": list(products.values())}
                store(Fault, row, tally, found_by={"code": code}, values=values, related=related)

    def _load_reasons(self) -> None:
        reasons, tally = self._rows(files.REASONS)
        messages, _ = self._rows(files.MESSAGES)
        del self.tallies[files.MESSAGES.file]
        by_number = {row.text("number"): row for row in messages}
        for row in reasons:
            number, code = row.text("number"), row.text("code")
            message = by_number.pop(number, None)
            if message is None:
                row.refuse(f"{files.MESSAGES.file} has no message for this reason.")
                continue
            values = {
                "name_fr": row.text("label_fr"),
                "name_en": row.text("label_en"),
                "message_fr": message.text("message_fr"),
                "message_en": message.text("message_en"),
                "refusal_fr": message.text("refusal_fr"),
                "refusal_en": message.text("refusal_en"),
                "officer_note_fr": message.text("officer_note_fr", ""),
                "officer_note_en": message.text("officer_note_en", ""),
                "can_be_corrected": message.yes("can_be_corrected"),
                "code": code,
            }
            if row.is_sound and message.is_sound:
                store(RejectionReason, row, tally, found_by={"number": number}, values=values)
        for message in by_number.values():
            message.refuse(f"{files.REASONS.file} has no reason with this number.")


def _names(row: Row) -> dict[str, object]:
    return {"name_fr": row.text("name_fr"), "name_en": row.text("name_en")}
