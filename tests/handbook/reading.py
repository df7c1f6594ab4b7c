"""Reading pages as a visitor would: the words, the links and the headings."""

import re
from html.parser import HTMLParser

from django.test import Client

LANGUAGES = ["nl", "en"]
# Elements without an end tag must not be counted as open.
EMPTY = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "rect", "polyline"}


def address(path, language):
    return path if language == "nl" else f"/en{path}"


def get(path, language="nl", **answers):
    return Client().get(address(path, language), answers)


def page(path, language="nl", **answers):
    response = get(path, language, **answers)
    assert response.status_code == 200, path
    return response.content.decode()


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words, self.links, self.headings, self.ids = [], [], [], []
        self.skipping, self.in_main = 0, False

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if self.skipping or tag == "form" or "data-print" in found or tag == "script":
            self.skipping += tag not in EMPTY
            return
        self.in_main = self.in_main or tag == "main"
        if tag == "a" and self.in_main:
            self.links.append(found.get("href", ""))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        if self.skipping:
            self.skipping -= tag not in EMPTY
        elif tag == "main":
            self.in_main = False

    def handle_data(self, text):
        if self.in_main and not self.skipping:
            self.words.append(text)


def read(html):
    reader = _Reader()
    reader.feed(html)
    return reader


def plain(text):
    return " ".join(text.split())


def words(html):
    """What can be read in the page itself, without forms and the link to print."""
    return plain(" ".join(read(html).words))
