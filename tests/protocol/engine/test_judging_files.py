"""Judging files with mistakes: every mistake is named with file and line, and what is right is judged all the same."""

import json

import pytest

from tests.protocol.engine.builders import write
from vangnet.protocol.commands import main
from vangnet.protocol.engine.yaml_nodes import MAX_BYTES

AGREEMENT = """
facts: {age: {type: years}}
steps: {start: {by: police}, done: {by: police}}
duties: {d: {on: start, by: police, do: done, within: P10D}}
"""
GOOD = b'{"case": "good", "events": [{"id": "e1", "step": "start", "at": "2022-03-01"}]}'


def case(*events: dict, name: str = "bad") -> bytes:
    given = [{"id": f"e{number}", "at": "2022-03-01"} | event for number, event in enumerate(events, 1)]
    return json.dumps({"case": name, "events": given}).encode()


# What is wrong with the second of three lines: the line, the name of its case, and words of the messages.
BAD_LINES = {
    "two problems at once": (
        case({"step": "strat", "at": "yesterday"}),
        "bad",
        ["The step 'strat' is unknown. Did you mean 'start'?", "'yesterday', which is no moment"],
    ),
    "problems in two events": (
        case({"step": "start", "facts": {"age": "old"}}, {"at": "2022-03-02"}),
        "bad",
        ["[e1]", "number", "[e2]", "no `step`"],
    ),
    "event about nobody among two": (
        case(*({"step": "start", "subject": subject} for subject in ("p1", "p2", ""))),
        "bad",
        ["[e3]", "names no subject, but the case is about p1, p2"],
    ),
    "subject that is no text": (case({"step": "start", "subject": ["p1"]}), "bad", ["`subject`"]),
    "day beyond the calendar": (case({"step": "start", "at": "2322-03-01"}), "bad", ["2322-03-01"]),
    "broken encoding": (b'{"case": "b\xe9", "events": []}', None, ["cannot be read as UTF-8"]),
    "half a character": (b'{"case": "\\ud800", "events": []}', None, ["\\ud800 is half a character"]),
    "half a character in a key": (b'{"case": "x", "\\udfff": []}', None, ["\\udfff is half a character"]),
    "two megabytes": (b'{"case": "' + b"x" * 2 * MAX_BYTES + b'"}', None, ["longer than 1000000 bytes"]),
    "a list": (b"[]", None, ["A case", "map"]),
    "half a line": (GOOD[:30], None, ["This is not JSON"]),
    "no name": (b'{"events": []}', None, ["`case`"]),
}


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path, {"a/2020-01-01.yaml": AGREEMENT})


def judged(folder, name: str, content: bytes, at: str = "2022-03-05") -> int:
    (folder / name).write_bytes(content)
    return main(
        ["agreements", "judge", str(folder / name), "--at", at, "--agreements", str(folder), "--lang", "en"]
    )


@pytest.mark.parametrize("mistake", BAD_LINES)
def test_bad_line_is_named_and_the_lines_around_it_are_judged(mistake, folder, capsys):
    line, name, wanted = BAD_LINES[mistake]
    assert judged(folder, "cases.jsonl", b"\n".join([GOOD, line, GOOD])) == 1
    out, err = capsys.readouterr()
    first, bad, last = (json.loads(each) for each in out.splitlines())
    assert first["duties"][0]["status"] == last["duties"][0]["status"] == "open"
    assert bad == {"case": name, "error": bad["error"]}
    for words in wanted:
        assert words in err and words in bad["error"], err
    assert all(f"{folder / 'cases.jsonl'}:2" in each for each in err.splitlines())


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_line_after_one_that_is_far_too_long_keeps_its_number(end, folder, capsys):
    long = b"x" * (3 * MAX_BYTES + 3)
    assert judged(folder, "cases.jsonl", long + b"\n" + long + b"\n{" + end) == 1
    places = [line.split("cases.jsonl:")[1].split(":")[0] for line in capsys.readouterr().err.splitlines()]
    assert places == ["1", "2", "3"]


@pytest.mark.parametrize("content", [b"", b"\n", b"  \n\n"])
@pytest.mark.parametrize(("name", "words"), [("cases.jsonl", "holds no case"), ("case.yaml", "is empty")])
def test_empty_file_is_an_error(content, name, words, folder, capsys):
    assert judged(folder, name, content) == 1
    assert f"{name}:1: The file {words}." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"case: b\xe9\nevents: []", 1, "Byte 0xe9 is not UTF-8"),
        (b"case: x\nevents:\n  - {id: e1, step: strat, at: soon}", 3, "no moment"),
        (b"case: x\nevents:\n  - {id: e1, step: strat, at: soon}", 3, "Did you mean 'start'"),
        (b"x" * 2 * MAX_BYTES, 1, "larger than"),
    ],
)
def test_bad_yaml_case_names_file_and_line(content, line, words, folder, capsys):
    assert judged(folder, "case.yaml", content) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err and f"case.yaml:{line}" in err


def test_file_that_is_not_there_is_an_error(folder, capsys):
    for name in ("none.yaml", "none.jsonl"):
        assert (
            main(
                [
                    "agreements",
                    "judge",
                    name,
                    "--at",
                    "2022-03-05",
                    "--agreements",
                    str(folder),
                    "--lang",
                    "en",
                ]
            )
            == 1
        )
        assert f"{name}:1: The file cannot be opened" in capsys.readouterr().err


def test_event_after_the_reference_moment_is_judged_with_a_warning(folder, capsys):
    later = case(
        {"step": "start"}, {"step": "done", "at": "2202-03-01"}, {"step": "done", "at": "2199-01-01"}
    )
    assert judged(folder, "cases.jsonl", GOOD + b"\n" + later.replace(b"2202", b"2122")) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert "warning" in err and "cases.jsonl:2 [bad]: 2 of the events lie after the reference moment" in err
    assert "the first is e2 (2122-03-01T00:00:00+01:00)" in err
