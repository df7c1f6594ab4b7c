"""The command line: what it prints, where, and with which exit code."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.protocol.engine.builders import write
from vangnet.protocol.commands import main

CASE = "case: x\nevents: [{id: e1, step: start, at: 2022-03-01T10:00, by: police, subject: p1, facts: {age: 3}}]\n"
AGREEMENT = """
facts: {age: {type: years}}
steps: {start: {by: police}, done: {by: police}}
duties: {d: {on: start, by: police, do: done, within: P10D, when: "age < 18"}}
"""
SCENARIO = CASE + "expect: [{at: 2022-03-05, duties: {a.d: %s}}]\n"


@pytest.fixture
def folder(tmp_path):
    return write(
        tmp_path, {"a/2020-01-01.yaml": AGREEMENT, "case.yaml": CASE, "a/scenarios/x.yaml": SCENARIO % "open"}
    )


def run(*words) -> int:
    return main(["agreements", *(str(word) for word in words)])


def test_judge_prints_text_in_the_language_asked(folder, capsys):
    assert run("judge", folder / "case.yaml", "--at", "2022-03-05", "--agreements", folder) == 0
    assert "Plichten" in capsys.readouterr().out
    assert (
        run("judge", folder / "case.yaml", "--at", "2022-03-05", "--agreements", folder, "--lang", "en") == 0
    )
    assert "must do this" in capsys.readouterr().out


def test_judge_prints_json(folder, capsys):
    words = ("--at", "2022-03-05T00:00", "--known", "2022-03-04", "--agreements", folder, "--json")
    assert run("judge", folder / "case.yaml", *words) == 0
    judged = json.loads(capsys.readouterr().out)
    assert judged["at"] == "2022-03-05T00:00:00+01:00"
    assert judged["known"] == "2022-03-04T00:00:00+01:00"
    assert judged["duties"][0]["due"] == "2022-03-11T10:00:00+01:00"


def test_judge_streams_a_line_for_every_case_and_names_the_bad_ones(folder, capsys):
    line = {"case": "x", "events": [{"id": "e1", "step": "start", "at": "2022-03-01"}]}
    write(folder, {"cases.jsonl": "\n".join([json.dumps(line), "{", json.dumps(line | {"case": "y"})])})
    words = ("--at", "2022-03-05", "--agreements", folder, "--lang", "en")
    assert run("judge", folder / "cases.jsonl", *words) == 1
    out, err = capsys.readouterr()
    first, bad, last = (json.loads(each) for each in out.splitlines())
    assert (first["case"], bad["case"], last["case"]) == ("x", None, "y")
    assert "cases.jsonl:2: This is not JSON" in err
    assert "cases.jsonl:2: This is not JSON" in bad["error"]


def test_judge_says_what_is_wrong_with_agreements(folder, capsys):
    write(folder, {"b/2020-01-01.yaml": "titel: x"})
    assert run("judge", folder / "case.yaml", "--at", "2022-03-05", "--agreements", folder) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "b/2020-01-01.yaml:3" in err


def test_check_counts_and_succeeds(folder, capsys):
    assert run("check", "--agreements", folder, "--lang", "en") in (0, 1)
    assert "scenario" in capsys.readouterr().out


def test_check_finds_files_and_scenarios_that_are_wrong(folder, capsys):
    write(folder, {"a/scenarios/y.yaml": SCENARIO % "late"})
    assert run("check", "--agreements", folder) == 1
    out, err = capsys.readouterr()
    assert "a.d should be late" in out + err
    write(folder, {"b/2020-01-01.yaml": "titel: x"})
    assert run("check", "--agreements", folder, "--json") == 1
    assert "titel" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [[], ["judge"], ["judge", "x.yaml"], ["judge", "x.yaml", "--at", "boo"], ["jugde"]]
)
def test_wrong_use_ends_with_two(words, capsys):
    with pytest.raises(SystemExit) as exit:
        run(*words)
    assert exit.value.code == 2
    assert capsys.readouterr().err


def test_program_runs_without_framework_and_starts_quickly(folder):
    words = [
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "vangnet.protocol.commands",
        "agreements",
        "judge",
        str(folder / "case.yaml"),
        "--at",
        "2022-03-05",
        "--agreements",
        str(folder),
    ]
    started = time.perf_counter()
    result = subprocess.run(words, capture_output=True, text=True, check=True)
    assert "django" not in result.stderr
    assert time.perf_counter() - started < 5


def test_reader_that_goes_away_is_no_error(folder):
    line = json.dumps({"case": "x", "events": []})
    write(folder, {"cases.jsonl": "\n".join([line] * 3000)})
    words = [
        sys.executable,
        "-m",
        "vangnet.protocol.commands",
        "agreements",
        "judge",
        str(folder / "cases.jsonl"),
        "--at",
        "2022-03-05",
        "--agreements",
        str(folder),
    ]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert errors == b""
    assert os.path.exists(folder)


def test_full_disk_is_said_and_is_no_riddle(folder):
    words = [
        "agreements",
        "judge",
        str(folder / "case.yaml"),
        "--at",
        "2022-03-05",
        "--agreements",
        str(folder),
    ]
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "vangnet.config.commandline", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert ended.returncode == 1
    assert "The output cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_folder_that_cannot_be_made_is_named(folder, capfd):
    (folder / "file").write_text("x")

    def stumble(arguments):
        (folder / "file" / "out").mkdir()

    def add(adder):
        adder("stumble").set_defaults(command=stumble)

    assert main(["agreements", "stumble"], more=add) == 1
    assert "file/out' cannot be written or read: Not a directory." in capfd.readouterr().err


def test_agreements_that_are_a_file_are_called_a_file(folder, capsys):
    words = ("--at", "2022-03-05", "--agreements", folder / "case.yaml")
    assert run("judge", folder / "case.yaml", *words, "--lang", "en") == 1
    assert "This is a file, not a folder." in capsys.readouterr().err


def test_command_reads_files_from_the_folder_it_is_called_in(folder):
    (folder / "yaml.py").write_text("raise SystemExit('a file of the caller was imported')")
    command = Path(__file__).resolve().parents[3] / "run"
    words = [
        "vangnet",
        "agreements",
        "judge",
        "case.yaml",
        "--at",
        "2022-03-05",
        "--agreements",
        ".",
        "--json",
    ]
    ended = subprocess.run([command, *words], cwd=folder, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["duties"][0]["status"] == "open"
