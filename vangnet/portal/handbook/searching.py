"""Searching the handbook: every word must occur, in Dutch or English; titles weigh more than texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.portal.handbook.addresses import agreement_url, clause_url, party_url
from vangnet.portal.handbook.agreement_pages import example_line
from vangnet.portal.handbook.glossary_pages import read_terms
from vangnet.portal.handbook.labels import KINDS, Labels
from vangnet.portal.handbook.library import Library, clauses
from vangnet.portal.handbook.sharing_labels import language
from vangnet.portal.handbook.signal_pages import list_views
from vangnet.protocol.engine.model import Clause, Duty, Right
from vangnet.signals import catalogue
from vangnet.signals.catalogue import IndicatorType

MOST = 60


@dataclass(frozen=True, slots=True)
class Found:
    """One place that was found."""

    title: str
    kind: str
    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    found: Found
    titles: str
    texts: str


def found_by(library: Library, wanted: str) -> tuple[Found, ...]:
    """Find the places in which every word occurs; the best come first."""
    words = _plain(wanted).split()
    if not words:
        return ()
    scored = []
    for place, entry in enumerate(_entries(library)):
        if all(word in entry.titles or word in entry.texts for word in words):
            score = sum(2 if word in entry.titles else 1 for word in words)
            scored.append((-score, place, entry.found))
    return tuple(found for _, _, found in sorted(scored, key=lambda one: one[:2])[:MOST])


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _entries(library: Library) -> Iterator[_Entry]:
    labels = Labels(library.corpus)
    for name in library.names:
        newest = library.versions(name)[-1]
        summary = labels.of(newest.summary)
        found = Found(labels.of(newest.title), _("Agreement"), agreement_url(name), summary)
        yield _Entry(found, _both(newest.title), _both(newest.summary))
    for code, party in library.corpus.parties.items():
        found = Found(labels.party(code), _("Organisation"), party_url(code))
        yield _Entry(found, _both(party.name), "")
    for name in library.names:
        newest = library.versions(name)[-1]
        for kind, clause in clauses(newest):
            found = Found(
                labels.of(clause.says),
                str(KINDS[kind]),
                clause_url(newest, kind, clause.name),
                labels.of(newest.title),
            )
            yield _Entry(found, _both(clause.says), _steps(clause, labels))
    for example in library.examples:
        line = example_line(example, labels)
        found = Found(line.text, _("Worked example"), line.url)
        yield _Entry(found, _both(example.scenario.title), _both(example.scenario.story))
    yield from _signals()
    glossary = reverse("portal:handbook-glossary")
    for term in read_terms():
        dutch = labels.language == "nl"
        found = Found(
            term.nl if dutch else term.en,
            _("Glossary"),
            f"{glossary}#{term.identifier}",
            term.definition_nl if dutch else term.definition_en,
        )
        yield _Entry(
            found, _plain(f"{term.nl} {term.en}"), _plain(f"{term.definition_nl} {term.definition_en}")
        )


def _signals() -> Iterator[_Entry]:
    """Signal lists, and what can be seen; what is no indicator is found as exactly that."""
    version = catalogue.current()
    for one in list_views(version):
        title = _both(dict(version.signal_list(one.code).title))
        yield _Entry(Found(one.title, _("Signal list"), one.url, one.intro), title, "")
    seen, unsaid = reverse("portal:handbook-indicators"), reverse("portal:handbook-not-indicators")
    for indicator in version:
        is_trait = indicator.type is IndicatorType.PROFILE
        found = Found(
            indicator.says(language()),
            _("Not an indicator") if is_trait else _("Indicator"),
            f"{unsaid}#{indicator.code}" if is_trait else f"{seen}?text={indicator.code}",
            indicator.explains(language()),
        )
        yield _Entry(found, "", _both(dict(indicator.words)))


def _both(wording: object) -> str:
    return _plain(" ".join(wording.values())) if isinstance(wording, dict) else ""


def _steps(clause: Clause, labels: Labels) -> str:
    if not isinstance(clause, Duty | Right):
        return _plain(clause.ground)
    done = clause.do if isinstance(clause, Duty) else clause.may
    steps = [labels.corpus.steps[code] for code in (*clause.on, *done) if code in labels.corpus.steps]
    return " ".join([_plain(clause.ground), *(_both(step.label) for step in steps)])
