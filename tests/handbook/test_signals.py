"""Signals in the handbook: everybody reads the lists, finds indicators with their source, and sees what is none."""

import re
from datetime import datetime

import pytest

from tests.handbook.reading import LANGUAGES, get, page, plain, read, words
from vangnet.access import sources
from vangnet.core import clock
from vangnet.signals import catalogue

TODAY = datetime(2026, 11, 21, 12, tzinfo=clock.AMSTERDAM)
HERE = "/handbook/signals/"
FOUND = f"{HERE}indicators/"
NOT = f"{HERE}not-indicators/"


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


@pytest.fixture(name="version")
def _version():
    return catalogue.current()


def test_front_page_of_the_handbook_leads_to_the_signals():
    assert HERE in read(page("/handbook/")).links


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_page_leads_to_every_list_and_to_what_is_no_indicator(version, language):
    links = read(page(HERE, language)).links
    for one in version.lists():
        assert any(link.endswith(f"/signals/lists/{one.code}/") for link in links)
    assert any(link.endswith(NOT) for link in links)
    assert any(link.endswith(FOUND) for link in links)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [one.code for one in catalogue.current().lists()])
def test_list_says_what_can_be_seen_whom_to_call_and_warns(version, code, language):
    html = page(f"{HERE}lists/{code}/", language)
    of, said = version.signal_list(code), words(html)
    assert all(plain(one.says(language)) in said for group in of.groups for one in group.indicators)
    assert all(one.says(language) in said for one in (*of.context, *of.next_steps))
    assert of.warning[language] in said
    assert not any(one.says(language) in said for one in version.of_type("P"))
    assert read(html).headings[0] == 1
    assert len(read(html).ids) == len(set(read(html).ids))


def test_list_that_is_not_there_is_not_found():
    assert get(f"{HERE}lists/pirate/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_shows_each_indicator_with_its_source_over_its_pages(version, language):
    shown = ""
    for number in range(1, 20):
        html = page(FOUND, language, page=number)
        shown += words(html)
        if 'rel="next"' not in html:
            break
    for one in version:
        assert (one.says(language) in shown) is (one.type != "P"), one.code
    assert sources.in_words(str(version.indicator("papers_taken").sources[0]), language) in shown


def test_catalogue_is_filtered_by_profession_place_form_and_type(version):
    said = words(page(FOUND, profession="bank", setting="finance", form="criminal", type_="F", text="pas"))
    assert version.indicator("card_used_by_other").says("nl") in said
    assert version.indicator("falls_asleep_in_class").says("nl") not in said
    assert "Geeft context" not in said


def test_catalogue_says_when_a_sign_is_our_own_reading(version):
    assert version.indicator("looks_for_permission").derived
    assert "onze eigen lezing" in words(page(FOUND, text="looks_for_permission"))
    assert "onze eigen lezing" not in words(page(FOUND, text="papers_taken"))


def test_catalogue_says_what_to_do_when_nothing_is_found():
    assert "0 indicatoren" in words(page(FOUND, text="hottentottententententoonstelling"))


def test_catalogue_takes_a_wrong_choice_as_no_choice(version):
    assert words(page(FOUND, profession="pirate")) == words(page(FOUND))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_indicator_is_shown_with_why(version, language):
    said = words(page(NOT, language))
    for one in version.of_type("P"):
        assert one.says(language) in said
        assert one.explains(language) in said
    assert not re.search(r"papers_taken|Een ander houdt het paspoort", said)


def test_search_finds_lists_and_indicators_and_says_what_is_none(version):
    assert "/handbook/signals/lists/hotel/" in read(page("/handbook/search/", q="vakantiepark")).links
    found = read(page("/handbook/search/", q="paspoort andere papieren")).links
    assert "/handbook/signals/indicators/?text=papers_taken" in found
    assert (
        "/handbook/signals/not-indicators/#unusual_name"
        in read(page("/handbook/search/", q="vreemd klinkt")).links
    )


@pytest.mark.parametrize("path", [HERE, f"{HERE}lists/public/"])
def test_page_leads_on_to_the_report_form(path):
    assert any(link.endswith("/report/") for link in read(page(path)).links)


def test_page_number_that_is_none_gives_the_first_page():
    assert words(page(FOUND, page="x")) == words(page(FOUND))
