"""What people see on the pages of a loaded world: which values fill the holes of addresses, and which fields forms have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from vangnet.design.stamps import FIELD

LEFT_OUT = {
    "csrfmiddlewaretoken",
    FIELD,
}  # the token is ours to send or not; the stamp is of one person in one role
MOST_VALUES = 12
BY_ONE, BY_ALL = 1, 3  # how often one person, and all of them, open pages of one kind


class Page(HTMLParser):
    """The links of a page, and for every form (and every form that is posted) its address and its fields with what they may hold."""

    def __init__(self, path: str, body: str) -> None:
        super().__init__()
        self.path, self.body = path, body
        self.links: list[str] = []
        self.forms: list[tuple[str, dict[str, dict[str, object]]]] = []
        self.sent: list[tuple[str, dict[str, dict[str, object]]]] = []
        self._fields: dict[str, dict[str, object]] | None = None
        self._select = ""
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(found.get("href", ""))
        elif tag == "form":
            self._fields = {}
            self.forms.append((found.get("action") or self.path, self._fields))
            if found.get("method", "get").lower() == "post":
                self.sent.append(self.forms[-1])
            self.links.append(found.get("action", ""))
        elif self._fields is not None:
            self._field(tag, found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None

    def _field(self, tag: str, found: dict[str, str]) -> None:
        if tag == "option":
            self._choice(self._select, found.get("value", ""))
        name = found.get("name", "")
        if not name or name in LEFT_OUT or self._fields is None:
            return
        kind = found.get("type", "")
        self._select = name
        shape = self._fields.setdefault(name, {"kind": kind or tag, "choices": [], "required": False})
        shape["required"] = shape["required"] or "required" in found
        if kind in ("radio", "checkbox", "hidden", "submit") or tag == "button":
            self._choice(name, found.get("value", "on"))

    def _choice(self, name: str, value: str) -> None:
        if self._fields is not None and name in self._fields:
            choices = self._fields[name]["choices"]
            if value not in choices and len(choices) < MOST_VALUES:
                choices.append(value)


class Seen:
    """What was met on the way, by the name of the address."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.whole: dict[str, list[dict[str, str]]] = defaultdict(list)
        self.fields: dict[str, dict[str, dict[str, object]]] = defaultdict(dict)
        self.by_hole: dict[str, set[str]] = defaultdict(set)
        self.opened: dict[str, int] = defaultdict(int)

    def walk(
        self, client: Client, *, most: int, start: str = "/", look: Callable[[Page], None] = lambda page: None
    ) -> int:
        """Follow links as somebody, no kind of page too often; gives how many pages were opened."""
        waiting, known, visits = [start], {start}, defaultdict(int)
        while waiting and sum(visits.values()) < most:
            path = waiting.pop(0)
            name = self.note(path)
            if not name or visits[name] >= BY_ONE or (self.opened[name] >= BY_ALL and path != start):
                continue
            visits[name] += 1
            self.opened[name] += 1
            answer = client.get(path)
            if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
                continue
            page = Page(path, answer.content.decode("utf-8", "replace"))
            look(page)
            for link in self.learn(page):
                if link not in known:
                    known.add(link)
                    waiting.append(link)
        return sum(visits.values())

    def learn(self, page: Page) -> list[str]:
        """Keep the forms of a page; gives the addresses of this site that it leads to."""
        for action, fields in page.forms:
            name = self.note(_plain(action) or page.path)
            if name:
                for field, shape in fields.items():
                    self.fields[name].setdefault(field, shape)
        return [link for link in map(_plain, page.links) if link]

    def note(self, path: str) -> str:
        """Remember what fills the holes of an address; gives the name of the address."""
        try:
            match = resolve(path)
        except Resolver404:
            return ""
        whole = {hole: str(value) for hole, value in match.kwargs.items()}
        if whole not in self.whole[match.view_name] and len(self.whole[match.view_name]) < MOST_VALUES:
            self.whole[match.view_name].append(whole)
        for hole, value in match.kwargs.items():
            if len(self.values[match.view_name][hole]) < MOST_VALUES:
                self.values[match.view_name][hole].add(str(value))
            if len(self.by_hole[hole]) < MOST_VALUES * 2:
                self.by_hole[hole].add(str(value))
        return match.view_name


def _plain(link: str) -> str:
    parts = urlsplit(link)
    return parts.path if not parts.netloc and parts.path.startswith("/") else ""
