"""The stories say the same as the scenarios, whoever tells them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from vangnet.access.actors import system
from vangnet.cases import queries
from vangnet.cases import services as cases
from vangnet.core.clock import AMSTERDAM
from vangnet.demo import acts, cast, loading, scripts
from vangnet.demo.replay import Stage, StoryError
from vangnet.protocol import catalogue, log
from vangnet.protocol.engine import judge
from vangnet.protocol.engine.expectations import differences
from vangnet.protocol.engine.model import Case
from vangnet.protocol.models import LogEntry

NOW = datetime(2026, 5, 20, 15, 0, tzinfo=AMSTERDAM)
STORIES = {script.name: script for script in scripts.read()}


@pytest.fixture
def actors(db):
    return loading.settle(cast.read())


def tell(actors, told):
    stage = Stage(actors)
    with cases.deferred_refresh(by=system()):
        stage.tell(told)
    return stage


def as_one_case(stage, script):
    """The logs of all dossiers of a story as one case with the names of the scenario for its people."""
    events = []
    for subject in script.subjects:
        dossier = stage.dossiers[script.dossier(subject)]
        entries = list(LogEntry.objects.filter(history=dossier.pk).order_by("sequence"))
        own = log.as_case(subject, entries).events
        events += [replace(event, id=f"{event.id}-{subject}", subject=subject) for event in own]
    return Case(script.name, tuple(events))


def test_every_acceptance_case_is_a_story():
    files = {file.stem for file in scripts.SCENARIOS.glob("*.yaml")}
    assert set(STORIES) == files
    assert len(files) == 12


@pytest.mark.parametrize("name", STORIES)
def test_a_story_that_was_told_is_judged_as_its_scenario_says(actors, name):
    script = STORIES[name]
    stage = tell(actors, scripts.acts_of(script, cast.read(), now=None))
    case = as_one_case(stage, script)
    program = catalogue.current().program
    for expectation in script.scenario.expect:
        known = None if "recorded" in script.told else expectation.known
        checks = expectation.checks
        if "recorded" in script.told and expectation.known is not None:
            continue
        found = judge(case, program, at=expectation.at, known=known)
        assert list(differences(found, checks)) == []


@pytest.mark.parametrize("name", STORIES)
def test_a_relative_story_ends_in_the_week_before_now_on_the_same_weekday(name):
    script = STORIES[name]
    dated = scripts.acts_of(script, cast.read(), now=None)
    moved = scripts.acts_of(script, cast.read(), now=NOW)
    assert script.told["relative"] is True
    events = [act for act in moved if isinstance(act, acts.Opening | acts.Happening)]
    assert timedelta() <= NOW - max(act.at for act in events) < timedelta(days=7, hours=1)
    steps = [(one, other) for one, other in zip(dated, moved, strict=True) if isinstance(one, acts.Happening)]
    assert all(one.at.weekday() == other.at.weekday() for one, other in steps)
    assert all((one.at.hour, one.at.minute) == (other.at.hour, other.at.minute) for one, other in steps)


def test_dates_among_the_facts_move_along():
    script = STORIES["003-1-household"]
    dated, moved = (
        next(
            act
            for act in scripts.acts_of(script, cast.read(), now=now)
            if isinstance(act, acts.Happening) and act.step == "measure_granted"
        )
        for now in (None, NOW)
    )
    assert dated.facts["measure_ends"] == "2025-12-16"
    ends = datetime.fromisoformat(moved.facts["measure_ends"]).date()
    assert ends - moved.at.date() == datetime(2025, 12, 16, tzinfo=AMSTERDAM).date() - dated.at.date()


def test_a_shelter_that_declined_does_not_see_the_dossier_and_the_next_one_does(actors):
    script = STORIES["003-3-brothel-girl"]
    stage = tell(actors, scripts.acts_of(script, cast.read(), now=None))
    dossier = stage.dossiers["003-3-brothel-girl.p1"]
    assert queries.may_see(actors["shelter-morgenster"], dossier)
    assert not queries.may_see(actors["shelter-luwte"], dossier)
    tracks = {track.kind: track.owner.code for track in queries.tracks(actors["shelter-morgenster"], dossier)}
    assert tracks["protection"] == "shelter-morgenster"


def test_people_of_one_story_are_linked(actors):
    script = STORIES["004-5-children-while-mother-detained"]
    stage = tell(actors, scripts.acts_of(script, cast.read(), now=None))
    steps = LogEntry.objects.filter(history=stage.dossiers[f"{script.name}.p1"].pk).values_list(
        "step", flat=True
    )
    assert list(steps).count("person.linked") == 2


def test_what_was_written_down_later_was_not_known_before(actors):
    script = STORIES["004-5-children-while-mother-detained"]
    stage = tell(actors, scripts.acts_of(script, cast.read(), now=None))
    concern = LogEntry.objects.get(history=stage.dossiers[f"{script.name}.p1"].pk, step="concern_noticed")
    assert concern.recorded_at - concern.counts_from == timedelta(days=7)


def test_every_story_says_in_both_languages_what_to_look_at():
    assert [name for name, script in STORIES.items() if set(script.look_at) != {"nl", "en"}] == []


def test_an_act_before_the_opening_is_refused_with_its_moment(actors):
    told = scripts.acts_of(STORIES["003-5-courier-boy"], cast.read(), now=None)
    early = acts.Invitation(
        told[0].at - timedelta(days=1), told[0].dossier, told[0].house, guest="shelter-luwte", ground="Wpg"
    )
    with pytest.raises(StoryError, match="before the dossier is opened"):
        tell(actors, [*told, early])


def test_a_retraction_of_what_nobody_wrote_is_refused(actors):
    told = scripts.acts_of(STORIES["003-5-courier-boy"], cast.read(), now=None)
    lost = acts.Retraction(
        told[0].at + timedelta(days=1), told[0].dossier, told[0].house, retracts="e9", reason="Nee"
    )
    with pytest.raises(StoryError, match="there is no event 'e9' yet"):
        tell(actors, [*told, lost])


def test_a_scenario_that_cannot_be_read_says_what_is_wrong(tmp_path, monkeypatch):
    monkeypatch.setattr(scripts, "SCENARIOS", tmp_path)
    (tmp_path / "x.yaml").write_text("case: x\nevents: []\n", encoding="utf-8")
    monkeypatch.setattr(scripts, "FOLDER", tmp_path)
    scripts.read.cache_clear()
    with pytest.raises(StoryError, match=r"x\.yaml"):
        scripts.read()
    scripts.read.cache_clear()
