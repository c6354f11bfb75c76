"""The frame around every page: menus by door, appearance without script, error pages, security of what is linked."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from wagtail.models import Page

from accounts.roles import Role
from core.views import csrf_failure

pytestmark = pytest.mark.django_db


def parse(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")  # type: ignore[attr-defined]


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_an_appearance_is_kept_without_script_and_leads_back(client: Client, choice: str) -> None:
    response = client.get("/en/appearance/", {"choice": choice, "next": "/en/brands/?q=a"})
    assert response.headers["Location"] == "/en/brands/?q=a"
    cookie = response.cookies["appearance"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (choice, True, "Lax")
    page = parse(client.get("/en/"))
    assert page.html["data-theme"] == choice
    dark = page.select("link[href$='dark.css']")
    assert [link.get("media") for link in dark] == ([None] if choice == "dark" else [])


def test_without_a_choice_the_device_decides(client: Client) -> None:
    client.get("/en/appearance/", {"choice": "dark"})
    client.get("/en/appearance/", {"choice": "device"})
    page = parse(client.get("/en/"))
    assert not page.html.get("data-theme")
    assert page.select_one("link[href$='dark.css']")["media"] == "(prefers-color-scheme: dark)"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_the_appearance_leads_to_no_other_site(client: Client, elsewhere: str) -> None:
    response = client.get("/en/appearance/", {"choice": "dark", "next": elsewhere})
    assert response.headers["Location"] == "/en/"


def test_an_appearance_is_never_changed_by_post(client: Client) -> None:
    response = client.post("/en/appearance/", {"choice": "dark"})
    assert response.status_code == 405
    assert "appearance" not in response.cookies


def test_a_made_up_appearance_in_the_cookie_is_ignored(client: Client) -> None:
    client.cookies["appearance"] = '"><script>'
    page = parse(client.get("/en/"))
    assert not page.html.get("data-theme")


def test_a_visitor_is_offered_to_sign_in_and_sees_no_door(client: Client) -> None:
    page = parse(client.get("/en/"))
    assert page.select("header a[href='/en/account/login/']")
    assert not page.select("form[action='/en/account/logout/']")
    assert not page.select("script[src*=htmx]")


def test_a_signed_in_person_can_sign_out_by_post(signed_in: Callable[..., Client]) -> None:
    page = parse(signed_in(Role.REPAIRER_OWNER).get("/en/"))
    form = page.select_one("form[action='/en/account/logout/']")
    assert form["method"] == "post"
    assert form.select_one("[name=csrfmiddlewaretoken]")


@pytest.mark.parametrize(
    ("role", "door"), [(Role.REPAIRER_OWNER, "/en/repairer/"), (Role.CONTROL_OFFICER, "/en/backoffice/")]
)
def test_each_person_sees_their_own_door_only(signed_in: Callable[..., Client], role: Role, door: str) -> None:
    hrefs = {link["href"] for link in parse(signed_in(role).get("/en/")).select(".menu-panel a")}
    doors = {href for href in hrefs if href in ("/en/repairer/", "/en/backoffice/")}
    assert doors <= {door}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_missing_page_says_so_in_the_frame_and_leads_on(client: Client, language: str) -> None:
    response = client.get(f"/{language}/nowhere/")
    page = parse(response)
    assert response.status_code == 404
    assert page.html["lang"] == language
    assert len(page.select("h1")) == 1
    other = "en" if language == "fr" else "fr"
    assert page.select_one(f"a[hreflang={other}]")["href"] in (f"/{other}/", f"/{other}/nowhere/")


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_pages_for_broken_days_need_neither_request_nor_database(
    template: str, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(0):
        page = BeautifulSoup(render_to_string(template), "html.parser")
    assert len(page.select("h1")) == 1
    assert page.html["lang"]


def test_an_old_form_is_answered_with_what_to_do(client: Client) -> None:
    request = RequestFactory().post("/en/")
    request.user = type("Nobody", (), {"is_authenticated": False})()
    response = csrf_failure(request)
    assert response.status_code == 403
    assert b"Nothing was changed" in response.content or b"<h1>" in response.content


def test_editors_pages_are_shown_and_linked_at_the_foot_in_their_language(client: Client) -> None:
    call_command("set_up_pages", verbosity=0)
    for language in ("fr", "en"):
        page = parse(client.get(f"/{language}/"))
        links = page.select("footer nav a")
        assert len(links) == 3
        for link in links:
            shown = parse(client.get(link["href"]))
            assert shown.html["lang"] == language
            assert shown.h1.get_text(strip=True) == link.get_text(strip=True)
            assert len(shown.select("h1")) == 1


def test_the_language_switch_of_an_editors_page_leads_to_its_translation(client: Client) -> None:
    call_command("set_up_pages", verbosity=0)
    french = Page.objects.get(slug="mentions-legales")
    page = parse(client.get(french.get_url()))
    english = page.select_one("a[hreflang=en]")["href"]
    assert (
        parse(client.get(english)).h1.get_text(strip=True)
        == french.localized.get_translation(Page.objects.exclude(locale=french.locale).first().locale).title
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_news_are_listed_newest_first_and_each_can_be_read(client: Client, language: str) -> None:
    call_command("set_up_pages", verbosity=0)
    listed = parse(client.get(f"/{language}/news/", follow=True))
    days = [time["datetime"] for time in listed.select("article time")]
    assert len(days) == 3
    assert days == sorted(days, reverse=True)
    link = listed.select_one("article a")
    item = parse(client.get(link["href"]))
    assert item.h1.get_text(strip=True) == link.get_text(strip=True)
    assert listed.select_one(".nav-wide [aria-current]")
    assert parse(client.get(f"/{language}/")).select("article")


def test_without_editors_pages_the_news_are_empty_not_broken(client: Client) -> None:
    assert parse(client.get("/en/news/")).select(".empty-state")


@override_settings(SCHEME_NAME="Fonds & Cie <b>")
def test_the_name_of_the_scheme_is_the_setting_and_is_escaped(client: Client) -> None:
    page = parse(client.get("/en/"))
    assert page.select_one(".site-name").get_text(strip=True) == "Fonds & Cie <b>"


def test_the_policy_of_a_public_page_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/en/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
