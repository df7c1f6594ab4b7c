"""Section 4 of the specification, sentence by sentence: requirements and next steps."""

from tests.protocol.engine.builders import event, judged, program_of

PERIOD = "periods: {p: {from: start, lasts: P3M, ends_early_on: [stop], then: over}}"
BAN = PERIOD + "\nprohibitions: {b: {during: p, by: return_service, not: removal}}"


def deviations(judgement) -> list[tuple[str, bool]]:
    return [(found.rule.track.name, found.certain) for found in judgement.deviations]


def verdicts(judgement) -> dict[str, str]:
    return {step.step: step.verdict for step in judgement.next_steps}


def test_requirement_not_met_is_a_deviation():
    program = program_of("requires: [{step: done, after: [start, again], remedy: {nl: Doe het, en: Do it}}]")
    half = judged(program, [event("e1", "start", "2022-03-01"), event("e2", "done", "2022-03-02")])
    whole = judged(
        program,
        [
            event("e1", "start", "2022-03-01"),
            event("e2", "again", "2022-03-01"),
            event("e3", "done", "2022-03-02"),
        ],
    )
    assert deviations(half) == [("done", True)]
    assert half.deviations[0].missing == ("again",)
    assert half.to_dict()["deviations"][0]["remedy"] == {"nl": "Doe het", "en": "Do it"}
    assert deviations(whole) == []


def test_requirement_of_one_of_several_and_of_not_coming_after():
    program = program_of(
        "requires: [{name: any, step: done, after_any: [start, again]}, "
        "{name: early, step: done, before: stop}]"
    )
    assert (
        deviations(judged(program, [event("e1", "again", "2022-03-01"), event("e2", "done", "2022-03-02")]))
        == []
    )
    late = judged(program, [event("e1", "stop", "2022-03-01"), event("e2", "done", "2022-03-02")])
    assert deviations(late) == [("any", True), ("early", True)]
    assert [found.too_late_after for found in late.deviations] == [(), ("stop",)]


def test_requirement_guard_decides_and_doubt_makes_it_uncertain():
    program = program_of("requires: [{step: done, when: detention, after: start}]")
    assert deviations(judged(program, [event("e1", "done", "2022-03-01", detention=True)])) == [
        ("done", True)
    ]
    assert deviations(judged(program, [event("e1", "done", "2022-03-01", detention=False)])) == []
    unknown = judged(program, [event("e1", "done", "2022-03-01")])
    assert deviations(unknown) == [("done", False)]
    assert unknown.facts_to_ask == ["detention"]


def test_next_steps_say_yes_no_or_unknown_and_why():
    body = (
        BAN + "\nrequires: [{step: done, after: again}, {step: other, when: detention, before: start}]\n"
        "duties: {d: {on: start, by: police, do: [again, done], within: P10D}}"
    )
    body += "\nuses: {steps: [done, other, removal, again, quiet, over]}"
    judgement = judged(program_of(body), [event("e1", "start", "2022-03-01")], at="2022-03-02")
    found = verdicts(judgement)
    assert (found["again"], found["done"], found["other"], found["removal"]) == ("yes", "no", "unknown", "no")
    assert "over" not in found
    steps = {step.step: step for step in judgement.next_steps}
    assert [duty.duty for duty in steps["again"].fulfils] == ["d"]
    assert steps["removal"].verdict_for("police") == "yes"
    assert steps["removal"].verdict_for("return_service") == "no"
    shown = steps["done"].to_dict()
    assert shown["why"][0]["steps"] == ["again"]
    assert shown["fulfils"][0]["duty"] == "a.d"
    assert steps["other"].to_dict()["why"][0]["facts"] == ["detention"]
    free = judged(program_of(body), [event("e1", "start", "2022-03-01", detention=False)], at="2022-03-02")
    assert verdicts(free)["other"] == "yes"


def test_next_steps_come_from_agreements_that_serve_this_case_now():
    program = program_of(
        'applies: "age < 18"\nuses: {steps: [quiet]}\nrequires: [{step: removal_of_child, after: start}]',
        **{
            "far/2020-01-01.yaml": "regions: [utrecht]\nsteps: {far_step: {}}",
            "gone/2000-01-01.yaml": "valid_until: 2001-01-01\nsteps: {gone_step: {}}",
        },
    )
    child = verdicts(judged(program, [event("e1", "start", "2022-03-01", age=3, region="zeeland")]))
    adult = verdicts(judged(program, [event("e1", "start", "2022-03-01", age=30)]))
    assert "removal_of_child" in child
    assert "removal_of_child" not in adult
    assert "far_step" in adult
    assert "far_step" not in child
    assert "gone_step" not in adult


def test_judgement_says_when_time_alone_changes_it():
    program = program_of(PERIOD + "\nduties: {d: {on: start, by: police, do: done, within: P10D}}")
    judgement = judged(program, [event("e1", "start", "2022-03-01")], at="2022-03-15")
    assert judgement.next_change_at == judgement.periods[0].due
    assert judged(program, [event("e1", "start", "2022-03-01")]).next_change_at is None
