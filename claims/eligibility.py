"""Is a repair supported, with how much, and if not why: usable before the repair and without an account."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from certification.models import Workshop
from certification.selectors import certificates_valid_on, families_certified_on
from claims.rules import bonus_due, is_bill_high_enough
from content.models import Brand, Fault, ProducerOrganisation, Product, SupportRate
from content.selectors import brand_named, faults_of, rate_valid_on
from core import clock
from core.errors import OpenPoint
from core.templatetags.money import day as day_in_words
from core.templatetags.money import euros


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What the reference data and the certification say about a repair.

    `amount` is the bonus in euros, None when there is none on the day that decides. `reasons` say why not, each with
    the field it stands at and a sentence to mend it; empty when the repair is supported. `responsible` is who pays for
    the brand, None when the brand is not in the list: then a person looks at it. `minimum_bill` is in euros, VAT
    included. The four answers below it are what the controls want to know one by one.
    """

    amount: Decimal | None
    reasons: tuple[OpenPoint, ...]
    responsible: ProducerOrganisation | None
    minimum_bill: Decimal | None
    rate: SupportRate | None
    is_brand_covered: bool
    is_fault_eligible: bool
    is_certificate_valid: bool
    is_family_certified: bool

    @property
    def is_eligible(self) -> bool:
        """True when nothing speaks against support."""
        return not self.reasons


def eligibility_of(
    *,
    product: Product | None,
    brand: Brand | None = None,
    brand_text: str = "",
    fault: Fault | None = None,
    invoiced_on: date | None = None,
    repaired_on: date | None = None,
    workshop: Workshop | None = None,
    has_circular_parts: bool = False,
    consent: bool = False,
) -> Eligibility:
    """Judge what is known so far; what was not given is not judged.

    The invoice date decides the rate (domain.md, section 3.1), the repair date the certificate; the repair date stands
    in for a missing invoice date, and today for both.
    """
    rate_day = invoiced_on or repaired_on or clock.today()
    brand = brand or (brand_named(brand_text) if brand_text else None)
    rate = rate_valid_on(product, rate_day) if product and product.is_supported else None
    is_brand_covered = bool(brand and brand.responsible.is_this_scheme)
    is_fault_eligible = fault is None or (fault.is_eligible and (product is None or _is_fault_of(product, fault)))
    certificate_day = repaired_on or clock.today()
    is_certified = workshop is not None and certificates_valid_on(workshop, certificate_day).exists()
    is_family_certified = (
        workshop is not None
        and product is not None
        and families_certified_on(workshop, certificate_day).filter(pk=product.family_id).exists()
    )
    reasons: list[OpenPoint] = []
    if product is not None and rate is None:
        reasons.append(_product_not_supported(product, rate_day))
    if brand is not None and not is_brand_covered:
        reasons.append(_brand_of_another(brand))
    if not is_fault_eligible:
        reasons.append(_fault_not_supported())
    if workshop is not None and not is_certified:
        reasons.append(_not_certified(workshop, certificate_day))
    elif workshop is not None and product is not None and not is_family_certified:
        reasons.append(_family_not_certified(workshop, product, certificate_day))
    return Eligibility(
        amount=bonus_due(
            rate.amount,
            supplement_percent=rate.product.circular_part_bonus_percent,
            has_circular_parts=has_circular_parts,
            consent=consent,
        )
        if rate
        else None,
        reasons=tuple(reasons),
        responsible=brand.responsible if brand else None,
        minimum_bill=rate.minimum_bill if rate else None,
        rate=rate,
        is_brand_covered=is_brand_covered,
        is_fault_eligible=is_fault_eligible,
        is_certificate_valid=is_certified,
        is_family_certified=is_family_certified,
    )


def bill_refusals(eligibility: Eligibility, total: Decimal) -> list[OpenPoint]:
    """Why a bill of `total` euros, VAT included and before the bonus, gets nothing; empty when it is high enough."""
    minimum = eligibility.minimum_bill
    if minimum is not None and not is_bill_high_enough(total, minimum_bill=minimum):
        return [
            OpenPoint(
                "below-minimum-bill",
                "total_incl_vat",
                _("The bonus is paid for invoices of at least %(minimum)s: check the total before the bonus.")
                % {"minimum": euros(minimum)},
            )
        ]
    if eligibility.amount is not None and total < eligibility.amount:
        return [
            OpenPoint(
                "bonus-above-bill",
                "total_incl_vat",
                _("The bonus (%(bonus)s) is higher than the invoice: check the total before the bonus.")
                % {"bonus": euros(eligibility.amount)},
            )
        ]
    return []


def _is_fault_of(product: Product, fault: Fault) -> bool:
    return faults_of(product).filter(pk=fault.pk).exists()


def _product_not_supported(product: Product, day: date) -> OpenPoint:
    return OpenPoint(
        "product-not-supported",
        "product",
        _("No bonus is paid for this appliance (%(product)s) on %(day)s: check the appliance and the invoice date.")
        % {"product": product.name, "day": day_in_words(day)},
    )


def _brand_of_another(brand: Brand) -> OpenPoint:
    return OpenPoint(
        "brand-not-covered",
        "brand",
        _("%(organisation)s is responsible for the brand %(brand)s: ask for the bonus there.")
        % {"organisation": brand.responsible.name, "brand": brand.name},
    )


def _fault_not_supported() -> OpenPoint:
    return OpenPoint(
        "fault-not-eligible",
        "fault",
        _("No bonus is paid for this fault on this appliance: choose the fault that was repaired, if it is another."),
    )


def _not_certified(workshop: Workshop, day: date) -> OpenPoint:
    return OpenPoint(
        "certificate-not-valid",
        "workshop",
        _("The workshop %(workshop)s had no valid certificate on %(day)s: check the workshop and the repair date.")
        % {"workshop": workshop.name, "day": day_in_words(day)},
    )


def _family_not_certified(workshop: Workshop, product: Product, day: date) -> OpenPoint:
    return OpenPoint(
        "family-not-certified",
        "workshop",
        _("The certificate of %(workshop)s did not cover this kind of appliance (%(family)s) on %(day)s.")
        % {"workshop": workshop.name, "family": product.family.name, "day": day_in_words(day)},
    )
