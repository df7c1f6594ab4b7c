"""The report form is said whole in every language that it offers; the rest of the site stays in its own two."""

import re

import pytest
from babel.messages.checkers import python_format
from django.conf import settings

from tools import catalogues
from vangnet.portal.reporting import languages
from vangnet.signals import catalogue, public_form, terms

# What the design system and the check of files say on the pages of the form.
ALSO = {
    "design": (
        "Fill in this field.", "Choose one of the answers.", "Error:", "Skip to the content", "Not known", "optional",
        "Something needs your attention", "Nothing you filled in is lost. Look at:",
    ),
    "core": (
        "This file is too large. The largest size is %(most)s MB.",
        "This kind of file cannot be used here. Choose one of: %(kinds)s.",
        "This file is damaged or not what it seems. Save it again and choose it again.",
    ),
}  # fmt: skip


def held(language):
    return catalogues.read(settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po")


def said():
    """Every text of the form in English, with its context."""
    package = catalogues.PACKAGES / "portal"
    for message in catalogues.extract(package):
        if message.id and any("reporting" in place for place, _line in message.locations):
            yield message.id, message.context
    yield from ((text, None) for texts in ALSO.values() for text in texts)
    for line in public_form.current().helplines:
        yield from ((line.name["en"], None), (line.says["en"], None))
    for _group, signs in catalogue.signal_list("public").choices("en"):
        yield from ((words, None) for _code, words in signs)
    known = terms.current().reporters
    yield from ((known[code].name["en"], None) for code in ("citizen", "victim", "client", "company"))


@pytest.mark.parametrize("language", languages.FURTHER)
def test_every_text_of_the_form_is_said_in_every_language(language):
    there, missing = held(language), []
    for text, context in said():
        found = there.get(text, context=context)
        parts = (
            found.string
            if found is not None and isinstance(found.string, tuple)
            else [found and found.string]
        )
        if not all(parts):
            missing.append(text)
    assert missing == []


@pytest.mark.parametrize("language", languages.FURTHER)
def test_no_translation_loses_a_value(language):
    there = held(language)
    for message in there:
        if message.id and "python-format" in message.flags:
            python_format(there, message)


def test_languages_of_the_site_are_the_two_that_are_reviewed():
    assert {code for code, _name in settings.LANGUAGES} == set(languages.SITE)
    assert not set(languages.FURTHER) & set(languages.SITE)


def test_every_catalogue_has_a_line_and_every_line_a_catalogue():
    folders = {folder.name for folder in settings.LOCALE_PATHS[0].iterdir() if folder.is_dir()}
    assert folders == set(languages.FURTHER)


SAYS_JE = re.compile(r"\b(je|jij|jou|jouw)\b", re.I)
SAYS_U = re.compile(r"\b(u|uw)\b", re.I)
# What the design system says on the pages of the form as well as on all others.
EVERYWHERE = (
    "design/fields.py",
    "400.html",
    "404.html",
    "413.html",
    "500.html",
    "error_summary.html",
    "core/uploads",
)


def in_dutch():
    """Every Dutch text with the files in which it stands."""
    for package in catalogues.packages():
        file = catalogues.catalogue_file(package)
        if not file.exists():
            continue
        known = catalogues.read(file)
        for message in catalogues.extract(package):
            found = known.get(message.id, context=message.context) if message.id else None
            said = found.string if found is not None else ""
            for text in said if isinstance(said, tuple) else (said,):
                yield text, {place for place, _line in message.locations}


def test_form_says_je_and_the_pages_of_professionals_say_u():
    wrong = []
    for text, places in in_dutch():
        if SAYS_JE.search(text) and not all("reporting" in place for place in places):
            wrong.append(text)
        if SAYS_U.search(text) and any("reporting" in place for place in places):
            wrong.append(text)
    assert wrong == []


def test_what_stands_on_every_page_calls_nobody_je_or_u():
    # A page that was not complete is one of professionals: the form has no key per page.
    held = {
        text
        for text, places in in_dutch()
        if any(one in place for one in EVERYWHERE for place in places)
        and (SAYS_JE.search(text) or SAYS_U.search(text))
    }
    assert held == {"Deze pagina was niet compleet. Open het formulier opnieuw; uw antwoorden staan er nog."}
