"""Addresses of the administrators' screens about people; included by portal.backoffice.urls."""

from django.urls import path

from portal.backoffice.views import people

urlpatterns = [
    path("", people.people_list, name="people"),
    path("invite/", people.invite, name="person-invite"),
    path("<int:pk>/", people.person_detail, name="person"),
    path("<int:pk>/role/", people.grant, name="person-grant"),
    path("<int:pk>/deactivate/", people.deactivate, name="person-deactivate"),
    path("<int:pk>/activate/", people.activate, name="person-activate"),
    path("roles/<int:pk>/end/", people.end, name="role-end"),
    path("invitations/<int:pk>/resend/", people.resend, name="invitation-resend"),
    path("invitations/<int:pk>/withdraw/", people.withdraw, name="invitation-withdraw"),
]
