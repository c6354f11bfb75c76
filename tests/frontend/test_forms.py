"""Every kind of field has its label, hint and error tied to it by ids, and says in words when it is optional."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.utils import translation

from core.fields import DayField, EuroField
from tests.frontend.rendering import soup

CHOICES = [("a", "First"), ("b", "Second")]


class EveryField(forms.Form):
    """One of each."""

    text = forms.CharField(label="Text", help_text="A hint.")
    day = DayField(label="Day")
    price = EuroField(label="Price")
    select = forms.ChoiceField(label="Select", choices=[("", "Choose"), *CHOICES])
    radio = forms.ChoiceField(label="Radio", choices=CHOICES, widget=forms.RadioSelect, help_text="One of them.")
    boxes = forms.MultipleChoiceField(label="Boxes", choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField(label="Agree", help_text="Keep the paper.")
    note = forms.CharField(label="Note", widget=forms.Textarea)
    file = forms.FileField(label="File")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.fixture(autouse=True)
def _english() -> None:
    translation.activate("en")


@pytest.fixture
def page() -> BeautifulSoup:
    """The form as it comes back with every field missing."""
    return soup('<c-error-summary :form="form" />{{ form }}', form=EveryField({}))


def ids(page: BeautifulSoup) -> set[str]:
    return {element["id"] for element in page.select("[id]")}


def test_every_id_is_unique_and_every_reference_leads_somewhere(page: BeautifulSoup) -> None:
    assert len(page.select("[id]")) == len(ids(page))
    for element in page.select("[aria-describedby]"):
        assert set(element["aria-describedby"].split()) <= ids(page)
    for label in page.select("label"):
        assert label["for"] in ids(page)


def test_every_visible_control_has_a_label(page: BeautifulSoup) -> None:
    labelled = {label["for"] for label in page.select("label")}
    controls = page.select("input:not([type=hidden]), select, textarea")
    assert len(controls) == 11
    assert {control["id"] for control in controls} == labelled


@pytest.mark.parametrize("name", ["text", "day", "price", "select", "agree", "note", "file"])
def test_an_error_describes_its_field(page: BeautifulSoup, name: str) -> None:
    control = page.select_one(f"[name={name}]")
    assert control["aria-invalid"] == "true"
    assert f"id_{name}_error" in control["aria-describedby"].split()
    assert page.select_one(f"#id_{name}_error").get_text(" ", strip=True).startswith("Error: ")


@pytest.mark.parametrize("name", ["radio", "boxes"])
def test_a_group_of_choices_is_a_fieldset_with_a_legend_and_its_error(page: BeautifulSoup, name: str) -> None:
    group = page.select_one(f"fieldset#id_{name}_group")
    assert group.legend.get_text(strip=True) == name.capitalize()
    assert f"id_{name}_error" in group["aria-describedby"].split()


def test_a_hint_describes_its_field(page: BeautifulSoup) -> None:
    assert "id_text_helptext" in page.select_one("#id_text")["aria-describedby"].split()
    assert "id_radio_helptext" in page.select_one("fieldset#id_radio_group")["aria-describedby"].split()
    assert page.select_one("#id_agree_helptext").get_text() == "Keep the paper."


def test_the_summary_leads_to_each_control_that_takes_the_focus(page: BeautifulSoup) -> None:
    links = page.select(".error-summary a")
    assert [link["href"] for link in links] == [
        "#id_text",
        "#id_day",
        "#id_price",
        "#id_select",
        "#id_radio_0",
        "#id_boxes_0",
        "#id_agree",
        "#id_note",
        "#id_file",
    ]
    assert links[0].get_text() == "Text: This field is required."


def test_errors_of_the_whole_form_and_of_formsets_are_in_the_summary() -> None:
    form = EveryField({})
    form.add_error(None, "The two days contradict each other.")
    formset = forms.formset_factory(EveryField, min_num=2, validate_min=True, extra=0)(
        {"x-TOTAL_FORMS": "1", "x-INITIAL_FORMS": "0", "x-0-text": "", "x-0-price": "abc"}, prefix="x"
    )
    page = soup('<c-error-summary :form="form" :formset="formset" />', form=form, formset=formset)
    texts = [item.get_text(strip=True) for item in page.select("li")]
    assert "The two days contradict each other." in texts
    assert "Price: Enter an amount in euros, for example 54.90." in texts
    assert any("at least 2 forms" in text for text in texts)
    assert page.select_one("a[href='#id_x-0-price']")


def test_optional_fields_say_so_and_needed_ones_do_not() -> None:
    class Draft(forms.Form):
        needed = forms.CharField(label="Needed", required=False)
        optional = forms.CharField(label="Extra", required=False)
        filter = forms.CharField(label="Filter", required=False)
        asked = forms.CharField(label="Asked")

    form = Draft()
    form.fields["needed"].is_needed = True
    form.fields["filter"].hides_optional = True
    labels = [label.get_text(" ", strip=True) for label in soup("{{ form }}", form=form).select("label")]
    assert labels == ["Needed", "Extra (optional)", "Filter", "Asked"]


def test_a_value_read_from_the_invoice_is_marked_in_its_label() -> None:
    form = EveryField()
    form.fields["text"].mark = "read from the invoice, please check"
    label = soup("{{ form.text.as_field_group }}", form=form).label
    assert label.get_text(" ", strip=True) == "Text read from the invoice, please check"


def test_typed_values_come_back_escaped() -> None:
    page = soup("{{ form }}", form=EveryField({"text": '"><script>', "note": "</textarea><script>", "price": "abc"}))
    assert page.script is None
    assert page.select_one("#id_text")["value"] == '"><script>'
    assert page.select_one("#id_price")["value"] == "abc"


def test_a_field_without_value_is_not_marked_as_wrong() -> None:
    page = soup('<c-error-summary :form="form" />{{ form }}', form=EveryField())
    assert not page.select("[aria-invalid], .field-invalid, .error-summary")
