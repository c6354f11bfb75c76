"""Light or dark, kept in a cookie that says nothing else about the person."""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.templatetags.page import APPEARANCE_COOKIE, APPEARANCES

ONE_YEAR = 365 * 24 * 60 * 60


@require_safe
@never_cache
def appearance(request: HttpRequest) -> HttpResponseRedirect:
    """Keep the choice, or forget it for anything that is not one, and go back to the page.

    A GET form, so that public pages need no CSRF cookie: a link from elsewhere could change the colours, no more.
    """
    came_from = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(came_from if is_ours else reverse("home"))
    choice = request.GET.get("choice")
    if choice in APPEARANCES:
        response.set_cookie(
            APPEARANCE_COOKIE, choice, max_age=ONE_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(APPEARANCE_COOKIE, samesite="Lax")
    return response
