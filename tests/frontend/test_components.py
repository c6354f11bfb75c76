"""Each component says what it is given, escapes it, and carries the roles that assistive technology needs."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import django_tables2 as tables
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.test import RequestFactory
from django.utils import translation

from claims.states import Status
from payments.states import BatchStatus
from portal.public.templatetags.statuses import BATCH_KINDS, CLAIM_KINDS
from tests.frontend.rendering import render, soup

HOSTILE = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _english() -> None:
    translation.activate("en")


def test_page_header_has_the_one_heading_with_its_caption_and_actions() -> None:
    page = soup(
        '<c-page-header title="{{ text }}" caption="Step 2 of 4" lead="Why"><c-slot name="actions"><a>New</a></c-slot>'
        "</c-page-header>",
        text=HOSTILE,
    )
    heading = page.h1
    assert heading is not None
    assert heading.get_text(" ", strip=True) == f"Step 2 of 4 {HOSTILE}"
    assert page.script is None
    assert page.select_one(".page-header-actions a")
    assert page.select_one(".lead").get_text() == "Why"


def test_what_the_page_calls_actions_does_not_leak_into_a_header_without_actions() -> None:
    assert not soup('<c-page-header title="A" />', actions="leaked").select(".page-header-actions")


def test_back_link_has_words_of_its_own_or_those_given() -> None:
    assert soup('<c-back-link href="/a" />').a.get_text(strip=True) == "Back"
    assert soup('<c-back-link href="/a">Your claims</c-back-link>').a.get_text(strip=True) == "Your claims"


def test_step_indicator_marks_the_current_step_and_links_only_what_can_be_reached() -> None:
    steps = [
        {"text": "One", "url": "/1", "state": "done"},
        {"text": "Two", "url": "/2", "state": "current"},
        {"text": "Three", "url": "", "state": "later"},
    ]
    page = soup('<c-step-indicator :steps="steps" />', steps=steps)
    items = page.select("ol > li")
    assert [bool(item.a) for item in items] == [True, False, False]
    assert [item.get("aria-current") for item in items] == [None, "step", None]
    assert "completed" in items[0].get_text()
    assert page.nav["aria-label"]


def test_step_indicator_of_a_page_with_a_form_saves_it_on_the_way() -> None:
    steps = [
        {"text": "One", "url": "/1", "go": "one", "state": "current"},
        {"text": "Two", "url": "/2", "go": "two", "state": "done"},
    ]
    page = soup('<c-step-indicator :steps="steps" form="step-form" />', steps=steps)
    assert page.select("a") == []
    (button,) = page.select("button")
    assert (button["form"], button["name"], button["value"]) == ("step-form", "go", "two")


def test_task_list_says_each_status_in_words() -> None:
    tasks = [
        {"text": "Company", "url": "/c", "status": "Completed", "kind": "good"},
        {"text": "Audit", "url": "", "status": "Cannot start yet", "kind": "calm"},
    ]
    items = soup('<c-task-list :tasks="tasks" />', tasks=tasks).select("li")
    assert [item.select_one(".status").get_text(strip=True) for item in items] == ["Completed", "Cannot start yet"]
    assert items[1].a is None


def test_status_badge_shows_its_words_and_its_kind() -> None:
    for source in ('<c-status-badge kind="good" label="Paid" />', '<c-status-badge kind="good">Paid</c-status-badge>'):
        badge = soup(source).span
        assert badge.get_text(strip=True) == "Paid"
        assert badge["class"] == ["status", "tone-good"]


@pytest.mark.parametrize(("kinds", "statuses"), [(CLAIM_KINDS, Status), (BATCH_KINDS, BatchStatus)])
def test_every_status_has_a_kind_that_the_style_sheet_knows(kinds: dict, statuses: type) -> None:
    assert set(kinds) == set(statuses)
    assert set(kinds.values()) <= {"good", "info", "wait", "bad", "calm"}


def test_notice_has_a_title_and_the_role_it_is_given() -> None:
    notice = soup('<c-notice kind="wait" title="Note" role="status"><p>Text</p></c-notice>').div
    assert notice["role"] == "status"
    assert "tone-wait" in notice["class"]
    assert notice.select_one(".notice-title").get_text() == "Note"
    assert not soup("<c-notice><p>Text</p></c-notice>").div.get("role")


def test_card_and_tile_link_where_they_are_told_to() -> None:
    assert soup('<c-card title="T" href="/x" heading="h2">B</c-card>').select_one("h2 a")["href"] == "/x"
    tile = soup('<c-tile label="To correct" value="3" href="/x" note="Oldest: 4 days" />')
    assert tile.a.get_text() == "To correct"
    assert tile.select_one(".value").get_text() == "3"


def test_summary_list_shows_values_lists_and_what_is_missing() -> None:
    rows = [
        {"label": "Brand", "value": "A & B", "href": "/change", "change": "the brand"},
        {"label": "Documents", "lines": ["a.pdf", HOSTILE]},
        {"label": "Phone", "value": ""},
        {"label": "Parts", "value": 0},
    ]
    page = soup('<c-summary-list :rows="rows" />', rows=rows)
    terms = [term.get_text() for term in page.select("dt")]
    values = [value.get_text(" ", strip=True) for value in page.select("dt + dd")]
    assert terms == ["Brand", "Documents", "Phone", "Parts"]
    assert values == ["A & B", f"a.pdf {HOSTILE}", "Not given", "0"]
    assert page.a.get_text(" ", strip=True) == "Change the brand"


def test_facts_say_when_nothing_was_given() -> None:
    page = soup('<c-facts><c-fact label="IBAN">FR76</c-fact><c-fact label="BIC"></c-fact></c-facts>')
    assert [value.get_text(strip=True) for value in page.select("dd")] == ["FR76", "Not given"]


def test_timeline_gives_each_instant_for_people_and_for_machines() -> None:
    events = [{"text": "Sent", "at": datetime(2026, 11, 24, 13, 32, tzinfo=UTC), "who": "Léa", "note": "a\nb"}]
    page = soup('<c-timeline :events="events" />', events=events)
    assert page.time.get_text() == "24/11/2026 14:32"
    assert page.time["datetime"].startswith("2026-11-24T13:32")
    assert page.blockquote.br is not None


def test_tabs_show_counts_even_when_they_are_zero_and_mark_the_current_one() -> None:
    tabs = [
        {"text": "All", "url": "?", "count": 0, "is_current": True},
        {"text": "To correct", "url": "?tab=x", "count": 2, "is_urgent": True},
        {"text": "Kit", "url": "?tab=y"},
    ]
    page = soup('<c-tabs :tabs="tabs" label="Views" />', tabs=tabs)
    assert [link.get("aria-current") for link in page.select("a")] == ["page", None, None]
    assert [count.get_text() for count in page.select(".count")] == ["0", "2"]
    assert page.select_one(".count-urgent").get_text() == "2"


def test_pagination_keeps_the_rest_of_the_query() -> None:
    request = RequestFactory().get("/en/brands/", {"q": "a&b", "page": "4"})
    request.user = AnonymousUser()
    page = soup('<c-pagination :page="numbers" />', request, numbers=Paginator(range(100), 10).get_page(4))
    assert page.select_one("[aria-current]").get_text(strip=True) == "Page4"
    assert page.select_one("a[rel=next]")["href"] == "?q=a%26b&page=5"
    assert page.p.get_text(strip=True) == "31 to 40 of 100"


def test_pagination_of_one_page_shows_nothing() -> None:
    assert not render('<c-pagination :page="numbers" />', numbers=Paginator(range(3), 10).get_page(1)).strip()


def test_empty_state_offers_what_to_do() -> None:
    page = soup(
        '<c-empty-state title="No claims"><p>Begin.</p><c-slot name="actions"><a>New</a></c-slot></c-empty-state>'
    )
    assert page.h2.get_text() == "No claims"
    assert page.select_one(".button-row a")


def test_money_is_written_the_way_of_the_language() -> None:
    assert soup('<c-money :amount="amount" />', amount=Decimal("1234.5")).span.get_text() == "€1,234.50"


def test_dialog_is_named_by_its_heading() -> None:
    dialog = soup('<c-dialog id="sure" title="Sure?"><p>x</p></c-dialog>').dialog
    assert dialog.h2["id"] == dialog["aria-labelledby"] == "sure-title"


def test_upload_carries_a_sentence_for_each_failure() -> None:
    box = soup('<c-upload url="/u" list_target="#docs" :max_bytes="5"><form></form></c-upload>').select_one(
        "[data-upload]"
    )
    sentences = {
        box[f"data-text-{name}"] for name in ("too-large", "wrong-type", "empty", "offline", "server", "sign-in")
    }
    assert len(sentences) == 6
    assert box["data-max-bytes"] == "5"
    assert box.form is not None


def test_points_of_an_error_summary_link_to_where_they_are_mended() -> None:
    points = [{"text": "The invoice is missing.", "href": "/documents#f"}, SimpleNamespace(text="Too late.")]
    page = soup('<c-error-summary :points="points" />', points=points)
    assert page.select_one("[role=alert]")["tabindex"] == "-1"
    assert [item.get_text(strip=True) for item in page.select("li")] == ["The invoice is missing.", "Too late."]
    assert page.a["href"] == "/documents#f"
    assert not render('<c-error-summary :points="points" />', points=[]).strip()


class Claims(tables.Table):
    """A staff list with an amount."""

    reference = tables.Column(verbose_name="Reference")
    bonus = tables.Column(verbose_name="Bonus", orderable=False, attrs={"td": {"class": "number"}})

    class Meta:
        empty_text = "No claims."


def table_of(rows: list[dict[str, str]], asked: dict[str, str]) -> BeautifulSoup:
    request = RequestFactory().get("/en/claims/", asked)
    request.user = AnonymousUser()
    table = Claims(rows)
    table.caption = "Claims"
    tables.RequestConfig(request, paginate={"per_page": 2}).configure(table)
    return soup("{% load django_tables2 %}{% render_table table %}", request, table=table)


def test_a_staff_list_is_a_table_whose_cells_carry_their_labels() -> None:
    page = table_of([{"reference": f"RB-{number}", "bonus": "50"} for number in range(5)], {"sort": "-reference"})
    assert page.select_one("[role=region]")["aria-label"] == "Claims"
    assert page.select_one("th a").get_text() == "Reference"
    assert [head.get("aria-sort") for head in page.select("th")] == ["descending", None]
    cells = page.select("tbody tr")[0].select("td")
    assert [cell["data-label"] for cell in cells] == ["Reference", "Bonus"]
    assert cells[0].get_text() == "RB-4"
    assert "number" in cells[1]["class"]
    assert {element["role"] for element in page.select("table, tr, th, td")} == {"table", "row", "columnheader", "cell"}
    assert page.select_one("a[rel=next]")["href"] == "?sort=-reference&page=2"


def test_an_empty_staff_list_says_so() -> None:
    page = table_of([], {})
    assert page.select_one("tbody td").get_text(strip=True) == "No claims."
    assert page.nav is None
