"""The addresses of the product, an interface and a sensitive act."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.reauthentication import require_fresh_login
from config.urls import urlpatterns as urlpatterns_of_the_product


def done(request: HttpRequest) -> HttpResponse:
    """Answer that the act was done."""
    return HttpResponse("done")


urlpatterns = [
    path("api/v1/something/", done),
    path("sensitive/", require_fresh_login(done), name="sensitive"),
    *urlpatterns_of_the_product,
]
