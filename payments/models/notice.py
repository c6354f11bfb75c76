"""E-mails that have to leave: rows written with what they tell, sent by a worker afterwards."""

from django.db import models
from django.db.models import Q

from payments.models.bank_account import BankAccount
from payments.models.transfer import CreditTransfer


class Notice(models.Model):
    """One e-mail to one address about one bank account or one transfer.

    It is written in the transaction of the change, so it is neither lost nor sent for something that did not happen.
    `retry_at` is when a worker may try (again); None once it was sent or given up.
    """

    class Kind(models.TextChoices):
        """What it tells; each kind has its subject and its text."""

        ACCOUNT_ADDED = "account_added"
        ACCOUNT_CONFIRMED = "account_confirmed"
        ACCOUNT_REFUSED = "account_refused"
        PAID = "paid"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    bank_account = models.ForeignKey(
        BankAccount, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    transfer = models.ForeignKey(
        CreditTransfer, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    address = models.EmailField()
    language = models.CharField(max_length=5)
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="paid", transfer__isnull=False, bank_account=None)
                | ~Q(kind="paid") & Q(transfer=None, bank_account__isnull=False),
                name="payments_notice_has_one_subject",
            ),
            models.UniqueConstraint(
                fields=["kind", "transfer", "address"],
                condition=Q(transfer__isnull=False),
                name="payments_notice_once_per_transfer",
            ),
            models.UniqueConstraint(
                fields=["kind", "bank_account", "address"],
                condition=Q(bank_account__isnull=False),
                name="payments_notice_once_per_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
