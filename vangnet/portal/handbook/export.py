"""Writes the handbook to files: the same views and templates, with links from file to file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from urllib.parse import urldefrag

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest
from django.urls import resolve, reverse
from django.utils import translation

LANGUAGES = ("nl", "en")
STATIC = "static"
_LINK = re.compile(r'\b(href|src|action)="([^"]*)"')


class ExportError(Exception):
    """The handbook cannot be written: what is wrong and what to do."""


def write_handbook(folder: Path) -> int:
    """Write every page in every language with its looks; give the number of pages."""
    site = _Site(folder)
    for language in LANGUAGES:
        site.visit(reverse_in(language))
    return site.write()


def reverse_in(language: str) -> str:
    """The front page in a language."""
    with translation.override(language):
        return reverse("portal:handbook")


def page_html(address: str) -> str:
    """Draw one page as the server does, without a server."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = address
    request.META.update({"SERVER_NAME": "localhost", "SERVER_PORT": "80", "VANGNET_STATIC": "1"})
    with translation.override(language_of(address)):
        found = resolve(address)
        response = found.func(request, *found.args, **found.kwargs)
        return response.content.decode()


def language_of(address: str) -> str:
    """The language of an address: Dutch at the root, others under their code."""
    first = address.strip("/").split("/")[0]
    return first if first in LANGUAGES else LANGUAGES[0]


class _Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.waiting: list[str] = []
        self.seen: dict[str, Path] = {}
        self.assets: dict[str, Path] = {}

    def visit(self, address: str) -> Path:
        """Note a page to write and say in which file it will stand."""
        if address not in self.seen:
            self.seen[address] = (
                self.folder / address.strip("/").replace("handbook", "", 1).strip("/") / "index.html"
            )
            if address.startswith("/en/"):
                inner = address.removeprefix("/en/handbook").strip("/")
                self.seen[address] = self.folder / "en" / inner / "index.html"
            self.waiting.append(address)
        return self.seen[address]

    def write(self) -> int:
        while self.waiting:
            address = self.waiting.pop(0)
            file = self.seen[address]
            try:
                html = page_html(address)
            except Http404:
                raise ExportError(f"A page links to {address}, which does not exist.") from None
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self.relinked(html, file), encoding="utf-8")
        for source, target in self.copies():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
        return len(self.seen)

    def relinked(self, html: str, file: Path) -> str:
        """Let every link in a page point from file to file."""
        return _LINK.sub(lambda found: self.link(found, file), html)

    def link(self, found: re.Match[str], file: Path) -> str:
        """Turn the address in an attribute into the way from this file to that file."""
        attribute, value = found.group(1), unescape(found.group(2))
        if not value.startswith("/"):
            return found.group()
        address, fragment = urldefrag(value)
        target = self.asset(address) if address.startswith(f"/{STATIC}/") else self.page(address)
        way = Path(os.path.relpath(target, file.parent)).as_posix()
        return f'{attribute}="{escape(way + (f"#{fragment}" if fragment else ""))}"'

    def page(self, address: str) -> Path:
        """A page of the handbook; the start of the site is the front page of the handbook here."""
        if address in ("/", "/en/"):
            return self.visit(reverse_in(language_of(address)))
        return self.visit(address)

    def asset(self, address: str) -> Path:
        self.assets[address] = self.folder / address.strip("/")
        return self.assets[address]

    def copies(self) -> Iterator[tuple[Path, Path]]:
        for address, target in self.assets.items():
            name = address.removeprefix(f"/{STATIC}/")
            source = finders.find(name)
            if source is None:
                raise ExportError(f"The file {name} is missing. Run ./run setup and try again.")
            yield Path(source), target
