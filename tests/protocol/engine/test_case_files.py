"""Case files: what loads, and what every mistake says."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.protocol.engine.builders import program_of
from vangnet.protocol.engine import CaseErrors, load_cases
from vangnet.protocol.engine.cases import Vocabulary, read_case, read_cases
from vangnet.protocol.engine.moments import epoch
from vangnet.protocol.engine.yaml_nodes import MAX_BYTES, Unreadable, parse_json, parse_yaml

GOOD = """case: example
events:
  - {id: e1, step: start, at: 2025-03-01T10:00, recorded: 2025-03-01T11:30, by: police, subject: p1,
     facts: {age: 16, custody: unknown, origin: {value: nl, certainty: established}, measure_end: 2025-06-01, detention: true}}
  - {id: e2, retracts: e1, recorded: 2025-03-04T09:00, by: police}
  - {id: e3, corrects: e1, step: start, at: 2025-03-01T10:00+02:00, by: police, subject: p1, facts: {age: 17}}
"""
CORPUS = program_of("").corpus


def written(tmp_path, text, name="case.yaml"):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_case_loads_with_its_moments_and_facts(tmp_path):
    case = load_cases(written(tmp_path, GOOD), CORPUS)[0]
    first = next(event for event in case.events if event.id == "e1")
    assert (case.id, len(case.events), case.amended) == ("example", 3, True)
    assert (first.occurred, first.recorded) == (epoch("2025-03-01T10:00"), epoch("2025-03-01T11:30"))
    assert first.facts == {
        "age": 16,
        "custody": "unknown",
        "origin": {"value": "nl", "certainty": "established"},
        "measure_end": "2025-06-01",
        "detention": True,
    }
    retraction = next(event for event in case.events if event.id == "e2")
    assert (retraction.retracts, retraction.step, retraction.occurred) == (
        "e1",
        "",
        epoch("2025-03-04T09:00"),
    )


def test_lines_of_json_load_as_cases(tmp_path):
    line = {
        "case": "a",
        "events": [
            {"id": "e1", "step": "start", "at": "2025-03-01", "facts": {"age": 16, "detention": False}}
        ],
    }
    other = {
        "case": "b",
        "events": [{"id": "e1", "step": "start", "at": "2025-03-01", "facts": {"origin": "nl"}}],
    }
    path = written(tmp_path, json.dumps(line) + "\n\n" + json.dumps(other) + "\n", "cases.jsonl")
    cases = load_cases(path, CORPUS)
    assert [case.id for case in cases] == ["a", "b"]
    assert cases[0].events[0].facts == {"age": 16, "detention": False}


def test_case_without_agreements_is_taken_as_it_is(tmp_path):
    case = load_cases(
        written(tmp_path, "case: x\nevents: [{id: e, step: zzz, at: 2025-01-01, facts: {q: 1.5, r: no}}]")
    )[0]
    assert case.events[0].facts == {"q": 1.5, "r": "no"}


def test_what_no_agreement_knows_is_kept_with_a_warning(tmp_path):
    path = written(
        tmp_path, "case: x\nevents: [{id: e, step: elsewhere, at: 2025-01-01, facts: {shoe_size: 43}}]"
    )
    read = next(iter(read_cases(path, CORPUS)))
    assert read.case is not None
    assert [problem.severity for problem in read.problems] == ["warning", "warning"]


def test_recorded_before_it_happened_is_a_warning(tmp_path):
    path = written(tmp_path, "case: x\nevents: [{id: e, step: start, at: 2025-01-02, recorded: 2025-01-01}]")
    assert [problem.severity for problem in next(iter(read_cases(path, CORPUS))).problems] == ["warning"]


EVENT = "case: x\nevents:\n  - {id: e1, step: start, at: 2025-01-01, subject: p1%s}\n"

# name: (text, line, event, word)
BAD = {
    "empty": ("", 1, "", "empty"),
    "list": ("- a", 1, "", "map"),
    "no_name": ("events: []", 1, "", "`case`"),
    "no_events": ("case: x", 1, "", "`events`"),
    "events_is_map": ("case: x\nevents: {a: b}", 2, "", "list"),
    "unknown_key": ("case: x\nevent: []\nevents: []", 2, "", "'events'"),
    "event_is_text": ("case: x\nevents: [a]", 2, "event 1", "map"),
    "event_key": (EVENT % ", stap: x", 3, "event 1", "'step'"),
    "no_id": ("case: x\nevents: [{step: start, at: 2025-01-01}]", 2, "event 1", "`id`"),
    "id_twice": (
        EVENT % "" + "  - {id: e1, step: done, at: 2025-01-02, subject: p1}",
        4,
        "e1",
        "used before",
    ),
    "no_step": ("case: x\nevents: [{id: e1, at: 2025-01-01}]", 2, "e1", "`step`"),
    "step_is_list": ("case: x\nevents: [{id: e1, step: [a], at: 2025-01-01}]", 2, "e1", "text"),
    "step_slip": ("case: x\nevents: [{id: e1, step: strat, at: 2025-01-01}]", 2, "e1", "'start'"),
    "no_at": ("case: x\nevents: [{id: e1, step: start}]", 2, "e1", "`at`"),
    "at_no_moment": ("case: x\nevents: [{id: e1, step: start, at: yesterday}]", 2, "e1", "yesterday"),
    "at_no_such_day": ("case: x\nevents: [{id: e1, step: start, at: 2025-02-30}]", 2, "e1", "2025-02-30"),
    "at_far_away": ("case: x\nevents: [{id: e1, step: start, at: 0001-01-01}]", 2, "e1", "0001"),
    "recorded_no_moment": (EVENT % ", recorded: soon", 3, "e1", "`recorded`"),
    "retracts_nothing": (EVENT % "" + "  - {id: e2, retracts: e9, recorded: 2025-01-02}", 4, "e2", "'e9'"),
    "retracts_itself": (
        EVENT % "" + "  - {id: e2, retracts: e2, recorded: 2025-01-02}",
        4,
        "e2",
        "no other event",
    ),
    "retracts_and_corrects": (
        EVENT % "" + "  - {id: e2, retracts: e1, corrects: e1, recorded: 2025-01-02}",
        4,
        "e2",
        "both retracts and corrects",
    ),
    "fact_left_empty": (EVENT % ", facts: {age: }", 3, "e1", "not empty"),
    "retracts_with_step": (
        EVENT % "" + "  - {id: e2, retracts: e1, step: done, at: 2025-01-02}",
        4,
        "e2",
        "`corrects`",
    ),
    "retracts_without_moment": (EVENT % "" + "  - {id: e2, retracts: e1}", 4, "e2", "`recorded`"),
    "corrects_nothing": (
        EVENT % "" + "  - {id: e2, corrects: e0, step: done, at: 2025-01-02}",
        4,
        "e2",
        "'e0'",
    ),
    "subject_missing": (
        EVENT % ""
        + "  - {id: e2, step: done, at: 2025-01-02, subject: p2}\n  - {id: e3, step: done, at: 2025-01-02}",
        5,
        "e3",
        "p1, p2",
    ),
    "facts_is_list": (EVENT % ", facts: [age]", 3, "e1", "map"),
    "fact_slip": (EVENT % ", facts: {orgin: nl}", 3, "e1", "'origin'"),
    "fact_of_other_kind": (EVENT % ", facts: {age: old}", 3, "e1", "number"),
    "fact_negative": (EVENT % ", facts: {age: -3}", 3, "e1", "150"),
    "fact_value": (EVENT % ", facts: {origin: nll}", 3, "e1", "'nl'"),
    "fact_date": (EVENT % ", facts: {measure_end: soon}", 3, "e1", "date"),
    "fact_yes_no": (EVENT % ", facts: {detention: perhaps}", 3, "e1", "true or false"),
    "fact_is_list": (EVENT % ", facts: {age: [1]}", 3, "e1", "one value"),
    "fact_certainty": (EVENT % ", facts: {age: {value: 3, certainty: sure}}", 3, "e1", "claimed"),
    "fact_without_value": (EVENT % ", facts: {age: {certainty: claimed}}", 3, "e1", "`value`"),
    "not_utf8": (b"case: \xff", 1, "", "UTF-8"),
    "large": (b"#" * (MAX_BYTES + 1), 1, "", "larger"),
}


@pytest.mark.parametrize("name", BAD)
def test_mistake_is_named_with_file_line_event_and_advice(name, tmp_path):
    text, line, where, word = BAD[name]
    path = written(tmp_path, text)
    with pytest.raises(CaseErrors) as errors:
        load_cases(path, CORPUS)
    found = [each for each in errors.value.problems if word in f"{each.message} {each.advice}"]
    assert found, str(errors.value)
    assert (found[0].file, found[0].line, found[0].clause) == (str(path), line, where)
    assert found[0].advice


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b"{", "not JSON"),
        (b"\xff", "UTF-8"),
        (b'{"case": "a", "case": "b"}', "second time"),
        (
            b'{"case": "a", "events": [{"id": "e", "step": "start", "at": "2025-01-01", "facts": {"age": NaN}}]}',
            "number",
        ),
        (b'{"case": "a", "events": [{"id": "e", "step": "start", "at": null}]}', "text"),
        (b"[" * 100_000, "not JSON"),
        (b'"' + b"x" * MAX_BYTES + b'"', "longer"),
        (b"3", "map"),
        (b"null", "map"),
    ],
)
def test_mistake_in_a_line_of_json_leaves_the_other_lines(line, word, tmp_path):
    good = b'{"case": "good", "events": []}'
    read = list(read_cases(written(tmp_path, line + b"\n" + good, "cases.jsonl"), CORPUS))
    assert read[0].case is None
    assert any(
        word in f"{problem.message} {problem.advice}" and problem.line == 1 for problem in read[0].problems
    )
    assert read[-1].case.id == "good"


def test_file_that_is_not_there_is_an_error(tmp_path):
    for name in ("nowhere.yaml", "nowhere.jsonl"):
        with pytest.raises(CaseErrors, match="opened"):
            load_cases(tmp_path / name)


@given(st.binary(max_size=120))
@settings(max_examples=80)
def test_any_bytes_give_a_case_or_problems(content):
    for parse in (lambda: parse_yaml(content, "f"), lambda: parse_json(content, "f", 1)):
        try:
            read = read_case(parse(), "f", Vocabulary(CORPUS))
        except Unreadable as error:
            assert error.problem.advice
        else:
            assert (read.case is None) == any(problem.severity == "error" for problem in read.problems)


ODD = {
    "recorded_before_what_it_retracts": (
        EVENT % ", recorded: 2025-01-03" + "  - {id: e2, retracts: e1, recorded: 2025-01-02}",
        "The event retracts 'e1', but is recorded before it.",
    ),
    "recorded_before_what_it_corrects": (
        EVENT % ", recorded: 2025-01-03"
        + "  - {id: e2, corrects: e1, step: start, at: 2025-01-01, recorded: 2025-01-02, subject: p1}",
        "The event corrects 'e1', but is recorded before it.",
    ),
    "corrected_twice": (
        EVENT % ""
        + "  - {id: e2, corrects: e1, step: start, at: 2025-01-02, subject: p1}\n"
        + "  - {id: e3, corrects: e1, step: start, at: 2025-01-03, subject: p1}",
        "The event corrects 'e1', as 'e2' does already; both count.",
    ),
    "two_ages_at_once": (
        EVENT % ", facts: {age: 12}"
        + "  - {id: e2, step: done, at: 2025-01-01, subject: p1, facts: {age: {value: 19}}}",
        "'age' is 19 here and 12 in event 'e1', at the same moment.",
    ),
    "party_slip": (
        "case: x\nevents: [{id: e1, step: start, at: 2025-01-01, by: polcie}]",
        "The party 'polcie' is unknown; it is kept as it is.",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_case_is_kept_with_a_warning(tmp_path, name):
    text, message = ODD[name]
    read = next(iter(read_cases(written(tmp_path, text), CORPUS)))
    assert read.case is not None
    assert [(problem.severity, problem.message) for problem in read.problems] == [("warning", message)]


@pytest.mark.parametrize(
    "second",
    [
        "  - {id: e2, step: done, at: 2025-01-01, subject: p1, facts: {age: 12}}",
        "  - {id: e2, step: done, at: 2025-01-01, subject: p1, facts: {age: unknown}}",
        "  - {id: e2, step: done, at: 2025-01-02, subject: p1, facts: {age: 19}}",
        "  - {id: e2, step: done, at: 2025-01-01, subject: p1, facts: {detention: true}}",
        "  - {id: e2, corrects: e1, step: start, at: 2025-01-01, subject: p1, facts: {age: 19}}",
    ],
)
def test_facts_that_do_not_contradict_give_no_warning(tmp_path, second):
    path = written(tmp_path, EVENT % ", facts: {age: 12}" + second)
    assert next(iter(read_cases(path, CORPUS))).problems == ()


def test_event_that_retracts_itself_is_not_told_to_name_itself(tmp_path):
    path = written(tmp_path, EVENT % "" + "  - {id: e2, retracts: e2, recorded: 2025-01-02}")
    (problem,) = next(iter(read_cases(path, CORPUS))).errors
    assert "'e2'" not in problem.advice


def test_endless_value_is_named_in_short(tmp_path):
    path = written(tmp_path, EVENT % (", facts: {age: %s}" % ("9" * 5000)))
    (problem,) = next(iter(read_cases(path, CORPUS))).errors
    assert len(problem.message) < 200
    assert problem.message.endswith("….")
