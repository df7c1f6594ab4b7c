"""Section 4 of the specification, sentence by sentence: duties."""

from datetime import date

from tests.protocol.engine.builders import due, event, judged, program_of, statuses

DUTY = "duties: {d: {on: start, by: [police, kmar], do: [done, other], within: P10D, lapses_on: stop}}"


def duty(**keys: str) -> str:
    base = {"on": "start", "by": "[police, kmar]", "do": "done", "within": "P10D"} | keys
    return "duties: {d: {" + ", ".join(f"{key.rstrip('_')}: {value}" for key, value in base.items()) + "}}"


def test_duty_is_in_time_up_to_and_including_its_due_moment():
    program = program_of(DUTY)
    events = [event("e1", "start", "2022-03-01T10:00"), event("e2", "done", "2022-03-11T10:00")]
    assert statuses(judged(program, events)) == ["in_time"]


def test_duty_fulfilled_after_its_due_moment_stays_late():
    program = program_of(DUTY)
    events = [event("e1", "start", "2022-03-01T10:00"), event("e2", "other", "2022-03-11T10:01")]
    judgement = judged(program, events)
    assert statuses(judgement) == ["late"]
    assert judgement.duties[0].fulfilled_by.id == "e2"


def test_duty_is_open_at_its_due_moment_and_overdue_after_it():
    program = program_of(DUTY)
    events = [event("e1", "start", "2022-03-01T10:00")]
    assert statuses(judged(program, events, at="2022-03-11T10:00")) == ["open"]
    assert statuses(judged(program, events, at="2022-03-11T10:00:01")) == ["overdue"]


def test_duty_that_has_not_begun_is_not_there():
    program = program_of(DUTY)
    assert statuses(judged(program, [event("e1", "start", "2022-03-01")], at="2022-02-28")) == []


def test_duty_lapses_on_its_step_and_cannot_be_fulfilled_any_more():
    program = program_of(DUTY)
    events = [
        event("e1", "start", "2022-03-01"),
        event("e2", "stop", "2022-03-02"),
        event("e3", "done", "2022-03-03"),
    ]
    judgement = judged(program, events)
    assert statuses(judgement) == ["lapsed"]
    assert judgement.duties[0].lapsed_by.id == "e2"
    assert judgement.duties[0].fulfilled_by is None


def test_event_that_fulfils_and_lets_lapse_fulfils():
    program = program_of(duty(do="[done, stop]", lapses_on="stop"))
    events = [event("e1", "start", "2022-03-01"), event("e2", "stop", "2022-03-02")]
    assert statuses(judged(program, events)) == ["in_time"]


def test_trigger_does_not_fulfil_its_own_duty_but_an_earlier_one():
    program = program_of(duty(on="start", do="start"))
    events = [event("e1", "start", "2022-03-01"), event("e2", "start", "2022-03-05")]
    assert statuses(judged(program, events, at="2022-03-06")) == ["in_time", "open"]


def test_same_moment_is_ordered_by_id_shorter_first():
    program = program_of(duty())
    before = [event("e9", "done", "2022-03-01"), event("e10", "start", "2022-03-01")]
    after = [event("e9", "start", "2022-03-01"), event("e10", "done", "2022-03-01")]
    assert statuses(judged(program, before)) == ["overdue"]
    assert statuses(judged(program, after)) == ["in_time"]


def test_another_subject_does_not_fulfil():
    program = program_of(duty())
    events = [event("e1", "start", "2022-03-01"), event("e2", "done", "2022-03-02", subject="p2")]
    assert statuses(judged(program, events)) == ["overdue"]


def test_events_without_subject_are_about_the_only_subject():
    program = program_of(duty())
    events = [event("e1", "start", "2022-03-01"), event("e2", "done", "2022-03-02", subject="")]
    judgement = judged(program, events)
    assert statuses(judgement) == ["in_time"]
    assert judgement.duties[0].subject == "p1"


def test_events_without_subject_stand_apart_when_there_are_several_subjects():
    program = program_of(duty())
    events = [
        event("e1", "start", "2022-03-01"),
        event("e2", "start", "2022-03-01", subject="p2"),
        event("e3", "done", "2022-03-02", subject=""),
    ]
    assert statuses(judged(program, events)) == ["overdue", "overdue"]


def test_case_without_events_says_nothing():
    assert judged(program_of(DUTY), []).to_dict()["duties"] == []


def test_duty_without_term_stays_open():
    program = program_of("duties: {d: {on: start, by: police, do: done}}")
    judgement = judged(program, [event("e1", "start", "2022-03-01")])
    assert statuses(judgement) == ["open"]
    assert judgement.duties[0].remaining is None


def test_remaining_seconds_count_down_to_the_due_moment():
    program = program_of(duty(within="PT24H"))
    judgement = judged(program, [event("e1", "start", "2022-03-01T10:00")], at="2022-03-02T09:00")
    assert judgement.duties[0].remaining == 3600


def test_norm_without_target_gives_no_due_moment():
    program = program_of(duty(within="{norm: {nl: direct, en: at once}}"))
    assert due(judged(program, [event("e1", "start", "2022-03-01")])) is None


def test_due_moment_beyond_the_calendar_is_no_due_moment():
    for more in ({}, {"repeat": "each"}):
        program = program_of(duty(within="P150Y", **more))
        judgement = judged(program, [event("e1", "start", "2190-01-01")], at="2199-01-01")
        assert statuses(judgement) == ["open"]
        assert due(judgement) is None


def test_holder_is_who_triggered_it_when_named_and_otherwise_all():
    program = program_of(duty())
    by_police = judged(program, [event("e1", "start", "2022-03-01", by="police")])
    by_shelter = judged(program, [event("e1", "start", "2022-03-01", by="shelter")])
    assert by_police.duties[0].holder == ("police",)
    assert by_shelter.duties[0].holder == ("police", "kmar")


def test_guard_decides_at_the_moment_of_the_trigger():
    program = program_of(duty(when='"age < 18"'))
    child = [event("e1", "start", "2022-03-01", age=16), event("e2", "other", "2022-03-02", age=30)]
    adult = [event("e1", "start", "2022-03-01", age=30), event("e2", "other", "2022-03-02", age=16)]
    assert statuses(judged(program, child)) == ["overdue"]
    assert statuses(judged(program, adult)) == []


def test_facts_of_the_same_moment_count_for_the_guard():
    program = program_of(duty(when='"age < 18"'))
    events = [event("e1", "start", "2022-03-01"), event("e2", "other", "2022-03-01", age=16)]
    judgement = judged(program, events)
    assert statuses(judgement) == ["overdue"]
    assert not judgement.duties[0].in_doubt


def test_step_sets_facts_and_the_own_facts_of_the_event_win():
    program = program_of(duty(when='"detention"'))
    sets = [event("e1", "learned", "2022-03-01"), event("e2", "start", "2022-03-02")]
    own = [event("e1", "learned", "2022-03-01", detention=False), event("e2", "start", "2022-03-02")]
    assert statuses(judged(program, sets)) == ["overdue"]
    assert statuses(judged(program, own)) == []


def test_disputed_fact_is_unknown():
    program = program_of(duty(when='"age < 18"'))
    disputed = {"value": 30, "certainty": "disputed"}
    judgement = judged(program, [event("e1", "start", "2022-03-01", age=disputed)])
    assert judgement.duties[0].in_doubt
    assert judgement.facts_to_ask == ["age"]
    established = {"value": 30, "certainty": "established"}
    assert statuses(judged(program, [event("e1", "start", "2022-03-01", age=established)])) == []


def test_fact_that_becomes_unknown_again_is_unknown():
    program = program_of(duty(when='"age < 18"'))
    events = [event("e1", "other", "2022-03-01", age=30), event("e2", "start", "2022-03-02", age="unknown")]
    assert judged(program, events).duties[0].in_doubt


def test_fact_of_the_wrong_kind_is_unknown():
    program = program_of(
        duty(when='"age < 18"'),
    )
    assert judged(program, [event("e1", "start", "2022-03-01", age="old")]).duties[0].in_doubt
    each = program_of(duty(when='"age < 18"', repeat="each"))
    assert judged(each, [event("e1", "start", "2022-03-01", age=[16])]).duties[0].in_doubt


def test_doubt_opens_by_default_and_lists_what_to_ask():
    program = program_of(duty(when='"age < 18"'))
    judgement = judged(program, [event("e1", "start", "2022-03-01")], at="2022-03-02")
    assert statuses(judgement) == ["open"]
    assert judgement.duties[0].in_doubt
    assert judgement.duties[0].facts_to_ask == ["age"]


def test_duty_in_doubt_lapses_when_its_guard_turns_false():
    program = program_of(duty(when='"age < 18"'))
    events = [event("e1", "start", "2022-03-01"), event("e2", "quiet", "2022-03-03", age=30)]
    judgement = judged(program, events)
    assert statuses(judgement) == ["lapsed"]
    assert judgement.duties[0].lapsed_by.id == "e2"
    assert judgement.facts_to_ask == []


def test_duty_in_doubt_becomes_certain_and_keeps_its_term():
    program = program_of(duty(when='"age < 18"'))
    events = [event("e1", "start", "2022-03-01T10:00"), event("e2", "quiet", "2022-03-03", age=16)]
    later = [*events, event("e3", "quiet", "2022-03-04", age=40)]
    judgement = judged(program, later)
    assert statuses(judgement) == ["overdue"]
    assert not judgement.duties[0].in_doubt
    assert due(judgement) == "2022-03-11T10:00:00+01:00"
    assert judgement.facts_to_ask == []


def test_doubt_that_stays_keeps_the_question():
    program = program_of(duty(when="\"age < 18 and origin == 'nl'\""))
    events = [event("e1", "start", "2022-03-01"), event("e2", "quiet", "2022-03-03", age=16)]
    judgement = judged(program, events)
    assert judgement.duties[0].in_doubt
    assert judgement.facts_to_ask == ["origin"]


def test_undetermined_duty_has_no_term_and_lapses_when_its_guard_turns_false():
    program = program_of(duty(when='"age < 18"', in_doubt="ask"))
    events = [event("e1", "start", "2022-03-01")]
    judgement = judged(program, events)
    assert statuses(judgement) == ["undetermined"]
    assert due(judgement) is None
    assert judgement.facts_to_ask == ["age"]
    events.append(event("e2", "quiet", "2022-03-03", age=30))
    assert statuses(judged(program, events)) == ["lapsed"]


def test_undetermined_duty_runs_from_the_moment_the_doubt_was_lifted():
    program = program_of(duty(when='"age < 18"', in_doubt="ask"))
    events = [event("e1", "start", "2022-03-01T10:00"), event("e2", "quiet", "2022-03-05T12:00", age=16)]
    judgement = judged(program, events, at="2022-03-06")
    assert statuses(judgement) == ["open"]
    assert due(judgement) == "2022-03-15T12:00:00+01:00"
    assert judgement.duties[0].trigger.id == "e1"


def test_undetermined_duty_is_fulfilled_in_the_meantime():
    program = program_of(duty(when='"age < 18"', in_doubt="ask"))
    events = [
        event("e1", "start", "2022-03-01"),
        event("e2", "done", "2022-03-05"),
        event("e3", "quiet", "2022-03-06", age=16),
    ]
    assert statuses(judged(program, events)) == ["in_time"]


def test_does_not_apply_opens_nothing_but_asks_while_unknown():
    program = program_of(duty(when='"age < 18"', in_doubt="does_not_apply"))
    events = [event("e1", "start", "2022-03-01")]
    assert statuses(judged(program, events)) == []
    assert judged(program, events).facts_to_ask == ["age"]
    events.append(event("e2", "quiet", "2022-03-06", age=16))
    assert statuses(judged(program, events)) == []
    assert judged(program, events).facts_to_ask == []


def test_repeat_first_neither_adds_nor_postpones():
    program = program_of(duty())
    events = [event("e1", "start", "2022-03-01T10:00"), event("e2", "start", "2022-03-05T10:00")]
    judgement = judged(program, events)
    assert statuses(judgement) == ["overdue"]
    assert due(judgement) == "2022-03-11T10:00:00+01:00"


def test_repeat_first_opens_again_after_fulfilment_or_lapse():
    program = program_of(duty(lapses_on="stop"))
    events = [
        event("e1", "start", "2022-03-01"),
        event("e2", "stop", "2022-03-02"),
        event("e3", "start", "2022-03-03"),
        event("e4", "done", "2022-03-04"),
        event("e5", "start", "2022-03-05"),
    ]
    assert statuses(judged(program, events)) == ["lapsed", "in_time", "overdue"]


def test_repeat_each_gives_every_trigger_its_own_and_one_event_fulfils_all():
    program = program_of(duty(repeat="each"))
    events = [
        event("e1", "start", "2022-03-01"),
        event("e2", "start", "2022-03-10"),
        event("e3", "done", "2022-03-15"),
    ]
    assert statuses(judged(program, events)) == ["late", "in_time"]


def test_repeat_restart_counts_anew_and_keeps_the_earlier_trigger():
    program = program_of(duty(repeat="restart"))
    events = [event("e1", "start", "2022-03-01T10:00"), event("e2", "start", "2022-03-11T10:00")]
    judgement = judged(program, events)
    assert statuses(judgement) == ["overdue"]
    assert due(judgement) == "2022-03-21T10:00:00+01:00"
    assert [trigger.id for trigger in judgement.duties[0].proof().earlier_triggers] == ["e1"]


def test_repeat_restart_leaves_an_overdue_duty_and_opens_another():
    program = program_of(duty(repeat="restart"))
    events = [event("e1", "start", "2022-03-01"), event("e2", "start", "2022-04-01")]
    judgement = judged(program, events, at="2022-04-05")
    assert statuses(judgement) == ["overdue", "open"]


def test_repeat_restart_in_doubt_follows_the_clause():
    unsure = [
        event("e1", "start", "2022-03-01T10:00", age=16),
        event("e2", "start", "2022-03-05T10:00", age="unknown"),
    ]
    applies = program_of(duty(repeat="restart", when='"age < 18"'))
    ask = program_of(duty(repeat="restart", when='"age < 18"', in_doubt="ask"))
    assert due(judged(applies, unsure)) == "2022-03-15T10:00:00+01:00"
    assert due(judged(ask, unsure)) == "2022-03-11T10:00:00+01:00"
    assert len(judged(ask, unsure).duties) == 1


def test_repeat_restart_does_not_move_an_undetermined_duty():
    program = program_of(duty(repeat="restart", when='"age < 18"', in_doubt="ask"))
    events = [
        event("e1", "start", "2022-03-01"),
        event("e2", "start", "2022-03-05"),
        event("e3", "start", "2022-03-07T10:00", age=16),
    ]
    judgement = judged(program, events)
    assert len(judgement.duties) == 1
    assert due(judgement) == "2022-03-17T10:00:00+01:00"


def test_on_default_gives_a_derived_step_at_the_due_moment():
    body = (
        "duties: {d: {on: start, by: police, do: done, within: P10D, on_default: missed}, "
        "next: {on: missed, by: kmar, do: other, within: P5D}}"
    )
    program = program_of(body)
    judgement = judged(program, [event("e1", "start", "2022-03-01T10:00")], at="2022-03-12")
    assert statuses(judgement) == ["overdue", "open"]
    assert judgement.duties[1].trigger.id == "a.d@2022-03-11T10:00:00+01:00"
    assert due(judgement, 1) == "2022-03-16T10:00:00+01:00"


def test_on_default_waits_for_what_is_recorded_at_the_due_moment():
    body = "duties: {d: {on: start, by: police, do: done, within: P10D, on_default: missed}}"
    events = [event("e1", "start", "2022-03-01T10:00"), event("e2", "done", "2022-03-11T10:00")]
    assert judged(program_of(body), events).derived_events == []


def test_on_default_of_a_moment_already_past_comes_with_the_trigger():
    body = "duties: {d: {on: start, by: police, do: done, within: {until: measure_end}, on_default: missed}}"
    judgement = judged(program_of(body), [event("e1", "start", "2022-03-01T10:00", measure_end="2022-01-01")])
    assert statuses(judgement) == ["overdue"]
    assert [made.id for made in judgement.derived_events] == ["a.d@2022-03-01T10:00:00+01:00"]


def test_date_given_as_a_date_is_read():
    program = program_of(duty(within="{until: measure_end}"))
    events = [event("e1", "start", "2022-03-01", measure_end=date(2022, 6, 1))]
    assert due(judged(program, events)) == "2022-06-01T00:00:00+02:00"


def test_region_outside_the_list_keeps_the_agreement_out():
    program = program_of("regions: [utrecht]\n" + DUTY)
    inside = judged(program, [event("e1", "start", "2022-03-01", region="utrecht")])
    outside = judged(program, [event("e1", "start", "2022-03-01", region="zeeland")])
    unknown = judged(program, [event("e1", "start", "2022-03-01")])
    assert statuses(inside) == ["overdue"]
    assert statuses(outside) == []
    assert statuses(unknown) == ["overdue"]
    assert unknown.facts_to_ask == ["region"]


def test_proof_names_what_the_duty_rests_on():
    program = program_of(duty(when='"age < 18"', ground='"BW 1:241"', within="{term: P10D, statutory: true}"))
    certain = {"value": 16, "certainty": "established"}
    proof = (
        judged(
            program,
            [event("e0", "quiet", "2022-02-01", age=certain), event("e1", "start", "2022-03-01T10:00")],
        )
        .duties[0]
        .proof()
    )
    shown = proof.to_dict()
    assert (shown["agreement"], shown["version"], shown["clause"]) == ("a", "2020-01-01", "duty.d")
    assert (shown["ground"], shown["guard"], shown["trigger"]) == ("BW 1:241", "age < 18", "e1")
    assert shown["facts"] == [{"fact": "age", "value": 16, "certainty": "established", "event": "e0"}]
    assert shown["calendar"][-1]["moment"] == "2022-03-11T10:00:00+01:00"
