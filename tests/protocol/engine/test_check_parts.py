"""The parts of the checks one by one: guards over profiles, boxes, coverage, routes, gaps, sentences and hashes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.protocol.engine.check_corpora import Files, duty, small, sound, words, write
from vangnet.protocol.engine import Corpus, Problem, load_directory
from vangnet.protocol.engine.checking.coverage import coverage_matrix
from vangnet.protocol.engine.checking.feasibility import distances
from vangnet.protocol.engine.checking.findings import Finding, shown, texts
from vangnet.protocol.engine.checking.grid import Space
from vangnet.protocol.engine.checking.guard_domains import combinations
from vangnet.protocol.engine.checking.possibilities import FALSE, TRUE, UNSURE, Possibilities, outcomes
from vangnet.protocol.engine.checking.profiles import Axis, Profiles, read_profiles
from vangnet.protocol.engine.checking.publishing import read_hashes, record_hashes
from vangnet.protocol.engine.checking.routes import residual_route, routes_for
from vangnet.protocol.engine.checking.running import check_directory
from vangnet.protocol.engine.checking.shape import line_of
from vangnet.protocol.engine.checking.world import World, in_force
from vangnet.protocol.engine.guards import Guard
from vangnet.protocol.engine.registers import PACKAGED
from vangnet.protocol.engine.yaml_nodes import parse_yaml

DAY = date(2024, 1, 1)
AGE = Axis("age", {}, {"minor": {"age": 15}, "adult": {"age": 30}})
ORIGIN = Axis("origin", {}, {"nl": {"origin": "nl"}, "eu": {"origin": "eu"}})
COOPERATION = Axis(
    "cooperation", {}, {"yes": {"willing": True, "able": True}, "no": {"willing": False, "able": True}}
)


def loaded(files: Files, folder: Path) -> tuple[Corpus, Profiles]:
    write(files, folder)
    return load_directory(folder), read_profiles(folder, [])


@pytest.mark.parametrize(
    ("guard", "settled", "expected"),
    [
        ("age < 18", {"age": 15}, TRUE),
        ("age < 18", {"age": 30}, FALSE),
        ("age < 18", {"age": None}, UNSURE),
        ("age < 18", {}, TRUE | FALSE | UNSURE),
        ("age == unknown", {}, TRUE | FALSE),
        ("age == unknown", {"age": None}, TRUE),
        ("not threat", {}, TRUE | FALSE | UNSURE),
        ("not (age < 18)", {"age": 15}, FALSE),
        ("age < 18 and threat", {"age": 15}, TRUE | FALSE | UNSURE),
        ("age < 18 and threat", {"age": 30}, FALSE),
        ("age < 18 or threat", {"age": 15}, TRUE),
        ("age < 18 or threat", {"age": None}, TRUE | UNSURE),
        ("age > years_here", {"age": None}, UNSURE),
        ("age > years_here", {"age": 15}, TRUE | FALSE | UNSURE),
        ("true", {}, TRUE),
    ],
)
def test_outcomes_of_a_guard_are_what_open_facts_leave(
    guard: str, settled: dict[str, object], expected: int
) -> None:
    assert outcomes(Guard(guard).tree, settled) == expected


def test_outcomes_hold_every_truth_that_the_guard_really_takes() -> None:
    guard = Guard("(age < 18 and not threat) or (origin == 'nl' and age != unknown)")
    space = Space((AGE, ORIGIN))
    found = np.broadcast_to(Possibilities(space).of(guard), space.shape)
    for place, profile in enumerate(space.profiles()):
        facts = {
            code: value
            for name, chosen in profile.items()
            for code, value in _facts(space, name, chosen).items()
        }
        for threat in (True, False, None):
            truth = guard.evaluate({**facts, "threat": threat})
            bit = {True: TRUE, False: FALSE, None: UNSURE}[truth]
            assert found.reshape(-1)[place] & bit


def _facts(space: Space, name: str, value: str) -> dict[str, object]:
    return dict(space.facts(space.places[name], value))


def test_space_counts_and_describes_profiles_exactly() -> None:
    space = Space((AGE, ORIGIN, COOPERATION))
    grid = space.box({"age": ("minor", "unknown"), "origin": ("eu",)}) | space.box({"cooperation": ("no",)})
    boxes = space.boxes(space.full(grid))
    rebuilt = space.nobody
    for box in boxes:
        rebuilt = rebuilt | space.box(box)
    assert space.size == 27
    assert np.array_equal(space.full(rebuilt), space.full(grid))
    assert (
        sum(space.count(space.full(space.box(box))) for box in boxes) == space.count(space.full(grid)) == 13
    )
    assert space.boxes(space.everybody) == [{}]
    assert space.boxes(space.nobody) == []


def test_combinations_reach_both_sides_of_every_number_and_stop_when_there_are_too_many(
    tmp_path: Path,
) -> None:
    corpus, _ = loaded(small(facts={"age": {"type": "years"}, "born": {"type": "date"}}), tmp_path)
    ages = {case["age"] for case in combinations([Guard("age < 18")], corpus.facts) or ()}
    assert ages == {0, 17, 18, 19, None}
    days = {case["born"] for case in combinations([Guard("born < '2020-03-01'")], corpus.facts) or ()}
    assert {"2020-02-29", "2020-03-01", "2020-03-02", None} <= days
    linked = {case["age"] for case in combinations([Guard("age > other and other > 40")], corpus.facts) or ()}
    assert {39, 40, 41} <= linked
    unnamed = combinations([Guard("colour == 'red' or flag == true or number > 3")], {})
    assert unnamed is not None and {case["colour"] for case in unnamed} == {"red", "~", None}
    wide = Guard(" and ".join(f"fact_{number}" for number in range(12)))
    assert combinations([wide], {}) is None


def test_version_in_force_ends_with_the_next_one(tmp_path: Path) -> None:
    corpus, _ = loaded(sound(), tmp_path)
    assert in_force(corpus, date(2019, 1, 1)) == ()
    assert [one.valid_from.year for one in in_force(corpus, date(2021, 12, 31))] == [2020]
    assert [one.valid_from.year for one in in_force(corpus, date(2022, 1, 1))] == [2022]
    ended = {name: part for name, part in sound().items() if name != "care/2022-01-01.yaml"}
    ended["care/2020-01-01.yaml"]["valid_until"] = "2020-12-31"
    corpus, _ = loaded(ended, tmp_path / "ended")
    assert in_force(corpus, date(2021, 1, 1)) == ()


def test_matrix_shows_who_is_responsible_what_is_open_and_what_was_accepted(tmp_path: Path) -> None:
    corpus, profiles = loaded(sound(), tmp_path)
    matrix = coverage_matrix(corpus, profiles, DAY)
    assert matrix.phases == ("signalling", "protection", "shelter")
    assert matrix.profiles == 27
    accepted = matrix.cell({"origin": "nl", "age_class": "adult"}, "shelter")
    assert accepted.state == "accepted" and accepted.covered == 0
    assert [gap.by for gap in accepted.gaps] == ["A. Person"]
    minor = matrix.cell({"origin": "nl", "age_class": "minor"}, "shelter")
    assert minor.state == "covered" and minor.routes == ("care.place",) and minor.responsible == ("shelter",)
    assert matrix.cell({"origin": "nl", "age_class": "minor"}, "protection").responsible == (
        "court",
        "shelter",
    )


def test_matrix_says_empty_and_partly_when_nobody_accepted(tmp_path: Path) -> None:
    corpus, profiles = loaded({name: part for name, part in sound().items() if "gaps" not in name}, tmp_path)
    matrix = coverage_matrix(corpus, profiles, DAY, by=("age_class", "no_such_axis"))
    adult = matrix.cell({"age_class": "adult"}, "shelter")
    assert adult.state == "partly" and adult.empty == ({"origin": ("nl",), "age_class": ("adult",)},)
    everybody = coverage_matrix(corpus, profiles, DAY, by=())
    assert everybody.rows[0].group == {} and everybody.rows[0].cells[2].state == "partly"
    dutch_adults = coverage_matrix(corpus, profiles, DAY).cell(
        {"origin": "nl", "age_class": "adult"}, "shelter"
    )
    assert dutch_adults.state == "empty"


def test_dutch_minors_had_no_procedure_in_2014() -> None:
    corpus, profiles = load_directory(PACKAGED), read_profiles(PACKAGED, [])
    then = coverage_matrix(corpus, profiles, date(2014, 6, 1))
    now = coverage_matrix(corpus, profiles, date(2026, 11, 21))
    group = {"origin": "nl", "age_class": "from_12_to_17"}
    assert then.cell(group, "protection").covered == then.cell(group, "shelter").covered == 0
    assert now.cell(group, "protection").state == now.cell(group, "shelter").state == "covered"


def test_route_of_a_person_says_what_applies_and_what_to_ask(tmp_path: Path) -> None:
    corpus, profiles = loaded(sound(), tmp_path)
    route = residual_route({"origin": "nl", "age_class": "adult"}, corpus, profiles, DAY)
    truths = {one.code: one.applies for one in route.of_kind("duty")}
    assert truths["care.tell"] is True and truths["care.guardian"] is False and truths["care.place"] is False
    codes = [found.step.code for found in route.steps]
    assert codes.index("sign") < codes.index("rights_told") < codes.index("rest_started")
    assert "guardian_named" not in codes
    shelter = next(phase for phase in route.phases if phase.phase == "shelter")
    assert shelter.responsible == ("shelter",) and shelter.routes == ()


def test_route_of_somebody_unknown_keeps_every_doubt_open(tmp_path: Path) -> None:
    corpus, profiles = loaded(sound(), tmp_path)
    route = residual_route({}, corpus, profiles, DAY)
    guardian = next(one for one in route.of_kind("duty") if one.code == "care.guardian")
    assert guardian.applies is None and guardian.ask == ("age",)
    requirement = next(one for one in route.of_kind("requirement") if one.code == "care.safe_place")
    assert requirement.applies is None and requirement.ask == ("threat",)
    assert "rest_over" in [found.step.code for found in route.steps]
    phases = routes_for({}, corpus, profiles, DAY)
    assert [phase.phase for phase in phases] == ["signalling", "protection", "shelter"]
    assert "care.guardian" in [one.code for one in phases[1].routes]


def test_route_leaves_out_an_agreement_that_does_not_serve_the_person(tmp_path: Path) -> None:
    files = sound()
    files["care/2022-01-01.yaml"]["applies"] = "age < 18"
    corpus, profiles = loaded(files, tmp_path)
    route = residual_route({"age_class": "adult"}, corpus, profiles, DAY)
    assert {one.applies for one in route.clauses} == {False}
    assert route.agreements[0][1] is False
    assert all(phase.routes == () for phase in route.phases)


def test_route_orders_steps_that_only_follow_each_other(tmp_path: Path) -> None:
    files = small(
        steps={"to": {"by": ["police"], "phase": "protection"}, "fro": {"by": ["police"]}},
        duties={
            "there": duty(on=["sign", "fro"], by="police", toward="victim", do="to"),
            "back": duty(on="to", by="police", toward="victim", do="fro"),
        },
    )
    corpus, profiles = loaded(files, tmp_path)
    layers = {found.step.code: found.layer for found in residual_route({}, corpus, profiles, DAY).steps}
    assert layers == {"sign": 0, "told": 1, "to": 1, "fro": 2}


def test_route_refuses_a_value_that_does_not_exist(tmp_path: Path) -> None:
    corpus, profiles = loaded(sound(), tmp_path)
    with pytest.raises(ValueError, match="no value 'moon'.*nl, abroad, unknown"):
        residual_route({"origin": "moon"}, corpus, profiles, DAY)


def test_route_of_every_packaged_profile_can_be_worked_out() -> None:
    corpus, profiles = load_directory(PACKAGED), read_profiles(PACKAGED, [])
    world = World(corpus, profiles, DAY)
    for place, profile in enumerate(world.space.profiles()):
        if place % 400 == 0:
            route = residual_route(profile, corpus, profiles, DAY)
            layers = {found.step.code: found.layer for found in route.steps}
            assert all(layers[code] >= 0 for code in layers)


def test_route_and_matrix_agree_about_open_duties() -> None:
    corpus, profiles = load_directory(PACKAGED), read_profiles(PACKAGED, [])
    world = World(corpus, profiles, DAY)
    clauses = world.open_clauses()
    for place, profile in enumerate(world.space.profiles()):
        if place % 977 == 0:
            selected = world.space.box({name: (value,) for name, value in profile.items()})
            by_matrix = {one.clause.name for one in clauses if (one.open & selected).any()}
            alone = {
                one.clause.name
                for phase in routes_for(profile, corpus, profiles, DAY)
                for one in phase.routes
            }
            assert alone <= by_matrix


def test_distance_takes_the_shortest_way() -> None:
    graph = {"a": [("b", 5.0), ("c", 1.0)], "c": [("b", 2.0), ("a", 1.0)], "b": [("d", 1.0)]}
    assert distances(graph, "a") == {"a": 0.0, "c": 1.0, "b": 3.0, "d": 4.0}


def test_every_sentence_has_the_same_blanks_in_dutch_and_english() -> None:
    for code, entry in texts().items():
        assert set(entry) == {"family", "severity", "what", "do"}, code
        for part in ("what", "do"):
            blanks = [set(re.findall(r"{(\w+)}", entry[part][language])) for language in ("nl", "en")]
            assert blanks[0] == blanks[1], code


def test_details_are_written_in_the_language_asked_for() -> None:
    assert shown({"nl": "ja", "en": "yes"}, "nl") == "ja"
    assert shown({"origin": ("nl", "eu")}, "en") == "origin: nl, eu"
    assert shown(3, "en") == "3"
    finding = Finding("not_distinguished", details={"group": words("Men"), "fact": "sex"})
    assert finding.to_dict("nl")["what"].endswith(
        "Voor Men (nl) gelden dus dezelfde regels als voor anderen."
    )
    assert finding.to_dict("en")["details"] == {"fact": "sex", "group": {"nl": "Men (nl)", "en": "Men"}}


def test_hashes_are_only_added(tmp_path: Path) -> None:
    corpus, _ = loaded(sound(), tmp_path)
    assert len(record_hashes(corpus, tmp_path, date(2021, 1, 1))) == 1
    first = (tmp_path / "hashes.txt").read_text()
    assert len(record_hashes(corpus, tmp_path, DAY)) == 1
    assert (tmp_path / "hashes.txt").read_text().startswith(first)
    assert record_hashes(corpus, tmp_path, DAY) == []
    assert len(read_hashes(tmp_path)[0]) == 2
    assert check_directory(tmp_path, DAY).errors == ()


def test_scenario_that_cannot_be_read_is_no_proof(tmp_path: Path) -> None:
    files = {**sound(), "care/scenarios/odd.yaml": "[unfinished", "care/scenarios/list.yaml": "- a\n- b\n"}
    files["care/scenarios/strange.yaml"] = {
        "case": "strange",
        "expect": [{"at": "2023-01-01", "duties": {"care.tell": ["late", {"status": "open"}]}}, "x"],
    }
    write(files, tmp_path)
    report = check_directory(tmp_path, DAY)
    assert report.scenarios == 4
    assert [finding.file for finding in report.errors if finding.code == "loading"]


def test_folder_without_agreements_is_one_error(tmp_path: Path) -> None:
    report = check_directory(tmp_path, DAY)
    assert [finding.what("en") for finding in report.errors] == ["There are no agreements in this folder."]
    assert report.to_dict("en")["counts"] == {"error": 1, "warning": 0, "report": 0}


def test_unreadable_file_is_reported_once(tmp_path: Path) -> None:
    write({**sound(), "care/2023-01-01.yaml": "agreement: [care"}, tmp_path)
    report = check_directory(tmp_path, DAY)
    assert [finding.file for finding in report.errors] == ["care/2023-01-01.yaml"]


def test_same_corpus_gives_the_same_report(tmp_path: Path) -> None:
    write(sound(), tmp_path)
    assert check_directory(tmp_path, DAY).to_dict("nl") == check_directory(tmp_path, DAY).to_dict("nl")


def test_ban_on_one_of_two_recorders_leaves_the_goal_within_reach(tmp_path: Path) -> None:
    files = sound()
    ban = {
        "from": "sign",
        "by": "police",
        "not": "rights_told",
        "ground": "Act A 1",
        "says": words("Not by police."),
    }
    files["care/2022-01-01.yaml"]["prohibitions"]["by_one"] = ban
    write(files, tmp_path)
    codes = {finding.code for finding in check_directory(tmp_path, DAY).errors}
    assert "goal_unreachable" not in codes and "must_and_must_not" in codes


def test_period_of_an_agreement_that_is_not_yet_in_force_forbids_nothing(tmp_path: Path) -> None:
    files = sound()
    later = small(periods={"later": {"from": "sign", "ends_early_on": "told", "ground": "Act A 1"}})
    files["small/2023-01-01.yaml"] = {**later["small/2020-01-01.yaml"], "valid_from": "2023-01-01"}
    ban = {"during": "small.later", "not": "inquiry", "ground": "Act A 1", "says": words("Not now.")}
    files["care/2020-01-01.yaml"]["prohibitions"]["soon"] = ban
    write(files, tmp_path)
    assert "must_and_must_not" not in {finding.code for finding in check_directory(tmp_path, DAY).findings}


def test_requirement_for_somebody_else_makes_no_term_infeasible(tmp_path: Path) -> None:
    files = sound()
    care = files["care/2022-01-01.yaml"]
    care["requires"].append({"step": "alarm_heard", "after": "safe_place", "when": "age < 12"})
    care["duties"]["extra"] = duty(on="sign", when="age > 17", by="court", do="alarm_heard", within="PT24H")
    write(files, tmp_path)
    assert "infeasible" not in {finding.code for finding in check_directory(tmp_path, DAY).findings}


def test_group_with_an_unreadable_guard_is_left_out_and_named(tmp_path: Path) -> None:
    files = sound()
    files["profiles.yaml"]["victim_groups"]["odd"] = {"label": words("Odd"), "when": "age <"}
    files["profiles.yaml"]["victim_groups"]["all"] = {"label": words("All")}
    problems: list[Problem] = []
    profiles = read_profiles(write(files, tmp_path), problems)
    assert [group.name for group in profiles.victim_groups] == ["minors", "dutch"]
    assert [problem.clause for problem in problems] == ["victim_groups.odd"]


def test_shape_points_to_the_line_inside_a_list(tmp_path: Path) -> None:
    files = sound()
    files["care/2022-01-01.yaml"]["duties"]["place"]["within"][1] = {"norm": "soon"}
    path = write(files, tmp_path) / "care" / "2022-01-01.yaml"
    lines = path.read_text().splitlines()
    found = [one for one in check_directory(tmp_path, DAY).errors if one.code == "shape"]
    assert [lines[one.line - 1].strip().removeprefix("- ") for one in found] == ["norm: soon"]


def test_place_deeper_than_the_file_is_the_last_line_known() -> None:
    tree = parse_yaml(b"a: 1\nb:\n  - c\n", "file.yaml")
    assert [line_of(tree, path) for path in (["a", "x"], ["b", "0"], [])] == [1, 3, 1]


def test_term_until_a_date_is_compared_too(tmp_path: Path) -> None:
    files = sound()
    care = files["care/2022-01-01.yaml"]
    care["facts"]["birthday"] = {"type": "date"}
    care["steps"]["sign"]["fields"]["birthday"] = "birthday"
    care["duties"]["place"]["within"] = [
        {"when": "age < 18", "until": "birthday"},
        {"norm": words("soon"), "target": "P3D"},
    ]
    write(files, tmp_path)
    found = [one for one in check_directory(tmp_path, DAY).findings if one.code == "term_differs_for_duty"]
    assert {"age < 18": "birthday", "*": "P3D"} in [dict(one.details["terms"]) for one in found]
