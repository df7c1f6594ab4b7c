"""Guards and terms in words."""

from dataclasses import replace

import pytest
from django.utils import translation

from vangnet.portal.handbook import library as shelves
from vangnet.portal.handbook.conditions import condition_lines, condition_text
from vangnet.portal.handbook.labels import Labels, listed
from vangnet.portal.handbook.terms import term_views
from vangnet.protocol.engine.guards import Guard
from vangnet.protocol.engine.model import Limit
from vangnet.protocol.engine.terms import Term

LIBRARY = shelves.current()


@pytest.fixture
def labels():
    with translation.override("en"):
        yield Labels(LIBRARY.corpus)


def duty(agreement, name, version=-1):
    return LIBRARY.versions(agreement)[version].duties[name]


@pytest.mark.parametrize(
    ("guard", "said"),
    [
        ("detention", "Detained: yes"),
        ("not detention", "Detained: no"),
        ("age < 18", "Age now: less than 18 years"),
        ("not (age < 18)", "Age now: at least 18 years"),
        ("18 > age", "Age now: less than 18 years"),
        ("age <= 11", "Age now: at most 11 years"),
        ("age > 11", "Age now: more than 11 years"),
        ("age == unknown", "Age now: not known"),
        ("age != unknown", "Age now: known"),
        ("custody != 'present'", "Custody: not present and checked"),
        ("custody in ['absent', 'present']", "Custody: absent or present and checked"),
        ("custody not in ['absent', 'present']", "Custody: not absent or present and checked"),
        ("detention == false", "Detained: no"),
        ("detention and age < 18", "Detained: yes and Age now: less than 18 years"),
        (
            "detention and (age < 18 or pregnant)",
            "Detained: yes and (Age now: less than 18 years or Pregnant: yes)",
        ),
        (
            "age < 12 or (detention and pregnant)",
            "Age now: less than 12 years or (Detained: yes and Pregnant: yes)",
        ),
        ("not (detention or pregnant)", "Detained: no and Pregnant: no"),
        ("custody != unknown and custody == 'absent'", "Custody: absent (and that is certain)"),
        ("not (custody != unknown and custody == 'absent')", "Custody: not absent (or not known)"),
        ("age > age_at_recruitment", "Age now: more than Age when the exploitation began"),
        ("true", "always"),
        ("not true", "never"),
        ("unheard_of", "unheard of: yes"),
    ],
)
def test_guard_is_said_in_words(guard, said, labels):
    assert condition_text(Guard(guard), labels) == said


def test_no_guard_says_nothing(labels):
    assert condition_text(None, labels) == ""
    assert condition_lines(None, labels) == ("and", [])


def test_guard_is_said_in_lines_with_the_word_that_binds_them(labels):
    assert condition_lines(Guard("age < 18"), labels) == ("and", ["Age now: less than 18 years"])
    assert condition_lines(Guard("detention or pregnant"), labels) == (
        "or",
        ["Detained: yes", "Pregnant: yes"],
    )


def test_no_guard_of_the_agreements_shows_a_bare_code(labels):
    for language in ("nl", "en"):
        with translation.override(language):
            own = Labels(LIBRARY.corpus)
            for agreement in LIBRARY.corpus.agreements:
                for _, clause in shelves.clauses(agreement):
                    assert "_" not in condition_text(clause.when, own)


def test_open_norm_keeps_apart_what_is_agreed(labels):
    (term,) = term_views(duty("reflection-period", "inform"), labels)
    assert (term.agreed, term.footing) == ("24 hours", "")
    assert term.short == f"{term.norm} (agreed: 24 hours)"


def test_term_in_the_law_is_told_from_one_that_was_agreed(labels):
    (hearing,) = [
        term
        for one in LIBRARY.versions("minors-protection")[-1].duties.values()
        if "guardianship_hearing" in one.do
        for term in term_views(one, labels)
    ]
    assert (hearing.text, hearing.norm) == ("2 weeks", "")
    assert "law" in hearing.footing


def test_fixed_term_on_an_agreement_of_the_chain_is_marked_as_no_law(labels):
    period = LIBRARY.versions("reflection-period")[-1].periods["reflection"]
    on_agreement = replace(period, ground="Ketenafspraak: bedenktijd")
    assert [term.footing for term in term_views(on_agreement, labels)] == [
        "Agreed by the chain, not law."
    ] * 2
    assert [term.footing for term in term_views(period, labels)] == ["", ""]


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (Limit(until="measure_ends"), "until: End date of the measure"),
        (Limit(until="measure_ends", minus=Term.parse("P6W")), "6 weeks before: End date of the measure"),
        (Limit(term=Term.parse("P2D"), day_end=True), "2 days, through the end of that day"),
        (Limit(norm={"nl": "snel", "en": "soon"}), "soon"),
        (Limit(), ""),
    ],
)
def test_every_way_to_set_a_term_is_said(limit, said, labels):
    (term,) = term_views(replace(duty("reflection-period", "inform"), within=(limit,)), labels)
    assert term.sentence == said


def test_branches_of_a_term_carry_their_condition(labels):
    period = LIBRARY.versions("reflection-period")[-1].periods["reflection"]
    first, second = term_views(period, labels)
    assert first.sentence == "30 days, if Dublin claimant: yes"
    assert second.sentence == "3 months"


def test_values_are_said_as_people_say_them(labels):
    assert labels.value("age", {"value": 17, "certainty": "claimed"}) == "17 years"
    assert labels.value("age", None) == labels.value("age", "unknown") == "unknown"
    assert labels.value("measure_ends", "2026-03-05") == "5 March 2026"
    assert labels.value("unheard_of", "x") == "x"


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_names_are_listed(parts, said, labels):
    assert listed(parts) == said
