"""Batches: what is paid together, in one file, by two people."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.files import private_storage
from core.history import AppendOnly
from payments.states import BatchStatus

_STATUS_LABELS = [
    (BatchStatus.DRAFT, _("Being prepared")),
    (BatchStatus.SUBMITTED, _("Waiting for approval")),
    (BatchStatus.APPROVED, pgettext_lazy("batch", "Approved")),
    (BatchStatus.EXPORTED, _("File made")),
    (BatchStatus.PAID, pgettext_lazy("batch", "Paid")),
    (BatchStatus.CANCELLED, pgettext_lazy("batch", "Cancelled")),
]
_SUBMITTED = (BatchStatus.SUBMITTED, BatchStatus.APPROVED, BatchStatus.EXPORTED, BatchStatus.PAID)
_DECIDED = (BatchStatus.APPROVED, BatchStatus.EXPORTED, BatchStatus.PAID)
_WITH_FILE = (BatchStatus.EXPORTED, BatchStatus.PAID)


class Batch(models.Model):
    """Credit transfers that leave together. `reference` is permanent and is the MsgId of the file.

    `digest` is of the transfers as the approver saw them; `debtor` is who pays, frozen at approval; `file_sha256` is of
    the file as it was checked.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=35, unique=True)
    status = models.CharField(_("status"), max_length=10, choices=_STATUS_LABELS, default=BatchStatus.DRAFT)
    execution_on = models.DateField(_("execution day"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    made_at = models.DateTimeField(_("prepared"), auto_now_add=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("submitted by"),
    )
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
    debtor = models.JSONField(default=dict, blank=True, editable=False)
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
                condition=Q(approved_by=None) | Q(submitted_by=None) | ~Q(approved_by=F("submitted_by")),
                name="payments_batch_approved_by_another_than_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_SUBMITTED) | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="payments_batch_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_DECIDED)
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(digest=""),
                name="payments_batch_approved_has_its_approver",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_WITH_FILE) | ~Q(file="") & ~Q(file_sha256="") & Q(exported_at__isnull=False),
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
