"""Searching the handbook."""

import pytest
from django.utils import translation

from tests.handbook.reading import page, words
from vangnet.portal.handbook import library as shelves
from vangnet.portal.handbook.searching import MOST, found_by

LIBRARY = shelves.current()


@pytest.mark.parametrize(
    "wanted", ["bedenktijd", "reflection period", "BEDENKTIJD", "  reflection   period "]
)
@pytest.mark.parametrize(
    ("language", "title"),
    [("nl", "Bedenktijd en verblijf (B8/3)"), ("en", "Reflection period and residence (B8/3)")],
)
def test_agreement_is_found_by_words_of_either_language(wanted, language, title):
    with translation.override(language):
        found = found_by(LIBRARY, wanted)
    assert title in [one.title for one in found[:10]]


def test_organisation_clause_example_and_word_are_found():
    with translation.override("en"):
        kinds = {one.kind for one in found_by(LIBRARY, "guardian")}
    assert {"Organisation", "Duty", "Glossary", "Worked example"} <= kinds


def test_accents_and_order_of_words_do_not_matter():
    with translation.override("nl"):
        assert (
            found_by(LIBRARY, "justitiele inrichtingen") == found_by(LIBRARY, "Inrichtingen Justitiële") != ()
        )


def test_every_word_must_occur_and_the_list_ends():
    assert found_by(LIBRARY, "guardian zzzz") == ()
    assert found_by(LIBRARY, "") == ()
    assert len(found_by(LIBRARY, "e")) == MOST


def test_page_says_what_was_found_or_what_to_do():
    assert "Organisation" in words(page("/handbook/search/", "en", q="customs"))
    nothing = words(page("/handbook/search/", "en", q="<b>zzzz"))
    assert "Nothing found for “<b>zzzz”" in nothing
    assert "Type one or more words" in words(page("/handbook/search/", "en"))
    assert "Type one or more words" in words(page("/handbook/search/", "en", q="x" * 3000))
