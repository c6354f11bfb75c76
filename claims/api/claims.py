"""Claims over the API: read by whoever may see them on a screen."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.models import User
from claims.models import Claim
from claims.selectors import claims_visible_to, next_step_of
from claims.states import Status


class NextStepSerializer(serializers.Serializer[Any]):
    """What happens next: a sentence, who acts, by when."""

    text = serializers.CharField()
    who = serializers.CharField()
    by_when = serializers.DateField(allow_null=True)


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    """A claim without the customer's personal data; amounts in euros as text with two decimals."""

    id = serializers.UUIDField(source="public_id")
    status_label = serializers.CharField(source="get_status_display")
    product: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(slug_field="code", read_only=True)
    brand = serializers.CharField(source="brand_name")
    workshop: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(slug_field="siret", read_only=True)
    next_step = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = [
            "id",
            "reference",
            "status",
            "status_label",
            "next_step",
            "product",
            "brand",
            "commercial_reference",
            "identifier",
            "repaired_on",
            "workshop",
            "invoice_number",
            "invoiced_on",
            "total_incl_vat",
            "bonus",
            "own_reference",
            "sent_at",
            "payment_due_on",
            "paid_on",
            "changed_at",
        ]
        read_only_fields = fields

    @extend_schema_field(NextStepSerializer)
    def get_next_step(self, claim: Claim) -> dict[str, Any]:
        """The next step as the screens tell it."""
        step: dict[str, Any] = NextStepSerializer(next_step_of(claim)).data
        return step


class ClaimPages(CursorPagination):
    """The last changed first; stable while rows change, the same cost on every page."""

    ordering = ("-changed_at", "-pk")
    page_size = 50


class ClaimViewSet(ReadOnlyModelViewSet[Claim]):
    """GET /api/v1/claims/ and /api/v1/claims/{public_id}/; somebody else's claim does not exist."""

    permission_classes = [IsAuthenticated]
    serializer_class = ClaimSerializer
    pagination_class = ClaimPages
    lookup_field = "public_id"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Claim]:
        """The claims that the person may see; `status` filters, `updated_since` takes an instant."""
        user = self.request.user
        if not isinstance(user, User):
            return Claim.objects.none()
        claims = claims_visible_to(user).select_related("product", "brand", "workshop")
        filters = ClaimFilters(data=self.request.query_params)
        filters.is_valid(raise_exception=True)
        return claims.filter(**filters.lookups())


class ClaimFilters(serializers.Serializer[Any]):
    """What a list of claims can be narrowed to."""

    status = serializers.ChoiceField(choices=[status.value for status in Status], required=False)
    updated_since = serializers.DateTimeField(required=False, help_text=_("An instant in ISO 8601."))

    def lookups(self) -> dict[str, Any]:
        """The filters as look-ups of the ORM."""
        given = self.validated_data
        found = {"status": given.get("status"), "changed_at__gte": given.get("updated_since")}
        return {name: value for name, value in found.items() if value is not None}
