"""Fills fields that are still empty from the reading of the invoice; what was typed is never touched."""

from collections.abc import Iterator

from claims.declaration.fields import attributes_from
from claims.declaration.values import ValueRefused
from claims.invoices.reading import FieldName, Reading
from claims.models import Claim, Customer
from claims.rules import is_identifier_sound, names_of
from claims.services.amounts import DERIVED_FIELDS, recompute

# Below this the reader itself rather doubts the value: an empty field is then better than a wrong one.
LEAST_CONFIDENCE = 0.5


def prefill(claim: Claim, reading: Reading) -> list[str]:
    """Fill empty fields and say which (paths); the claim's row is locked by the caller.

    What was filled is noted in `prefilled_fields`, so that screens ask to check it. It makes a new version, which is no
    conflict for a person who is typing meanwhile.
    """
    customer = Customer.objects.filter(claim=claim).first() or Customer(claim=claim)
    filled: list[str] = []
    claim_fields: set[str] = set()
    for path, text in _values_read(claim, reading):
        target = customer if path.startswith("customer.") else claim
        name = path.rpartition(".")[2]
        if getattr(target, name) not in (None, "") or path in claim.rejected_input:
            continue
        try:
            attributes = attributes_from(path, text, claim)
        except ValueRefused:
            continue
        for attribute, value in attributes.items():
            setattr(target, attribute, value)
        filled.append(path)
        if target is claim:
            claim_fields.update(attributes)
    if not filled:
        return []
    if any(path.startswith("customer.") for path in filled):
        customer.save()
    recompute(claim)
    claim.version += 1
    claim.prefilled_fields = {**claim.prefilled_fields, **dict.fromkeys(filled, claim.version)}
    claim.save(update_fields={*claim_fields, *DERIVED_FIELDS, "version", "prefilled_fields", "changed_at"})
    return filled


def _values_read(claim: Claim, reading: Reading) -> Iterator[tuple[str, str]]:
    sure = {name: field.value for name, field in reading.fields.items() if field.confidence >= LEAST_CONFIDENCE}
    for name, path in (
        (FieldName.NUMBER, "invoice_number"),
        (FieldName.ISSUED_ON, "invoiced_on"),
        (FieldName.TOTAL_INCL_VAT, "total_incl_vat"),
    ):
        if name in sure:
            yield path, sure[name]
    identifier = sure.get(FieldName.IDENTIFIER, "")
    kind = claim.product.identifier_kind if claim.product else ""
    if identifier and is_identifier_sound(kind, identifier):
        yield "identifier", identifier
    # A business is no customer of the scheme: the name stays to be typed, and the controls speak of it.
    if FieldName.CUSTOMER_NAME in sure and not reading.customer_is_business:
        first, last = names_of(sure[FieldName.CUSTOMER_NAME])
        yield "customer.last_name", last
        if first:
            yield "customer.first_name", first
