"""Scenarios: those beside the packaged agreements hold, and a wrong expectation is said in one sentence."""

import functools

import pytest

from tests.protocol.engine.builders import program_of, write
from vangnet.protocol.engine import Program, compile_corpus, load_directory
from vangnet.protocol.engine.registers import PACKAGED
from vangnet.protocol.engine.scenarios import load_scenario, run_directory, run_file, scenario_files

BODY = """
duties: {d: {on: start, by: police, do: done, within: P10D}}
rights: {r: {on: start, may: other}, used_up: {on: start, may: done}, gone: {on: start, may: other, within: P1D}, never: {on: other, may: done}}
periods: {p: {from: start, lasts: P3M}}
prohibitions: {b: {during: p, not: removal}}
requires: [{step: done, when: detention, after: again}]
uses: {steps: [quiet]}
"""
EVENTS = """case: x
title: {nl: T, en: T}
story: {nl: S, en: S}
source: seed 1
events:
  - {id: e1, step: start, at: 2022-03-01T10:00, by: police, subject: p1}
  - {id: e2, step: removal, at: 2022-03-02T10:00, by: police, subject: p1}
  - {id: e3, step: done, at: 2022-03-03T10:00, by: police, subject: p1}
  - {id: e4, step: start, at: 2022-03-04T10:00, by: police, subject: p1}
"""
PROGRAM = program_of(BODY)


@functools.cache
def packaged() -> Program:
    return compile_corpus(load_directory(PACKAGED))


@pytest.mark.parametrize("path", scenario_files(PACKAGED), ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_packaged_scenario_comes_out_as_it_says(path):
    assert [str(problem) for problem in run_file(path, packaged())] == []


def problems(tmp_path, expect: str, events: str = EVENTS) -> list[str]:
    write(tmp_path, {"a/scenarios/x.yaml": f"{events}expect:\n{expect}\n"})
    number, found = run_directory(tmp_path, PROGRAM)
    assert number == 1
    return [str(problem) for problem in found]


@pytest.mark.parametrize(
    "checks",
    [
        "duties: {a.d: in_time, a.d@p1: open}",
        "duties: {a.d: {status: open, due: 2022-03-14T10:00, trigger: e4}}",
        "duties: {a.d: {due: 2022-03-11T10:00}, a.d@p2: absent}",
        "rights: {a.r: available}",
        "rights: {a.r@p1: available, a.used_up: used, a.gone: expired, a.never: absent}",
        "rights: {a.gone: {status: expired, due: 2022-03-02T10:00, trigger: e1}}",
        "periods: {a.p: running}",
        "prohibitions: [a.b]",
        "breaches: [a.b]",
        "breaches: [a.b@p1]",
        "deviations: [a.done]",
        "next_steps: {may: [start, quiet], may_not: removal, unknown: [done@p1]}",
        "facts_to_ask: [detention]",
    ],
)
def test_expectation_that_holds_says_nothing(checks, tmp_path):
    assert problems(tmp_path, f"  - {{at: 2022-03-05, {checks}}}") == []


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ("duties: {a.d: late}", ["a.d should be late", "in_time (trigger e1"]),
        ("duties: {a.d: absent}", ["should be absent"]),
        ("duties: {a.d: {status: open, due: 2022-03-15}}", ["due 2022-03-15"]),
        ("duties: {a.d: {status: open, due: soon}}", ["due soon"]),
        ("duties: {a.d: {status: open, due: null}}", ["due None"]),
        ("duties: {a.d: {status: open, trigger: e1}}", ["trigger e1"]),
        ("duties: {a.d: {status: open, when: e1}}", ["unknown key 'when'"]),
        ("duties: {a.d@p2: open}", ["but is absent"]),
        ("duties: {a.d: opn}", ["'opn' is no status"]),
        ("duties: {a.x: open}", ["no duty 'a.x'", "'a.d'"]),
        ("duties: [a.d]", ["must be a map"]),
        ("rights: {a.r: used}", ["due never"]),
        ("rights: {a.r: absent}", ["a.r should be absent", "available"]),
        ("rights: {a.never: available}", ["a.never should be available, but is absent"]),
        ("rights: {a.r: running}", ["'running' is no status", "available, used, expired"]),
        ("rights: {a.d: used}", ["no right 'a.d'"]),
        ("periods: {a.p: ended}", ["a.p should be ended"]),
        ("prohibitions: []", ["found a.b@p1"]),
        ("breaches: [a.c]", ["expected a.c", "found a.b"]),
        ("deviations: [a.done, a.start]", ["expected a.start"]),
        ("next_steps: {may: [removal, nothing]}", ["'removal' should be yes, but is no", "no step of these"]),
        ("next_steps: {must: [removal]}", ["takes may"]),
        ("facts_to_ask: [age]", ["'age' should be asked", "detention"]),
    ],
)
def test_expectation_that_does_not_hold_says_what_came_out(checks, words, tmp_path):
    found = "\n".join(problems(tmp_path, f"  - {{at: 2022-03-05, {checks}}}"))
    assert found
    assert all(word in found for word in words), found
    assert "a/scenarios/x.yaml:11 [x]" in found


def test_expectation_may_name_a_knowledge_moment(tmp_path):
    expect = "  - {at: 2022-04-05, known: 2022-03-02T12:00, duties: {a.d: overdue}, facts_to_ask: []}"
    assert problems(tmp_path, expect) == []


@pytest.mark.parametrize(
    ("expect", "word"),
    [
        ("  - {duties: {a.d: open}}", "`at`"),
        ("  - {at: soon}", "no moment"),
        ("  - {at: 2022-03-05, known: soon}", "no moment"),
        ("  - {at: 2022-03-05, duty: {a.d: open}}", "duties"),
        ("  - soon", "map"),
        ("  []", "expects nothing"),
    ],
)
def test_expectation_that_cannot_be_read_is_an_error(expect, word, tmp_path):
    assert any(word in problem for problem in problems(tmp_path, expect))


def test_scenario_that_cannot_be_read_is_an_error(tmp_path):
    assert any("not YAML" in problem for problem in problems(tmp_path, "  - {", ""))
    assert any(
        "`step`" in problem
        for problem in problems(tmp_path, "", "case: x\nevents: [{id: e, at: 2022-01-01}]\n")
    )


def test_scenario_carries_its_story(tmp_path):
    write(
        tmp_path,
        {
            "a/scenarios/x.yaml": EVENTS + "expect: [{at: 2022-03-05}]\n",
            "a/scenarios/y.yaml": EVENTS.replace("source: seed 1\n", "") + "expect: [{at: 2022-03-05}]\n",
        },
    )
    scenario, found = load_scenario(tmp_path / "a/scenarios/x.yaml")
    assert (scenario.title["nl"], scenario.story["en"], scenario.source, found) == ("T", "S", "seed 1", ())
    assert load_scenario(tmp_path / "a/scenarios/y.yaml")[0].source == ""


def test_scenario_that_is_a_list_is_an_error(tmp_path):
    write(tmp_path, {"a/scenarios/x.yaml": "- a\n"})
    scenario, found = load_scenario(tmp_path / "a/scenarios/x.yaml")
    assert scenario is None
    assert "map" in found[0].message
