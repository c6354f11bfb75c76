"""What was read and what the controls found: kept, because decisions rest on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.controls.base import Strength
from claims.models.claim import Claim
from claims.models.document import ClaimDocument, DocumentPurpose
from core.files import private_storage


class ReadingStatus(models.TextChoices):
    """Where a reading is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being read")
    DONE = "done", _("Read")
    FAILED = "failed", _("Could not be read")


class DocumentReading(models.Model):
    """One reading of all files that a claim has for one purpose, in their order.

    An invoice is read and drawn; of any other document only the pages are drawn, so that people can see it.
    `documents_key` is the hash of the files' hashes: a new upload makes a new reading, the same files never a second
    one. `result` holds the reading as JSON and the problems of single files (`claims.services.reading_json` writes and
    reads it); None where pages were only drawn. `problem` is a code of `claims.invoices.problems` when it failed. A
    worker claims the row by `started_at`; `attempts` counts. `queued_at` is when it was last put into the queue.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="readings")
    purpose = models.CharField(
        _("purpose"), max_length=20, choices=DocumentPurpose.choices, default=DocumentPurpose.INVOICE
    )
    documents = models.ManyToManyField(ClaimDocument, related_name="readings")
    documents_key = models.CharField(max_length=64)
    status = models.CharField(_("status"), max_length=10, choices=ReadingStatus.choices, default=ReadingStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    result = models.JSONField(null=True, blank=True)
    source = models.CharField(_("source"), max_length=10, blank=True)
    searchable_pdf = models.FileField(storage=private_storage, max_length=100, blank=True)
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "purpose", "documents_key"], name="claims_documentreading_once_per_files"
            ),
            models.CheckConstraint(
                condition=~Q(status=ReadingStatus.DONE)
                | Q(finished_at__isnull=False) & (Q(result__isnull=False) | ~Q(purpose=DocumentPurpose.INVOICE)),
                name="claims_documentreading_done_has_result",
            ),
        ]
        indexes = [
            models.Index(
                fields=["queued_at"],
                condition=Q(status__in=["waiting", "running"]),
                name="claims_readings_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}, {self.get_purpose_display()}, {self.get_status_display()}"

    @property
    def draws_only(self) -> bool:
        """True when the pages are drawn and nothing is read on them."""
        return self.purpose != DocumentPurpose.INVOICE

    @property
    def is_open(self) -> bool:
        """True while a worker has still to finish it."""
        return self.status in (ReadingStatus.WAITING, ReadingStatus.RUNNING)


class PageImage(models.Model):
    """A page of the files that were read, drawn by us: to read (`image`) and to glance at (`small_image`).

    `page` counts from 1 through all files of the reading, as boxes do. Width and height are of `image`, in pixels.
    """

    reading = models.ForeignKey(DocumentReading, on_delete=models.CASCADE, related_name="page_images")
    page = models.PositiveSmallIntegerField()
    image = models.FileField(storage=private_storage, max_length=100)
    small_image = models.FileField(storage=private_storage, max_length=100)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["reading", "page"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "page"], name="claims_pageimage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reading}, {self.page}"


class ControlRun(models.Model):
    """One run of all controls on a claim as it was sent; `claim_version` is the version that was looked at."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="control_runs")
    reading = models.ForeignKey(DocumentReading, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    claim_version = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "claim_version"], name="claims_controlrun_once_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.claim}, {self.made_at:%Y-%m-%d %H:%M}"


class FindingRecord(models.Model):
    """A finding of a run (see `claims.controls.base.Finding`); edges of the box are fractions of the page."""

    run = models.ForeignKey(ControlRun, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=40, db_index=True)
    strength = models.CharField(max_length=10, choices=[(strength, strength.value) for strength in Strength])
    declared = models.CharField(max_length=200, blank=True)
    read = models.CharField(max_length=200, blank=True)
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    box = models.JSONField(null=True, blank=True)
    reason_code = models.CharField(max_length=60, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code
