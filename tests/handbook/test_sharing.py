"""What may be shared: the pages say what the rules decide, in both languages, and a gap is shown as a gap."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.utils import translation

from tests.handbook.reading import LANGUAGES, get, page, read, words
from vangnet.access.deciding import decide
from vangnet.access.deciding.examples import participant
from vangnet.access.deciding.vocabulary import CATEGORIES
from vangnet.access.sharing_rules import current, worked_questions
from vangnet.core import clock
from vangnet.portal.handbook import sharing_pages
from vangnet.portal.handbook.sharing_forms import SharingForm
from vangnet.portal.handbook.sharing_labels import (
    COLUMNS,
    OUTCOMES,
    PURPOSES,
    REGIMES,
    SIDES,
    category_in_words,
    in_words,
    source_in_words,
)

TODAY = datetime(2026, 11, 21, 12, tzinfo=clock.AMSTERDAM)
BOOK = current()
RULES = BOOK.on(TODAY.date())
ASK = "/handbook/sharing/ask/"
DOCTOR = {
    "who": "hospital",
    "what": "signal",
    "whom": "police",
    "purpose": "protection",
    "ground": "conflict_of_duties",
}


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


@pytest.mark.parametrize("language", LANGUAGES)
def test_matrix_has_a_cell_with_a_word_for_every_kind_and_category(language):
    html = page("/handbook/sharing/", language)
    found = read(html)
    for kind in RULES.kinds.values():
        assert kind.name(language) in words(html)
        for category in CATEGORIES:
            assert any(link.endswith(f"/sharing/{kind.code}/{category}/") for link in found.links)
    assert found.headings[0] == 1
    assert len(found.ids) == len(set(found.ids))


def test_front_page_of_the_handbook_leads_to_sharing_and_on_to_the_question():
    assert "/handbook/sharing/" in read(page("/handbook/")).links
    assert ASK in read(page("/handbook/sharing/")).links


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", RULES.kinds)
def test_pair_pages_say_the_answer_with_its_rule_and_source(kind, language):
    overview = words(page(f"/handbook/sharing/{kind}/", language))
    assert RULES.kinds[kind].name(language) in overview
    for category in ("health", "investigation", "shelter_location", "signal"):
        text = words(page(f"/handbook/sharing/{kind}/{category}/", language))
        answer = decide(participant(kind, category, BOOK, TODAY.date()), BOOK)
        assert answer.says(language) in text
        assert answer.rule in text
        with translation.override(language):
            assert source_in_words(answer.source) in text
        assert answer.decider(language) in text
        assert all(condition.says(language) in text for condition in answer.conditions)
        assert answer.says(language) in overview


def test_gap_is_shown_as_a_gap_with_who_decides():
    text = words(page("/handbook/sharing/social_team/criminal/", "en"))
    assert "No ground" in text
    assert "Who can decide otherwise: the prosecutor who leads the case" in text
    gaps = words(page("/handbook/sharing/", "nl"))
    assert "Tussen sociaal team en politie ontbreekt een wettelijke grond" in gaps


@pytest.mark.parametrize("path", ["circus/", "circus/signal/", "police/story/"])
def test_pair_that_does_not_exist_is_no_page(path):
    assert get(f"/handbook/sharing/{path}").status_code == 404


def test_day_without_rules_has_no_page():
    with clock.fixed(datetime(2001, 1, 1, 12, tzinfo=clock.AMSTERDAM)):
        assert get("/handbook/sharing/").status_code == 404


def test_question_is_answered_with_what_would_change_it():
    text = words(page(ASK, "en", **DOCTOR))
    assert "Professional secrecy holds here." in text
    assert "the doctor has set secrecy aside after weighing a conflict of duties: Yes, if" in text
    answered = words(page(ASK, "en", **DOCTOR, known="medical_secrecy_lifted"))
    assert "The doctor may speak when silence does more harm" in answered
    assert "Share only what the other needs for this purpose." in answered
    assert "It is written in the disclosure register." in answered


def test_question_without_a_ground_shows_the_grounds_on_which_it_can_be_done():
    text = words(page(ASK, "en", who="police", what="signal", whom="registrar"))
    assert "No ground is named that the rules know." in text
    assert "Reporting duty to the registrar: Yes" in text


def test_condition_that_must_be_met_first_is_said_apart():
    text = words(
        page(ASK, "en", who="shelter", what="health", whom="nidos", ground="consent", purpose="protection")
    )
    assert "This must be so first: The person first consents to these data." in text
    assert "On these conditions: Stay within what the consent says." in text
    assert "On other grounds" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_worked_questions_are_told_with_the_answer_of_the_rules(language):
    html = page("/handbook/sharing/stories/", language)
    text = words(html)
    stories = [example for example in worked_questions() if not example.is_pair]
    assert len(stories) > 40
    for example in stories:
        assert example.story(language) in text
        assert example.name.replace("_", "-") in read(html).ids
        assert decide(example.question, BOOK).says(language) in text
    assert "/sharing/stories/" in "".join(read(page("/handbook/sharing/", language)).links)


def test_half_a_question_asks_for_the_rest_and_nothing_is_asked_before():
    assert "Choose your own organisation" in words(page(ASK, "en", who="police"))
    assert "Choose your own organisation" not in words(page(ASK, "en"))
    assert "Choose your own organisation" in words(page(ASK, "en", who="police", what="x", whom="y"))


def test_chosen_answers_stay_in_the_form():
    html = page(ASK, "en", **DOCTOR, known="minor")
    assert '<option value="hospital" selected>' in html
    assert 'value="minor"' in html


def test_question_form_has_no_field_for_a_person():
    assert set(SharingForm(version=RULES).fields) == {"who", "what", "whom", "purpose", "ground", "known"}


def test_every_code_of_the_rules_has_a_word_on_the_pages():
    assert set(COLUMNS) == set(CATEGORIES)
    assert {kind.side for kind in RULES.kinds.values()} <= set(SIDES)
    assert {kind.regime for kind in RULES.kinds.values()} <= set(REGIMES)
    assert {kind.purpose for kind in RULES.kinds.values()} <= set(PURPOSES)
    assert set(OUTCOMES) == {"yes", "conditions", "no", "gap"}
    with translation.override("nl"):
        assert category_in_words("health") == "gezondheid"
        assert in_words(RULES.because).startswith("De bronnen")


def test_question_before_the_first_rules_has_no_help():
    before = replace(participant("police", "signal", BOOK, TODAY.date()), on=date(2001, 1, 1))
    assert sharing_pages.helping_states(before) == ()
    assert sharing_pages.other_grounds(before) == ()
    assert sharing_pages.told(decide(before, BOOK)).obligations == ()
