"""Every family of checks is shown corpora that are broken in one place: the error must be found, and named where it is."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.protocol.engine.check_corpora import Files, duty, small, sound, sound_corpora, words, write
from vangnet.protocol.engine.checking.findings import texts
from vangnet.protocol.engine.checking.running import CheckReport, check_directory
from vangnet.protocol.engine.registers import PACKAGED

DAY = date(2024, 1, 1)
NEW = "care/2022-01-01.yaml"
Break = Callable[[Any], None]


def checked(files: Files, folder: Path) -> CheckReport:
    return check_directory(write(files, folder), DAY)


def broken(change: Callable[[dict[str, Any]], Any]) -> Files:
    """Break the version of the sound corpus that is in force."""
    files = sound()
    change(files[NEW])
    return files


def edit(*path: str, value: Any) -> Files:
    files = sound()
    place = files[NEW]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return files


def drop(*path: str) -> Files:
    files = sound()
    place = files[NEW]
    for key in path[:-1]:
        place = place[key]
    del place[path[-1]]
    return files


def add_duty(**keys: Any) -> Files:
    return edit("duties", "extra", value=duty(**{"on": "sign", "by": "police", "do": "inquiry"} | keys))


def require(*requirements: dict[str, Any]) -> Files:
    return broken(lambda care: care["requires"].extend(requirements))


def other_file(name: str, change: Callable[[Any], Any]) -> Files:
    files = sound()
    change(files[name])
    return files


def must_not(**keys: Any) -> Files:
    ban = {"not": "inquiry", "ground": "Act A 7", "says": words("Never."), **keys}
    return edit("prohibitions", "extra", value=ban)


def must_within_rest(term: str) -> Files:
    files = must_not(during="rest", **{"not": "alarm_heard"})
    files[NEW]["duties"]["extra"] = duty(on="rest_started", by="court", do="alarm_heard", within=term)
    return files


def needs_slow_step() -> Files:
    files = require({"step": "alarm_heard", "after": "safe_place"})
    files[NEW]["duties"]["extra"] = duty(on="sign", by="court", do="alarm_heard", within="PT24H")
    return files


def needs_slow_choice() -> Files:
    files = require({"step": "alarm_heard", "after_any": ["rest_over"]})
    files[NEW]["duties"]["extra"] = duty(on="rest_started", by="court", do="alarm_heard", within="P1W")
    return files


def two_alone() -> Files:
    files = edit("steps", "inquiry", "by", value=["police", "court"])
    files[NEW]["duties"]["extra"] = duty(on="sign", by="court", do="inquiry")
    return files


def goal_of_the_person_alone() -> Files:
    files = edit("goals", value=["place_refused"])
    return files


def impossible_under_refusal() -> Files:
    return require({"step": "safe_place", "after": "statement"})


def gap_with(**keys: Any) -> Files:
    return other_file("accepted-gaps.yaml", lambda gaps: gaps["accepted"][0].update(keys))


def retroactive_ground() -> Files:
    files = edit("retroactive", value={"from": "1999-01-01", "clauses": ["tell"]})
    return files


def hashes(*lines: str) -> Files:
    return {**sound(), "hashes.txt": "\n".join(lines) + "\n"}


ERRORS: dict[str, tuple[Files, str, str]] = {
    # clauses
    "duty without ground": (drop("duties", "tell", "ground"), "no_ground", "duties.tell"),
    "ground that is in no register": (
        edit("duties", "tell", "ground", value="Act B 1"),
        "ground_not_registered",
        "duties.tell",
    ),
    "ground that ended": (
        edit("duties", "tell", "ground", value="Old decree 3"),
        "ground_not_valid",
        "duties.tell",
    ),
    "ground of a right that ended": (
        edit("rights", "speak", "ground", value="Old decree 3"),
        "ground_not_valid",
        "rights.speak",
    ),
    "ground younger than a retroactive clause": (retroactive_ground(), "ground_not_valid", "duties.tell"),
    "duty toward nobody": (drop("duties", "tell", "toward"), "no_claimant", "duties.tell"),
    "duty without term": (drop("duties", "tell", "within"), "no_term", "duties.tell"),
    "open norm without number": (
        edit("duties", "tell", "within", value={"norm": words("soon")}),
        "no_target",
        "duties.tell",
    ),
    "duty that its holder cannot record": (
        edit("duties", "tell", "by", value="court"),
        "holder_cannot_record",
        "duties.tell",
    ),
    "step of a stranger fulfils": (
        edit("duties", "tell", "do", value=["rights_told", "guardian_named"]),
        "other_party_records",
        "duties.tell",
    ),
    "duty fulfilled by the system": (
        edit("duties", "tell", "do", value=["rights_told", "rest_over"]),
        "derived_fulfilment",
        "duties.tell",
    ),
    "right of nobody": (drop("rights", "speak", "who"), "right_of_nobody", "rights.speak"),
    "party that is in no register": (
        edit("duties", "tell", "toward", value="fairy"),
        "unknown_party",
        "duties.tell",
    ),
    "doubt that nobody can lift": (
        broken(
            lambda care: (
                care["facts"].update(secret={"type": "yes_no"}),
                care["duties"]["guardian"].update(when="age < 18 and secret", in_doubt="ask"),
            )
        ),
        "doubt_never_lifted",
        "duties.guardian",
    ),
    "clock that never runs again": (
        broken(
            lambda care: (
                care["steps"].update(never={"derived": True}),
                care["duties"]["tell"].update(pauses=[{"from": "left", "until": "never"}]),
            )
        ),
        "pause_without_end",
        "duties.tell",
    ),
    "prohibition that never starts": (
        broken(
            lambda care: (
                care["steps"].update(never={"derived": True}),
                care["prohibitions"].update(extra={"from": "never", "not": "left", "ground": "Act A 1"}),
            )
        ),
        "never_starts",
        "prohibitions.extra",
    ),
    # goals
    "goal that only the person can bring": (
        goal_of_the_person_alone(),
        "goal_unreachable",
        "goals.place_refused",
    ),
    "goal behind a circle": (
        require({"step": "rights_told", "after": "inquiry"}, {"step": "inquiry", "after": "rights_told"}),
        "goal_unreachable",
        "goals.rights_told",
    ),
    "goal out of reach of who refuses": (
        impossible_under_refusal(),
        "goal_unreachable_under",
        "goals.safe_place",
    ),
    "goal forbidden for ever": (
        must_not(**{"from": "sign", "not": "safe_place"}),
        "goal_unreachable",
        "goals.safe_place",
    ),
    "goal forbidden to minors": (
        must_not(**{"from": "sign", "not": "safe_place", "when": "age < 18"}),
        "goal_unreachable",
        "goals.safe_place",
    ),
    # coverage
    "phase without anybody responsible": (
        other_file(
            "profiles.yaml",
            lambda one: one["phases"].update(shelter=[{"parties": ["shelter"], "when": "age < 18"}]),
        ),
        "nobody_responsible",
        "phases.shelter",
    ),
    "phase without route": (drop("duties", "rest"), "no_route", "phases.protection"),
    "route only for minors": (
        edit("duties", "place", "when", value="age < 18"),
        "no_route",
        "phases.shelter",
    ),
    "route only in a region": (edit("regions", value=["north"]), "no_route", "phases.signalling"),
    "route that nothing leads to": (
        edit("duties", "place", "on", value="place_refused"),
        "no_route",
        "phases.shelter",
    ),
    "gap nobody accepted": (
        {name: part for name, part in sound().items() if name != "accepted-gaps.yaml"},
        "no_route",
        "phases.shelter",
    ),
    "gap whose acceptance ended": (gap_with(until="2023-12-31"), "no_route", "phases.shelter"),
    "gap accepted only later": (gap_with(on="2025-01-01"), "no_route", "phases.shelter"),
    "gap accepted for somebody else": (gap_with(where={"origin": ["abroad"]}), "no_route", "phases.shelter"),
    "gap accepted by nobody": (
        other_file("accepted-gaps.yaml", lambda gaps: gaps["accepted"][0].pop("by")),
        "loading",
        "accepted.1",
    ),
    "gap without reason": (
        other_file("accepted-gaps.yaml", lambda gaps: gaps["accepted"][0].pop("reason")),
        "loading",
        "accepted.1",
    ),
    "gap on an axis that does not exist": (gap_with(where={"colour": ["red"]}), "loading", "accepted.1"),
    "gap for a value that does not exist": (gap_with(where={"origin": ["mars"]}), "loading", "accepted.1"),
    "gap in both a phase and a goal": (gap_with(goal="care.safe_place"), "loading", "accepted.1"),
    "profile phase that does not exist": (
        other_file("profiles.yaml", lambda one: one["phases"].update(healing=[{"parties": ["police"]}])),
        "loading",
        "phases.healing",
    ),
    "axis without values": (
        other_file("profiles.yaml", lambda one: one["axes"].update(empty={"label": words("Empty")})),
        "loading",
        "axes.empty",
    ),
    "share that is no share": (
        other_file("profiles.yaml", lambda one: one.update(scenario_share="much")),
        "loading",
        "",
    ),
    "profiles that are no YAML": ({**sound(), "profiles.yaml": "axes: [unfinished"}, "loading", ""),
    # dead ends
    "duty that can never be met": (
        require({"step": "alarm_heard", "after": "pressed"}, {"step": "pressed", "after": "alarm_heard"}),
        "dead_end",
        "duties.hear_alarm",
    ),
    "duty with a step forbidden to minors": (
        must_not(**{"from": "sign", "not": "guardian_named", "when": "age < 18"}),
        "must_and_must_not",
        "duties.guardian",
    ),
    "trigger that cannot happen": (
        broken(lambda care: care["steps"].update(left={"derived": True})),
        "nothing_makes",
        "steps.left",
    ),
    "clause that never starts": (
        broken(
            lambda care: (
                care["steps"].update(never={"derived": True}),
                care["duties"]["hear_alarm"].update(on="never"),
            )
        ),
        "never_starts",
        "duties.hear_alarm",
    ),
    "right that cannot be used": (
        broken(
            lambda care: (
                care["steps"].update(never={"derived": True}),
                care["rights"]["speak"].update(may="never"),
            )
        ),
        "right_unusable",
        "rights.speak",
    ),
    "step that nobody records": (
        broken(
            lambda care: (care["steps"].update(lonely={}), care["duties"]["rest"].update(lapses_on="lonely"))
        ),
        "nobody_records",
        "duties.rest",
    ),
    "step that is defined nowhere": (
        edit("duties", "rest", "lapses_on", value="gone_with_the_wind"),
        "undefined_step",
        "duties.rest",
    ),
    "circle of requirements": (
        require({"step": "left", "after": "pressed"}, {"step": "pressed", "after": "left"}),
        "requirement_unmeetable",
        "requires.left",
    ),
    "requirement of one of nothing": (
        broken(
            lambda care: (
                care["steps"].update(never={"derived": True}),
                care["requires"].append({"step": "left", "after_any": ["never"]}),
            )
        ),
        "requirement_unmeetable",
        "requires.left",
    ),
    # contradictions
    "must and must not from the same moment": (
        must_not(**{"from": "sign"}),
        "must_and_must_not",
        "duties.inquire",
    ),
    "must within a period that forbids": (must_within_rest("P1W"), "must_and_must_not", "duties.extra"),
    "must in a period that never ends": (
        broken(
            lambda care: (
                care["periods"].update(
                    {"open": {"from": "sign", "ends_early_on": "left", "ground": "Act A 1"}}
                ),
                care["prohibitions"].update(
                    {"extra": {"during": "care.open", "not": "inquiry", "ground": "Act A 1"}}
                ),
            )
        ),
        "must_and_must_not",
        "duties.inquire",
    ),
    "two who are each alone responsible": (two_alone(), "two_alone_responsible", "duties.inquire"),
    "before and after at once": (
        require({"step": "left", "after": "pressed"}, {"step": "left", "before": "pressed"}),
        "before_and_after",
        "requires.left",
    ),
    "versions on one date": (edit("valid_until", value="2021-01-01"), "loading", ""),
    "overlapping versions": (
        other_file("care/2020-01-01.yaml", lambda care: care.update(valid_until="2022-06-30")),
        "loading",
        "",
    ),
    # guards
    "guard that is never true": (
        edit("duties", "guardian", "when", value="age < 12 and age > 17"),
        "guard_never_true",
        "duties.guardian",
    ),
    "guard that is always true": (
        edit("duties", "guardian", "when", value="age < 18 or age >= 18"),
        "guard_always_true",
        "duties.guardian",
    ),
    "agreement for nobody": (edit("applies", value="age < 0"), "guard_never_true", "applies"),
    "guard outside its agreement": (
        edit("applies", value="age >= 21"),
        "guard_outside_agreement",
        "duties.guardian",
    ),
    "branch that is never reached": (
        edit(
            "duties",
            "place",
            "within",
            value=[
                {"when": "age < 18", "term": "P1D"},
                {"when": "age < 12", "term": "PT4H"},
                {"term": "P3D"},
            ],
        ),
        "branch_never_reached",
        "duties.place",
    ),
    "branch outside its duty": (
        edit("duties", "guardian", "within", value=[{"when": "age > 30", "term": "P1D"}, {"term": "P3D"}]),
        "branch_never_reached",
        "duties.guardian",
    ),
    "guard with an unknown fact": (
        edit("duties", "guardian", "when", value="agee < 18"),
        "loading",
        "duties.guardian",
    ),
    "guard with a value that does not exist": (
        edit("duties", "place", "when", value="origin == 'moon'"),
        "loading",
        "duties.place",
    ),
    "guard of the wrong type": (
        edit("duties", "guardian", "when", value="age == 'old'"),
        "loading",
        "duties.guardian",
    ),
    "guard with code in it": (
        edit("duties", "guardian", "when", value="__import__('os').system('true')"),
        "loading",
        "duties.guardian",
    ),
    # files, scenarios, publication
    "zero term": (edit("duties", "tell", "within", value="P0D"), "loading", "duties.tell"),
    "unknown key": (edit("duties", "tell", "colour", value="red"), "shape", "duties.tell"),
    "norm that is no wording": (
        edit("duties", "tell", "within", value={"norm": "soon", "target": "P1D"}),
        "shape",
        "duties.tell",
    ),
    "circle of derived steps without time": (
        broken(
            lambda care: (
                care["facts"].update(ends={"type": "date"}),
                care["periods"].update(
                    {
                        "loop": {
                            "from": "rest_over",
                            "lasts": {"until": "ends"},
                            "then": "rest_over",
                            "ground": "Act A 1",
                        }
                    }
                ),
            )
        ),
        "loading",
        "periods.loop",
    ),
    "scenario that does not come out": (
        other_file(
            "care/scenarios/in-time.yaml",
            lambda one: one["expect"][0]["duties"].update({"care.tell": "late"}),
        ),
        "loading",
        "in-time",
    ),
    "too few outcomes shown": (
        other_file("profiles.yaml", lambda one: one.update(scenario_share=0.9)),
        "scenario_share_too_low",
        "",
    ),
    "published file that was never recorded": (hashes("# nothing yet"), "published_not_recorded", ""),
    "published file that changed": (
        hashes(f"{'0' * 64}  care/2020-01-01.yaml"),
        "published_file_changed",
        "",
    ),
    "published file that is gone": (hashes(f"{'0' * 64}  care/2019-01-01.yaml"), "published_file_gone", ""),
    "hash that is no hash": (hashes("abc care"), "hash_unreadable", ""),
    "hash that stands there twice": (
        hashes(f"{'0' * 64}  care/2020-01-01.yaml", f"{'1' * 64}  care/2020-01-01.yaml"),
        "hash_twice",
        "",
    ),
}

WARNINGS: dict[str, tuple[Files, str, str]] = {
    "term shorter than what it needs": (needs_slow_step(), "infeasible", "duties.extra"),
    "term shorter than the period before it": (needs_slow_choice(), "infeasible", "duties.extra"),
    "right without ground": (drop("rights", "speak", "ground"), "no_ground_elsewhere", "rights.speak"),
    "duty toward itself": (edit("duties", "tell", "toward", value="police"), "toward_itself", "duties.tell"),
    "duty of the person": (
        edit("duties", "extra", value=duty(on="sign", by="person", toward="police", do="place_refused")),
        "person_has_duty",
        "duties.extra",
    ),
    "step that both fulfils and lets lapse": (
        edit("duties", "rest", "lapses_on", value=["left", "rest_started"]),
        "lapse_never_counts",
        "duties.rest",
    ),
    "clause without source": (drop("rights", "speak", "source"), "no_source", "rights.speak"),
    "clause without sentence": (drop("periods", "rest", "says"), "no_sentence", "periods.rest"),
    "agreement without title": (drop("title"), "no_title", ""),
    "one of two holders cannot record": (
        edit("duties", "tell", "by", value=["police", "court"]),
        "one_holder_cannot_record",
        "duties.tell",
    ),
    "period that never ends": (
        edit("periods", "open", value={"from": "sign", "ground": "Act A 1"}),
        "period_without_end",
        "periods.open",
    ),
    "derived step with a recorder": (
        edit("steps", "rest_over", value={"derived": True, "by": ["police"]}),
        "derived_with_recorder",
        "steps.rest_over",
    ),
    "end of a period that is not derived": (
        edit("periods", "rest", "then", value="left"),
        "not_derived",
        "periods.rest",
    ),
    "two terms for one act": (
        edit("duties", "extra", value=duty(on="sign", by="police", do="inquiry", within="P9D")),
        "two_terms",
        "duties.inquire",
    ),
    "alternative that cannot be": (
        edit("duties", "guardian", "when", value="age < 18 or (age > 30 and age < 20)"),
        "dead_alternative",
        "duties.guardian",
    ),
    "fact that nobody records": (
        broken(
            lambda care: (
                care["facts"].update(secret={"type": "yes_no"}),
                care["duties"]["guardian"].update(when="age < 18 and secret"),
            )
        ),
        "fact_never_recorded",
        "duties.guardian",
    ),
    "doubt that counts against": (
        edit("duties", "guardian", "in_doubt", value="does_not_apply"),
        "doubt_counts_against",
        "duties.guardian",
    ),
    "term with no branch left": (
        edit("duties", "place", "within", value=[{"when": "threat", "term": "PT12H"}]),
        "no_branch_left",
        "duties.place",
    ),
    "acceptance that ended": (gap_with(until="2023-12-31"), "gap_expired", "accepted.1"),
    "acceptance without end that is not needed": (
        gap_with(where={"age_class": ["minor"]}, until="2030-01-01"),
        "gap_unneeded",
        "accepted.1",
    ),
    "accepted goal that is within reach": (
        other_file(
            "accepted-gaps.yaml",
            lambda gaps: gaps["accepted"].append(
                {
                    **{
                        key: value
                        for key, value in gaps["accepted"][0].items()
                        if key not in ("phase", "where")
                    },
                    "goal": "care.safe_place",
                }
            ),
        ),
        "gap_unneeded",
        "accepted.2",
    ),
    "goal out of reach in a version of the past": (
        other_file(
            "care/2020-01-01.yaml",
            lambda care: care["requires"].append({"step": "safe_place", "after": "statement"}),
        ),
        "goal_unreachable_under",
        "goals.safe_place",
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_seeded_error_is_found_where_it_is(name: str, tmp_path: Path) -> None:
    files, code, clause = ERRORS[name]
    report = checked(files, tmp_path)
    found = [finding for finding in report.errors if finding.code == code and finding.clause == clause]
    assert found, [(finding.code, finding.clause, finding.what("en")) for finding in report.errors]
    assert found[0].what("nl") and found[0].what("en") and found[0].advice("nl") and found[0].advice("en")


@pytest.mark.parametrize("name", WARNINGS)
def test_seeded_doubt_is_a_warning_and_no_error(name: str, tmp_path: Path) -> None:
    files, code, clause = WARNINGS[name]
    report = checked(files, tmp_path)
    found = [finding for finding in report.findings if finding.code == code and finding.clause == clause]
    assert found and found[0].severity == "warning", [(one.code, one.clause) for one in report.findings]


def test_at_least_forty_errors_are_seeded() -> None:
    assert len(ERRORS) >= 40


@pytest.mark.parametrize("name", sound_corpora())
def test_sound_corpus_has_no_errors(name: str, tmp_path: Path) -> None:
    report = checked(sound_corpora()[name], tmp_path)
    assert [(finding.code, finding.clause, finding.what("en")) for finding in report.errors] == []


def test_packaged_agreements_have_no_errors() -> None:
    report = check_directory(PACKAGED, date(2026, 11, 21))
    assert [(finding.file, finding.line, finding.what("en")) for finding in report.errors] == []


def test_every_finding_that_a_check_can_make_is_seen(tmp_path: Path) -> None:
    corpora = [files for files, _, _ in (*ERRORS.values(), *WARNINGS.values())]
    corpora += [*sound_corpora().values(), wide_guard()]
    seen = set()
    for number, files in enumerate(corpora):
        seen |= {finding.code for finding in checked(deepcopy(files), tmp_path / str(number)).findings}
    assert set(texts()) - seen == set()


def wide_guard() -> Files:
    names = [f"fact_{number}" for number in range(12)]
    return small(
        facts={name: {"type": "yes_no"} for name in names},
        steps={"sign": {"by": ["police"], "fields": {name: name for name in names}}},
        duties={
            "wide": duty(
                on="sign",
                by="police",
                toward="victim",
                do="told",
                when=" and ".join(names),
                within=[{"when": "fact_1", "term": "P1D"}],
            )
        },
    )
