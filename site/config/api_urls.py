"""The API, version 1, and its description."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

app_urls = [
    path("api/v1/", include("claims.api.urls")),
    path("api/v1/", include("payments.api.urls")),
]

# The description is made of our own addresses only: Wagtail brings REST views of its own.
urlpatterns = [
    *app_urls,
    path("api/v1/schema/", SpectacularAPIView.as_view(urlconf=app_urls), name="api-schema"),
]
