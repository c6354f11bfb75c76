"""Where a repairer is paid."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certification.models import Repairer
from core.history import AppendOnly

_LIVE = ("pending", "confirmed")


class BankAccount(models.Model):
    """A bank account of a repairer; changed only by adding a new one (payments.md, section 6.6).

    The IBAN is encrypted and bound to `public_id`; `iban_index` finds equal ones without reading them. An account is
    used from `usable_from` on: after a second person confirmed it and the cool-off has passed.
    """

    class Status(models.TextChoices):
        """Where the account is."""

        PENDING = "pending", _("Waiting for confirmation")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Not confirmed")
        REPLACED = "replaced", _("Replaced")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    repairer = models.ForeignKey(
        Repairer, on_delete=models.PROTECT, related_name="bank_accounts", verbose_name=_("repairer")
    )
    holder_name = models.CharField(_("legal name of the holder"), max_length=70)
    iban_encrypted = models.TextField(editable=False)
    iban_index = models.CharField(max_length=64, db_index=True, editable=False)
    last_four = models.CharField(_("last four characters"), max_length=4)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    bank_name = models.CharField(_("bank"), max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmation_note = models.CharField(_("how it was confirmed"), max_length=300, blank=True)
    usable_from = models.DateTimeField(_("used from"), null=True, blank=True)
    refusal_reason = models.CharField(_("why it is not used"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["repairer"], condition=Q(status="confirmed"), name="payments_bankaccount_one_confirmed"
            ),
            models.UniqueConstraint(
                fields=["repairer"], condition=Q(status="pending"), name="payments_bankaccount_one_pending"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("added_by")),
                name="payments_bankaccount_confirmed_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmed")
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, usable_from__isnull=False)
                & ~Q(confirmation_note=""),
                name="payments_bankaccount_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_LIVE, ended_at=None) | ~Q(status__in=_LIVE) & Q(ended_at__isnull=False),
                name="payments_bankaccount_ended_has_its_instant",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(refusal_reason=""),
                name="payments_bankaccount_refused_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"•••• {self.last_four}"

    @property
    def sealed_for(self) -> str:
        """What the encrypted IBAN is bound to: copied to another row it does not open."""
        return f"bank-account:{self.public_id}"


class BankAccountEvent(AppendOnly):
    """One thing that happened to a bank account, by whom, when; showing its IBAN to a person is one too."""

    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=300, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.account}: {self.act}"
