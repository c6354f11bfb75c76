"""What staff see of a claim, on the page to read and on the page to decide alike."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from certification.models import Certificate
from certification.selectors import certificates_valid_on
from claims.labels import Audience, finding_sentence, reading_problem_sentence, status_label
from claims.models import Claim, ClaimPart, Customer, FindingRecord
from claims.permissions import can_download_original
from claims.selectors import claims_visible_to, latest_reading, latest_run, pages_of_documents, timeline_of
from claims.services.readings import reading_of
from claims.states import Status
from core import clock
from core.templatetags.money import day, euros
from payments.labels import whereabouts_sentence
from payments.selectors import whereabouts_of
from portal.backoffice.access import sees_whole_claims
from portal.backoffice.labels import (
    STRENGTH_KINDS,
    STRENGTH_NAMES,
    STRENGTH_ORDER,
    due_kind,
    due_words,
    finding_name,
)
from portal.backoffice.review.comparison_rows import compared_rows
from portal.backoffice.review.page_boxes import BoxBook, box_of
from portal.public.templatetags.statuses import claim_kind

_OPEN_FOR_PAYMENT = (Status.SENT, Status.IN_REVIEW, Status.SECOND_REVIEW, Status.APPEALED, Status.APPROVED)


def claim_panels(claim: Claim, person: User) -> dict[str, Any]:
    """Everything that the person may see of the claim; finance gets what concerns the money alone."""
    today = clock.today()
    runs_for_payment = claim.state in _OPEN_FOR_PAYMENT
    panels: dict[str, Any] = {
        "claim": claim,
        "status_label": status_label(claim.state, Audience.OFFICER),
        "status_kind": claim_kind(claim.status),
        "due_words": due_words(claim.payment_due_on, today) if runs_for_payment else "",
        "due_kind": due_kind(claim.payment_due_on, today),
        "repairer_rows": _repairer_rows(claim),
        "appliance_rows": _appliance_rows(claim),
        "invoice_rows": _invoice_rows(claim),
        "timeline": _timeline(claim),
        "whereabouts": whereabouts_sentence(whereabouts_of(claim)),
        "sees_all": sees_whole_claims(person),
    }
    return panels | _evidence(claim, person) if panels["sees_all"] else panels


def _evidence(claim: Claim, person: User) -> dict[str, Any]:
    row = latest_reading(claim)
    reading = reading_of(row) if row else None
    run = latest_run(claim)
    findings = list(run.findings.all()) if run else []
    boxes = BoxBook()
    rows = compared_rows(claim, reading, boxes)
    return {
        "reading": row,
        "reading_problem": reading_problem_sentence(row.problem) if row and row.problem else "",
        "findings": _findings(findings, boxes, _earlier(findings, person)),
        "was_controlled": run is not None,
        "run_is_old": run is not None and run.claim_version != claim.version,
        "comparison": rows,
        "pages": boxes.pages(row),
        "other_documents": pages_of_documents(claim),
        "certificates": _certificates(claim),
        "customer_rows": _customer_rows(claim),
        "documents": list(claim.documents.order_by("removed_at", "pk").select_related("uploaded_by")),
        "may_download": can_download_original(person, claim),
    }


def _earlier(findings: Iterable[FindingRecord], person: User) -> dict[str, str]:
    """The addresses of the earlier claims that the findings name."""
    references = {finding.read for finding in findings if finding.code == "duplicate"}
    found = claims_visible_to(person).filter(reference__in=references) if references else ()
    return {claim.reference or "": reverse("backoffice:claim-detail", args=[claim.public_id]) for claim in found}


def _findings(findings: Iterable[FindingRecord], boxes: BoxBook, earlier: dict[str, str]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for finding in findings:
        kind, name = STRENGTH_KINDS[finding.strength], finding_name(finding.code)
        groups[finding.strength].append(
            {
                "code": finding.code,
                "name": name,
                "sentence": finding_sentence(finding, Audience.OFFICER),
                "box": boxes.name_of(box_of(finding.page, finding.box), kind, name),
                "earlier": finding.read if finding.read in earlier else "",
                "url": earlier.get(finding.read, ""),
            }
        )
    return [
        {"label": STRENGTH_NAMES[strength], "kind": STRENGTH_KINDS[strength], "findings": groups[strength]}
        for strength in STRENGTH_ORDER
        if groups[strength]
    ]


def _certificates(claim: Claim) -> list[dict[str, Any]]:
    if claim.workshop is None or claim.repaired_on is None:
        return []
    certificates: Iterable[Certificate] = certificates_valid_on(claim.workshop, claim.repaired_on).prefetch_related(
        "families"
    )
    family = claim.product.family if claim.product else None
    return [
        {"certificate": certificate, "covers": family in certificate.families.all(), "family": family}
        for certificate in certificates
    ]


def _timeline(claim: Claim) -> list[dict[str, Any]]:
    entries = []
    for entry in timeline_of(claim, Audience.OFFICER):
        notes = [entry.text]
        if entry.overridden_findings:
            names = ", ".join(finding_name(code) for code in entry.overridden_findings)
            notes.append(_("Set aside: %(findings)s") % {"findings": names})
        if entry.note:
            notes.append(_("Note for colleagues: %(note)s") % {"note": entry.note})
        entries.append(
            {"text": entry.label, "at": entry.at, "who": entry.who, "note": "\n".join(note for note in notes if note)}
        )
    return entries


def _row(label: str, value: str) -> dict[str, str]:
    return {"label": label, "value": value}


def _repairer_rows(claim: Claim) -> list[dict[str, str]]:
    repairer, workshop = claim.repairer, claim.workshop
    return [
        _row(_("Repairer"), repairer.legal_name),
        _row(_("Name on the shop sign"), repairer.trade_name),
        _row(_("SIREN"), repairer.siren),
        _row(_("Workshop"), f"{workshop}\n{workshop.siret}" if workshop else ""),
        _row(_("Phone"), repairer.phone),
    ]


def _appliance_rows(claim: Claim) -> list[dict[str, str]]:
    fault = "\n".join(word for word in (str(claim.fault or ""), claim.fault_description) if word)
    parts = "\n".join(_part_words(part) for part in claim.parts.all())
    rows = [
        _row(_("Product"), str(claim.product or "")),
        _row(_("Brand"), claim.brand_name),
        _row(_("Model"), claim.commercial_reference),
        _row(_("IMEI or serial number"), claim.identifier),
        _row(_("Fault"), fault),
        _row(_("Date of the repair"), day(claim.repaired_on)),
        _row(_("Parts"), parts or _("None declared")),
    ]
    if claim.is_at_home:
        rows.append(_row(_("Place"), _("At the customer’s home")))
    return rows


def _part_words(part: ClaimPart) -> str:
    words = f"{part.quantity} × {part.description or part.get_kind_display()}"
    return words + (f" ({part.get_kind_display()})" if part.description else "")


def _invoice_rows(claim: Claim) -> list[dict[str, str]]:
    return [
        _row(_("Invoice number"), claim.invoice_number),
        _row(_("Date of the invoice"), day(claim.invoiced_on)),
        _row(_("Total before the bonus"), euros(claim.total_incl_vat)),
        _row(_("Bonus"), euros(claim.bonus)),
        _row(_("The repairer’s own reference"), claim.own_reference),
    ]


def _customer_rows(claim: Claim) -> list[dict[str, str]]:
    customer = getattr(claim, "customer", None) or Customer()
    if customer.erased_at:
        return [_row(_("Customer"), _("The customer’s data has been erased, as the law asks."))]
    title = customer.get_title_display() if customer.title != Customer.Title.NONE else ""
    name = " ".join(word for word in (title, customer.first_name, customer.last_name) if word)
    town = " ".join(word for word in (customer.postcode, customer.city) if word)
    return [
        _row(_("Customer"), name),
        _row(_("Address"), "\n".join(line for line in (customer.street, town) if line)),
        _row(_("E-mail address"), customer.email),
        _row(_("Phone"), customer.phone),
    ]
