"""The decision itself: total, the same every time, careful, and in agreement with a second way of working it out."""

import random
from collections import Counter
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.access.deciding.oracle import Oracle
from tests.access.deciding.questions import BOOK, DAY, RULES, STATES, more, questions, random_question
from vangnet.access.deciding import Question, UnknownCode, decide
from vangnet.access.deciding.book import MEMO_LIMIT
from vangnet.access.deciding.decision import weigh
from vangnet.access.deciding.vocabulary import CATEGORIES, OUTCOMES

RANDOM_QUESTIONS = 100_000
CLOSING = [code for code in STATES if RULES.states[code].sort == "closes"]
PERSONS = [category for category in CATEGORIES if category != "statistics"]


def ask(**parts):
    usual = {
        "actor_kind": "shelter",
        "role": "caseworker",
        "category": "signal",
        "act": "see",
        "purpose": "protection",
        "ground": "disclosure",
        "involvement": "part",
        "on": DAY,
    }
    return Question(**{**usual, **parts})


def test_decision_agrees_with_the_slow_oracle_on_random_questions():
    oracle, chance, seen = Oracle(), random.Random(20261121), Counter()
    for _number in range(RANDOM_QUESTIONS):
        question = random_question(chance)
        answer = decide(question, BOOK)
        expected = oracle.answer(question)
        assert (answer.outcome, frozenset(one.code for one in answer.conditions)) == expected, question
        seen[answer.outcome] += 1
    assert set(seen) == {"yes", "conditions", "no", "gap"}
    assert min(seen.values()) > 100


def test_decision_agrees_with_the_oracle_wherever_something_is_permitted():
    oracle = Oracle()
    tried = Counter()
    for rule in RULES.rules:
        if rule.section != "permissions":
            continue
        for question in samples(rule):
            answer = decide(question, BOOK)
            assert (
                answer.outcome,
                frozenset(one.code for one in answer.conditions),
            ) == oracle.answer(question)
            tried[rule.code] += answer.allowed
    assert [code for code, times in tried.items() if times == 0] == []


def samples(rule, number=60):
    """Questions that a permission speaks of, with and without what else may be known."""
    chance = random.Random(rule.code)
    for _number in range(number):
        question = random_question(chance)
        yield Question(
            actor_kind=chance.choice(sorted(rule.actors or RULES.kinds)),
            role="caseworker",
            category=chance.choice(sorted(rule.categories)),
            act=(act := chance.choice(sorted(rule.acts))),
            purpose=chance.choice(
                sorted(rule.purposes or ["protection", "investigation", "child_protection"])
            ),
            ground=chance.choice(sorted(rule.grounds or ["disclosure"])),
            receiver_kind=chance.choice(sorted((rule.receivers or RULES.kinds.keys()) - {""}))
            if act == "share"
            else "",
            involvement=chance.choice(sorted(rule.involvements or ["part"])),
            states=rule.states
            | ({"consent_given", "medical_secrecy_lifted"} if chance.random() < 0.7 else question.states),
            on=DAY,
        )


@settings(max_examples=1500, deadline=None)
@given(questions())
def test_every_question_has_an_answer_with_its_rule_and_words_and_always_the_same(question):
    answer = decide(question, BOOK)
    assert answer.outcome in OUTCOMES
    assert answer.rule
    assert answer.version == "2018-05-25"
    assert answer.source
    assert answer.says("nl") != answer.says("en")
    assert answer == decide(question, BOOK) == weigh(question, RULES)
    assert set(answer.first) <= set(answer.conditions)
    assert answer.allowed == (answer.outcome in ("yes", "conditions"))
    assert not answer.ready or answer.allowed
    if answer.outcome in ("no", "gap"):
        assert answer.conditions == ()


@settings(max_examples=800, deadline=None)
@given(questions(), st.text(min_size=1, max_size=20))
def test_state_that_the_rules_do_not_know_changes_nothing(question, word):
    assume(word not in STATES)
    assert decide(more(question, word), BOOK) == decide(question, BOOK)


@settings(max_examples=1500, deadline=None)
@given(questions(), st.sampled_from(CLOSING))
def test_fact_that_closes_never_makes_an_answer_more_favourable(question, state):
    before, after = decide(question, BOOK), decide(more(question, state), BOOK)
    assert OUTCOMES.index(after.outcome) >= OUTCOMES.index(before.outcome)
    assert set(before.first) <= set(after.first) or not after.allowed


@settings(max_examples=600, deadline=None)
@given(questions(category="shelter_location", act="share"))
def test_address_of_a_shelter_is_never_shared_whatever_is_known(question):
    assert decide(question, BOOK).outcome == "no"


@settings(max_examples=600, deadline=None)
@given(questions(act="export"), st.sampled_from(["shelter_location", "contact"]))
def test_addresses_are_never_exported_whatever_is_known(question, category):
    question = ask(
        **{
            "act": "export",
            "category": category,
            "states": question.states,
            "actor_kind": question.actor_kind,
            "ground": question.ground,
        }
    )
    assert decide(question, BOOK).outcome == "no"


@settings(max_examples=800, deadline=None)
@given(questions(category="investigation"))
def test_tactics_are_closed_to_care_partners_whatever_is_known(question):
    care = {code for code, kind in RULES.kinds.items() if kind.side == "care"}
    assume(question.actor_kind in care or question.receiver_kind in care)
    assert decide(question, BOOK).outcome == "no"


@settings(max_examples=800, deadline=None)
@given(
    questions(),
    st.sampled_from(["administrator", "system", "privacy_officer", "rapporteur"]),
    st.sampled_from(PERSONS),
)
def test_who_manages_oversees_or_counts_sees_nothing_of_persons(question, role, category):
    asked = ask(
        role=role,
        category=category,
        actor_kind=question.actor_kind,
        ground=question.ground,
        states=question.states,
        involvement=question.involvement,
    )
    assert decide(asked, BOOK).outcome == "no"


@settings(max_examples=800, deadline=None)
@given(questions(category="statistics"), st.sampled_from(sorted(RULES.roles)))
def test_refused_consent_never_closes_what_does_not_name_a_person(question, role):
    assert decide(more(question, "consent_refused"), BOOK) == decide(question, BOOK)


@settings(max_examples=1000, deadline=None)
@given(questions())
def test_refused_consent_changes_sharing_only_never_what_helpers_see_and_record(question):
    assume(question.act in ("see", "record"))
    assert decide(more(question, "consent_refused"), BOOK) == decide(question, BOOK)


@settings(max_examples=800, deadline=None)
@given(questions(act="share"))
def test_prohibition_wins_over_everything_else(question):
    cell = RULES.cell(question)
    forbidding = [rule for rule in cell.prohibitions if rule.fits(question)]
    assume(forbidding)
    answer = decide(question, BOOK)
    assert (answer.outcome, answer.rule) == ("no", forbidding[0].code)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"act": "read"}, "act cannot be 'read'. Choose one of: see, record, share, export."),
        ({"category": "name"}, "category cannot be 'name'"),
        ({"purpose": "curiosity"}, "purpose cannot be 'curiosity'"),
        ({"involvement": "perhaps"}, "involvement cannot be 'perhaps'"),
        ({"states": ["minor"]}, "states must be a frozenset of codes, not list."),
        ({"act": "share"}, "give receiver_kind"),
        ({"receiver_kind": "police"}, "leave receiver_kind out"),
    ],
)
def test_question_that_cannot_be_asked_says_what_is_wrong(wrong, says):
    with pytest.raises(UnknownCode, match=says.replace("(", r"\(")):
        ask(**wrong)


@pytest.mark.parametrize(
    ("unknown", "rule"),
    [
        ({"actor_kind": "circus"}, "unknown_kind"),
        ({"actor_kind": ""}, "unknown_kind"),
        ({"role": "stranger"}, "unknown_role"),
        ({"ground": "hunch"}, "unknown_ground"),
        ({"ground": ""}, "unknown_ground"),
        ({"act": "share", "receiver_kind": "circus"}, "unknown_kind"),
    ],
)
def test_code_that_the_rules_do_not_know_gives_no_ground(unknown, rule):
    answer = decide(ask(**unknown), BOOK)
    assert (answer.outcome, answer.rule, answer.ready) == ("gap", rule, False)
    assert answer.decider("en")


def test_day_before_the_first_rules_has_none():
    answer = decide(ask(on=date(1999, 1, 1)), BOOK)
    assert (answer.outcome, answer.rule, answer.allowed) == ("gap", "no_rules_on_this_day", False)
    assert answer.says("nl").startswith("Voor deze dag")
    assert answer.decider("nl") == ""


def test_condition_that_is_met_disappears_and_the_one_that_stands_remains():
    given_up = decide(ask(category="health"), BOOK)
    allowed = decide(ask(category="health", states=frozenset({"consent_given"})), BOOK)
    assert [one.code for one in given_up.first] == ["consent_needed"]
    assert not given_up.ready
    assert [one.code for one in allowed.conditions] == ["own_task"]
    assert allowed.ready
    assert given_up.conditions[0].says("nl").startswith("De betrokkene")


def test_memory_of_answers_is_bounded():
    RULES.memo.clear()
    for number in range(MEMO_LIMIT):
        RULES.memo[("filler", str(number), "", "", "", "", "", "", frozenset())] = None
    decide(ask(), BOOK)
    assert len(RULES.memo) == 1


def test_question_maker_checks_every_code_and_says_what_was_meant():
    usual = {
        "actor_kind": "shelter",
        "category": "signal",
        "act": "share",
        "purpose": "protection",
        "ground": "consent",
        "receiver_kind": "police",
        "on": DAY,
    }
    assert BOOK.question(**usual, states=["minor"]).states == frozenset({"minor"})
    for wrong, says in (
        ({"actor_kind": "sheltr"}, "actor_kind cannot be 'sheltr'. Did you mean 'shelter'?"),
        ({"receiver_kind": "polic"}, "Did you mean 'police'?"),
        ({"ground": "consentt"}, "Did you mean 'consent'?"),
        ({"role": "qqq"}, "Choose one of: caseworker"),
        ({"states": ["minorr"]}, "Did you mean 'minor'?"),
        ({"on": date(1999, 1, 1)}, "the first hold from 2018-05-25"),
    ):
        with pytest.raises(UnknownCode) as error:
            BOOK.question(**{**usual, **wrong})
        assert says in str(error.value)
