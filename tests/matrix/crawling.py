"""Walking through the site as a browser without scripts does: every link, and every form with something plausible in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

WORDS = {"textarea": "Proef", "text": "Proef", "search": "Proef", "number": "1", "email": "proef@example.org"}
LEFT_ALONE = {"submit", "button", "file", "password", "image", "reset"}


@dataclass
class Form:
    """A form with what somebody would send by filling in something everywhere."""

    action: str
    method: str
    data: dict[str, list[str]] = field(default_factory=dict)


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, [], []
        self._form: Form | None = None
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self._lead(given["href"])
        elif tag == "form":
            action = urljoin(self.address, given.get("action") or self.address)
            self._form = Form(action, (given.get("method") or "get").lower())
            self.forms.append(self._form)
        elif self._form is not None and given.get("name") and tag in ("input", "textarea", "button"):
            self._fill(tag, given)
        elif tag == "select" and self._form is not None:
            self._select = given.get("name") or ""
        elif tag == "option" and self._form is not None and self._select and given.get("value"):
            self._form.data.setdefault(self._select, [given["value"]])

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""

    def _lead(self, href):
        parts = urlsplit(urljoin(self.address, href))
        if not parts.netloc and parts.path.startswith("/"):
            self.links.append(parts.path + (f"?{parts.query}" if parts.query else ""))

    def _fill(self, tag, given):
        sort = "textarea" if tag == "textarea" else given.get("type", "text")
        name, value = given["name"], given.get("value") or ""
        if tag == "button" or sort in ("checkbox", "radio", "hidden"):
            self._form.data.setdefault(name, [value or "on"])
        elif sort not in LEFT_ALONE:
            self._form.data.setdefault(name, [value or WORDS.get(sort, "Proef")])


def name_of(address: str) -> str:
    """Which page an address leads to, so that a walk does not go to a thousand of one kind."""
    path = urlsplit(address).path
    try:
        return resolve(path).view_name or path
    except Resolver404:
        return path


class Walk:
    """A walk from the start page: so many of each kind of page, and every form once for each kind."""

    def __init__(self, client, visit, *, each: int = 1, most: int = 80) -> None:
        self.client, self.visit, self.each, self.most = client, visit, each, most
        self.been, self.sent, self.count = set(), set(), {}

    def go(self, start: str = "/") -> int:
        waiting = [start]
        while waiting and len(self.been) < self.most:
            address = waiting.pop(0)
            kind = name_of(address)
            if address in self.been or self.count.get(kind, 0) >= self.each or kind == "account_logout":
                continue
            self.been.add(address)
            self.count[kind] = self.count.get(kind, 0) + 1
            page = self._page(address, self.visit("get", address, {}))
            waiting += page.links
            for form in page.forms:
                self._send(form)
        return len(self.been) + len(self.sent)

    def _page(self, address, answer):
        if answer.status_code in (301, 302):
            return Page(address, f'<a href="{answer["Location"]}"></a>')
        is_page = answer["Content-Type"].startswith("text/html")
        return Page(address, answer.content.decode("utf-8", "replace") if is_page else "")

    def _send(self, form):
        kind = name_of(form.action), form.method, tuple(sorted(form.data))
        if kind in self.sent or urlsplit(form.action).netloc or name_of(form.action) == "account_logout":
            return
        self.sent.add(kind)
        self.visit(form.method, form.action, form.data)
