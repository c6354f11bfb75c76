"""Documents of a claim: the originals, untouched; browsers get the page images of their reading instead."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models.claim import Claim
from core.files import private_storage


class DocumentPurpose(models.TextChoices):
    """What a document is for (domain.md, section 5.2)."""

    INVOICE = "invoice", _("Repair invoice")
    NAMEPLATE = "nameplate", _("Photo of the nameplate or of the IMEI")
    APPLIANCE_PHOTO = "appliance_photo", _("Photo of the appliance")
    CUSTOMER_CONSENT = "customer_consent", _("Consent signed by the customer")


class ClaimDocument(models.Model):
    """One file as it came. `sha256` is of its bytes, taken before anything touched them; `name` is only a label."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="documents")
    purpose = models.CharField(_("purpose"), max_length=20, choices=DocumentPurpose.choices)
    file = models.FileField(_("file"), storage=private_storage, max_length=100)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("claim", "document")
        verbose_name_plural = pgettext_lazy("claim", "documents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "purpose", "sha256"],
                condition=models.Q(removed_at=None),
                name="claims_claimdocument_same_file_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
