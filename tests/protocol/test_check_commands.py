"""`vangnet agreements check` and `impact` as people and programs call them."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest

from tests.protocol.engine.check_corpora import sound, write
from vangnet.protocol.commands import main


def draft(folder: Path, within: str) -> Path:
    care = deepcopy(sound()["care/2022-01-01.yaml"])
    care["valid_from"] = "2022-06-01"
    care["duties"]["tell"]["within"] = within
    return write({"care/2022-06-01.yaml": care}, folder)


def check(folder: Path, *words: str) -> int:
    return main(["agreements", "check", "--agreements", str(folder), "--on", "2024-01-01", *words])


def test_sound_folder_passes_in_dutch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(write(sound(), tmp_path)) == 0
    out = capsys.readouterr().out
    assert "0 fouten, 0 aandachtspunten" in out and "27 profielen, 1 scenario's, op 2024-01-01." in out
    assert out.endswith("Verslagen lezen: --reports.\n")


def test_error_names_place_advice_and_code_in_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sound()
    del files["care/2022-01-01.yaml"]["duties"]["tell"]["ground"]
    assert check(write(files, tmp_path), "--lang", "en") == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith("error: care/2022-01-01.yaml:")
    assert "[duties.tell]: The duty tell has no ground. Name the law" in line and line.endswith("(no_ground)")


def test_reports_are_printed_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(write(sound(), tmp_path), "--reports", "--lang", "en") == 0
    out = capsys.readouterr().out
    assert "report: -: Without police these goals cannot be reached" in out and "--reports" not in out


def test_folder_without_reports_points_to_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, "--lang", "en") == 1
    assert "--reports" not in capsys.readouterr().out


def test_json_has_every_finding_and_the_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(write(sound(), tmp_path), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["errors"] == 0 and found["on"] == "2024-01-01" and found["scenarios"] == 1
    assert sum(found["counts"].values()) == len(found["findings"])
    keys = ["severity", "family", "code", "file", "line", "clause", "what", "advice", "details"]
    assert all(list(finding) == keys for finding in found["findings"])


def test_day_that_is_no_date_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["agreements", "check", "--on", "tomorrow"])
    assert stopped.value.code == 2
    assert "'tomorrow' is no date; write year-month-day" in capsys.readouterr().err


def test_recording_writes_hashes_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(sound(), tmp_path)
    assert check(folder, "--record") == 0
    assert capsys.readouterr().err.count("Vastgelegd: ") == 2
    assert check(folder, "--record") == 0
    assert capsys.readouterr().err == ""


def test_nothing_is_recorded_of_files_that_do_not_load(tmp_path: Path) -> None:
    assert check(write({**sound(), "care/2023-01-01.yaml": "a: ["}, tmp_path), "--record") == 1
    assert not (tmp_path / "hashes.txt").exists()


def test_check_stands_on_today_when_no_day_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(sound(), tmp_path)
    assert main(["agreements", "check", "--agreements", str(tmp_path), "--json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["on"] >= "2026-01-01"


def impact(base: Path, change: Path, *words: str) -> int:
    return main(
        ["agreements", "impact", str(change), "--agreements", str(base), "--at", "2023-06-01", *words]
    )


def test_impact_table_counts_by_clause_party_and_group(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = write(sound(), tmp_path / "base")
    assert impact(base, draft(tmp_path / "draft", "PT12H"), "--lang", "en") == 0
    out = capsys.readouterr().out
    assert "Changed versions: care/2022-06-01" in out and "1 of 1 dossiers change" in out
    assert "duty        care.tell" in out and "duty        police" in out and "duty        dutch" in out


def test_impact_of_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = write(sound(), tmp_path / "base")
    assert impact(base, draft(tmp_path / "draft", "P1D")) == 0
    assert capsys.readouterr().out.count("geen verschil") == 3


def test_impact_reads_cases_from_a_file_and_names_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = write(sound(), tmp_path / "base")
    lines = [
        json.dumps(
            {"case": "one", "events": [{"id": "e1", "step": "sign", "at": "2023-01-01", "by": "police"}]}
        ),
        '{"case": "two", "events": [{"id": "e1"}]}',
    ]
    cases = tmp_path / "cases.jsonl"
    cases.write_text("\n".join(lines) + "\n")
    assert impact(base, draft(tmp_path / "draft", "PT12H"), "--cases", str(cases), "--json") == 1
    out = capsys.readouterr()
    found = json.loads(out.out)
    assert found["cases"] == 1 and found["changes"][0]["days"] == -0.5
    assert "cases.jsonl" in out.err


def test_impact_of_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = write(sound(), tmp_path / "base")
    assert impact(base, tmp_path / "nowhere", "--lang", "en") == 1
    assert "This folder does not exist." in capsys.readouterr().err
    assert impact(base, tmp_path / "nowhere") == 1
    assert "Deze map bestaat niet." in capsys.readouterr().err


def test_impact_stands_on_now_when_no_moment_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base, change = write(sound(), tmp_path / "base"), draft(tmp_path / "draft", "P1D")
    assert main(["agreements", "impact", str(change), "--agreements", str(base), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["at"] >= "2026-01-01"
