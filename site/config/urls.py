"""Every address of the product. People's pages carry their language; machines' addresses do not."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core import views as core_views

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("health/", core_views.alive, name="health"),
    path("health/queue/", core_views.queue_moves, name="queue-health"),
    path("", include("config.api_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    # One door: the CMS has no login of its own (screens-and-security.md, B.2).
    path("cms/login/", core_views.cms_door),
    path("cms/", include(wagtailadmin_urls)),
    path("admin/", admin.site.urls),
    path("documents/", include(wagtaildocs_urls)),
]

urlpatterns += i18n_patterns(
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("repairer/", include("portal.repairer.urls")),
    path("backoffice/", include("portal.backoffice.urls")),
    path("", include("portal.public.urls")),
    # Wagtail's own form for private pages would be a second door, without rate limits and second factor.
    path("_util/login/", core_views.cms_door),
    path("", include(wagtail_urls)),
)
