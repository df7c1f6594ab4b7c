"""Reading terms and saying them in words."""

import dataclasses

import pytest

from vangnet.protocol.engine.terms import Term, TermError


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("P3Y", (3, 0, 0, 0, 0, 0, 0, 0)),
        ("P3M", (0, 3, 0, 0, 0, 0, 0, 0)),
        ("P6W", (0, 0, 6, 0, 0, 0, 0, 0)),
        ("P14D", (0, 0, 0, 14, 0, 0, 0, 0)),
        ("P10WD", (0, 0, 0, 0, 10, 0, 0, 0)),
        ("PT24H", (0, 0, 0, 0, 0, 24, 0, 0)),
        ("PT30M", (0, 0, 0, 0, 0, 0, 30, 0)),
        ("PT5S", (0, 0, 0, 0, 0, 0, 0, 5)),
        ("P1Y2M3W4D5WDT6H7M8S", (1, 2, 3, 4, 5, 6, 7, 8)),
        ("P1W2WD", (0, 0, 1, 0, 2, 0, 0, 0)),
        ("P007D", (0, 0, 0, 7, 0, 0, 0, 0)),
    ],
)
def test_term_is_read_as_written(text, units):
    term = Term.parse(text)
    assert dataclasses.astuple(term)[:8] == units
    assert term.text == text


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("P0D", 'Term "P0D" is zero: give at least one unit'),
        ("PT0H0M", "is zero"),
        ("-P1D", "has a sign"),
        ("P-1D", "has a sign"),
        ("+P1D", "has a sign"),
        ("P", 'names no unit after "P"'),
        ("PT", 'names no unit after "T"'),
        ("P1DT", 'names no unit after "T"'),
        ("p3m", 'write "P3M"'),
        (" P3M ", 'write "P3M"'),
        ("P1.5D", "has a fraction"),
        ("P1,5D", "has a fraction"),
        ("P24H", 'write "PT24H"'),
        ("P5S", 'write "PT5S"'),
        ("", "is not a term"),
        ("3 months", "is not a term"),
        ("P1D2M", "in that order"),
        ("P1WD2D", "in that order"),
        ("P٣M", "is not a term"),
        ("P1D\n", 'write "P1D"'),
        ("P1234567890D", "is not a term"),
        ("P201Y", "is longer than 200 years"),
        ("P999999999M", "is longer than 200 years"),
    ],
)
def test_a_term_that_cannot_be_read_says_what_to_write(text, remedy):
    with pytest.raises(TermError) as caught:
        Term.parse(text)
    assert remedy in str(caught.value)
    assert f'"{text}"' in str(caught.value)


@pytest.mark.parametrize("value", [3, None, 2.5, ["P3M"]])
def test_a_term_that_is_no_text_is_refused_with_its_value(value):
    with pytest.raises(TermError, match="is not text"):
        Term.parse(value)


def test_a_negative_part_is_refused_when_built_by_hand():
    with pytest.raises(TermError, match="negative part"):
        Term(0, 0, 0, -1, 0, 0, 0, 0, "P-1D")


@pytest.mark.parametrize(
    ("text", "dutch", "english"),
    [
        ("P3M", "3 maanden", "3 months"),
        ("P1M", "1 maand", "1 month"),
        ("PT24H", "24 uur", "24 hours"),
        ("PT1H", "1 uur", "1 hour"),
        ("P10WD", "10 werkdagen", "10 working days"),
        ("P1WD", "1 werkdag", "1 working day"),
        ("P3Y", "3 jaar", "3 years"),
        ("P1W", "1 week", "1 week"),
        ("P6W", "6 weken", "6 weeks"),
        ("PT1M30S", "1 minuut en 30 seconden", "1 minute and 30 seconds"),
        ("P1M2DT1S", "1 maand, 2 dagen en 1 seconde", "1 month, 2 days and 1 second"),
        ("PT30M", "30 minuten", "30 minutes"),
        ("P1D", "1 dag", "1 day"),
    ],
)
def test_term_is_said_in_two_languages(text, dutch, english):
    term = Term.parse(text)
    assert term.in_words("nl") == dutch
    assert term.in_words("en") == english
    assert term.in_words("nl-nl") == dutch
    assert term.in_words("EN-GB") == english


def test_an_unknown_language_is_named():
    with pytest.raises(TermError, match='cannot be said in "fr": ask for nl or en'):
        Term.parse("P3M").in_words("fr")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT24H", 24 * 3600),
        ("PT1H1M1S", 3661),
        ("P1D", 23 * 3600),
        ("P1W", 7 * 86400 - 3600),
        ("P1M", 28 * 86400 - 3600),
        ("P3M", 89 * 86400 - 3600),
        ("P1Y", 365 * 86400 - 3600),
        ("P14M", (365 + 59) * 86400 - 3600),
        ("P5WD", 5 * 86400 - 3600),
        ("P6WD", 8 * 86400 - 3600),
        ("P10WD", 12 * 86400 - 3600),
        ("P1DT1H", 24 * 3600),
    ],
)
def test_shortest_length_is_the_least_a_term_can_take(text, seconds):
    assert Term.parse(text).shortest_seconds() == seconds


def test_terms_written_alike_are_equal_and_others_are_not():
    assert Term.parse("P7D") == Term.parse("P7D")
    assert hash(Term.parse("P7D")) == hash(Term.parse("P7D"))
    assert Term.parse("P7D") != Term.parse("P1W")
    assert len({Term.parse("P7D"), Term.parse("P7D"), Term.parse("P8D")}) == 2


def test_a_term_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Term.parse("P7D").days = 8
