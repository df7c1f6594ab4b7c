"""Goals out of reach: said once when nobody gets there, and without empty sentences."""

from datetime import date
from pathlib import Path

import pytest

from tests.protocol.engine.check_corpora import sound, words, write
from vangnet.protocol.engine.checking.findings import Finding, filled, texts
from vangnet.protocol.engine.checking.goals import without_adversity_of_the_lost
from vangnet.protocol.engine.checking.running import check_directory

DAY = date(2024, 1, 1)
CARE = "care/2022-01-01.yaml"
BAN = {"from": "sign", "not": "safe_place", "ground": "Act A 1", "says": words("Not so.")}


def goal_findings_with(ban: dict, folder: Path) -> list[Finding]:
    files = sound()
    files[CARE]["prohibitions"]["none_of_it"] = ban
    write(files, folder)
    found = check_directory(folder, DAY).findings
    return [each for each in found if each.code.startswith("goal_") and each.clause == "goals.safe_place"]


def test_goal_that_nobody_can_reach_is_said_once_and_names_only_what_is_missing(tmp_path):
    (found,) = goal_findings_with(BAN, tmp_path)
    assert found.code == "goal_unreachable" and found.details["everybody"]
    assert found.what("en").endswith("for: everybody.")
    assert found.what("nl").endswith("voor: iedereen.")


def test_goal_that_some_cannot_reach_does_not_hide_anything(tmp_path):
    (found,) = goal_findings_with(BAN | {"when": "age < 18"}, tmp_path)
    assert not found.details["everybody"]


def finding(
    code: str, clause: str = "goals.safe_place", file: str = CARE, everybody: bool = False
) -> Finding:
    return Finding(code, file, 3, clause, {"everybody": everybody, "number": len(clause)})


def test_adverse_variants_of_a_lost_goal_are_left_out_wherever_they_stand():
    under, lost = finding("goal_unreachable_under"), finding("goal_unreachable", everybody=True)
    again, other = finding("goal_unreachable"), finding("dead_end")
    assert without_adversity_of_the_lost([under, lost, again, other, lost, under]) == [lost, other, lost]


@pytest.mark.parametrize("more", [{"clause": "goals.rights_told"}, {"file": "care/2023-01-01.yaml"}])
def test_another_goal_or_file_keeps_its_own_findings(more):
    found = [
        finding("goal_unreachable", everybody=True),
        finding("goal_unreachable_under", **more),
        finding("goal_unreachable", **more),
    ]
    assert without_adversity_of_the_lost(found) == found


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"who": "all", "what": "a, b"}, "For: all. Missing: a, b. Sorry."),
        ({"who": "all", "what": ""}, "For: all. Sorry."),
    ],
)
def test_part_in_brackets_is_left_out_when_it_would_say_nothing(details, expected):
    assert filled("For: {who}.[ Missing: {what}.] Sorry.", details) == expected


@pytest.mark.parametrize("code", sorted(texts()))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_brackets_in_sentences_are_closed(code, language):
    for key in ("what", "do"):
        text = texts()[code][key][language]
        assert text.count("[") == text.count("]")
