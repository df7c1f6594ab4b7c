"""House rules about what is written beside the code."""

import re

import pytest

from tests.architecture.source import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_decisions_are_numbered_once_and_without_gaps():
    numbers = [int(file.name[:4]) for file in sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_link_in_a_document_leads_somewhere(document):
    links = re.findall(r"\[[^]]*\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    own = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in own if not (document.parent / link).exists()] == []


def test_every_command_in_the_documents_exists():
    known = set(re.findall(r"^    ([a-z]+)[) |]", (ROOT / "run").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        word
        for document in DOCUMENTS
        for word in re.findall(r"\./run ([a-z]+)", document.read_text(encoding="utf-8"))
    }
    assert named - known == set()
