"""A person's own account: name and language, and the ways to everything that guards it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.adapter import keep_language
from accounts.forms import ProfileForm
from accounts.requests import signed_in
from accounts.selectors import has_second_factor, needs_second_factor
from accounts.services.people import change_profile


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change the profile; the answer to a change is in the language just chosen."""
    person = signed_in(request)
    form = ProfileForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if request.method == "POST" and form.is_valid():
        change_profile(person=person, **form.cleaned_data)
        translation.activate(form.cleaned_data["language"])
        messages.success(request, _("Your profile was saved."))
        response = redirect("profile")
        keep_language(response, form.cleaned_data["language"])
        return response
    return render(
        request,
        "account/profile.html",
        {
            "form": form,
            "memberships": person.memberships.filter(ended_at=None).select_related("organisation").order_by("pk"),
            "has_second_factor": has_second_factor(person),
            "needs_second_factor": needs_second_factor(person),
            "minutes": settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60,
        },
    )
