"""Codes of words: easy to say and type, hard to guess, kept nowhere."""

import re

import pytest

from vangnet.signals import public_form, words
from vangnet.signals.words import UnreadableCodeError


def neighbours(listed):
    """Words that differ in one letter, or have one letter more."""
    seen, found = {}, []
    for word in listed:
        for place in range(len(word)):
            hole = f"{word[:place]}*{word[place + 1 :]}"
            if seen.setdefault(hole, word) != word:
                found.append((seen[hole], word))
            if word[:place] + word[place + 1 :] in listed:
                found.append((word, word[:place] + word[place + 1 :]))
    return found


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_list_has_enough_plain_words_that_are_not_taken_for_each_other(language):
    listed = words.all_words(language)
    assert len(set(listed)) == len(listed) == 2**public_form.BITS_PER_WORD
    assert [word for word in listed if not re.fullmatch("[a-z]{3,11}", word)] == []
    assert neighbours(set(listed)) == []


def test_code_has_at_least_64_bits():
    assert public_form.current().words * public_form.BITS_PER_WORD >= 64


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_new_words_are_of_the_list_and_differ(language):
    told = [words.new_words(6, language) for _ in range(50)]
    assert len(set(told)) == 50
    assert {word for one in told for word in one.split()} <= set(words.all_words(language))


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_words_of_every_list_are_read_without_saying_which(language):
    for _ in range(20):
        told = words.new_words(6, language)
        assert words.plain(told.upper(), 6) == told


# Two words that sound the same are written the wrong way over the telephone.
ALIKE = "flour pair knight right week whole piece sail tail hair heel bear brake cell pale plane road throne wait weather"


def test_english_list_has_no_words_that_sound_like_another_or_are_spelled_in_two_ways():
    two_ways = {"colour", "harbour", "grey", "centre", "tyre", "pyjamas", "theatre", "catalogue"}
    assert ({*ALIKE.split()} | two_ways) & set(words.all_words(words.ENGLISH)) == set()


def test_slip_in_a_word_is_answered_from_the_list_of_the_other_words():
    with pytest.raises(UnreadableCodeError) as found:
        words.plain("acorn blanket strawberry dolphin elephannt forest", 6)
    assert found.value.strange == {"elephannt": "elephant"}
    with pytest.raises(UnreadableCodeError) as found:
        words.plain("appel molen candel", 3)
    assert list(found.value.strange) == ["candel"]


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "nl"), ("en", "en"), ("pl", "en"), ("bg", "en"), ("", "en")]
)
def test_words_are_said_in_the_language_of_the_reader_or_else_in_english(language, said):
    assert words.list_for(language) == said


@pytest.mark.parametrize("typed", ["Appel, MOLEN\ntrein", "  appel - molen. trein ", "àppel_molen 1 trein"])
def test_how_somebody_types_a_code_does_not_matter(typed):
    assert words.read(typed, 3) == words.read("appel molen trein", 3)


def test_order_of_words_matters():
    assert words.read("molen appel", 2) != words.read("appel molen", 2)


def test_word_that_is_not_listed_is_named_with_the_nearest_one():
    with pytest.raises(UnreadableCodeError) as found:
        words.read("appell molen xqzxqz", 3)
    assert found.value.strange == {"appell": "appel", "xqzxqz": ""}


@pytest.mark.parametrize("typed", ["", "appel", "appel molen trein appel", "1234 !!", "x" * 100_000])
def test_too_few_and_too_many_words_are_no_code(typed):
    with pytest.raises(UnreadableCodeError):
        words.read(typed, 3)


def test_code_says_nothing_about_itself():
    code = words.read("appel molen trein", 3)
    assert "appel" not in repr(code)
    assert code.secret.hex() not in repr(code)
    assert code.key != code.secret
    assert code.secret.hex() not in code.locators[0]


def test_code_is_still_found_after_the_key_of_the_site_changed(settings):
    before = words.read("appel molen trein", 3).locators[0]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of at least fifty characters, made for this test"
    found = words.read("appel molen trein", 3).locators
    assert found[0] != before
    assert before in found
