"""Claims of the demo, in every state that somebody should see, made by the services that people use."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from accounts.models import User
from claims.models import Claim
from claims.models.document import DocumentPurpose
from claims.selectors.readings import latest_reading
from claims.services.appealing import appeal
from claims.services.controlling import control_claim
from claims.services.deciding import preview_message, refuse, request_correction
from claims.services.documents import add_document
from claims.services.drafts import save_draft, start_draft
from claims.services.readings import run_reading
from claims.services.sending import send_claim
from content.models import Product
from content.selectors import rate_valid_on, reasons_in_use
from core import clock
from payments.services.batches import approve_batch, digest_of, export_batch, make_batch, settle_batch, submit_batch
from portal.demo.people import OWNER
from portal.demo.seed.companies import main_repairer
from portal.demo.seed.invoices import DemoInvoice, draw_invoice
from portal.demo.seed.people import person


@dataclass(frozen=True, slots=True)
class DemoClaim:
    """What a repair was, and what the invoice says wrongly."""

    product: str
    brand: str
    model: str
    identifier: str
    fault: str
    repair: str
    total: str
    days_ago: int
    customer: tuple[str, str, str]
    shows_bonus: bool = True
    total_on_invoice: str = ""


_MARIE = ("mrs", "Marie", "Leroux")
_OMAR = ("mr", "Omar", "Haddad")
_LEA = ("mrs", "Léa", "Marchand")

_PAID = (
    DemoClaim(
        "washing-machine", "Bosch", "WAN28208FF", "FD9907001234", "drain-pump", "Pompe de vidange", "184.80", 12, _MARIE
    ),
    DemoClaim("dishwasher", "Miele", "G 5000", "0143527861", "heating-element", "Résistance", "212.40", 11, _OMAR),
)
_IN_PAYMENT = (
    DemoClaim(
        "television", "Samsung", "UE43AU7105", "0ECX3HLT902113", "backlight", "Rétroéclairage", "249.00", 9, _LEA
    ),
)
_APPROVED = (
    DemoClaim("vacuum-cleaner", "Dyson", "V11", "NN2EUKJC1123A", "built-in-battery", "Batterie", "119.90", 6, _OMAR),
)
_IN_REVIEW = (
    DemoClaim(
        "fridge", "Liebherr", "CNd 5203", "842917365", "thermostat", "Sonde", "168.00", 5, _MARIE, shows_bonus=False
    ),
    DemoClaim(
        "laptop",
        "Lenovo",
        "ThinkPad T14",
        "PF3X9K21",
        "keyboard",
        "Clavier",
        "189.00",
        4,
        _LEA,
        total_on_invoice="159.00",
    ),
)
_CORRECTION = DemoClaim(
    "tumble-dryer", "Beko", "DS8512", "1955302187", "drive-belt", "Courroie", "141.60", 8, _OMAR, shows_bonus=False
)
_REFUSED = DemoClaim(
    "iron", "Rowenta", "DW8215", "4821-77X", "heating-element", "Semelle", "64.80", 7, _MARIE, shows_bonus=False
)
_APPEALED = DemoClaim(
    "coffee-machine",
    "DeLonghi",
    "ECAM22.110",
    "4DWA7M361",
    "brewing-unit",
    "Groupe",
    "154.20",
    7,
    _LEA,
    shows_bonus=False,
)
_DRAFT = DemoClaim("kettle", "Philips", "HD9350", "KX20931", "no-power", "Socle", "42.00", 1, _OMAR)


def make_claims() -> int:
    """Make them for the repairer of `owner` unless it has claims; returns how many were made."""
    repairer = main_repairer()
    if Claim.objects.filter(repairer=repairer).exists():
        return 0
    owner, officer, officer2 = person(OWNER.login), person("officer"), person("officer2")
    for spec in _PAID:
        _send(spec, owner)
    _pay(settled=True)
    for spec in _IN_PAYMENT:
        _send(spec, owner)
    _pay(settled=False)
    for spec in (*_APPROVED, *_IN_REVIEW):
        _send(spec, owner)
    correction = _send(_CORRECTION, owner)
    request_correction(claim=correction, by=officer, **_words("08", is_refusal=False))
    refused = _send(_REFUSED, owner)
    refuse(claim=refused, by=officer, **_words("02", is_refusal=True))
    appealed = _send(_APPEALED, owner)
    refuse(claim=appealed, by=officer2, **_words("02", is_refusal=True))
    appeal(
        claim=appealed,
        by=owner,
        text="Le groupe d'infusion était cassé, la facture le dit. Merci de revoir la demande.",
    )
    _fill(_DRAFT, owner)
    return Claim.objects.filter(repairer=repairer).count()


def _words(number: str, *, is_refusal: bool) -> dict[str, Any]:
    reason = reasons_in_use().get(number=number)
    return {"reason": reason, "message": preview_message(reason, "fr", is_refusal=is_refusal)}


def _fill(spec: DemoClaim, by: User) -> Claim:
    """A draft with everything declared and no document."""
    claim = start_draft(repairer=main_repairer(), by=by)
    title, first_name, last_name = spec.customer
    day = clock.today() - timedelta(days=spec.days_ago)
    return save_draft(
        claim=claim,
        version=claim.version,
        by=by,
        changes={
            "product": spec.product,
            "brand": spec.brand,
            "commercial_reference": spec.model,
            "identifier": spec.identifier,
            "fault": spec.fault,
            "repaired_on": day.isoformat(),
            "workshop": _workshop_of(claim).siret,
            "invoice_number": f"ER-{day:%y%m}-{claim.pk:04d}",
            "invoiced_on": day.isoformat(),
            "total_incl_vat": spec.total,
            "parts": [{"kind": "new", "description": spec.repair, "quantity": "1"}],
            "customer": {
                "title": title,
                "first_name": first_name,
                "last_name": last_name,
                "email": f"{last_name.lower()}@demo.example",
                "phone": "06 12 34 56 78",
                "street": "5 rue Vendôme",
                "postcode": "69006",
                "city": "Lyon",
            },
        },
    )


def _workshop_of(claim: Claim) -> Any:
    return claim.repairer.workshops.order_by("pk")[0]


def _send(spec: DemoClaim, by: User) -> Claim:
    """A claim sent with its invoice, read and controlled as a worker would."""
    claim = _fill(spec, by)
    add_document(
        claim=claim,
        purpose=DocumentPurpose.INVOICE,
        file=BytesIO(draw_invoice(_invoice_of(spec, claim), _workshop_of(claim))),
        name="facture.pdf",
        by=by,
    )
    reading = latest_reading(claim)
    if reading is not None:
        run_reading(reading.pk)
    send_claim(claim=claim, by=by)
    control_claim(claim.pk)
    claim.refresh_from_db()
    return claim


def _invoice_of(spec: DemoClaim, claim: Claim) -> DemoInvoice:
    product = Product.objects.get(code=spec.product)
    assert claim.invoiced_on is not None  # noqa: S101 - declared just before
    rate = rate_valid_on(product, claim.invoiced_on)
    _, first_name, last_name = spec.customer
    return DemoInvoice(
        number=claim.invoice_number,
        day=claim.invoiced_on,
        customer=(f"{first_name} {last_name}", "5 rue Vendôme", "69006 Lyon"),
        appliance=f"{product.name_fr} {spec.brand} {spec.model}",
        identifier=f"N° de série : {spec.identifier}",
        repair=f"Remplacement : {spec.repair}",
        total=Decimal(spec.total_on_invoice or spec.total),
        bonus=rate.amount if rate is not None and spec.shows_bonus else None,
    )


def _pay(*, settled: bool) -> None:
    """Put what can be paid into a batch; leave it with the approver or take it to the end."""
    maker, approver, today = person("maker"), person("approver"), clock.today()
    batch = submit_batch(batch=make_batch(execution_on=today, by=maker), by=maker)
    if settled:
        batch = approve_batch(batch=batch, digest=digest_of(batch), by=approver)
        batch = export_batch(batch=batch, by=approver)
        settle_batch(batch=batch, paid_on=today, by=approver)
