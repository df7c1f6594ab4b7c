"""Contrast of every pair of colours that the theme puts on each other, computed as WCAG 2.2 prescribes."""

import re
from pathlib import Path

import pytest

import vangnet.design

TOKENS = Path(vangnet.design.__file__).parent / "static" / "design" / "tokens.css"

TEXT, SHAPE = 4.5, 3.0
KINDS = ("info", "ok", "warning", "error", "neutral", "doubt")
GROUNDS = ("page-background", "panel", "sunken")

PAIRS = [
    *(
        (text, ground, TEXT)
        for text in ("text", "muted", "link", "link-hover", "error", "warning")
        for ground in GROUNDS
    ),
    *((line, ground, SHAPE) for line in ("control-line", "accent", "focus") for ground in GROUNDS),
    *((kind, f"{kind}-soft", TEXT) for kind in KINDS),
    *(
        (f"{kind}-line", ground, SHAPE)
        for kind in KINDS
        for ground in (f"{kind}-soft", "panel", "page-background")
    ),
    ("text", "accent-soft", TEXT),
    ("muted", "accent-soft", TEXT),
    ("link", "accent-soft", TEXT),
    ("accent", "panel", TEXT),
    ("accent", "accent-soft", TEXT),
    ("accent-strong", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-header", "header", TEXT),
    ("on-header-muted", "header", TEXT),
    ("header-focus", "header", SHAPE),
    ("focus", "focus-gap", SHAPE),
    ("doubt", "panel", TEXT),
]


def themes():
    light, dark = TOKENS.read_text().split("@media screen and (prefers-color-scheme: dark)")
    read = re.compile(r"--vangnet-([a-z0-9-]+):\s*(#[0-9a-f]{6});")
    by_day = dict(read.findall(light))
    return {"light": by_day, "dark": by_day | dict(read.findall(dark))}


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_prescribed():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_pair_of_colours_can_be_told_apart(theme, front, back, least):
    colours = themes()[theme]
    assert contrast(colours[front], colours[back]) >= least, f"{front} on {back} in {theme}"


def test_dark_theme_gives_every_colour_of_its_own():
    text = TOKENS.read_text()
    light, dark = text.split("@media screen and (prefers-color-scheme: dark)")
    names = re.compile(r"--vangnet-([a-z0-9-]+):\s*#")
    assert set(names.findall(light)) == set(names.findall(dark))


def test_colours_are_chosen_in_the_tokens_only():
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
    for sheet in TOKENS.parent.glob("*.css"):
        if sheet.name not in {"tokens.css", "print.css"}:
            assert not colour.findall(sheet.read_text()), sheet.name
