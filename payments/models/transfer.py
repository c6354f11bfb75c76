"""Credit transfers and the claims that they pay."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.models import Repairer
from claims.models import Claim
from payments.models.bank_account import BankAccount
from payments.models.batch import Batch


class CreditTransfer(models.Model):
    """One transfer to one repairer. Holder and IBAN are frozen here at approval; `end_to_end_id` is permanent.

    A transfer that left its batch (`withdrawn_at`) stays as history; its claims are free again.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="transfers", verbose_name=_("batch"))
    repairer = models.ForeignKey(
        Repairer, on_delete=models.PROTECT, related_name="credit_transfers", verbose_name=_("repairer")
    )
    bank_account = models.ForeignKey(
        BankAccount, on_delete=models.PROTECT, related_name="transfers", verbose_name=_("bank account")
    )
    amount = models.DecimalField(_("amount"), max_digits=11, decimal_places=2)
    end_to_end_id = models.CharField(_("transfer id"), max_length=35, unique=True)
    holder_name = models.CharField(_("holder"), max_length=70, blank=True)
    iban_encrypted = models.TextField(blank=True, editable=False)
    bic = models.CharField(max_length=11, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("left the batch"), null=True, blank=True)

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

    @property
    def sealed_for(self) -> str:
        """What the frozen IBAN is bound to: copied to another transfer it does not open."""
        return f"credit-transfer:{self.public_id}"


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
