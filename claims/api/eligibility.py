"""Eligibility before the repair: covered or not, how much, why not, who else is responsible. No account needed."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from claims.eligibility import bill_refusals, eligibility_of
from content.models import Fault, Product


class EligibilityThrottle(AnonRateThrottle):
    """Sixty questions a minute from one address: a counter asks a few, a crawler asks elsewhere."""

    rate = "60/min"


class CodeField(serializers.SlugRelatedField[Any]):
    """A row of the reference data by its code."""

    def to_internal_value(self, data: Any) -> Any:
        """The row; a text that no database can hold (NUL) names none."""
        if "\x00" in str(data):
            self.fail("does_not_exist", slug_name=self.slug_field, value=repr(data))
        return super().to_internal_value(data)


class EligibilityQuestion(serializers.Serializer[Any]):
    """What is asked: codes of the reference data, the brand by name, the invoice date and the bill where known."""

    product = CodeField(slug_field="code", queryset=Product.objects.all())
    brand = serializers.CharField(max_length=120, required=False, default="")
    fault = CodeField(slug_field="code", queryset=Fault.objects.all(), required=False, default=None, allow_null=True)
    date = serializers.DateField(required=False, default=None, allow_null=True, help_text=_("Date of the invoice."))
    total = serializers.DecimalField(
        max_digits=10, decimal_places=2, required=False, default=None, allow_null=True, min_value=0
    )


class OpenPointSerializer(serializers.Serializer[Any]):
    """One reason why not: a stable code, the field it stands at, a sentence."""

    code = serializers.CharField()
    field = serializers.CharField()
    message = serializers.CharField()


class ResponsibleSerializer(serializers.Serializer[Any]):
    """The organisation that is responsible for the brand."""

    name = serializers.CharField()
    website = serializers.CharField()
    is_this_scheme = serializers.BooleanField()


class EligibilityAnswer(serializers.Serializer[Any]):
    """The answer. Amounts in euros; `amount` is the bonus, null where none is paid on the date."""

    is_eligible = serializers.BooleanField()
    amount = serializers.DecimalField(max_digits=8, decimal_places=2, allow_null=True)
    minimum_bill = serializers.DecimalField(max_digits=8, decimal_places=2, allow_null=True)
    currency = serializers.CharField(default="EUR")
    reasons = OpenPointSerializer(many=True)
    responsible = ResponsibleSerializer(allow_null=True)


class EligibilityView(APIView):
    """GET /api/v1/eligibility"""

    permission_classes = [AllowAny]
    throttle_classes = [EligibilityThrottle]

    @extend_schema(parameters=[EligibilityQuestion], responses=EligibilityAnswer, operation_id="eligibility")
    def get(self, request: Request) -> Response:
        """Say whether a repair would be supported."""
        question = EligibilityQuestion(data=request.query_params)
        question.is_valid(raise_exception=True)
        asked = question.validated_data
        found = eligibility_of(
            product=asked["product"], brand_text=asked["brand"], fault=asked["fault"], invoiced_on=asked["date"]
        )
        reasons = list(found.reasons)
        if asked["total"] is not None and found.amount is not None:
            reasons += bill_refusals(found, asked["total"])
        answer = {
            "is_eligible": not reasons,
            "amount": found.amount,
            "minimum_bill": found.minimum_bill,
            "currency": "EUR",
            "reasons": reasons,
            "responsible": found.responsible,
        }
        return Response(EligibilityAnswer(answer).data)
