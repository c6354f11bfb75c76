"""Addresses of the public pages."""

from django.urls import path

from portal.public.views import appearance, brands, coverage, home, news, repairers, support

urlpatterns = [
    path("", home.home, name="home"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("amounts/", support.support_table, name="support-table"),
    path("brands/", brands.brands, name="brands"),
    path("repairers/", repairers.repairers, name="repairers"),
    path("news/", news.news, name="news"),
    path("appearance/", appearance.appearance, name="appearance"),
]
