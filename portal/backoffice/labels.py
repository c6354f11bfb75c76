"""Short words for lists: what a finding is called, how far a due day is, how strong a finding is."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claims.controls.base import Strength
from claims.models import DocumentPurpose

FINDING_NAMES: dict[str, Promise] = {
    "bonus-missing": _("Bonus missing"),
    "bonus-not-deducted": _("Bonus not deducted"),
    "bonus-wrong": _("Wrong bonus"),
    "no-siret": _("No SIRET"),
    "not-an-invoice": _("Not an invoice"),
    "business-customer": _("Business customer"),
    "total-differs": _("Total differs"),
    "date-differs": _("Date differs"),
    "number-differs": _("Number differs"),
    "identifier-differs": _("Identifier differs"),
    "other-seller": _("Other seller"),
    "unreadable": _("Unreadable"),
    "duplicate": _("Seen before"),
    "xml-differs": _("Embedded data differ"),
    "certificate-not-valid": _("No valid certificate"),
    "family-not-certified": _("Family not certified"),
    "brand-not-covered": _("Brand not covered"),
    "product-not-supported": _("Product not supported"),
    "fault-not-eligible": _("Fault not eligible"),
    "bill-below-minimum": _("Bill below minimum"),
    "bonus-above-bill": _("Bonus above bill"),
    "bonus-differs-from-rate": _("Bonus is not the rate"),
    "deadline-passed": _("Too late"),
    "circular-consent-missing": _("Consent missing"),
    "document-missing": _("Document missing"),
    "controls-failed": _("Controls failed"),
}

DOCUMENT_TABS: dict[DocumentPurpose, Promise] = {
    DocumentPurpose.INVOICE: _("Invoice"),
    DocumentPurpose.NAMEPLATE: _("Nameplate"),
    DocumentPurpose.APPLIANCE_PHOTO: _("Appliance"),
    DocumentPurpose.CUSTOMER_CONSENT: _("Consent"),
}

STRENGTH_NAMES: dict[str, Promise] = {
    Strength.BLOCKER: _("Forbids approval"),
    Strength.WARNING: _("To be looked at"),
    Strength.NOTICE: _("For information"),
}
STRENGTH_KINDS: dict[str, str] = {Strength.BLOCKER: "bad", Strength.WARNING: "wait", Strength.NOTICE: "info"}
# The strongest first.
STRENGTH_ORDER = (Strength.BLOCKER, Strength.WARNING, Strength.NOTICE)


def finding_name(code: str) -> str:
    """What the finding is called in a list."""
    return str(FINDING_NAMES.get(code, code))


def due_words(due_on: date | None, today: date) -> str:
    """How far the day of payment is: `3 days late`, `today`, `in 5 days`."""
    if due_on is None:
        return ""
    days = (due_on - today).days
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days == 0:
        return gettext("today")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def due_kind(due_on: date | None, today: date) -> str:
    """The colour family of a due day: late, within three days, later."""
    if due_on is None:
        return "calm"
    days = (due_on - today).days
    if days < 0:
        return "bad"
    return "wait" if days <= 3 else "calm"
