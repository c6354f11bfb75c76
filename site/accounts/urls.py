"""Addresses of accounts that allauth does not have, and those of its pages that we answer ourselves.

Included before allauth's addresses: the pages with allauth's names stand in for allauth's page of the same address.
"""

from django.urls import path

from accounts.views import second_factor
from accounts.views.invitations import accept_invitation
from accounts.views.profile import profile
from accounts.views.start import start

urlpatterns = [
    path("", profile, name="profile"),
    path("start/", start, name="start"),
    path("invitation/<str:token>/", accept_invitation, name="accept-invitation"),
    path("reauthenticate/", second_factor.ConfirmPassword.as_view(), name="account_reauthenticate"),
    path("2fa/totp/activate/", second_factor.SetUpCodes.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", second_factor.RemoveCodes.as_view(), name="mfa_deactivate_totp"),
    path("2fa/webauthn/add/", second_factor.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", second_factor.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]
