"""Addresses of portal.repairer."""

from django.urls import URLPattern

app_name = "repairer"
urlpatterns: list[URLPattern] = []
