"""The colours of both themes can be read: WCAG 2.2 AA, 4.5 to 1 for text and 3 to 1 for what carries meaning."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "site" / "static" / "css"
TEXT_ON = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "surface-sunken"),
    ("ink-soft", "paper"),
    ("ink-soft", "surface"),
    ("ink-soft", "surface-sunken"),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("on-brand-soft", "brand-soft"),
    ("on-accent", "accent"),
    ("on-bad", "bad"),
    ("on-bad", "bad-strong"),
    ("link", "paper"),
    ("link", "surface"),
    ("link-hover", "surface"),
    ("bad", "surface"),
    ("bad", "paper"),
    ("ink", "calm-soft"),
    *[(kind, f"{kind}-soft") for kind in ("good", "info", "wait", "bad", "calm")],
    *[("ink", f"{kind}-soft") for kind in ("good", "info", "wait", "bad")],
]
SHAPES_ON = [("line-strong", "surface"), ("line-strong", "paper"), ("focus", "paper"), ("focus", "surface")]


def colours(file: str) -> dict[str, str]:
    text = (CSS / file).read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", text))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["theme.css", "dark.css"])
def test_text_and_shapes_stand_out_in_the_theme(theme: str) -> None:
    palette = colours(theme)
    faint = [
        (front, back, round(contrast(palette[front], palette[back]), 2))
        for pairs, least in ((TEXT_ON, 4.5), (SHAPES_ON, 3))
        for front, back in pairs
        if contrast(palette[front], palette[back]) < least
    ]
    assert faint == []


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
