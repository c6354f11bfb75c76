"""Addresses of the public pages."""

from django.urls import path

from portal.public.views import home

urlpatterns = [
    path("", home.home, name="home"),
]
