"""The history of a claim."""

from django.conf import settings
from django.db import models

from claims.models.claim import Claim
from core.history import AppendOnly


class ClaimEvent(AppendOnly):
    """One thing that happened to a claim: the move, from where to where, by whom (None: by the product), when.

    `data` holds what the timeline needs besides (never personal data of the customer). A draft that was never sent has
    no event, so that it can be deleted; from its first event on a claim stays.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="events")
    move = models.CharField(max_length=30)
    from_status = models.CharField(max_length=24, blank=True)
    to_status = models.CharField(max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    data = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["claim", "id"], name="claims_events_of_claim")]

    def __str__(self) -> str:
        return f"{self.claim}: {self.move}"
