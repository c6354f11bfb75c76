"""Decisions of people, and the lock that keeps two officers from deciding at once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models.claim import Claim
from content.models import RejectionReason
from core.history import AppendOnly

# Decisions against the repairer: never without a reason and a message.
_AGAINST = ("correction_request", "refusal", "appeal_dismissed")


class Decision(AppendOnly):
    """What an officer decided, and the exact message that the repairer was sent. Rows are only added.

    `overridden_findings` are the codes of the blockers that the officer set aside; `note` says why.
    """

    class Kind(models.TextChoices):
        """What was decided."""

        APPROVAL = "approval", pgettext_lazy("claim", "Approved")
        FIRST_APPROVAL = "first_approval", _("Approved, second person needed")
        SECOND_APPROVAL = "second_approval", _("Approved by a second person")
        CORRECTION_REQUEST = "correction_request", _("Correction requested")
        REFUSAL = "refusal", _("Refused")
        APPEAL_ALLOWED = "appeal_allowed", _("Appeal allowed")
        APPEAL_DISMISSED = "appeal_dismissed", _("Appeal dismissed")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    claim_version = models.PositiveIntegerField()
    kind = models.CharField(_("decision"), max_length=20, choices=Kind.choices)
    reason = models.ForeignKey(
        RejectionReason, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    message = models.TextField(_("message to the repairer"), blank=True)
    note = models.TextField(_("note for colleagues"), blank=True)
    overridden_findings = models.JSONField(_("findings set aside"), default=list, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=_AGAINST) | Q(reason__isnull=False) & ~Q(message=""),
                name="claims_decision_against_has_reason_and_message",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.get_kind_display()}"


class ReviewLock(models.Model):
    """The officer who has the claim open; after some minutes another one may take it over."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="review_lock")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.claim}: {self.officer}"
