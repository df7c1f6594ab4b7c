"""Rules for the templates, styles and scripts themselves, in every package."""

import json
import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import vangnet

ROOT = Path(vangnet.__file__).parent
DESIGN = ROOT / "design"
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
OWN_FILES = [
    file for file in sorted(ROOT.glob("*/static/**/*")) if file.is_file() and "vendor" not in file.parts
]
COMPONENTS = sorted((DESIGN / "templates" / "design" / "components").glob("*.html"))
# The name of the SVG language looks like an address but is never fetched.
NAMES_OF_LANGUAGES = ("http://www.w3.org/2000/svg",)


def named(paths):
    return pytest.mark.parametrize("file", paths, ids=lambda file: str(file.relative_to(ROOT)))


@named(TEMPLATES)
def test_template_has_nothing_inline_and_fits_a_screen(file):
    text = file.read_text()
    assert not re.search(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:", text)
    # A block of data is not run; the scripts of the sign-in package read theirs.
    assert not re.search(r"<script\b(?![^>]*\b(src=|type=\"application/json\"))", text)
    assert len(text.splitlines()) <= 150


@named([*TEMPLATES, *OWN_FILES])
def test_file_names_no_address_elsewhere(file):
    text = file.read_text()
    for name in NAMES_OF_LANGUAGES:
        text = text.replace(name, "")
    assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", text)


@named(COMPONENTS)
def test_component_is_small(file):
    assert len(file.read_text().splitlines()) <= 60


@named(sorted((DESIGN / "templates").glob("**/*.html")))
def test_template_compiles(file):
    get_template(str(file.relative_to(DESIGN / "templates")))


def test_script_is_small():
    assert (DESIGN / "static" / "design" / "design.js").stat().st_size <= 3000


def test_base_page_loads_only_what_lies_beside_it():
    base = (DESIGN / "templates" / "design" / "base.html").read_text()
    for name in re.findall(r"{% static \"([^\"]+)\" %}", base):
        assert name == "vendor/parts.css" or (DESIGN / "static" / name).exists()


def test_parts_of_others_are_listed_once():
    parts = json.loads((DESIGN / "parts.json").read_text())["css"]
    assert len(parts) == len(set(parts)) > 10
    assert all(part.startswith(("@utrecht/", "@nl-design-system-candidate/")) for part in parts)


@named(sorted((DESIGN / "static" / "design").glob("*.css")))
def test_every_token_that_is_used_is_defined(file):
    tokens = (DESIGN / "static" / "design" / "tokens.css").read_text()
    used = set(re.findall(r"var\((--vangnet-[a-z0-9-]+)", file.read_text()))
    assert used <= set(re.findall(r"(--vangnet-[a-z0-9-]+):", tokens))
