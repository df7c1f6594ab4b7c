"""Texts that are nearly the same are found by what few others have, and nothing can be read back."""

from collections import Counter, defaultdict
from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.signals.adding_up.advertisements import advertisements
from vangnet.signals.adding_up.likeness import likeness, pairs, traces
from vangnet.signals.adding_up.limits import in_force

LIMITS = in_force(date(2025, 3, 3))
KEY = b"k" * 32
SEED_THAT_NOTHING_WAS_TUNED_ON = 8_128


def found_pairs(texts, limits):
    """The pairs of texts that are nearly the same, as adding up all of them finds it."""
    numbers = [set(traces(text, key=KEY, limits=limits)) for text in texts]
    having = defaultdict(list)
    for place, one in enumerate(numbers):
        for number in one:
            having[number].append(place)
    uncommon = {number for number, places in having.items() if len(places) < limits.common_from}
    shared = Counter(pair for number in uncommon for pair in combinations(sorted(having[number]), 2))
    return {
        (first, second)
        for (first, second) in shared
        if likeness(numbers[first], numbers[second], uncommon, limits)
    }


def test_near_duplicates_are_found_where_exact_comparing_finds_none(limits):
    known = advertisements(150, seed=SEED_THAT_NOTHING_WAS_TUNED_ON)
    truth = {
        (first, second)
        for first, second in combinations(range(len(known)), 2)
        if known[first].advertiser == known[second].advertiser
    }
    found = found_pairs([one.text for one in known], limits.text)
    exact = {(first, second) for first, second in truth if known[first].text == known[second].text}
    assert len(found & truth) / len(truth) > 0.8
    assert len(found & truth) / len(found) > 0.8
    assert len(exact) < len(truth) / 20


def test_another_number_price_order_or_capital_changes_nothing(limits):
    one = "Ruime kamer met douche bij de haven. Vraag naar Kinida in Westdam. Bel 06-00001111, 50 euro."
    other = "VRAAG NAAR KINIDA IN WESTDAM! RUIME KAMER MET DOUCHE BIJ DE HAVEN! BEL 06-00002222, 75 EURO"
    first, second = (set(traces(text, key=KEY, limits=limits.text)) for text in (one, other))
    assert likeness(first, second, first, limits.text).percent >= 60


def test_words_that_everybody_uses_are_no_likeness(limits):
    shared = set(range(40))
    assert likeness(shared, shared, set(), limits.text) is None


def test_nothing_in_common_is_no_likeness(limits):
    assert likeness({1}, {2}, {1, 2}, limits.text) is None
    assert likeness(set(), set(), set(), limits.text) is None


def test_short_text_leaves_no_trace(limits):
    assert traces("Mooie kamer te huur", key=KEY, limits=limits.text) == ()


def test_long_text_leaves_the_same_number_of_traces_each_time(limits):
    words = " ".join(f"woord{chr(97 + place % 26)}{chr(97 + place // 26)}" for place in range(600))
    assert len(traces(words, key=KEY, limits=limits.text)) == limits.text.most_pairs


def test_another_key_gives_other_numbers(limits):
    text = advertisements(1)[0].text
    assert not set(traces(text, key=KEY, limits=limits.text)) & set(
        traces(text, key=b"x" * 32, limits=limits.text)
    )


def test_words_without_meaning_and_numbers_are_left_out():
    assert pairs("de kamer van 50 euro en de douche", {"de", "van", "en"}) == {
        "kamer euro",
        "euro douche",
        "kamer - douche",
    }


numbers = st.sets(st.integers(0, 60), max_size=60)


@given(numbers, numbers, numbers)
def test_likeness_is_the_same_from_both_sides(one, other, uncommon):
    limits = LIMITS.text
    assert likeness(one, other, uncommon, limits) == likeness(other, one, uncommon, limits)
