"""Addresses of the claims part of the API."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from claims.api.claims import ClaimViewSet
from claims.api.eligibility import EligibilityView

router = DefaultRouter(use_regex_path=False)
router.include_root_view = False
router.include_format_suffixes = False
router.register("claims", ClaimViewSet, basename="api-claim")

urlpatterns = [
    path("eligibility/", EligibilityView.as_view(), name="api-eligibility"),
    path("", include(router.urls)),
]
