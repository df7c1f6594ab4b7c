"""Section 4 of the specification, sentence by sentence: periods, rights, prohibitions."""

from tests.protocol.engine.builders import event, judged, program_of, statuses

PERIOD = "periods: {p: {from: start, lasts: P3M, ends_early_on: [stop], then: over}}"
BAN = PERIOD + "\nprohibitions: {b: {during: p, by: return_service, not: removal}}"


def periods(judgement) -> list[str]:
    return [period.status for period in judgement.periods]


def rights(judgement) -> list[str]:
    return [right.status for right in judgement.rights]


def breaches(judgement) -> list[tuple[str, bool]]:
    return [(breach.event.id, breach.certain) for breach in judgement.breaches]


def deviations(judgement) -> list[tuple[str, bool]]:
    return [(found.rule.track.name, found.certain) for found in judgement.deviations]


def test_period_runs_until_its_end_and_gives_its_derived_step_then():
    program = program_of(PERIOD)
    events = [event("e1", "start", "2022-03-01T10:00")]
    before = judged(program, events, at="2022-06-01T09:59")
    after = judged(program, events, at="2022-06-01T10:00")
    assert periods(before) == ["running"]
    assert before.derived_events == []
    assert periods(after) == ["ended"]
    assert [made.id for made in after.derived_events] == ["a.p@2022-06-01T10:00:00+02:00"]
    assert after.to_dict()["periods"][0]["ended_at"] == "2022-06-01T10:00:00+02:00"


def test_period_ends_early_and_then_gives_no_derived_step():
    judgement = judged(
        program_of(PERIOD), [event("e1", "start", "2022-03-01"), event("e2", "stop", "2022-04-01")]
    )
    assert periods(judgement) == ["ended_early"]
    assert judgement.derived_events == []
    assert judgement.to_dict()["periods"][0]["settled_by"] == "e2"


def test_period_starts_again_only_after_it_ended():
    program = program_of(PERIOD)
    events = [
        event("e1", "start", "2022-03-01"),
        event("e2", "start", "2022-04-01"),
        event("e3", "start", "2022-07-01"),
    ]
    assert periods(judged(program, events, at="2022-07-02")) == ["ended", "running"]


def test_period_that_restarts_ends_later():
    program = program_of("periods: {p: {from: start, lasts: P3M, then: over, repeat: restart}}")
    events = [event("e1", "start", "2022-03-01T10:00"), event("e2", "start", "2022-04-01T10:00")]
    judgement = judged(program, events)
    assert periods(judgement) == ["ended"]
    assert [made.id for made in judgement.derived_events] == ["a.p@2022-07-01T10:00:00+02:00"]


def test_period_with_each_start_its_own():
    program = program_of("periods: {p: {from: start, lasts: P3M, repeat: each}}")
    events = [event("e1", "start", "2022-03-01"), event("e2", "start", "2022-04-01")]
    assert periods(judged(program, events, at="2022-06-15")) == ["ended", "running"]


def test_period_without_term_runs_until_ended():
    program = program_of("periods: {p: {from: start, ends_early_on: stop}}")
    assert periods(judged(program, [event("e1", "start", "2000-03-01")])) == []
    assert periods(judged(program, [event("e1", "start", "2020-03-01")])) == ["running"]


def test_period_with_an_end_in_the_past_ends_at_its_start():
    program = program_of("periods: {p: {from: start, lasts: {until: measure_end}, then: over}}")
    judgement = judged(program, [event("e1", "start", "2022-03-01", measure_end="2021-01-01")])
    assert periods(judgement) == ["ended"]
    assert judgement.derived_events[0].occurred == judgement.periods[0].start


def test_period_in_doubt_takes_the_latest_end_of_its_branches():
    body = "periods: {p: {from: start, lasts: [{when: detention, term: P30D}, {term: P3M}]}}"
    program = program_of(body)
    unknown = judged(program, [event("e1", "start", "2022-03-01T10:00")])
    known = judged(program, [event("e1", "start", "2022-03-01T10:00", detention=True)])
    assert unknown.to_dict()["periods"][0]["ends"] == "2022-06-01T10:00:00+02:00"
    assert unknown.facts_to_ask == ["detention"]
    assert known.to_dict()["periods"][0]["ends"] == "2022-03-31T10:00:00+02:00"
    assert known.facts_to_ask == []


def test_period_in_doubt_about_an_end_has_none():
    body = "periods: {p: {from: start, lasts: [{when: detention, until: measure_end}, {term: P3M}]}}"
    judgement = judged(program_of(body), [event("e1", "start", "2022-03-01T10:00")])
    assert judgement.periods[0].due is None
    assert judgement.facts_to_ask == ["detention", "measure_end"]


def test_duty_in_doubt_takes_the_earliest_moment_of_its_branches():
    body = (
        "duties: {d: {on: start, by: police, do: done, within: [{when: detention, term: P30D}, {term: P3M}]}}"
    )
    judgement = judged(program_of(body), [event("e1", "start", "2022-03-01T10:00")])
    assert judgement.to_dict()["duties"][0]["due"] == "2022-03-31T10:00:00+02:00"


def test_no_branch_that_holds_gives_no_due_moment():
    body = "duties: {d: {on: start, by: police, do: done, within: [{when: detention, term: P30D}]}}"
    judgement = judged(program_of(body), [event("e1", "start", "2022-03-01T10:00", detention=False)])
    assert judgement.duties[0].due is None


def test_until_counts_back_from_a_date_and_to_the_end_of_its_day():
    body = (
        "duties: {d: {on: start, by: police, do: done, within: {until: measure_end, minus: P6W}}, "
        "f: {on: start, by: police, do: done, within: {until: measure_end, ends: day}}}"
    )
    judgement = judged(program_of(body), [event("e1", "start", "2022-03-01", measure_end="2022-12-31")])
    found = {duty["duty"]: duty["due"] for duty in judgement.to_dict()["duties"]}
    assert found == {"d": "2022-11-19T00:00:00+01:00", "f": "2022-12-31T23:59:59+01:00"}


def test_until_a_date_that_is_unknown_or_unreadable_gives_no_due_moment():
    body = "duties: {d: {on: start, by: police, do: done, within: {until: measure_end}}}"
    unknown = judged(program_of(body), [event("e1", "start", "2022-03-01")])
    strange = judged(program_of(body), [event("e1", "start", "2022-03-01", measure_end="soon")])
    assert unknown.duties[0].due is None
    assert unknown.facts_to_ask == ["measure_end"]
    assert strange.duties[0].due is None


def test_period_in_doubt_lapses_or_becomes_certain():
    program = program_of('periods: {p: {from: start, lasts: P3M, when: "age < 18"}}')
    start = event("e1", "start", "2022-03-01")
    assert judged(program, [start]).periods[0].in_doubt
    assert periods(judged(program, [start, event("e2", "quiet", "2022-03-02", age=30)])) == ["lapsed"]
    assert periods(judged(program, [start, event("e2", "quiet", "2022-03-02", age=3)], at="2022-03-03")) == [
        "running"
    ]


def test_undetermined_period_runs_from_the_lifting_of_doubt_and_forbids_nothing_before():
    body = (
        'periods: {p: {from: start, lasts: P3M, when: "age < 18", in_doubt: ask, ends_early_on: stop}}\n'
        "prohibitions: {b: {during: p, not: removal}}"
    )
    program = program_of(body)
    events = [
        event("e1", "start", "2022-03-01"),
        event("e2", "removal", "2022-03-02"),
        event("e3", "quiet", "2022-03-03", age=3),
        event("e4", "removal", "2022-03-04"),
    ]
    assert periods(judged(program, events[:2])) == ["undetermined"]
    judgement = judged(program, events, at="2022-03-05")
    assert periods(judgement) == ["running"]
    assert judgement.to_dict()["periods"][0]["ends"] == "2022-06-03T00:00:00+02:00"
    assert breaches(judgement) == [("e4", True)]


def test_derived_events_come_after_recorded_ones_of_the_same_moment():
    body = PERIOD + "\nduties: {d: {on: over, by: police, do: done, within: P1D}}"
    events = [event("e1", "start", "2022-03-01T10:00"), event("e2", "done", "2022-06-01T10:00")]
    assert statuses(judged(program_of(body), events)) == ["overdue"]


def test_derived_step_sets_facts_and_lifts_doubt():
    body = (
        """
steps: {over: {derived: true, sets: {detention: true}}}
duties: {d: {on: quiet, by: police, do: done, within: P1D, when: "detention", in_doubt: ask}}
"""
        + PERIOD
    )
    events = [event("e1", "start", "2022-03-01T10:00"), event("e2", "quiet", "2022-03-02")]
    judgement = judged(program_of(body), events, at="2022-06-01T12:00")
    assert statuses(judgement) == ["open"]
    assert judgement.to_dict()["duties"][0]["due"] == "2022-06-02T10:00:00+02:00"


def test_chain_of_derived_events_takes_its_time_and_stops():
    body = "periods: {p: {from: [start, over], lasts: PT1H, then: over, repeat: each}}"
    judgement = judged(program_of(body), [event("e1", "start", "2020-01-01T10:00")], at="2020-01-01T13:30")
    assert periods(judgement) == ["ended", "ended", "ended", "running"]
    assert (
        len(judged(program_of(body), [event("e1", "start", "2020-01-01")], at="2025-01-01").derived_events)
        == 10_000
    )


def test_right_is_available_then_used_or_expired():
    program = program_of("rights: {r: {on: start, may: done, who: victim, until: stop, within: P10D}}")
    start = event("e1", "start", "2022-03-01T10:00")
    assert rights(judged(program, [start], at="2022-03-11T10:00")) == ["available"]
    assert rights(judged(program, [start], at="2022-03-11T10:01")) == ["expired"]
    assert rights(judged(program, [start, event("e2", "done", "2022-03-05")])) == ["used"]
    assert rights(judged(program, [start, event("e2", "stop", "2022-03-05")])) == ["expired"]
    assert rights(judged(program, [start, event("e2", "done", "2022-04-05")])) == ["expired"]


def test_right_arises_again_only_when_the_earlier_one_is_gone():
    program = program_of("rights: {r: {on: start, may: done, within: P10D}}")
    events = [
        event("e1", "start", "2022-03-01"),
        event("e2", "start", "2022-03-05"),
        event("e3", "start", "2022-04-01"),
    ]
    assert rights(judged(program, events, at="2022-04-02")) == ["expired", "available"]


def test_right_in_doubt_follows_the_clause():
    unknown = [event("e1", "start", "2022-03-01")]
    adult = [*unknown, event("e2", "quiet", "2022-03-02", age=30)]
    applies = program_of('rights: {r: {on: start, may: done, when: "age < 18"}}')
    ask = program_of('rights: {r: {on: start, may: done, when: "age < 18", in_doubt: ask}}')
    assert rights(judged(applies, unknown)) == ["available"]
    assert rights(judged(ask, unknown)) == ["undetermined"]
    assert rights(judged(applies, adult)) == ["lapsed"]
    late = program_of('rights: {r: {on: start, may: done, when: "age < 18", within: P1D}}')
    assert rights(judged(late, [unknown[0], event("e2", "quiet", "2022-04-02", age=30)])) == ["expired"]


def test_forbidden_step_while_the_period_runs_is_a_breach():
    program = program_of(BAN)
    start = event("e1", "start", "2022-03-01T10:00")
    within = event("e2", "removal", "2022-06-01T10:00", by="return_service")
    after = event("e2", "removal", "2022-06-01T10:01", by="return_service")
    by_other = event("e2", "removal", "2022-04-01", by="police")
    assert breaches(judged(program, [start, within])) == [("e2", True)]
    assert breaches(judged(program, [start, after])) == []
    assert breaches(judged(program, [start, by_other])) == []


def test_step_that_starts_a_period_does_not_break_its_prohibition_but_one_that_ends_it_does():
    program = program_of(
        "periods: {p: {from: removal, lasts: P3M, ends_early_on: stop}}\n"
        "prohibitions: {b: {during: p, not: [removal, stop]}}"
    )
    events = [event("e1", "removal", "2022-03-01"), event("e2", "stop", "2022-03-02")]
    assert breaches(judged(program, events)) == [("e2", True)]


def test_prohibition_between_two_steps_for_everybody():
    program = program_of("prohibitions: {b: {from: start, until: stop, not: removal}}")
    events = [
        event("e1", "removal", "2022-03-01"),
        event("e2", "start", "2022-03-02"),
        event("e3", "removal", "2022-03-03"),
        event("e4", "stop", "2022-03-04"),
        event("e5", "removal", "2022-03-05"),
    ]
    judgement = judged(program, events)
    assert breaches(judgement) == [("e3", True)]
    assert judgement.prohibitions == []
    assert [
        ban.to_dict()["prohibition"] for ban in judged(program, events, at="2022-03-03").prohibitions
    ] == ["b"]


def test_prohibition_in_doubt_follows_the_clause():
    removal = event("e2", "removal", "2022-03-02", by="return_service")
    events = [event("e1", "start", "2022-03-01"), removal]
    for in_doubt, expected in (("applies", [("e2", False)]), ("ask", []), ("does_not_apply", [])):
        body = f'{PERIOD}\nprohibitions: {{b: {{during: p, not: removal, when: "age < 18", in_doubt: {in_doubt}}}}}'
        judgement = judged(program_of(body), events, at="2022-03-03")
        assert breaches(judgement) == expected
        assert judgement.facts_to_ask == ["age"]
        assert [ban.certain for ban in judgement.prohibitions] == [False] * len(expected)
    body = f'{PERIOD}\nprohibitions: {{b: {{during: p, not: removal, when: "age < 18"}}}}'
    adult = [event("e1", "start", "2022-03-01", age=30), removal]
    assert breaches(judged(program_of(body), adult)) == []


def test_prohibition_of_a_period_in_doubt_is_in_doubt():
    body = 'periods: {p: {from: start, lasts: P3M, when: "age < 18"}}\nprohibitions: {b: {during: p, not: removal}}'
    judgement = judged(
        program_of(body), [event("e1", "start", "2022-03-01"), event("e2", "removal", "2022-03-02")]
    )
    assert breaches(judgement) == [("e2", False)]
    assert judgement.to_dict()["breaches"][0]["certain"] is False


def test_certain_breach_counts_before_one_in_doubt():
    body = (
        'periods: {p: {from: start, lasts: P3M, when: "age < 18"}, q: {from: again, lasts: P3M}}\n'
        "prohibitions: {b: {during: [p, q], not: removal}}"
    )
    events = [
        event("e1", "start", "2022-03-01"),
        event("e2", "again", "2022-03-02"),
        event("e3", "removal", "2022-03-03"),
    ]
    assert breaches(judged(program_of(body), events)) == [("e3", True)]


def test_prohibition_during_a_period_of_another_agreement():
    program = program_of(
        "prohibitions: {b: {during: other.p, not: removal}}", **{"other/2020-01-01.yaml": PERIOD}
    )
    events = [event("e1", "start", "2022-03-01"), event("e2", "removal", "2022-03-02")]
    assert breaches(judged(program, events)) == [("e2", True)]


def test_agreements_of_other_regions_forbid_and_require_nothing():
    program = program_of(
        "regions: [utrecht]\nprohibitions: {b: {during: other.p, not: removal}}\n"
        "requires: [{step: removal, after: done}]",
        **{"other/2020-01-01.yaml": PERIOD},
    )
    away = [event("e1", "start", "2022-03-01", region="zeeland"), event("e2", "removal", "2022-03-02")]
    judgement = judged(program, away, at="2022-03-03")
    assert (breaches(judgement), deviations(judgement), judgement.prohibitions) == ([], [], [])


def test_right_and_period_show_what_the_agreement_says():
    program = program_of("rights: {r: {on: start, may: done, who: victim}}\n" + PERIOD)
    judgement = judged(program, [event("e1", "start", "2022-03-01T10:00"), event("e2", "done", "2022-03-02")])
    right = judgement.to_dict()["rights"][0]
    assert (right["who"], right["may"], right["settled_by"]) == (["victim"], ["done"], "e2")
    assert judgement.periods[0].clause.then == "over"
