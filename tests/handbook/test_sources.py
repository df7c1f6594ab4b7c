"""No page of the handbook names a source by a place that only the makers of Vangnet know."""

import re

import pytest
from django.test import Client
from django.urls import resolve

MAKERS = re.compile(
    r"\bseeds? \d|\bADR \d|\bdesign \d|\bissue \d|own choice[:;]|docs/|domain/|anchors|\.yaml|\bL\d{2,}\b"
)
EACH = 3


def said(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main>")[0]).split())


@pytest.mark.parametrize("start", ["/handbook/", "/en/handbook/"])
def test_no_page_of_the_handbook_names_a_document_of_the_makers(start):
    client, waiting, seen, visited = Client(), [start], {start}, {}
    found = {}
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        html = answer.content.decode()
        if named := MAKERS.findall(said(html)):
            found[address] = sorted(set(named))[:5]
        for link in re.findall(r'href="(/[^"#?]*)', html):
            name = resolve(link).url_name if link.startswith(start) else ""
            if name and link not in seen and visited.setdefault(name, 0) < EACH:
                visited[name] += 1
                seen.add(link)
                waiting.append(link)
    assert found == {}
    assert len(seen) > 25
