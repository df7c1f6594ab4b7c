"""What is hidden, what is not even said to be hidden, and that the judgement knows everything all the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases.browsing import address, signed_in, text
from tests.factories import actor, at, dossier, joined, on, step
from vangnet.access.categories import DataCategory
from vangnet.cases import classifying, queries
from vangnet.cases.models import WorklistEntry
from vangnet.cases.sight import Sight
from vangnet.protocol import catalogue
from vangnet.protocol.engine import judge
from vangnet.protocol.engine.model import Case, Event

PACKAGED = Path(catalogue.PACKAGED)


@pytest.fixture
def corpus(settings):
    settings.AGREEMENTS_DIR = PACKAGED
    return catalogue.current().corpus


def test_every_step_fact_and_field_has_a_kind(corpus):
    known = classifying.current()
    assert sorted(set(corpus.steps) - set(known.steps)) == []
    fields = {code for step in corpus.steps.values() for code in step.fields}
    assert sorted((set(corpus.facts) | fields) - set(known.facts)) == []


def test_every_kind_has_its_place_in_the_order_of_secrecy():
    assert sorted(classifying.current().secrecy) == sorted(DataCategory)


def test_list_of_kinds_is_dated():
    assert classifying.in_force(at(days=-9999).date()) == classifying.current()


def test_text_that_is_told_with_a_step_has_its_kind(corpus):
    known = classifying.current()
    assert known.of_fact("reason", step="investigation_refused") == known.of_step("investigation_refused")
    assert known.of_fact("pregnant") == DataCategory.HEALTH


@pytest.fixture
def detective(corpus):
    return actor("investigation")


@pytest.fixture
def story(detective):
    """A dossier of a detective with an investigation, in which a shelter takes part."""
    made = dossier(detective, {"age": 30, "origin": "third_country", "form_of_exploitation": "sexual"})
    shelter = joined(made, detective, "shelter")
    with on(hours=1):
        step(made, "indication", detective)
    with on(hours=2):
        step(made, "police_report", detective, party="investigation", deviation_reason="x")
        step(made, "investigation_started", detective, facts={"leads": "sufficient"}, deviation_reason="x")
    return made, shelter


def test_care_partner_hears_nothing_of_an_investigation(story, detective):
    made, shelter = story
    with on(hours=3):
        heard = {item.entry.step for item in queries.timeline(shelter, made)}
        assert "investigation_started" not in heard
        assert "investigation_started" in {item.entry.step for item in queries.timeline(detective, made)}
        view = queries.view(shelter, made)
        assert "leads" not in view.facts
        assert view.hidden_facts == []
        assert "leads" not in view.judgement.facts_to_ask
        browse = signed_in(shelter)
        label = catalogue.current().step_label("investigation_started", "en")
        number = next(
            item.entry.sequence
            for item in queries.timeline(detective, made)
            if item.entry.step == "investigation_started"
        )
        assert browse.get(address("event", made, number)).status_code == 404
        for page in ("overview", "timeline", "persons", "tracks", "sharing"):
            shown = text(browse.get(address(page, made)))
            assert "sufficient" not in shown.split("Next steps")[-1], page
            if page != "tracks":
                assert f"{label} →" not in shown


def test_what_is_hidden_says_its_kind_and_why(story):
    made, shelter = story
    with on(hours=3):
        item = next(one for one in queries.timeline(shelter, made) if one.entry.step == "police_report")
        assert item.is_hidden
        page = text(signed_in(shelter).get(address("timeline", made)))
    assert "Here is something that your organisation may not see" in page
    assert "Not for your organisation: police report and criminal case" in page
    assert "Who can decide otherwise" in page


def test_judgement_is_the_same_for_everybody_below(story, detective):
    made, shelter = story
    with on(hours=3):
        everything = {duty.code for duty in queries.judgement(detective, made).duties}
        told = {duty.code for duty in queries.judgement(shelter, made).duties}
        own = {duty.code for duty in queries.judgement(detective, made).duties if "shelter" in duty.holder}
    assert told <= everything
    assert own <= told


def test_line_of_the_worklist_that_follows_from_a_secret_shows_to_who_knows_it(story, detective):
    made, shelter = story
    WorklistEntry.objects.filter(dossier=made).update(is_silent=True, holder=None, parties=["court"])
    with on(hours=3):
        assert queries.worklist(shelter).waiting.total == 0
        assert queries.worklist(detective).waiting.total > 0


def test_own_events_are_always_seen(detective):
    shelter = actor("shelter")
    made = dossier(shelter, {"age": 30, "origin": "nl", "form_of_exploitation": "labour"})
    partner = joined(made, shelter, "lawyer")
    entry = step(made, "expert_opinion", partner, deviation_reason="x")
    mine = {item.entry.pk: item.is_hidden for item in queries.timeline(partner, made)}
    assert mine[entry.pk] is False
    assert {item.entry.pk: item.is_hidden for item in queries.timeline(shelter, made)}[entry.pk] is True


STEPS = (
    "indication",
    "rights_explained",
    "shelter_requested",
    "statement",
    "reflection_asked",
    "out_of_sight",
)
REFUSALS = ("consent.refused", "consent.given", "consent.withdrawn", "sharing.refused")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 400)), min_size=1, max_size=8),
    st.lists(st.tuples(st.sampled_from(REFUSALS), st.integers(0, 400)), min_size=1, max_size=4),
    st.sampled_from([15, 17, 30, None]),
)
def test_no_answer_about_sharing_changes_what_anybody_must_do(steps, refusals, age):
    program = catalogue._read(PACKAGED).program
    start = at().timestamp()
    told = {"age": {"value": age, "certainty": "established"}} if age else {}

    def case(events):
        ordered = sorted(events, key=lambda one: one[1])
        return Case(
            id="c",
            events=tuple(
                Event(
                    id=f"e{code}{hour}{number}",
                    step=code,
                    occurred=start + hour * 3600,
                    recorded=start + hour * 3600,
                    by="police",
                    subject="p",
                    facts=told,
                    corrects=None,
                    retracts=None,
                )
                for number, (code, hour) in enumerate(ordered)
            ),
        )

    def duties(events):
        found = judge(case(events), program, at=start + 1000 * 3600).duties
        return sorted((one.code, one.status, one.due or 0, one.holder) for one in found)

    assert duties(steps) == duties([*steps, *refusals])


def test_sight_without_organisation_owns_nothing():
    assert not Sight(frozenset()).sees("progress")
