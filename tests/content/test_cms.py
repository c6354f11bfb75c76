"""The CMS: who gets in, what each group may do, and the first pages."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site

from accounts.models import User
from accounts.roles import Role
from accounts.services.groups import follow_roles
from content.models import Brand, HomePage, NewsPage, StandardPage, SupportRate
from content.selectors import latest_news
from content.services.groups import set_up_groups
from content.services.pages import set_up_pages
from tests.factories.content import BrandFactory, ProducerOrganisationFactory, ProductFactory

pytestmark = pytest.mark.django_db

LISTS = ["supportrate", "brand", "product", "productfamily", "fault", "rejectionreason", "producerorganisation"]


@pytest.fixture
def in_cms(signed_in: Any) -> Any:
    """`in_cms(Role.EDITOR)`: a client of a person of that role, with the groups as they are set up."""
    set_up_groups()

    def sign_in(*roles: Role) -> Any:
        client = signed_in(*roles)
        follow_roles(user=client.user)
        return client

    return sign_in


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("model", LISTS)
def test_communications_staff_see_every_list_of_scheme_data(in_cms: Any, role: Role, model: str) -> None:
    BrandFactory()
    response = in_cms(role).get(reverse(f"wagtailsnippets_content_{model}:list"), {"q": "a"})
    assert response.status_code == 200


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR}))
def test_nobody_else_gets_into_the_cms(in_cms: Any, role: Role) -> None:
    client = in_cms(role)
    for name in ("wagtailadmin_home", "wagtailsnippets_content_brand:list", "wagtailimages:index"):
        assert client.get(reverse(name), follow=True).status_code == 403


def test_the_cms_has_no_login_page_of_its_own() -> None:
    for path in ("/cms/", "/cms/login/"):
        response = Client().get(path, follow=True)
        assert response.redirect_chain
        assert "/account/login/" in response.redirect_chain[-1][0]
    assert Client().get("/cms/password_reset/").status_code in {302, 404}


def edit_brand(client: Client, brand: Brand, act: str | None) -> Any:
    data = {"name": brand.name, "responsible": brand.responsible_id, "source": "A letter"}
    if act:
        data[act] = "yes"
    return client.post(reverse("wagtailsnippets_content_brand:edit", args=[brand.pk]), data)


@pytest.mark.parametrize("act", [None, "action-publish"])
def test_an_editor_writes_a_draft_and_cannot_publish_it(in_cms: Any, act: str | None) -> None:
    brand = BrandFactory(source="Before")
    edit_brand(in_cms(Role.EDITOR), brand, act)
    brand.refresh_from_db()
    assert brand.source == "Before"
    assert brand.has_unpublished_changes
    assert brand.get_latest_revision_as_object().source == "A letter"


def test_a_publisher_publishes(in_cms: Any) -> None:
    brand = BrandFactory(source="Before")
    assert edit_brand(in_cms(Role.PUBLISHER), brand, "action-publish").status_code == 302
    brand.refresh_from_db()
    assert (brand.source, brand.has_unpublished_changes) == ("A letter", False)


def test_an_editor_does_not_change_what_would_be_in_force_at_once(in_cms: Any) -> None:
    product = ProductFactory()
    response = in_cms(Role.EDITOR).get(reverse("wagtailsnippets_content_product:edit", args=[product.pk]))
    assert response.status_code == 302
    assert response.headers["Location"] != reverse("wagtailsnippets_content_product:edit", args=[product.pk])


def test_a_rate_that_overlaps_another_is_refused_with_a_sentence_and_not_stored(in_cms: Any) -> None:
    rate = SupportRate.objects.create(product=ProductFactory(), valid_from=date(2024, 1, 1), amount=50)
    data = {"product": rate.product_id, "valid_from": "2025-01-01", "amount": "60", "action-publish": "yes"}
    response = in_cms(Role.PUBLISHER).post(reverse("wagtailsnippets_content_supportrate:add"), data)
    assert response.status_code == 200
    assert SupportRate.objects.count() == 1


def test_only_administrators_change_the_settings_of_the_scheme(in_cms: Any) -> None:
    url = reverse("wagtailsettings:edit", args=["content", "schemesettings"])
    settings_page = in_cms(Role.ADMINISTRATOR).get(url, follow=True)
    assert settings_page.status_code == 200
    assert settings_page.request["PATH_INFO"].startswith(url)
    for role in (Role.EDITOR, Role.PUBLISHER):
        assert in_cms(role).get(url, follow=True).request["PATH_INFO"] == reverse("wagtailadmin_home")


def test_groups_have_no_right_on_claims_payments_or_people() -> None:
    set_up_groups()
    labels = set(Group.objects.values_list("permissions__content_type__app_label", flat=True))
    assert not labels & {"claims", "payments", "certification", "accounts", "auth"}


def test_a_person_leaves_the_group_with_the_role(signed_in: Any) -> None:
    user: User = signed_in(Role.EDITOR).user
    follow_roles(user=user)
    assert list(user.groups.values_list("name", flat=True)) == ["Editors"]
    user.is_active = False
    follow_roles(user=user)
    assert not user.groups.exists()


def test_the_first_pages_exist_in_both_languages_and_are_made_once() -> None:
    assert set_up_pages() == 16
    assert set_up_pages() == 0
    assert Site.objects.get(is_default_site=True).root_page.specific_class is HomePage
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    for model, count in ((HomePage, 2), (StandardPage, 6), (NewsPage, 6)):
        pages = model.objects.live()
        assert pages.count() == count
        assert all(page.get_translations().count() == 1 for page in pages)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_newest_news_come_first_in_the_language_of_the_reader(language: str) -> None:
    ProducerOrganisationFactory()
    set_up_pages()
    days = [page.published_on for page in latest_news(language, 2)]
    assert days == [date(2026, 11, 16), date(2026, 10, 26)]
    assert all(page.locale.language_code == language for page in latest_news(language, 9))
