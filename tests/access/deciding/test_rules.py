"""The rules of the day: every pair and every worked question has the answer that its source gives."""

import pytest
from django.utils import translation

from tests.access.deciding.questions import BOOK, RULES
from vangnet.access import kinds
from vangnet.access.categories import DataCategory
from vangnet.access.deciding import decide
from vangnet.access.deciding.examples import read_examples
from vangnet.access.deciding.vocabulary import ACTS, CATEGORIES, INVOLVEMENTS, OUTCOMES, PURPOSES, SECTIONS
from vangnet.access.deciding.wording import ACT_WORDS, CATEGORY_WORDS, OUTCOME_WORDS
from vangnet.access.models import Organisation
from vangnet.access.roles import ALL, Purpose
from vangnet.access.sharing_rules import FOLDER
from vangnet.protocol.engine.loading import load_directory
from vangnet.protocol.engine.registers import PACKAGED

EXAMPLES = read_examples(FOLDER / "examples", BOOK)
PAIRS = [example for example in EXAMPLES if example.is_pair]
STORIES = [example for example in EXAMPLES if not example.is_pair]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.name for example in EXAMPLES])
def test_worked_question_has_the_answer_that_its_source_gives(example):
    assert example.mismatch(decide(example.question, BOOK)) == ""


def test_there_are_at_least_sixty_pairs_over_thirty_kinds():
    assert len({(pair.question.actor_kind, pair.question.category) for pair in PAIRS}) == len(PAIRS) >= 60
    assert len({pair.question.actor_kind for pair in PAIRS}) >= 30


def test_every_outcome_and_every_act_is_worked_out_at_least_once():
    assert {story.outcome for story in STORIES} == set(OUTCOMES)
    assert {story.question.act for story in STORIES} >= {"see", "share", "export"}
    assert {story.story("nl") == story.story("en") for story in STORIES} == {False}


def test_gap_between_social_team_and_police_is_a_gap_in_both_directions():
    gaps = {story.rule: story.outcome for story in STORIES if story.outcome == "gap"}
    assert gaps["social_team_to_police"] == gaps["police_to_social_team"] == "gap"


@pytest.mark.parametrize("rule", RULES.rules, ids=[rule.code for rule in RULES.rules])
def test_rule_has_a_source_and_words_that_differ_by_language(rule):
    assert rule.source
    assert rule.section in SECTIONS
    if rule.section != "additions":
        assert rule.sentence.nl.endswith(".")
        assert rule.sentence.en.endswith(".")
        assert rule.sentence.nl != rule.sentence.en


def test_words_of_the_rules_are_those_of_the_rest_of_the_system():
    assert tuple(DataCategory) == CATEGORIES == tuple(CATEGORY_WORDS)
    with translation.override("nl"):
        labels = [str(category.label) for category in DataCategory]
    assert labels == [CATEGORY_WORDS[category].nl for category in CATEGORIES]
    assert {role.code for role in ALL} == set(RULES.roles)
    assert {purpose.value for purpose in Purpose} <= set(PURPOSES)
    assert set(ACT_WORDS) == set(ACTS)
    assert set(OUTCOME_WORDS) == set(OUTCOMES)
    assert set(INVOLVEMENTS) == {"none", "asked", "part"}


def test_every_kind_acts_as_a_party_of_the_agreements_and_every_organisation_has_a_kind():
    parties = load_directory(PACKAGED).parties
    people = {"victim", "signaller", "reporter", "pilot_leader"}
    assert {kind.party for kind in kinds.all()} <= set(parties)
    assert {party for party in parties if not kinds.code_for_party(party)} <= people
    assert len(kinds.all()) >= 31


def test_kind_says_under_which_law_it_works_and_whether_it_must_report():
    police = kinds.of("police")
    assert (police.regime, police.side, police.reporting_duty, police.medical_secrecy) == (
        "wpg",
        "enforcement",
        True,
        False,
    )
    assert kinds.of("hospital").medical_secrecy
    assert {kind.code for kind in kinds.all() if kind.reporting_duty} == {
        "police",
        "investigation",
        "avim",
        "kmar",
        "labour_inspectorate",
        "emm",
    }
    assert kinds.for_party("guardian").code == "nidos"
    assert kinds.for_party("victim") is None
    assert kinds.code_for_party("victim") == ""
    with pytest.raises(LookupError, match="There is no kind 'circus'"):
        kinds.of("circus")


def test_organisation_model_can_hold_every_kind():
    length = Organisation._meta.get_field("kind").max_length
    assert all(len(kind.code) <= length for kind in kinds.all())
