"""The route of one person: an overview, a page per phase, and everything; answers live in the address."""

import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation

from tests.handbook.reading import get, page, plain, read, words
from vangnet.core import clock
from vangnet.portal.handbook import library as shelves
from vangnet.portal.handbook.labels import PHASES
from vangnet.portal.handbook.route_places import RoutePlace
from vangnet.portal.handbook.situation_pages import situation_page
from vangnet.protocol.engine.checking.routes import residual_route

TODAY = datetime(2026, 11, 21, 12, tzinfo=clock.AMSTERDAM)
LIBRARY = shelves.current()
CHILD = {"origin": "third_country", "age_class": "under_12"}
PEOPLE = [
    CHILD,
    {"origin": "nl", "age_class": "adult"},
    {"age_class": "from_12_to_17", "detention": "detained"},
]
ADDRESS = "/handbook/situation/"


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY), translation.override("nl"):
        yield


def rows(html):
    return re.findall(r'<tr class="[^"]*vn-phase-row.*?</tr>', html, re.DOTALL)


def text_of(html):
    return plain(re.sub(r"<[^>]*>", " ", html).replace("&nbsp;", " "))


@pytest.mark.parametrize("person", PEOPLE)
def test_overview_counts_per_phase_what_applies_and_what_may_apply(person):
    route = residual_route(person, LIBRARY.corpus, LIBRARY.profiles, TODAY.date())
    found = [text_of(row) for row in rows(page(ADDRESS, "en", **person))]
    assert len(found) == len(route.phases) == 7
    for row, phase in zip(found, route.phases, strict=True):
        duties = [one for one in phase.routes if one.kind == "duty"]
        certain = sum(one.applies is True for one in duties)
        assert (f"{certain} appl" in row) == bool(certain)
        possible = sum(one.applies is None for one in duties)
        assert (f"{possible} may apply" in row) == bool(possible)


def test_first_thing_to_do_is_told_with_its_term_and_its_clause():
    registration = rows(page(ADDRESS, "en", **CHILD))[1]
    assert "Reported to the registrar" in text_of(registration)
    assert "at the slightest indication (agreed: 24 hours)" in text_of(registration)
    assert "/en/handbook/agreements/registration/" in registration


@pytest.mark.parametrize("person", PEOPLE)
def test_every_clause_that_is_not_ruled_out_stands_on_the_page_of_a_phase(person):
    with translation.override("en"):
        told = situation_page(LIBRARY, RoutePlace(person), TODAY.date())
        shown = {clause.url for phase in told.phases for group in phase.others for clause in group.clauses}
        assert {clause.url for clause in told.prohibitions} <= shown
        missing = [
            one.code
            for kind in ("period", "requirement")
            for one in told.route.of_kind(kind)
            if one.applies is not False
            and not any(url.endswith(f"#{kind}-{one.clause.name}".replace("_", "-")) for url in shown)
        ]
    assert missing == []


@pytest.mark.parametrize("phase", PHASES)
def test_page_of_a_phase_tells_its_own_duties_and_everything_tells_them_all(phase):
    with translation.override("en"):
        told = situation_page(LIBRARY, RoutePlace(CHILD), TODAY.date(), phase)
        (own,) = told.shown
    html, everything = (
        page(ADDRESS, "en", **CHILD, phase=phase),
        words(page(ADDRESS, "en", **CHILD, phase="all")),
    )
    shown = words(html)
    assert re.findall(r'<h2 id="phase-(\w+)"', html) == [phase]
    for clause in (*own.certain, *own.possible, *(one for group in own.others for one in group.clauses)):
        assert plain(clause.says) in shown
        assert plain(clause.says) in everything
    for clause in own.possible:
        assert all(plain(question) in shown for question in clause.asks)
    assert [tab.url for tab in told.tabs if tab.is_current] == [own.url]


def test_answer_to_any_question_settles_it_and_stays_in_the_address():
    before = page(ADDRESS, "en", **CHILD)
    link = next(one for one in read(before).links if "exploitation_signs=yes" in one)
    answers = {name: value for name, (value,) in parse_qs(urlsplit(link).query).items()}
    assert answers == {**CHILD, "exploitation_signs": "yes"}
    after = page(ADDRESS, "en", **answers)
    question = "Are there signs that somebody is using the child?"
    assert question in words(before)
    assert question not in words(after)
    assert 'name="exploitation_signs"' in after
    assert "Route for: Country outside the EU, younger than 12, Signs of exploitation: yes" in words(after)
    assert any("exploitation_signs=yes&amp;phase=shelter" in row for row in rows(after))


def test_answer_on_the_page_of_a_phase_keeps_the_phase_and_so_does_the_form():
    html = page(ADDRESS, "en", **CHILD, phase="protection")
    assert '<input type="hidden" name="phase" value="protection">' in html
    assert any("custody=absent" in one and "phase=protection" in one for one in read(html).links)


def test_fact_that_no_answer_fits_and_phase_that_does_not_exist_change_nothing():
    plainly = words(page(ADDRESS, "en", **CHILD))
    for nonsense in ({"signalled_by": "x"}, {"phase": "x"}, {"detained": "x"}, {"custody": "x"}):
        assert words(page(ADDRESS, "en", **CHILD, **nonsense)) == plainly


def test_route_of_a_group_leads_to_its_own_pages_and_answers_lead_on():
    links = read(page("/handbook/situation/unknown/under_12/")).links
    assert "/handbook/situation/unknown/under_12/protection/" in links
    assert "/handbook/situation/unknown/under_12/all/" in links
    assert "/handbook/situation/eu/under_12/" in links
    assert "/handbook/situation/?age_class=under_12&custody=absent" in links


def test_file_only_links_to_answers_that_are_files():
    place = RoutePlace(CHILD, is_group=True, is_static=True)
    assert place.answering("custody", "absent") == ""
    assert place.answering("origin", "eu", "shelter") == "/handbook/situation/eu/under_12/shelter/"


def test_somebody_of_whom_nothing_is_known_has_a_route_as_well():
    for html in (page("/handbook/situation/unknown/unknown/", "en"), page(ADDRESS, "en", origin="unknown")):
        assert "Route for somebody of whom nothing is known" in words(html)
    with translation.override("nl"):
        nobody = RoutePlace({}).at()
    assert nobody == f"{ADDRESS}?origin=unknown"
    assert get(f"{ADDRESS}?origin=unknown").status_code == 200


def test_everything_is_unfolded_and_tells_overview_and_phases():
    html = page(ADDRESS, "en", **CHILD, phase="all")
    assert len(re.findall(r'<h2 id="phase-', html)) == 7
    main = html.split("<main")[1]
    folded = [one for one in re.findall(r"<details[^>]*>\s*<summary>[^<]*", main) if " open" not in one]
    assert [text_of(one) for one in folded] == ["Change what is known", *["The drawing in words"] * 8]
