"""Addresses of the owner's screen about colleagues; included by portal.repairer.urls."""

from django.urls import path

from portal.repairer.views import team

urlpatterns = [
    path("", team.team, name="team"),
    path("roles/<int:pk>/end/", team.end, name="team-role-end"),
    path("invitations/<int:pk>/resend/", team.resend, name="team-invitation-resend"),
    path("invitations/<int:pk>/withdraw/", team.withdraw, name="team-invitation-withdraw"),
]
