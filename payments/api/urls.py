"""Addresses of the payments part of the API."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from payments.api.transfers import TransferViewSet

router = DefaultRouter(use_regex_path=False)
router.include_root_view = False
router.include_format_suffixes = False
router.register("transfers", TransferViewSet, basename="api-transfer")

urlpatterns = [path("", include(router.urls))]
