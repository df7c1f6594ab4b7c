"""What stands around every page: the main pages, the footer and the languages."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import get_language

LANGUAGES = {"nl": "Nederlands", "en": "English"}


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link to a page; used in the header, in the footer and for tabs."""

    label: str | Promise
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language."""

    code: str
    name: str
    url: str
    is_current: bool


def main_pages(request: HttpRequest) -> list[NavItem]:
    """The main pages for this visitor, from the function that the setting VANGNET_NAVIGATION names."""
    return _listed("VANGNET_NAVIGATION", request)


def footer_pages(request: HttpRequest) -> list[NavItem]:
    """The pages about this site, from the function that the setting VANGNET_FOOTER names."""
    return _listed("VANGNET_FOOTER", request)


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same page in each language."""
    address = request.get_full_path()
    current = get_language()
    return [
        LanguageLink(code, name, translate_url(address, code), code == current)
        for code, name in LANGUAGES.items()
    ]


def _listed(setting: str, request: HttpRequest) -> list[NavItem]:
    # The design system lies below the packages whose pages it lists, so it knows them by a setting only.
    named = getattr(settings, setting, "")
    if not named:
        return []
    pages: Callable[[HttpRequest], list[NavItem]] = import_string(named)
    return pages(request)
