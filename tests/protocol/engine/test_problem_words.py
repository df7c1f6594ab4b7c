"""Problems in Dutch: what the engine says of wrong files is recognised, and its Dutch fits."""

import re
from collections import Counter

import pytest

from tests.protocol.engine.bad_agreements import BAD
from tests.protocol.engine.builders import problems_of, program_of, write
from tests.protocol.engine.test_case_files import BAD as BAD_CASES
from vangnet.protocol.commands import main
from vangnet.protocol.engine import Problem
from vangnet.protocol.engine.cases import read_cases
from vangnet.protocol.engine.problem_words import HOLE, in_dutch, sentences, shown


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> list[Problem]:
    """Everything that the engine says of the bad files of these tests."""
    problems = [each for text, *_ in BAD.values() for each in problems_of({"a/2020-01-01.yaml": text}, True)]
    folder, corpus = tmp_path_factory.mktemp("cases"), program_of("").corpus
    for text, *_ in BAD_CASES.values():
        path = folder / "case.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        problems += [problem for read in read_cases(path, corpus) for problem in read.problems]
    return problems


def test_most_problems_are_said_in_dutch(found):
    dutch = [problem for problem in found if shown(problem, "nl").startswith(("fout", "let op"))]
    assert len(dutch) == len(found)
    said = [problem for problem in found if problem.message not in shown(problem, "nl")]
    assert len(said) / len(found) > 0.6, Counter(p.message for p in found if p not in said).most_common(20)


def test_english_stays_as_it_is(found):
    assert all(shown(problem, "en") == str(problem) for problem in found)


@pytest.mark.parametrize("place", range(len(sentences())))
def test_sentence_is_recognised_with_its_holes_filled(place):
    english, dutch = sentences()[place]
    holes = {name: f"<{name}>" for name in english.groupindex}
    assert set(HOLE.findall(dutch)) == set(holes)
    text = re.sub(r"\(\?P<(\w+)>\.\+\?\)", lambda hole: f"<{hole[1]}>", english.pattern)
    sentence = re.sub(r"\\(.)", r"\1", text)
    assert in_dutch(sentence) == HOLE.sub(lambda hole: holes[hole[1]], dutch)


def test_phrase_within_a_sentence_is_dutch_too():
    assert in_dutch("The fact 'age' has no `value`.") == "Het feit 'age' heeft geen `value`."
    assert in_dutch("inform: `by` cannot be 'x'.") == "inform: `by` kan niet 'x' zijn."
    assert (
        in_dutch("In the guard 'aeg < 3': The fact 'aeg' is not defined.")
        == "In de voorwaarde 'aeg < 3': Het feit 'aeg' is nergens omschreven."
    )


def test_what_is_not_in_the_list_stays_english_as_a_whole():
    for problem in (
        Problem("f", 3, "c", "Something else.", "Check the code."),
        Problem("f", 3, "c", "The file is empty.", "Something else."),
    ):
        assert shown(problem, "nl") == f"fout: f:3 [c]: {problem.message} {problem.advice}"
    assert (
        shown(Problem("f", 1, "", "The file is empty.", "", "warning"), "nl")
        == "let op: f:1: Het bestand is leeg."
    )


def test_command_line_speaks_dutch_unless_asked_otherwise(tmp_path, capsys):
    write(tmp_path, {"case.yaml": "case: x\nevents: [{id: e1, step: indicaton, at: soon}]"})
    words = ["agreements", "judge", str(tmp_path / "case.yaml"), "--at", "2025-01-01"]
    assert main(words) == 1
    err = capsys.readouterr().err
    assert "case.yaml:2 [e1]: De stap 'indicaton' is onbekend. Bedoelt u 'indication'?" in err
    assert "`at` is 'soon', en dat is geen moment." in err
    assert main([*words, "--lang", "en"]) == 1
    assert "Did you mean 'indication'?" in capsys.readouterr().err
    assert main(["agreements", "check", "--agreements", str(tmp_path)]) == 1
    assert "In deze map staan geen procesafspraken." in capsys.readouterr().out
