"""What a payment report is about: a period, statuses, one repairer, one product."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.timezone import make_aware

from certification.models import Repairer
from claims.models import Claim
from claims.states import Status
from content.models import Product

PAYABLE_STATUSES = (Status.APPROVED, Status.IN_PAYMENT, Status.PAID)


class Basis(StrEnum):
    """The day by which a claim belongs to a period."""

    PAID_ON = "paid_on"
    APPROVED_AT = "approved_at"


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """A selection of claims, approved and onwards. `from_on` and `until_on` are included; None leaves an end open.

    With `basis` PAID_ON and a period, only paid claims can be meant; without a period all statuses chosen count.
    """

    basis: Basis = Basis.PAID_ON
    from_on: date | None = None
    until_on: date | None = None
    statuses: tuple[Status, ...] = field(default=PAYABLE_STATUSES)
    repairer: Repairer | None = None
    product: Product | None = None

    def claims(self) -> QuerySet[Claim, Any]:
        """The claims selected, each with `live_line`, the payment line that holds it (none before a batch does)."""
        statuses = [status for status in self.statuses if status in PAYABLE_STATUSES]
        claims = Claim.objects.filter(self._period(), status__in=statuses)
        if self.repairer is not None:
            claims = claims.filter(repairer=self.repairer)
        if self.product is not None:
            claims = claims.filter(product=self.product)
        return claims.alias(live_line=FilteredRelation("payment_lines", condition=Q(payment_lines__is_live=True)))

    def described(self) -> Mapping[str, Any]:
        """The filter as it is recorded with an export."""
        return {
            "basis": self.basis.value,
            "from_on": self.from_on.isoformat() if self.from_on else None,
            "until_on": self.until_on.isoformat() if self.until_on else None,
            "statuses": [status.value for status in self.statuses],
            "repairer": self.repairer.siren if self.repairer else None,
            "product": self.product.code if self.product else None,
        }

    def _period(self) -> Q:
        period = Q()
        if self.basis is Basis.PAID_ON:
            if self.from_on:
                period &= Q(paid_on__gte=self.from_on)
            if self.until_on:
                period &= Q(paid_on__lte=self.until_on)
            return period
        if self.from_on:
            period &= Q(approved_at__gte=_midnight(self.from_on))
        if self.until_on:
            period &= Q(approved_at__lt=_midnight(self.until_on + timedelta(days=1)))
        return period


def _midnight(day: date) -> datetime:
    """The beginning of the day in the scheme's time zone."""
    return make_aware(datetime.combine(day, time.min))
