"""The impact report: the same cases under the agreements as they are and under a draft."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.protocol.engine.check_corpora import Files, sound, write
from vangnet.protocol.engine import AgreementErrors, Case, Event, compile_corpus, load_directory
from vangnet.protocol.engine.checking.profiles import read_profiles
from vangnet.protocol.engine.impact import Impact, impact, load_draft, scenario_cases, touched
from vangnet.protocol.engine.moments import epoch
from vangnet.protocol.engine.registers import PACKAGED

AT = epoch("2024-06-01")


def event(number: int, step: str, day: str, **facts: Any) -> Event:
    moment = epoch(day)
    return Event(f"e{number}", step, moment, moment, "police", "p1", facts)


CASES = (
    Case(
        "minor",
        (event(1, "sign", "2023-03-01", age=15, origin="nl"), event(2, "rights_told", "2023-03-01T12:00")),
    ),
    Case(
        "adult",
        (event(1, "sign", "2023-03-01", age=30, origin="abroad"), event(2, "rest_started", "2023-03-05")),
    ),
    Case("pressed", (event(1, "rest_started", "2023-03-05"), event(2, "pressed", "2023-03-06"))),
    Case("before", (event(1, "left", "2019-03-01"),)),
)


def draft_of(**changes: Any) -> Files:
    """Give a draft with one new version from 2023 on, changed in some sections."""
    care = deepcopy(sound()["care/2022-01-01.yaml"])
    care["valid_from"] = "2023-01-01"
    for section, change in changes.items():
        change(care[section])
    return {"care/2023-01-01.yaml": care}


def impact_of(draft: Files, tmp_path: Path) -> Impact:
    base, folder = write(sound(), tmp_path / "base"), write(draft, tmp_path / "draft")
    groups = read_profiles(base, []).victim_groups
    programs = compile_corpus(load_directory(base)), compile_corpus(load_draft(base, folder))
    return impact(*programs, CASES, at=AT, groups=groups)


def test_draft_that_changes_nothing_has_no_impact(tmp_path: Path) -> None:
    found = impact_of(draft_of(), tmp_path)
    assert found.cases == 4 and found.changes == () and found.cases_changed == 0
    assert found.versions == ("care/2023-01-01",)


def test_shorter_term_moves_duties_and_changes_their_status(tmp_path: Path) -> None:
    found = impact_of(draft_of(duties=lambda duties: duties["tell"].update(within="PT6H")), tmp_path)
    assert {(one.case, one.clause, one.change, one.days) for one in found.changes} == {
        ("minor", "care.tell", "moved", -0.75),
        ("adult", "care.tell", "moved", -0.75),
    }
    minor = next(one for one in found.changes if one.case == "minor")
    assert minor.before and minor.before.status == "in_time" and minor.after and minor.after.status == "late"
    assert minor.parties == ("police",) and minor.groups == ("minors", "dutch")


def test_new_duty_and_vanished_duty_are_counted_per_party_and_group(tmp_path: Path) -> None:
    def change(duties: dict[str, Any]) -> None:
        duties["once_more"] = {**duties.pop("inquire"), "within": "P9D"}

    found = impact_of(draft_of(duties=change), tmp_path)
    assert found.by_clause() == {
        ("duty", "care.inquire"): {"vanished": 2},
        ("duty", "care.once_more"): {"new": 2},
    }
    assert found.by_party() == {("duty", "police"): {"new": 2, "vanished": 2}}
    assert found.by_group() == {
        ("duty", "dutch"): {"new": 1, "vanished": 1},
        ("duty", "minors"): {"new": 1, "vanished": 1},
    }


def test_other_period_moves_its_end_and_what_hangs_on_it(tmp_path: Path) -> None:
    found = impact_of(draft_of(periods=lambda periods: periods["rest"].update(lasts="P1M")), tmp_path)
    assert {(one.kind, one.clause, one.change) for one in found.changes} == {("period", "care.rest", "moved")}
    assert {one.days for one in found.changes} == {-61.0}


def test_lifted_prohibition_and_new_requirement_show_as_breach_and_deviation(tmp_path: Path) -> None:
    draft = draft_of(
        prohibitions=lambda bans: bans.clear(),
        requires=lambda requires: requires.append({"step": "pressed", "after": "sign", "ground": "Act A 9"}),
    )
    found = impact_of(draft, tmp_path)
    assert {(one.case, one.kind, one.change) for one in found.changes} == {
        ("pressed", "breach", "vanished"),
        ("pressed", "deviation", "new"),
    }
    assert found.cases_changed == 1
    assert found.changes[0].days is None


def test_duty_of_another_party_is_another_status(tmp_path: Path) -> None:
    found = impact_of(draft_of(duties=lambda duties: duties["tell"].update(by=["shelter"])), tmp_path)
    assert {one.change for one in found.changes} == {"status"}
    assert {one.parties for one in found.changes} == {("police", "shelter")}


def test_report_as_plain_values_is_complete_and_stable(tmp_path: Path) -> None:
    draft = draft_of(duties=lambda duties: duties["tell"].update(within="PT6H"))
    first, second = impact_of(draft, tmp_path).to_dict(), impact_of(draft, tmp_path).to_dict()
    assert first == second
    assert first["at"] == "2024-06-01T00:00:00+02:00"
    assert first["by_party"] == [
        {"kind": "duty", "name": "police", "new": 0, "vanished": 0, "moved": 2, "status": 0}
    ]
    assert first["changes"][0]["before"] == {"due": "2023-03-02T00:00:00+01:00", "status": "in_time"}


def test_new_result_has_nothing_before_it(tmp_path: Path) -> None:
    found = impact_of(draft_of(duties=lambda duties: duties.pop("inquire")), tmp_path)
    assert [one.to_dict()["after"] for one in found.changes] == [None, None]


def test_draft_lies_over_the_agreements_with_its_registers(tmp_path: Path) -> None:
    base = write(sound(), tmp_path / "base")
    draft = write(
        {**draft_of(), "parties.yaml": {"parties": {"police": {"name": {"nl": "P", "en": "P"}}}}},
        tmp_path / "draft",
    )
    corpus = load_draft(base, draft)
    assert [one.valid_from.year for one in corpus.agreements] == [2020, 2022, 2023]
    assert corpus.parties["police"].name["en"] == "P"


@pytest.mark.parametrize(
    ("files", "message"),
    [(None, "This folder does not exist."), ({"note.txt": "x"}, "There are no agreements in this draft.")],
)
def test_draft_that_is_no_draft_is_refused(files: Files | None, message: str, tmp_path: Path) -> None:
    base = write(sound(), tmp_path / "base")
    if files:
        write(files, tmp_path / "draft")
    with pytest.raises(AgreementErrors) as refused:
        load_draft(base, tmp_path / "draft")
    assert [problem.message for problem in refused.value.problems] == [message]


def test_draft_with_an_error_is_refused_like_any_agreement(tmp_path: Path) -> None:
    base = write(sound(), tmp_path / "base")
    draft = write(draft_of(duties=lambda duties: duties["tell"].update(within="P1X")), tmp_path / "draft")
    with pytest.raises(AgreementErrors):
        load_draft(base, draft)


def test_scenarios_are_the_cases_when_nothing_else_is_given(tmp_path: Path) -> None:
    base = write({**sound(), "care/scenarios/odd.yaml": "[unfinished"}, tmp_path)
    cases = scenario_cases(base, compile_corpus(load_directory(base)))
    assert [case.id for case in cases] == ["in-time"]


def test_only_agreements_that_a_draft_can_touch_are_judged_again(tmp_path: Path) -> None:
    files = sound()
    linked = deepcopy(files["care/2022-01-01.yaml"])
    files["court/2020-01-01.yaml"] = {
        "agreement": "court",
        "valid_from": "2020-01-01",
        "uses": {"steps": ["rest_over", "alarm_heard"]},
        "duties": {"after_rest": {**linked["duties"]["hear_alarm"], "on": "rest_over"}},
    }
    files["apart/2020-01-01.yaml"] = {
        "agreement": "apart",
        "valid_from": "2020-01-01",
        "duties": {"look": {**linked["duties"]["inquire"]}},
    }
    files["ban/2020-01-01.yaml"] = {
        "agreement": "ban",
        "valid_from": "2020-01-01",
        "prohibitions": {"rest": {"during": "care.rest", "not": "left"}},
    }
    base = write(files, tmp_path / "base")
    current = load_directory(base)
    shorter = load_draft(
        base, write(draft_of(duties=lambda duties: duties["tell"].update(within="PT6H")), tmp_path / "one")
    )
    assert touched(current, shorter) == {"care", "court", "ban"}
    other = deepcopy(draft_of())
    other["care/2023-01-01.yaml"]["steps"]["inquiry"]["sets"] = {"willing": True}
    assert touched(current, load_draft(base, write(other, tmp_path / "two"))) == {
        "care",
        "court",
        "ban",
        "apart",
    }


def test_judging_only_touched_agreements_leaves_nothing_out(tmp_path: Path) -> None:
    current = compile_corpus(load_directory(PACKAGED))
    source = (PACKAGED / "minors-protection" / "2015-01-01.yaml").read_text(encoding="utf-8")
    changed = source.replace("valid_from: 2015-01-01", "valid_from: 2024-01-01").replace("PT24H", "PT12H")
    folder = write({"minors-protection/2024-01-01.yaml": changed}, tmp_path)
    draft = compile_corpus(load_draft(PACKAGED, folder))
    cases = scenario_cases(PACKAGED, current)
    found = impact(current, draft, cases, at=epoch("2026-06-01")).changes
    everything = frozenset(agreement.name for agreement in current.corpus.agreements)
    assert touched(current.corpus, draft.corpus) != everything
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vangnet.protocol.engine.impact.touched", lambda *_: everything)
        patch.setattr("vangnet.protocol.engine.impact.starting_steps", lambda _: {*current.corpus.steps})
        assert impact(current, draft, cases, at=epoch("2026-06-01")).changes == found
    assert found
