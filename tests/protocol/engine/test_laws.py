"""Laws that hold for every history: order of insertion, the passing of time, versions that do not apply, doubt."""

import random
from dataclasses import replace

import pytest

from tests.protocol.engine.builders import event, judged, program_of
from tests.protocol.engine.random_worlds import agreements, history
from vangnet.protocol.engine import AgreementErrors, Event, compile_corpus, judge
from vangnet.protocol.engine.model import Case

SEEDS = range(25)


def shown(judgement) -> dict:
    return judgement.to_dict()


@pytest.mark.parametrize("seed", SEEDS)
def test_order_of_insertion_does_not_matter(seed):
    dice = random.Random(1000 + seed)
    program = program_of(**agreements(dice))
    for _ in range(6):
        events = history(dice, 15)
        at = events[-1].occurred + 86400 * 40
        mixed = dice.sample(events, len(events))
        assert shown(judged(program, mixed, at)) == shown(judged(program, events, at))


@pytest.mark.parametrize("seed", SEEDS)
def test_overdue_duty_never_becomes_open_again_as_time_passes(seed):
    dice = random.Random(2000 + seed)
    program = program_of(**agreements(dice))
    for _ in range(4):
        events = history(dice, 12)
        start, end = events[0].occurred, events[-1].occurred + 86400 * 100
        overdue: set[tuple] = set()
        for step in range(41):
            judgement = judged(program, events, start + (end - start) * step / 40)
            found = {(duty.code, duty.subject, duty.trigger.id): duty.status for duty in judgement.duties}
            assert all(found[key] in ("overdue", "late", "lapsed") for key in overdue)
            overdue |= {key for key, status in found.items() if status == "overdue"}


@pytest.mark.parametrize("seed", SEEDS)
def test_version_that_does_not_apply_changes_nothing(seed):
    dice = random.Random(3000 + seed)
    files = agreements(dice)
    later = {
        **files,
        "b/2050-01-01.yaml": "transition: immediate\nduties: {d0: {on: s0, by: police, do: s1, within: PT1H}}",
    }
    for _ in range(6):
        events = history(dice, 12)
        at = events[-1].occurred + 86400 * 40
        with_later, without = judged(program_of(**later), events, at), judged(program_of(**files), events, at)
        assert shown(with_later)["duties"] == shown(without)["duties"]
        assert shown(with_later)["periods"] == shown(without)["periods"]


def test_unknown_facts_never_lose_a_duty_that_applies_in_doubt():
    program = program_of(
        'duties: {d: {on: start, by: police, do: done, within: P1D, when: "age < 18 and detention"}}'
    )
    for age in (3, 17, "unknown"):
        for detention in (True, "unknown"):
            judgement = judged(program, [event("e1", "start", "2022-01-01", age=age, detention=detention)])
            assert len(judgement.duties) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_strange_histories_never_raise(seed):
    dice = random.Random(4000 + seed)
    program = program_of(**agreements(dice))
    strange = [
        None,
        True,
        "x",
        -1,
        1e18,
        [1],
        {"value": None},
        {"value": [1], "certainty": "disputed"},
        {},
        "9999-12-31",
    ]
    for _ in range(20):
        events: list[Event] = []
        for each in history(dice, 12):
            facts = {
                code: dice.choice(strange)
                for code in ("flag", "age", "kind", "day", "else")
                if dice.random() < 0.4
            }
            targets = dice.sample([None, "e1", "e2", "e99", each.id], 2)
            events.append(
                replace(
                    each,
                    facts=facts,
                    corrects=targets[0],
                    retracts=targets[1] if dice.random() < 0.2 else None,
                    subject=dice.choice(["p1", "p2", ""]),
                    step=dice.choice([each.step, "", "zz"]),
                )
            )
        at, known = (events[dice.randrange(12)].occurred for _ in range(2))
        judgement = judge(Case("x", tuple(events)), program, at, dice.choice([None, known]))
        assert shown(judgement)["case"] == "x"
        assert all(instance.proof().to_dict()["trigger"] for instance in judgement.instances)


def test_programs_of_equal_files_have_equal_hashes():
    one, same, other = program_of("duties: {}"), program_of("duties: {}"), program_of("rights: {}")
    assert one.hash == same.hash != other.hash
    assert compile_corpus(one.corpus).hash == one.hash
    assert one.track("duty", "a", "d") is None
    named = program_of("duties: {d: {on: start, by: police, do: done}}")
    assert named.track("duty", "a", "d").code == "a.d"


def test_circle_of_derived_events_without_time_is_refused():
    body = "periods: {p: {from: [start, over], lasts: {until: measure_end}, then: over}}"
    with pytest.raises(AgreementErrors, match="without time passing"):
        program_of(body)
