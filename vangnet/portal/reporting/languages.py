"""In which languages the form can be read. Dutch and English are the languages of the site; the others are of this form only.

Another language is one line here and a catalogue in `locale/`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.urls import reverse
from django.utils import translation

SITE = {"nl": "Nederlands", "en": "English"}
# Translated by the makers and not reviewed by somebody who speaks them; each page says so.
FURTHER = {"pl": "Polski", "ro": "Română", "bg": "Български", "es": "Español"}


class Choice(NamedTuple):
    """A language in which the same page can be read."""

    code: str
    name: str
    url: str
    is_current: bool


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """While this lasts everything is said in a language of the form; without one in that of the address."""
    with translation.override(language or translation.get_language() or "nl"):
        yield


def current() -> str:
    """The language in which a page is said now."""
    return translation.get_language() or "nl"


def address(name: str, language: str = "") -> str:
    """Where a page of the form lies in a language; without one in the language of now."""
    spoken = language or current()
    further = spoken if spoken in FURTHER else ""
    with translation.override("en" if spoken == "en" else "nl"):
        return reverse(f"reporting:{name}", kwargs={"language": further})


def choices(name: str) -> list[Choice]:
    """The same page in every language."""
    return [
        Choice(code, own, address(name, code), code == current()) for code, own in (SITE | FURTHER).items()
    ]


def wording(words: dict[str, str]) -> str:
    """Words that are kept in Dutch and English, in the language of now as far as that is known."""
    spoken = current()
    english = words["en"]
    return words["nl"] if spoken == "nl" else translation.gettext(english)
