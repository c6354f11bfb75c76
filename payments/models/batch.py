"""Batches: what is paid together, in one file, by two people."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certification.models import Repairer
from claims.models import Claim
from core.files import private_storage
from core.history import AppendOnly
from payments.models.bank_account import BankAccount
from payments.states import BatchStatus

_STATUS_LABELS = [
    (BatchStatus.DRAFT, _("Being prepared")),
    (BatchStatus.SUBMITTED, _("Waiting for approval")),
    (BatchStatus.APPROVED, _("Approved")),
    (BatchStatus.EXPORTED, _("File made")),
    (BatchStatus.PAID, _("Paid")),
    (BatchStatus.CANCELLED, _("Cancelled")),
]
_DECIDED = (BatchStatus.APPROVED, BatchStatus.EXPORTED, BatchStatus.PAID)
_WITH_FILE = (BatchStatus.EXPORTED, BatchStatus.PAID)


class Batch(models.Model):
    """Credit transfers that leave together. `reference` is permanent and is the MsgId of the file.

    `digest` is of the transfers as the approver saw them; `file_sha256` of the file as it was checked.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=35, unique=True)
    status = models.CharField(_("status"), max_length=10, choices=_STATUS_LABELS, default=BatchStatus.DRAFT)
    execution_on = models.DateField(_("execution day"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    made_at = models.DateTimeField(_("prepared"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    file = models.FileField(storage=private_storage, max_length=100, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    exported_at = models.DateTimeField(_("file made"), null=True, blank=True)
    paid_on = models.DateField(_("paid"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("payment batch")
        verbose_name_plural = _("payment batches")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("made_by")),
                name="payments_batch_approved_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_DECIDED)
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(digest=""),
                name="payments_batch_approved_has_its_approver",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_WITH_FILE) | ~Q(file_sha256="") & Q(exported_at__isnull=False),
                name="payments_batch_exported_has_its_file",
            ),
            models.CheckConstraint(
                condition=Q(status=BatchStatus.PAID, paid_on__isnull=False)
                | ~Q(status=BatchStatus.PAID) & Q(paid_on=None),
                name="payments_batch_paid_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def state(self) -> BatchStatus:
        """The status as the state table knows it."""
        return BatchStatus(self.status)


class CreditTransfer(models.Model):
    """One transfer to one repairer. Holder and IBAN are frozen here at approval; `end_to_end_id` is permanent."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="transfers", verbose_name=_("batch"))
    repairer = models.ForeignKey(
        Repairer, on_delete=models.PROTECT, related_name="credit_transfers", verbose_name=_("repairer")
    )
    bank_account = models.ForeignKey(
        BankAccount, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bank account")
    )
    amount = models.DecimalField(_("amount"), max_digits=11, decimal_places=2)
    end_to_end_id = models.CharField(_("transfer id"), max_length=35, unique=True)
    holder_name = models.CharField(_("holder"), max_length=70, blank=True)
    iban_encrypted = models.TextField(blank=True, editable=False)
    bic = models.CharField(max_length=11, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("credit transfer")
        verbose_name_plural = _("credit transfers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_credittransfer_amount_positive"),
            models.UniqueConstraint(fields=["batch", "repairer"], name="payments_credittransfer_one_per_repairer"),
        ]

    def __str__(self) -> str:
        return self.end_to_end_id


class PaymentLine(models.Model):
    """What a transfer pays: one claim. `is_live` as long as the batch holds the claim; one live line a claim."""

    transfer = models.ForeignKey(CreditTransfer, on_delete=models.PROTECT, related_name="lines")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="payment_lines")
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    is_live = models.BooleanField(default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_paymentline_amount_positive"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(is_live=True), name="payments_paymentline_one_live_per_claim"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.amount}"


class BatchEvent(AppendOnly):
    """One thing that happened to a batch, by whom, when."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="events")
    move = models.CharField(max_length=30)
    from_status = models.CharField(max_length=10, blank=True)
    to_status = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    data = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.batch}: {self.move}"
