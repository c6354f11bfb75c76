"""What holds for every template of the product: nothing inline, one frame, one heading."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCREENS = [ROOT / "site" / "templates", *sorted((ROOT / "portal").glob("*/templates"))]
TEMPLATES = sorted(file for folder in SCREENS for file in folder.rglob("*.html"))
SCRIPTS_AND_STYLES = sorted(file for kind in ("css/*.css", "js/*.js") for file in (ROOT / "site" / "static").glob(kind))
MAIL_OR_TEXT = re.compile(r"/(emails?|messages)/")
INLINE = {
    "a script without a file": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>{%]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an htmx script": re.compile(r"\shx-on", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "a file of another host": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE
    ),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape\s+off"),
}


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def without_comments(file: Path) -> str:
    return re.sub(r"{#.*?#}", "", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds(what: str) -> None:
    found = [name(file) for file in TEMPLATES if INLINE[what].search(without_comments(file))]
    assert TEMPLATES
    assert found == []


def with_includes(text: str) -> str:
    """The text with the templates that it includes by name put in, one level deep."""

    def included(match: re.Match[str]) -> str:
        files = [folder / match[1] for folder in SCREENS if (folder / match[1]).is_file()]
        return without_comments(files[0]) if files else ""

    return re.sub(r"{% include \"([^\"]+)\"[^%]*%}", included, text)


def is_screen(file: Path) -> bool:
    """True for what a view renders: not a component, an include, a part, a layout or a mail."""
    return bool(re.search(r"{% block (main|content) %}", without_comments(file))) and file.name not in (
        "base.html",
        "bare.html",
    )


def test_every_screen_stands_in_the_common_frame() -> None:
    screens = [file for file in TEMPLATES if is_screen(file)]
    assert len(screens) > 10
    frameless = [name(file) for file in screens if "{% extends " not in without_comments(file)]
    assert frameless == []


def test_no_screen_has_two_headings_of_the_first_level() -> None:
    doubled = []
    for file in TEMPLATES:
        text = without_comments(file)
        # An if and its else each have theirs: count only those outside branches.
        outside = re.sub(r"{% if .*?{% endif %}", "", text, flags=re.DOTALL)
        if len(re.findall(r"<h1\b|<c-page-header\b", outside)) > 1:
            doubled.append(name(file))
    assert doubled == []


def test_every_post_form_carries_its_csrf_field() -> None:
    lacking = [
        name(file)
        for file in TEMPLATES
        for form in re.findall(
            r"<form\b[^>]*method=\"post\".*?</form>", without_comments(file), re.DOTALL | re.IGNORECASE
        )
        if "csrf_token" not in with_includes(form)
    ]
    assert lacking == []


def test_both_themes_define_the_same_colours() -> None:
    css = ROOT / "site" / "static" / "css"

    def tokens(file: str) -> set[str]:
        first_block = re.search(r":root \{(.*?)\n\}", (css / file).read_text(encoding="utf-8"), re.DOTALL)
        assert first_block
        return set(re.findall(r"(--[a-z-]+):\s*(?:#|none|rgb|0 )", first_block[1]))

    assert tokens("dark.css") == tokens("theme.css")


def test_every_colour_that_the_style_sheet_names_exists() -> None:
    text = (ROOT / "site" / "static" / "css" / "theme.css").read_text(encoding="utf-8")
    defined = set(re.findall(r"(--[a-z0-9-]+):", text))
    named = set(re.findall(r"var\((--[a-z0-9-]+)", text))
    assert named - defined == set()


def test_scripts_and_styles_use_nothing_of_another_host_and_no_eval() -> None:
    assert SCRIPTS_AND_STYLES
    for file in SCRIPTS_AND_STYLES:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"https?://|\beval\(|new Function|innerHTML", text), name(file)
