"""The claim: one repair, one invoice, one bonus."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models import Repairer, Workshop
from claims.states import EDITABLE_STATUSES, OPEN_STATUSES, Status
from content.models import Brand, Fault, Product, SupportRate

_STATUS_LABELS = [
    (Status.DRAFT, _("Draft")),
    (Status.SENT, _("Sent, being checked")),
    (Status.IN_REVIEW, _("With an officer")),
    (Status.CORRECTION_REQUESTED, _("Correction requested")),
    (Status.SECOND_REVIEW, _("With a second officer")),
    (Status.APPROVED, _("Approved, payment being prepared")),
    (Status.IN_PAYMENT, _("In a payment batch")),
    (Status.PAID, _("Paid")),
    (Status.REFUSED, _("Refused")),
    (Status.APPEALED, _("Appeal under review")),
    (Status.CANCELLED, pgettext_lazy("claim", "Cancelled")),
]

# Which dates each status demands; the database says a second time what the services do.
_NEVER_SENT = (Status.DRAFT, Status.CANCELLED)
_SETTLED_FOR = (Status.APPROVED, Status.IN_PAYMENT, Status.PAID)


class Claim(models.Model):
    """A request for reimbursement of one bonus (fields: domain.md, section 5; partner-api.md, section 1.3).

    A draft may be incomplete, so its fields may be empty; `claims.services.sending` asks for all of them. Amounts are
    euros.

    `version` grows by one at each change of the declaration and at each sending; `typed_version` is the last version
    that a person made, so that two open tabs do not overwrite each other while a pre-fill is no conflict.
    `prefilled_fields` tells which fields (by path) were filled from the invoice, and in which version;
    `rejected_input` keeps what was typed and could not be taken, by path, until it is mended: a sent claim has none.
    `clock_stopped_on` is the day since which the repairer has been asked for something: the delay of payment waits.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True, null=True, editable=False)  # noqa: DJ001
    status = models.CharField(_("status"), max_length=24, choices=_STATUS_LABELS, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    typed_version = models.PositiveIntegerField(default=1, editable=False)
    prefilled_fields = models.JSONField(default=dict, editable=False)
    rejected_input = models.JSONField(default=dict, editable=False)
    channel = models.CharField(_("channel"), max_length=20, default="portal")

    repairer = models.ForeignKey(Repairer, on_delete=models.PROTECT, related_name="claims", verbose_name=_("repairer"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    # Step 1: the appliance and its fault
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("product"))
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("brand"))
    brand_text = models.CharField(_("brand, if it is not in the list"), max_length=120, blank=True)
    commercial_reference = models.CharField(_("model"), max_length=120, blank=True)
    identifier = models.CharField(_("IMEI or serial number"), max_length=40, blank=True)
    identifier_key = models.CharField(max_length=40, blank=True, editable=False, db_index=True)
    fault = models.ForeignKey(Fault, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("fault"))
    fault_description = models.CharField(_("description of the fault"), max_length=300, blank=True)
    repaired_on = models.DateField(_("date of the repair"), null=True, blank=True)
    is_at_home = models.BooleanField(_("repaired at the customer's home"), default=False)
    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("workshop")
    )
    drop_off_place = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("drop-off place")
    )
    circular_parts_consent = models.BooleanField(
        _("the customer agreed to parts from the circular economy"), default=False
    )

    # Step 3: the invoice
    invoice_number = models.CharField(_("invoice number"), max_length=60, blank=True)
    invoice_key = models.CharField(max_length=80, blank=True, editable=False)
    invoiced_on = models.DateField(_("date of the invoice"), null=True, blank=True)
    total_incl_vat = models.DecimalField(
        _("total of the invoice before the bonus, VAT included"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    labour_excl_vat = models.DecimalField(
        _("labour, excluding VAT"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    travel_excl_vat = models.DecimalField(
        _("travel, excluding VAT"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    own_reference = models.CharField(_("your own reference"), max_length=60, blank=True)

    # The bonus, and the rate that it was computed from
    bonus = models.DecimalField(_("bonus"), max_digits=8, decimal_places=2, null=True, blank=True)
    support_rate = models.ForeignKey(SupportRate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    # The way of the claim
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    payment_due_on = models.DateField(_("payment due"), null=True, blank=True)
    clock_stopped_on = models.DateField(_("delay stopped since"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    paid_on = models.DateField(_("paid"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = [
            models.Index(fields=["repairer", "-changed_at"], name="claims_by_repairer"),
            models.Index(fields=["status", "payment_due_on"], name="claims_by_status_and_due_day"),
            models.Index(fields=["invoice_key"], name="claims_by_invoice_key"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice_key"],
                condition=Q(status__in=OPEN_STATUSES) & ~Q(invoice_key=""),
                name="claims_claim_one_open_per_invoice",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_NEVER_SENT)
                | Q(
                    sent_at__isnull=False,
                    reference__isnull=False,
                    payment_due_on__isnull=False,
                    # NULL > 0 is no violation: it is asked for on its own.
                    bonus__isnull=False,
                    bonus__gt=0,
                    total_incl_vat__isnull=False,
                    total_incl_vat__gt=0,
                ),
                name="claims_claim_sent_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_SETTLED_FOR) | Q(approved_at__isnull=False),
                name="claims_claim_approved_has_its_instant",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.REFUSED) | Q(refused_at__isnull=False),
                name="claims_claim_refused_has_its_instant",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.PAID, paid_on__isnull=False) | ~Q(status=Status.PAID) & Q(paid_on=None),
                name="claims_claim_paid_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.CORRECTION_REQUESTED, clock_stopped_on__isnull=False)
                | ~Q(status=Status.CORRECTION_REQUESTED) & Q(clock_stopped_on=None),
                name="claims_claim_clock_stops_for_a_correction_only",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or str(self.public_id)

    @property
    def state(self) -> Status:
        """The status as the state table knows it."""
        return Status(self.status)

    @property
    def is_editable(self) -> bool:
        """True while the repairer may change the declaration."""
        return self.status in EDITABLE_STATUSES

    @property
    def brand_name(self) -> str:
        """The brand as declared, from the list or typed."""
        return self.brand.name if self.brand else self.brand_text
