"""A source on a screen is a law, an agreement or a document by its name, and never a place in the own documentation."""

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from vangnet.access import sources
from vangnet.access.refusals import RefusalPages
from vangnet.access.verdicts import NotAllowed, refused

SAID = [
    ("design 5", "een keuze van Vangnet", "a choice of Vangnet"),
    ("seed 002-d 6.6; ADR 0016", "een keuze van Vangnet", "a choice of Vangnet"),
    ("own choice: one; two", "een keuze van Vangnet", "a choice of Vangnet"),
    ("AVG 6; design 5; issue 3", "AVG 6; een keuze van Vangnet", "AVG 6; a choice of Vangnet"),
    (
        "seeds 003 L1, 002 L9368-9370",
        "ECPAT, Defence for Children en Unicef (2005), regel 1, Nationaal rapporteur (2013), regels 9368-9370",
        "ECPAT, Defence for Children and Unicef (2005), line 1, National Rapporteur (2013), lines 9368-9370",
    ),
    (
        "seed 004 L10, L12-L14 (what a teacher saw); UAVG 46 (own reading; seed 002 L8 shows it)",
        "Universiteit Utrecht voor het WODC (2016), regels 10, 12-14; UAVG 46 (eigen lezing van de wet)",
        "Utrecht University for the WODC (2016), lines 10, 12-14; UAVG 46 (own reading of the law)",
    ),
    ("regime: own reading of Wpg 46", "eigen lezing van Wpg 46", "own reading of Wpg 46"),
    ("own reading", "eigen lezing van de wet", "own reading of the law"),
    ("Richtlijn 2011/36/EU art. 11", "Richtlijn 2011/36/EU art. 11", "Richtlijn 2011/36/EU art. 11"),
    ("", "", ""),
]


@pytest.mark.parametrize(("source", "dutch", "english"), SAID)
def test_source_is_said_as_a_reader_understands_it(source, dutch, english):
    assert (sources.in_words(source, "nl"), sources.in_words(source, "en-gb")) == (dutch, english)


@pytest.mark.parametrize(
    ("source", "is_own"), [("design 5", True), ("own reading", True), ("AVG 6; design 5", False)]
)
def test_own_choice_is_what_names_nothing_outside(source, is_own):
    assert sources.is_own_choice(source) is is_own


def test_note_of_an_agreement_names_documents_and_lines_in_words():
    note = "Er was een centrale registratie (seed 003 L1641-L1643). Niet van iedereen (L1653)."
    assert sources.in_prose(note, "nl") == (
        "Er was een centrale registratie (ECPAT, Defence for Children en Unicef (2005), regels 1641-1643). "
        "Niet van iedereen (regel 1653)."
    )


def test_every_document_has_its_names_in_two_languages():
    for one in sources.documents().values():
        assert set(one.short) == set(one.full) == {"nl", "en"}


def test_page_without_a_source_says_nothing():
    page = Template("{% load sources %}[{{ source|source_in_words }}]{{ source|is_own_choice }}")
    assert page.render(Context({"source": None})) == "[]False"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "says"), [("nl", "een keuze van Vangnet"), ("en", "a choice of Vangnet")]
)
def test_refusal_names_no_document_of_the_makers_and_leads_to_the_handbook(language, says):
    request = RequestFactory().get("/x/")
    problem = NotAllowed(
        refused("Your role does not include this.", source="seed 002-d 6.6; ADR 0016; design 5")
    )
    with translation.override(language):
        page = RefusalPages(lambda _request: None).process_exception(request, problem).content.decode()
    assert says in page
    assert "/handbook/reading/#choice" in page
    assert not re.search(r"seed|ADR|design \d", page.split("<main")[1])
