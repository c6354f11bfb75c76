"""Credit transfers over the API: what a repairer was paid, or is about to be."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.models import User
from payments.models import CreditTransfer
from payments.selectors.whereabouts import transfers_visible_to


class TransferLineSerializer(serializers.Serializer[Any]):
    """One claim that the transfer pays; the amount in euros."""

    claim = serializers.UUIDField(source="claim.public_id")
    reference = serializers.CharField(source="claim.reference")
    amount = serializers.DecimalField(max_digits=8, decimal_places=2)


class TransferSerializer(serializers.ModelSerializer[CreditTransfer]):
    """A transfer that two people approved; of the account only the last four characters."""

    id = serializers.UUIDField(source="public_id")
    batch = serializers.CharField(source="batch.reference")
    status = serializers.CharField(source="batch.status")
    execution_on = serializers.DateField(source="batch.execution_on")
    paid_on = serializers.DateField(source="batch.paid_on", allow_null=True)
    account_ending = serializers.CharField(source="bank_account.last_four")
    lines = TransferLineSerializer(many=True)

    class Meta:
        model = CreditTransfer
        fields = [
            "id",
            "end_to_end_id",
            "amount",
            "batch",
            "status",
            "execution_on",
            "paid_on",
            "account_ending",
            "lines",
        ]
        read_only_fields = fields


class TransferPages(CursorPagination):
    """The newest first."""

    ordering = "-pk"
    page_size = 50


class TransferViewSet(ReadOnlyModelViewSet[CreditTransfer]):
    """GET /api/v1/transfers/ and /api/v1/transfers/{public_id}/, of the person's own companies."""

    permission_classes = [IsAuthenticated]
    serializer_class = TransferSerializer
    pagination_class = TransferPages
    lookup_field = "public_id"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[CreditTransfer]:
        """The transfers of the companies that the person works for."""
        user = self.request.user
        if not isinstance(user, User):
            return CreditTransfer.objects.none()
        return transfers_visible_to(user).prefetch_related("lines__claim")
