"""Drafts: begun, saved while typing, copied, cancelled."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification.models import Repairer, Workshop
from certification.selectors import workshops_open_on
from claims.declaration.fields import attributes_from, empty_attributes, is_field
from claims.declaration.values import ValueRefused, is_empty
from claims.models import Claim, ClaimPart, Customer
from claims.permissions import can_edit_claim, can_start_claim
from claims.services.amounts import DERIVED_FIELDS, recompute
from claims.services.moves import lock_claim, make_move, require
from core import clock
from core.errors import Conflict, MoveRefused, OpenPoint, Refused

PARTS_ALLOWED = 50
_COPIED = (
    "product",
    "brand",
    "brand_text",
    "commercial_reference",
    "fault",
    "workshop",
    "drop_off_place",
    "is_at_home",
)
_COPIED_OF_CUSTOMER = (
    "title",
    "last_name",
    "first_name",
    "email",
    "phone",
    "street",
    "postcode",
    "city",
    "country",
)


@transaction.atomic
def start_draft(*, repairer: Repairer, by: User, channel: str = "portal") -> Claim:
    """Begin an empty claim; the workshop is filled in: the only one, else the one that this person named last.

    A draft has no event: who began it and when stand on the row, which can be deleted with all that hangs on it.
    """
    require(can_start_claim(by, repairer))
    return Claim.objects.create(
        repairer=repairer,
        created_by=by,
        channel=channel,
        workshop=_likely_workshop(repairer, by),
    )


def _likely_workshop(repairer: Repairer, person: User) -> Workshop | None:
    workshops = list(workshops_open_on(repairer, clock.today()).filter(is_repair_place=True))
    if len(workshops) == 1:
        return workshops[0]
    last = Claim.objects.filter(repairer=repairer, created_by=person, workshop__in=workshops).order_by("-pk").first()
    return last.workshop if last else None


@transaction.atomic
def save_draft(*, claim: Claim, version: int, by: User, changes: Mapping[str, Any], is_checked: bool = False) -> Claim:
    """Take the changed fields, each judged alone, and compute again what follows from them.

    `changes` has fields of the claim by name, `customer` with those of the customer, `parts` with all parts in their
    order (see `claims.declaration.fields`). A value that cannot be taken is kept in `rejected_input`, where
    `open_points()` reports it with its field path; the others are saved all the same.

    `version` is the one that the person saw: Conflict when a person has changed the claim since. A pre-fill since then
    is no conflict, and an empty value does not undo it. What was pre-filled stays noted as such until it is changed, or
    comes again with `is_checked`: the person saw it and let it stand. Raises Refused (`unknown-field`) for a field that
    cannot be declared, MoveRefused once the claim can no longer be changed.
    """
    row = lock_claim(claim)
    require(can_edit_claim(by, row))
    require_editable(row)
    if not row.typed_version <= version <= row.version:
        raise Conflict(
            "changed-meanwhile",
            _("This claim was changed in another window. Load the page again to see the newer version."),
        )
    inputs = _inputs_of(changes)
    taken = _Declaration(row, seen_version=version, is_checked=is_checked)
    for path, raw in inputs.items():
        taken.take(path, raw)
    if "parts" in changes:
        taken.take_parts(changes["parts"])
    taken.save()
    return row


@transaction.atomic
def copy_claim(*, claim: Claim, by: User, keep_customer: bool = False) -> Claim:
    """A new draft with the appliance and the workshop of this claim; with `keep_customer` for the same customer too.

    What belongs to one repair alone (identifier, dates, invoice, documents) is left out.
    """
    require(can_edit_claim(by, claim))
    copy = Claim(repairer=claim.repairer, created_by=by, channel="portal")
    for name in _COPIED:
        setattr(copy, name, getattr(claim, name))
    copy.save()
    customer = Customer.objects.filter(claim=claim).first()
    if keep_customer and customer is not None and customer.erased_at is None:
        Customer.objects.create(claim=copy, **{name: getattr(customer, name) for name in _COPIED_OF_CUSTOMER})
    recompute(copy)
    copy.save(update_fields=[*DERIVED_FIELDS])
    return copy


@transaction.atomic
def cancel_claim(*, claim: Claim, by: User) -> Claim:
    """Give up a draft or a claim that was sent back; raises MoveRefused (`wrong-status`) for any other."""
    row = lock_claim(claim)
    require(can_edit_claim(by, row))
    make_move(row, "cancel", guards={}, by=by, effects={"clock_stopped_on": None})
    return row


def require_editable(claim: Claim) -> None:
    """Raise MoveRefused (`wrong-status`) unless the repairer may change the declaration now."""
    if not claim.is_editable:
        raise MoveRefused(
            "wrong-status", _("This claim was sent and can no longer be changed. Load the page again to see its state.")
        )


def _inputs_of(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes by path, without the parts; Refused when one of them is no field."""
    inputs: dict[str, Any] = {}
    for name, value in changes.items():
        if name == "customer" and isinstance(value, Mapping):
            inputs.update({f"customer.{inner}": raw for inner, raw in value.items()})
        elif name != "parts":
            inputs[name] = value
    # One field for people, two columns here: the brand of the list or the text of another one.
    if "brand_text" in inputs:
        text = inputs.pop("brand_text")
        inputs["brand"] = text if is_empty(inputs.get("brand")) else inputs["brand"]
    unknown = [path for path in inputs if not is_field(path)]
    parts = changes.get("parts", [])
    if not isinstance(parts, Sequence) or not all(isinstance(part, Mapping) for part in parts):
        unknown.append("parts")
    else:
        unknown += [f"parts.{name}" for part in parts for name in part if not is_field(f"parts.{name}")]
        if len(parts) > PARTS_ALLOWED:
            raise Refused("too-many-parts", _("A claim has 50 parts at most: sum up parts of one kind."))
    if unknown:
        sentence = _("This is not a field that can be declared.")
        raise Refused("unknown-field", sentence, [OpenPoint("unknown-field", path, sentence) for path in unknown])
    return inputs


class _Declaration:
    """The declaration of one locked claim while changes are taken into it."""

    def __init__(self, claim: Claim, *, seen_version: int, is_checked: bool) -> None:
        self.claim = claim
        self.seen_version = seen_version
        self.is_checked = is_checked
        self.customer = Customer.objects.filter(claim=claim).first() or Customer(claim=claim)
        self.parts: list[ClaimPart] | None = None
        self.changed_fields: set[str] = set()

    def take(self, path: str, raw: Any) -> None:
        """Take one field of the claim or its customer."""
        if is_empty(raw) and self.claim.prefilled_fields.get(path, 0) > self.seen_version:
            return
        target = self.customer if path.startswith("customer.") else self.claim
        is_changed = self._set(target, self._attributes(path, path, raw))
        if (is_changed or self.is_checked) and self.claim.prefilled_fields.pop(path, None):
            self.changed_fields.add("prefilled_fields")

    def take_parts(self, parts: Sequence[Mapping[str, Any]]) -> None:
        """Replace the parts; rows without any input are dropped."""
        for path in [path for path in self.claim.rejected_input if path.startswith("parts.")]:
            del self.claim.rejected_input[path]
        self.parts = []
        for part in parts:
            if all(is_empty(part.get(name)) for name in ("kind", "description", "price_excl_vat")):
                continue
            row = ClaimPart(claim=self.claim)
            for name in ("kind", "description", "quantity", "price_excl_vat"):
                attributes = self._attributes(f"parts.{len(self.parts)}.{name}", f"parts.{name}", part.get(name))
                self._set(row, attributes)
            self.parts.append(row)
        self.changed_fields.add("rejected_input")

    def save(self) -> None:
        """Write what changed, with what follows from it, as one new version."""
        if not self.changed_fields:
            return
        if self.parts is not None:
            self.claim.parts.all().delete()
            ClaimPart.objects.bulk_create(self.parts)
        if self.customer.pk is None or "customer" in self.changed_fields:
            self.customer.save()
        recompute(self.claim)
        self.claim.version += 1
        self.claim.typed_version = self.claim.version
        own = self.changed_fields - {"customer"}
        self.claim.save(update_fields={*own, *DERIVED_FIELDS, "version", "typed_version", "changed_at"})

    def _attributes(self, path: str, field: str, raw: Any) -> Mapping[str, Any]:
        try:
            attributes = attributes_from(field, raw, self.claim)
        except ValueRefused:
            kept = str(raw)[:500]
            if self.claim.rejected_input.get(path) != kept:
                self.claim.rejected_input[path] = kept
                self.changed_fields.add("rejected_input")
            return empty_attributes(field)
        if self.claim.rejected_input.pop(path, None) is not None:
            self.changed_fields.add("rejected_input")
        return attributes

    def _set(self, target: Claim | Customer | ClaimPart, attributes: Mapping[str, Any]) -> bool:
        differs = [name for name, value in attributes.items() if getattr(target, name) != value]
        for name in differs:
            setattr(target, name, attributes[name])
        if target is self.customer and differs:
            self.changed_fields.add("customer")
        elif target is self.claim:
            self.changed_fields.update(differs)
        return bool(differs)
