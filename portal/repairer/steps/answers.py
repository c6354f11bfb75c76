"""The answer that step 1 gives at once: supported or not, how much, why not, and who else is responsible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.declaration.values import ValueRefused, day_of
from claims.eligibility import Eligibility, eligibility_of
from claims.models import PartKind
from content.models import ProducerOrganisation
from content.selectors import brand_named
from portal.repairer.forms.appliance import ApplianceForm, fault_chosen
from portal.repairer.forms.parts import Line


@dataclass(frozen=True, slots=True)
class Answer:
    """What the panel of step 1 shows; amounts in euros. `other` is who pays for the brand when this scheme does not."""

    is_eligible: bool
    amount: Decimal | None
    minimum_bill: Decimal | None
    sentences: tuple[str, ...]
    other: ProducerOrganisation | None
    is_brand_unknown: bool
    supplement_percent: int


def answer_from(eligibility: Eligibility, *, brand_text: str, supplement_percent: int) -> Answer:
    """The panel for an eligibility; `brand_text` is the brand as typed."""
    responsible = eligibility.responsible
    return Answer(
        is_eligible=eligibility.is_eligible,
        amount=eligibility.amount,
        minimum_bill=eligibility.minimum_bill,
        sentences=tuple(str(point.message) for point in eligibility.reasons),
        other=responsible if responsible and not responsible.is_this_scheme else None,
        is_brand_unknown=bool(brand_text.strip()) and responsible is None,
        supplement_percent=supplement_percent,
    )


def answer_on_page(form: ApplianceForm, lines: Sequence[Line]) -> Answer | None:
    """The answer for what stands on the page; None until a product and a brand do."""
    brand_text = str(form.data.get("brand") or "")
    if form.chosen is None or not brand_text.strip():
        return None
    workshops = {str(place.pk): place for place in form.places}
    eligibility = eligibility_of(
        product=form.chosen,
        brand=brand_named(brand_text),
        fault=fault_chosen(form),
        invoiced_on=form.claim.invoiced_on,
        repaired_on=_day(str(form.data.get("repaired_on") or "")),
        workshop=workshops.get(str(form.data.get("workshop") or "")),
        has_circular_parts=any(line["kind"] == PartKind.CIRCULAR for line in lines),
        consent=bool(form.data.get("circular_parts_consent")),
    )
    return answer_from(eligibility, brand_text=brand_text, supplement_percent=form.chosen.circular_part_bonus_percent)


def _day(text: str) -> date | None:
    try:
        return day_of(text)
    except ValueRefused:
        return None
