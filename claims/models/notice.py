"""Notices: e-mails that a step of a claim sends."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.event import ClaimEvent


class NoticeKind(models.TextChoices):
    """The steps that somebody is told about."""

    SENT = "sent", _("Claim received")
    CORRECTION_REQUESTED = "correction_requested", _("Correction requested")
    REFUSED = "refused", _("Claim refused")
    APPROVED = "approved", _("Claim approved")


class Notice(models.Model):
    """One e-mail about one event to one person: written with the event, sent by a job, once.

    A job claims the row by `started_at`, so that a job that is started twice sends once; `attempts` counts.
    """

    event = models.ForeignKey(ClaimEvent, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=24, choices=NoticeKind.choices)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient"], name="claims_notice_once_per_event_and_person"),
        ]
        indexes = [
            models.Index(fields=["queued_at"], condition=models.Q(sent_at=None), name="claims_notices_unsent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.event}"
