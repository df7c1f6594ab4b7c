"""The main pages of a handbook that stands on its own."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vangnet.design.navigation import NavItem

PAGES: list[tuple[str | Promise, str]] = [
    (_("Handbook"), "portal:handbook"),
    (_("Organisations"), "portal:handbook-organisations"),
    (_("By situation"), "portal:handbook-situation"),
    (_("Coverage"), "portal:handbook-coverage"),
    (_("What may be shared?"), "portal:handbook-sharing"),
    (_("Signals"), "portal:handbook-signals"),
    (_("Worked examples"), "portal:handbook-examples"),
    (_("Glossary"), "portal:handbook-glossary"),
]


def main_pages(request: HttpRequest) -> list[NavItem]:
    """The parts of the handbook."""
    return [NavItem(label, reverse(name), is_current=request.path == reverse(name)) for label, name in PAGES]
