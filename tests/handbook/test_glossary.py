"""One word per concept: the glossary agrees with the labels on the screens."""

import csv

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tests.handbook.reading import LANGUAGES, page, plain, read, words
from vangnet.cases.models import TrackKind
from vangnet.portal.handbook import library as shelves
from vangnet.portal.handbook.glossary_pages import COLUMNS, FILE, glossary_terms, read_terms
from vangnet.portal.handbook.labels import KINDS

TERMS = {term.identifier: term for term in read_terms()}
CORPUS = shelves.current().corpus
FORBIDDEN = ("loverboyproblematiek", "overige uitbuiting")


def labels_of(identifier):
    """Where an identifier of the glossary is also the code of a party, step, fact or track: its labels there."""
    if identifier in CORPUS.parties:
        yield CORPUS.parties[identifier].name
    if identifier in CORPUS.steps:
        yield CORPUS.steps[identifier].label
    if identifier in CORPUS.facts:
        yield CORPUS.facts[identifier].label
    if identifier in TrackKind.values:
        yield {language: said(TrackKind(identifier).label, language) for language in LANGUAGES}
    if identifier in KINDS:
        yield {language: said(KINDS[identifier], language) for language in LANGUAGES}


def said(label, language):
    with translation.override(language):
        return str(label)


def test_glossary_has_its_columns_and_enough_words():
    with FILE.open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == COLUMNS
    assert len(TERMS) >= 70


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS.keys())
def test_term_is_complete_and_never_one_to_avoid(term):
    filled = (term.identifier, term.nl, term.en, term.definition_nl, term.definition_en, term.source)
    assert all(text == plain(text) and text for text in filled)
    assert term.identifier == term.identifier.lower()
    avoided = {word.strip().casefold() for word in term.avoid.split(";")}
    assert not avoided & {term.nl.casefold(), term.en.casefold()}
    assert not [word for word in FORBIDDEN if word in f"{term.nl} {term.definition_nl}".casefold()]


@pytest.mark.parametrize("identifier", [one for one in TERMS if list(labels_of(one))])
def test_screens_use_the_word_of_the_glossary(identifier):
    for label in labels_of(identifier):
        for language in LANGUAGES:
            assert getattr(TERMS[identifier], language).casefold() in label[language].casefold()


def test_enough_concepts_are_compared_with_screens():
    assert len([one for one in TERMS if list(labels_of(one))]) >= 45


@pytest.mark.parametrize("language", LANGUAGES)
def test_glossary_page_has_every_word_with_a_place_of_its_own(language):
    html = page("/handbook/glossary/", language)
    assert set(TERMS) <= set(read(html).ids)
    shown = words(html)
    assert all(
        plain(term.definition_nl if language == "nl" else term.definition_en) in shown
        for term in TERMS.values()
    )


def test_words_stand_in_the_alphabet_of_the_page():
    with translation.override("nl"):
        dutch = [line.term.casefold() for line in glossary_terms()]
        assert gettext("Glossary") == "Woordenlijst"
    assert dutch == sorted(dutch)
