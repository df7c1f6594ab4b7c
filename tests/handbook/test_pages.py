"""Every page of the handbook, in both languages, from the agreements that run."""

import re
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import translation

from tests.handbook.reading import LANGUAGES, get, page, plain, read, words
from tools.catalogues import catalogue_file, packages
from tools.catalogues import read as read_catalogue
from vangnet.access import sources
from vangnet.core import clock
from vangnet.portal.handbook import library as shelves
from vangnet.portal.handbook.library import clauses

TODAY = datetime(2026, 11, 21, 12, tzinfo=clock.AMSTERDAM)
LIBRARY = shelves.current()
VERSIONS = [(one.name, one.valid_from.isoformat()) for one in LIBRARY.corpus.agreements]
DIFFERENCES = [
    (name, older.valid_from.isoformat(), newer.valid_from.isoformat())
    for name in LIBRARY.names
    for place, older in enumerate(LIBRARY.versions(name))
    for newer in LIBRARY.versions(name)[place + 1 :]
]
OTHERS = [
    "/handbook/",
    "/handbook/reading/",
    "/handbook/organisations/",
    "/handbook/situation/",
    "/handbook/situation/nl/adult/",
    "/handbook/situation/unknown/unknown/",
    "/handbook/situation/third_country/under_12/",
    "/handbook/situation/third_country/under_12/protection/",
    "/handbook/situation/third_country/under_12/all/",
    "/handbook/situation/nl/adult/residence/",
    "/handbook/coverage/",
    "/handbook/examples/",
    "/handbook/examples/cases/004-1-shoplifting/",
    "/handbook/examples/cases/003-5-courier-boy/",
    "/handbook/glossary/",
    "/handbook/search/",
]
ALL = [
    *OTHERS,
    *(f"/handbook/agreements/{name}/" for name in LIBRARY.names),
    *(f"/handbook/agreements/{name}/{day}/" for name, day in VERSIONS),
    *(f"/handbook/agreements/{name}/differences/{older}/{newer}/" for name, older, newer in DIFFERENCES),
    *(f"/handbook/organisations/{code}/" for code in LIBRARY.corpus.parties),
]


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


def english_sentences():
    """The sentences of the handbook whose Dutch differs; words alone may also be names."""
    for package in packages():
        if package.name in ("portal", "design"):
            for message in read_catalogue(catalogue_file(package)):
                is_sentence = isinstance(message.id, str) and message.id.strip().count(" ") >= 2
                if is_sentence and "%" not in message.id and message.string != message.id:
                    yield message.id


ENGLISH = list(english_sentences())


def wordings():
    """Everything that the agreements say in two languages."""
    for agreement in LIBRARY.corpus.agreements:
        yield from (agreement.title, agreement.summary, *agreement.notes)
        yield from (clause.says for _, clause in clauses(agreement))
    yield from (step.label for step in LIBRARY.corpus.steps.values())
    yield from (fact.label for fact in LIBRARY.corpus.facts.values())


DUTCH = {
    one["nl"] for one in wordings() if one and one["nl"] != one.get("en") and one["nl"].count(" ") >= 2
} - {one.get("en") for one in wordings()}


@pytest.mark.parametrize("path", ALL)
def test_page_speaks_one_language_at_a_time_and_has_its_headings_in_order(path):
    dutch, english = page(path), page(path, "en")
    for html in (dutch, english):
        headings = read(html).headings
        assert headings.count(1) == 1
        assert headings[0] == 1
        assert all(deeper - upper <= 1 for upper, deeper in zip(headings, headings[1:], strict=False))
        ids = read(html).ids
        assert len(ids) == len(set(ids))
    in_dutch, in_english = words(dutch), words(english)
    assert [sentence for sentence in ENGLISH if sentence in in_dutch] == []
    assert [sentence for sentence in DUTCH if sentence in in_english] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "day"), VERSIONS)
def test_every_clause_stands_on_its_page_with_ground_and_source(name, day, language):
    html = page(f"/handbook/agreements/{name}/{day}/", language)
    shown, ids = words(html), read(html).ids
    agreement = LIBRARY.version(name, date.fromisoformat(day))
    for kind, clause in clauses(agreement):
        assert plain(clause.says[language]) in shown
        assert plain(clause.ground) in shown
        assert plain(sources.in_words(clause.source, language)) in shown
        assert f"{kind}-{clause.name}".replace("_", "-") in ids
    for part in agreement.untranslatable:
        assert plain(part["says"][language]) in shown
    assert all(plain(sources.in_prose(note[language], language)) in shown for note in agreement.notes)


def test_open_norm_is_marked_as_no_law_and_a_term_in_the_law_is_not():
    shown = page("/handbook/agreements/minors-protection/", "en")
    hearing = re.search(r'<article[^>]*id="duty-hearing".*?</article>', shown, re.DOTALL)
    assert "Agreed target: 24 hours. This is not law." in words(shown)
    assert hearing is None or "This is not law" not in hearing.group()


@pytest.mark.parametrize(
    ("day", "shown"), [("1-1-2011", "22 December 2010"), ("2013-06-01", "1 June 2013"), ("", "19 May 2023")]
)
def test_agreement_is_shown_as_it_stood_on_a_day(day, shown):
    html = page("/handbook/agreements/reflection-period/", "en", on=day)
    assert f"Duties in the version of {shown}" in words(html)


def test_day_that_cannot_be_read_is_kept_and_explained():
    html = page("/handbook/agreements/reflection-period/", "en", on="soon")
    assert 'value="soon"' in html
    assert "soon" in html.split('id="id_on_error"')[1][:600]


def test_agreement_that_has_ended_says_so():
    shown = words(page("/handbook/agreements/few-leads-pilot/", "en"))
    assert "Not in force on this day" in shown
    assert "31 December 2013" in shown


def test_version_that_is_still_to_come_says_so():
    with clock.fixed(datetime(2000, 1, 1, tzinfo=clock.AMSTERDAM)):
        assert "Not in force yet" in words(page("/handbook/agreements/registration/", "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_party_with_a_part_is_on_the_list_and_its_duties_are_on_its_page(language):
    listed = read(page("/handbook/organisations/", language)).links
    text = words(page("/handbook/organisations/school_attendance/", language))
    for agreement in LIBRARY.in_force(TODAY.date()):
        for duty in agreement.duties.values():
            for code in (*duty.by, *duty.toward):
                with translation.override(language):
                    assert reverse("portal:handbook-organisation", args=[code]) in listed
    own = [
        duty
        for agreement in LIBRARY.in_force(TODAY.date())
        for duty in agreement.duties.values()
        if "school_attendance" in duty.by
    ]
    assert own
    assert all(plain(duty.says[language]) in text for duty in own)


def test_route_grows_more_certain_with_every_answer():
    little = words(page("/handbook/situation/", "en", age_class="from_12_to_17"))
    more = words(page("/handbook/situation/", "en", age_class="from_12_to_17", custody="absent", origin="nl"))
    question = "Is there somebody with custody, and was that checked?"
    assert question in little
    assert question not in more


def test_route_without_answers_asks_and_with_nonsense_counts_as_unknown():
    assert "1." not in words(page("/handbook/situation/", "en"))
    shown = words(page("/handbook/situation/", "en", origin="mars", detention="unknown"))
    assert "Origin: origin unknown" in shown


def test_route_shows_steps_and_in_which_period_a_prohibition_holds():
    shown = words(page("/handbook/situation/third_country/adult/all/", "en"))
    assert "steps that can be taken in this phase" in shown
    assert "Nobody is removed during the reflection period." in shown
    assert re.search(r"During The reflection period lasts three months at most", shown)


def test_dutch_adult_sees_where_nobody_has_a_duty():
    shown = words(page("/handbook/situation/nl/adult/", "en"))
    assert "No agreement gives a duty in this phase." in shown
    assert "that do not apply to this person" in shown


def test_matrix_shows_every_group_every_phase_and_who_accepted_a_gap():
    html = page("/handbook/coverage/", "en")
    shown = words(html)
    assert html.count('scope="row"') == 16
    for gap in LIBRARY.profiles.gaps:
        assert gap.reason["en"] in shown
        assert f"Accepted by {gap.by} ({gap.organisation}) on 21 November 2026." in shown


def test_example_shows_what_was_overdue_and_what_deviated():
    shown = words(page("/handbook/examples/cases/004-1-shoplifting/", "en"))
    assert "Overdue" in shown
    assert "Deviation" in shown
    assert "person 2" in shown
    assert "As seen on Saturday 1 February 2025" not in shown
    assert "As seen on Monday 20 January 2025, 00:00" in shown


@pytest.mark.parametrize("example", LIBRARY.examples, ids=lambda one: f"{one.shelf}/{one.name}")
def test_every_example_is_judged_on_each_of_its_dates(example):
    html = page(f"/handbook/examples/{example.shelf}/{example.name}/", "en")
    assert plain(example.scenario.story["en"]) in words(html)
    assert html.count('id="moment-') == len(example.scenario.expect)


@pytest.mark.parametrize("path", ["/handbook/", "/handbook/agreements/registration/", "/handbook/coverage/"])
def test_pages_of_the_handbook_link_only_to_pages_that_exist(path):
    for link in read(page(path)).links:
        target = link.partition("#")[0].partition("?")[0]
        if target:
            resolve(target)


@pytest.mark.parametrize(
    "path",
    [
        "/handbook/agreements/nothing/",
        "/handbook/agreements/nothing/differences/",
        "/handbook/agreements/registration/1999-01-01/",
        "/handbook/agreements/registration/2026-13-45/",
        "/handbook/agreements/registration/differences/2009-01-01/1999-01-01/",
        "/handbook/agreements/registration/differences/2009-01-01/2009-01-01/",
        "/handbook/organisations/nobody/",
        "/handbook/situation/mars/adult/",
        "/handbook/situation/nl/adult/nothing/",
        "/handbook/examples/cases/nothing/",
    ],
)
def test_page_that_does_not_exist_is_not_found(path):
    assert get(path).status_code == 404


def test_handbook_takes_no_posts():

    assert Client().post("/handbook/").status_code == 405


def test_changed_clause_shows_in_the_difference_with_its_words_marked():
    html = page("/handbook/agreements/reflection-period/differences/2013-06-01/2023-05-19/", "en")
    assert "Changed clauses: 1." in words(html)
    added = re.findall(r"<ins>.*?</ins>", html)
    assert any("30 days" in one and "[added" in one for one in added)
    assert all('<span class="vn-hidden">' in one for one in added[1:])


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        (
            {"older": "2001-04-01", "newer": "2013-06-01"},
            "From the version of 1 April 2001 to the version of 1 June 2013.",
        ),
        (
            {"older": "1999-01-01", "newer": "2013-06-01"},
            "From the version of 1 June 2013 to the version of 19 May 2023.",
        ),
        ({}, "From the version of 1 June 2013 to the version of 19 May 2023."),
    ],
)
def test_any_two_versions_can_be_compared_and_nonsense_gives_the_last_two(answers, shown):
    assert shown in words(page("/handbook/agreements/reflection-period/differences/", "en", **answers))


def test_agreement_with_one_version_has_nothing_to_compare_and_says_so():
    shown = words(page("/handbook/agreements/minors-protection/differences/", "en"))
    assert "Changed clauses: 0. New clauses: 0. Clauses that are gone: 0." in shown


@pytest.mark.parametrize("code", ["police", "guardian", "registrar", "victim", "customs"])
def test_drawing_says_the_same_in_words_and_is_valid(code):
    html = page(f"/handbook/organisations/{code}/", "en")
    duties = [
        duty for one in LIBRARY.in_force(TODAY.date()) for duty in one.duties.values() if code in duty.by
    ]
    drawings = re.findall(r"<svg xmlns.*?</svg>", html, re.DOTALL)
    assert len(drawings) == bool(duties)
    for drawing in drawings:
        tree = ElementTree.fromstring(drawing)
        assert tree.attrib["role"] == "img"
        told = html.split(drawing)[1].split("</ol>")[0]
        assert told.count("<li>") == len(duties)
