"""Agreement files: what loads, and what every mistake says."""

import os
import random
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.protocol.engine.bad_agreements import BAD, TOGETHER, clause, duty
from tests.protocol.engine.builders import problems_of, program_of, write
from vangnet.protocol.engine import AgreementErrors, load_directory
from vangnet.protocol.engine.loading import load_directory as load
from vangnet.protocol.engine.registers import PACKAGED, ground_of, is_statutory
from vangnet.protocol.engine.yaml_nodes import MAX_BYTES

EXAMPLE = Path(__file__).parent / "example_agreement.yaml"


@pytest.mark.parametrize("name", BAD)
def test_mistake_is_named_with_file_line_clause_and_advice(name):
    text, line, where, word = BAD[name]
    problems = problems_of({"a/2020-01-01.yaml": text}, as_they_are=True)
    found = [
        each for each in problems if each.severity == "error" and word in f"{each.message} {each.advice}"
    ]
    assert found, [str(each) for each in problems]
    assert (found[0].file, found[0].line, found[0].clause) == ("a/2020-01-01.yaml", line, where)
    assert found[0].advice
    assert str(found[0]).startswith(f"error: a/2020-01-01.yaml:{line}")


@pytest.mark.parametrize("name", TOGETHER)
def test_mistake_between_files_is_named(name):
    files, file, word = TOGETHER[name]
    problems = problems_of(files)
    assert any(each.file.endswith(file) and word in f"{each.message} {each.advice}" for each in problems)


def test_all_mistakes_are_named_at_once():
    text = clause(
        "duties: {d: {by: police, do: done, repeat: always}}\nperiods: {p: {from: start, then: done}}"
    )
    assert len(problems_of({"a/2020-01-01.yaml": text, "b/2020-01-01.yaml": "titel: x"})) == 4


def test_example_of_the_design_loads_exactly(tmp_path):
    write(tmp_path, {"reflection-period/2013-06-01.yaml": EXAMPLE.read_text(encoding="utf-8")})
    corpus = load_directory(tmp_path)
    agreement = corpus.agreements[0]
    assert list(agreement.duties) == ["inform"]
    assert agreement.duties["inform"].when.text == "origin != 'nl'"
    assert agreement.periods["reflection"].lasts[0].term.text == "P3M"
    assert {problem.severity for problem in corpus.problems} == {"warning"}


def test_packaged_agreements_load_without_problems():
    corpus = load_directory(PACKAGED)
    assert len(corpus.agreements) > 8
    assert [str(problem) for problem in corpus.problems] == []


def test_words_of_yaml_one_stay_what_they_are():
    program = program_of("duties: {d: {on: no, by: [on, off], do: yes}}")
    clause_read = program.corpus.agreements[0].duties["d"]
    assert (clause_read.on, clause_read.by, clause_read.do) == (("no",), ("on", "off"), ("yes",))


def test_unknown_step_is_a_warning_and_a_slip_is_an_error():
    far = problems_of({"a/2020-01-01.yaml": duty("lapses_on: nowhere")})
    assert [(each.severity, "nowhere" in each.message) for each in far] == [("warning", True)]
    near = problems_of({"a/2020-01-01.yaml": clause("uses: {steps: [strat]}\nduties: {}")})
    assert [each.severity for each in near] == ["error"]


def test_unknown_party_and_used_fact_are_warnings():
    text = clause(
        'uses: {facts: [elsewhere]}\nduties: {d: {on: start, by: polise, do: done, when: "elsewhere == 3"}}'
    )
    problems = problems_of({"a/2020-01-01.yaml": text})
    assert {each.severity for each in problems} == {"warning"}
    assert any("'police'" in each.advice for each in problems)
    odd = problems_of({"a/2020-01-01.yaml": clause("duties: {d: {on: start, by: zzz, do: done}}")})
    assert "parties.yaml" in odd[0].advice


def test_definitions_of_several_files_are_joined():
    program = program_of(
        **{
            "a/2020-01-01.yaml": "steps: {x: {by: [police], fields: {q: text}}}\nfacts: {f: {values: [a]}}",
            "a/2021-01-01.yaml": "facts: {f: {values: [a, b], label: {nl: F, en: F}}}",
            "b/2020-01-01.yaml": "steps: {x: {by: [kmar], phase: shelter, label: {nl: X, en: X}, sets: {q: z}}}",
        }
    )
    step, fact = program.corpus.steps["x"], program.corpus.facts["f"]
    assert step.by == ("police", "kmar")
    assert (step.phase, step.label["nl"], step.sets, program.corpus.facts["q"].kind) == (
        "shelter",
        "X",
        {"q": "z"},
        "text",
    )
    assert (fact.values, fact.label["en"]) == (("a", "b"), "F")


def test_retroactive_until_and_sources_are_read():
    text = (
        "retroactive: {from: 2019-06-01, clauses: d}\nsources: [x, y]\nsummary: {nl: S, en: S}\n"
        "duties: {d: {on: start, by: police, do: done, source: [p, q], within: {until: day, minus: P6W, ends: day}}}"
    )
    agreement = next(
        each
        for each in program_of("facts: {day: {type: date}}\n" + text).corpus.agreements
        if each.name == "a"
    )
    assert agreement.sources == ("x", "y")
    assert agreement.duties["d"].source == "p; q"
    limit = agreement.duties["d"].within[0]
    assert (limit.until, limit.minus.text, limit.day_end) == ("day", "P6W", True)
    assert program_of("sources: only one").corpus.agreements[0].sources == ("only one",)


def test_term_is_statutory_by_the_kind_of_its_ground_or_by_what_it_says():
    body = (
        "duties: {law: {on: start, by: police, do: done, within: P1M, ground: 'Awb 4:13'}, "
        "policy: {on: start, by: police, do: done, within: P1M, ground: 'Vc B8/3.1'}, "
        "said: {on: start, by: police, do: done, within: {term: P1M, statutory: false}, ground: 'Awb 4:13'}}"
    )
    duties = next(each for each in program_of(body).corpus.agreements if each.name == "a").duties
    assert [duties[name].within[0].statutory for name in ("law", "policy", "said")] == [True, False, False]


def test_ground_is_found_by_its_longest_prefix_at_a_word_end():
    grounds = load_directory(PACKAGED).grounds
    assert ground_of("Vw 8 onder k", grounds).prefix == "Vw 8"
    assert ground_of("Vw 80", grounds).prefix == "Vw"
    assert ground_of("Nowhere 3", grounds) is None
    assert not is_statutory("Nowhere 3", grounds)


def test_own_register_goes_before_the_packaged_one(tmp_path):
    write(
        tmp_path,
        {
            "parties.yaml": "parties: {police: {name: {nl: Agenten, en: Officers}}}",
            "grounds.yaml": "grounds: [{prefix: Awb, kind: agreement, valid_from: 2020-01-01}]",
            "a/2020-01-01.yaml": "",
        },
    )
    corpus = load(tmp_path)
    assert corpus.parties["police"].name["nl"] == "Agenten"
    assert corpus.parties["kmar"].name["nl"]
    assert not is_statutory("Awb 4:13", corpus.grounds)


def test_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(AgreementErrors, match="does not exist"):
        load_directory(tmp_path / "nowhere")


def test_broken_encoding_large_and_unreadable_files_are_named(tmp_path):
    folder = write(tmp_path, {"a/2020-01-01.yaml": "", "b/2020-01-01.yaml": "", "c/2020-01-01.yaml": ""})
    (folder / "a/2020-01-01.yaml").write_bytes(b"agreement: a\ntitle: \xff\n")
    (folder / "b/2020-01-01.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    os.remove(folder / "c/2020-01-01.yaml")
    os.symlink(folder / "nowhere", folder / "c/2020-01-01.yaml")
    (folder / "d").mkdir()
    (folder / "d/2020-01-01.yaml").write_bytes(b"agreement: \x00\n")
    with pytest.raises(AgreementErrors) as errors:
        load_directory(folder)
    found = {problem.file: problem for problem in errors.value.problems}
    assert (found["a/2020-01-01.yaml"].line, "UTF-8" in found["a/2020-01-01.yaml"].message) == (2, True)
    assert "larger" in found["b/2020-01-01.yaml"].message
    assert "opened" in found["c/2020-01-01.yaml"].message
    assert "not YAML" in found["d/2020-01-01.yaml"].message


@given(st.binary(max_size=200))
@settings(max_examples=60)
def test_any_bytes_give_agreements_or_errors(content):
    problems = _load_bytes(content)
    assert all(re.match(r"(error|warning): .+:\d+", str(problem)) for problem in problems)


@pytest.mark.parametrize("seed", range(25))
def test_mutated_agreements_give_agreements_or_errors(seed):
    dice = random.Random(seed)
    content = bytearray(EXAMPLE.read_bytes())
    for _ in range(dice.randint(1, 12)):
        spot = dice.randrange(len(content))
        content[spot : spot + dice.randint(0, 3)] = dice.choice(
            [b"", b" ", b"[", b"}", b"\n", b"'", b":", b"x", b"\xff", b"- "]
        )
    assert all(problem.advice for problem in _load_bytes(bytes(content)))


def _load_bytes(content: bytes) -> list:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a" / "2020-01-01.yaml"
        path.parent.mkdir()
        path.write_bytes(content)
        try:
            return list(load_directory(folder).problems)
        except AgreementErrors as errors:
            return errors.problems
