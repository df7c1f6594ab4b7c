"""Which version governs, what a later one changes, what was known when, and pauses."""

import pytest

from tests.protocol.engine.builders import due, event, judged, program_of, statuses

LONG = "duties: {d: {on: start, by: police, do: done, within: P3M}}"
SHORT = "transition: %s\nduties: {d: {on: start, by: police, do: done, within: P30D}}"
START = [event("e1", "start", "2020-12-15T10:00")]


def moments(*bodies: str, at: str = "2021-01-02") -> str | None:
    return due(judged(program_of(*bodies), START, at=at))


def test_duty_follows_the_version_in_force_at_its_trigger():
    program = program_of(LONG, SHORT % "respecting")
    events = [
        event("e1", "start", "2020-12-31T23:59"),
        event("e2", "done", "2020-12-31T23:59:30"),
        event("e3", "start", "2021-01-01T00:00"),
    ]
    judgement = judged(program, events)
    assert [str(duty.version) for duty in judgement.duties] == ["2020-01-01", "2021-01-01"]


def test_no_version_no_duty():
    program = program_of("valid_until: 2020-06-30\n" + LONG, SHORT % "respecting")
    assert statuses(judged(program, [event("e1", "start", "2019-12-31")])) == []
    assert statuses(judged(program, [event("e1", "start", "2020-06-30T23:59")])) == ["overdue"]
    assert statuses(judged(program, [event("e1", "start", "2020-07-01")])) == []


def test_respecting_keeps_the_old_term():
    assert moments(LONG, SHORT % "respecting") == "2021-03-15T10:00:00+01:00"


def test_immediate_takes_the_new_term_from_the_old_start():
    assert moments(LONG, SHORT % "immediate") == "2021-01-14T10:00:00+01:00"


def test_immediate_never_ends_a_term_before_the_publication():
    quick = "transition: immediate\nduties: {d: {on: start, by: police, do: done, within: P1D}}"
    assert moments(LONG, quick) == "2021-01-01T00:00:00+01:00"
    assert moments(LONG, "published: 2020-12-20\n" + quick) == "2020-12-20T00:00:00+01:00"


def test_immediate_does_nothing_before_it_is_in_force():
    assert moments(LONG, SHORT % "immediate", at="2020-12-31T23:59") == "2021-03-15T10:00:00+01:00"


def test_most_favourable_takes_the_earlier_due_moment_and_the_later_end():
    shorter = SHORT % "most_favourable"
    longer = "transition: most_favourable\nduties: {d: {on: start, by: police, do: done, within: P9M}}"
    assert moments(LONG, shorter) == "2021-01-14T10:00:00+01:00"
    assert moments(LONG, longer) == "2021-03-15T10:00:00+01:00"
    period = "transition: most_favourable\nperiods: {p: {from: start, lasts: %s}}"
    for first, second in (("P3M", "P30D"), ("P30D", "P3M")):
        judgement = judged(program_of(period % first, period % second), START)
        assert judgement.to_dict()["periods"][0]["ends"] == "2021-03-15T10:00:00+01:00"


def test_most_favourable_period_without_end_stays_without():
    bodies = [
        "periods: {p: {from: start, lasts: P3M}}",
        "transition: most_favourable\nperiods: {p: {from: start}}",
    ]
    assert judged(program_of(*bodies), START).periods[0].due is None


def test_clause_may_carry_its_own_transition():
    own = "duties: {d: {on: start, by: police, do: done, within: P30D, transition: immediate}}"
    assert moments(LONG, own) == "2021-01-14T10:00:00+01:00"


def test_version_that_does_not_change_the_term_changes_nothing():
    judgement = judged(program_of(LONG, "transition: immediate\n" + LONG), START)
    assert due(judgement) == "2021-03-15T10:00:00+01:00"
    assert str(judgement.duties[0].proof().term_version) == "2020-01-01"


def test_overdue_duty_is_not_reopened_by_a_longer_term():
    bodies = [
        "duties: {d: {on: start, by: police, do: done, within: P1D}}",
        "transition: immediate\nduties: {d: {on: start, by: police, do: done, within: P9M}}",
    ]
    assert statuses(judged(program_of(*bodies), START, at="2021-01-02")) == ["overdue"]


def test_fulfilled_duty_is_not_touched_by_a_later_version():
    events = [*START, event("e2", "done", "2020-12-20")]
    assert due(judged(program_of(LONG, SHORT % "immediate"), events)) == "2021-03-15T10:00:00+01:00"


def test_clause_that_is_gone_ends_only_under_an_immediate_version():
    gone = "transition: %s\nsummary: {nl: Weg, en: Gone}"
    immediate = judged(program_of(LONG, gone % "immediate"), START, at="2021-01-02")
    respecting = judged(program_of(LONG, gone % "respecting"), START, at="2021-01-02")
    assert statuses(immediate) == ["lapsed"]
    assert immediate.duties[0].lapsed_by.id == "a@2021-01-01"
    assert statuses(respecting) == ["open"]


def test_changes_follow_each_other():
    third = "transition: immediate\nduties: {d: {on: start, by: police, do: done, within: P15M}}"
    program = program_of(
        "duties: {d: {on: start, by: police, do: done, within: P13M}}",
        "transition: immediate\nduties: {d: {on: start, by: police, do: done, within: P14M}}",
        third,
    )
    assert due(judged(program, START, at="2021-06-01")) == "2022-02-15T10:00:00+01:00"
    assert due(judged(program, START, at="2022-02-01")) == "2022-03-15T10:00:00+01:00"


def test_term_taken_away_or_given_by_a_later_version():
    open_ended = "transition: immediate\nduties: {d: {on: start, by: police, do: done}}"
    assert moments(LONG, open_ended) is None
    assert (
        moments("duties: {d: {on: start, by: police, do: done}}", SHORT % "immediate")
        == "2021-01-14T10:00:00+01:00"
    )


def test_undetermined_duty_takes_the_later_term_when_the_doubt_is_lifted():
    first = 'duties: {d: {on: start, by: police, do: done, within: P3M, when: "age < 18", in_doubt: ask}}'
    second = "transition: immediate\n" + first.replace("P3M", "P30D")
    events = [*START, event("e2", "quiet", "2021-02-01T10:00", age=3)]
    assert due(judged(program_of(first, second), events)) == "2021-03-03T10:00:00+01:00"


def test_branches_are_taken_anew_with_the_facts_of_the_old_start():
    second = (
        "transition: immediate\nduties: {d: {on: start, by: police, do: done, "
        "within: [{when: detention, term: P40D}, {term: P50D}]}}"
    )
    events = [
        event("e1", "start", "2020-12-15T10:00", detention=True),
        event("e2", "quiet", "2020-12-20", detention=False),
        event("e3", "learned", "2020-12-21"),
    ]
    assert due(judged(program_of(LONG, second), events)) == "2021-01-24T10:00:00+01:00"


def test_on_default_follows_the_changed_term():
    first = "duties: {d: {on: start, by: police, do: done, within: P3M, on_default: missed}}"
    second = "transition: immediate\n" + first.replace("P3M", "P1D")
    judgement = judged(program_of(first, second), START, at="2021-01-02")
    assert [made.id for made in judgement.derived_events] == ["a.d@2021-01-01T00:00:00+01:00"]
    published = judged(program_of(first, "published: 2020-12-20\n" + second), START, at="2021-01-02")
    assert [made.id for made in published.derived_events] == ["a.d@2021-01-01T00:00:00+01:00"]


def test_retroactive_clause_applies_to_earlier_anchors():
    second = "retroactive: {from: 2020-06-01, clauses: [d]}\n" + SHORT % "respecting"
    program = program_of(LONG, second)
    assert due(judged(program, START)) == "2021-01-14T10:00:00+01:00"
    assert due(judged(program, [event("e1", "start", "2020-05-31")])) == "2020-08-31T00:00:00+02:00"


def test_retroactive_version_leaves_other_clauses_alone():
    second = "retroactive: {from: 2020-06-01, clauses: [d]}\n" + SHORT % "respecting"
    second = second.replace("duties: {", "duties: {e: {on: start, by: police, do: done, within: P1D}, ")
    assert [duty.duty for duty in judged(program_of(LONG, second), START).duties] == ["d"]


def test_requirement_and_prohibition_follow_their_own_anchor():
    with_rules = (
        "requires: [{step: done, after: again}]\nperiods: {p: {from: start, lasts: P3M}}\n"
        "prohibitions: {b: {during: p, not: removal}}"
    )
    program = program_of("periods: {p: {from: start, lasts: P3M}}", with_rules)
    events = [
        *START,
        event("e2", "done", "2020-12-20"),
        event("e3", "removal", "2021-01-05"),
        event("e4", "done", "2021-01-06"),
    ]
    judgement = judged(program, events)
    assert judgement.breaches == []
    assert [found.event.id for found in judgement.deviations] == ["e4"]


def test_knowledge_moment_hides_what_was_recorded_later():
    program = program_of(LONG)
    events = [event("e1", "start", "2022-03-01"), event("e2", "done", "2022-03-05", recorded="2022-07-01")]
    assert statuses(judged(program, events, at="2022-06-15")) == ["in_time"]
    assert statuses(judged(program, events, at="2022-06-15", known="2022-06-15")) == ["overdue"]


def test_retraction_counts_from_the_moment_it_is_recorded():
    program = program_of(LONG)
    events = [event("e1", "start", "2022-03-01"), event("e2", "", "2022-03-04", retracts="e1")]
    assert statuses(judged(program, events)) == []
    assert statuses(judged(program, events, known="2022-03-03")) == ["overdue"]


def test_correction_puts_another_event_in_its_place():
    program = program_of(LONG)
    events = [
        event("e1", "start", "2022-03-01T10:00"),
        event("e2", "start", "2022-02-01T10:00", recorded="2022-03-04", corrects="e1"),
    ]
    assert due(judged(program, events)) == "2022-05-01T10:00:00+02:00"
    assert due(judged(program, events, known="2022-03-03")) == "2022-06-01T10:00:00+02:00"
    again = [*events, event("e3", "quiet", "2022-02-01", recorded="2022-03-05", corrects="e2")]
    assert statuses(judged(program, again)) == []


PAUSED = "duties: {d: {on: start, by: police, do: done, within: P10D, pauses: [{from: hold, until: go}]}}"


@pytest.mark.parametrize(
    ("events", "expected", "at"),
    [
        ([("hold", "03-05T10:00"), ("go", "03-08T10:00")], "2022-03-14T10:00:00+01:00", "2023-01-01"),
        ([("hold", "03-12"), ("go", "03-20")], "2022-03-11T10:00:00+01:00", "2023-01-01"),
        ([("hold", "03-11T10:00"), ("go", "03-12T10:00")], "2022-03-12T10:00:00+01:00", "2023-01-01"),
        ([("hold", "03-05T10:00")], "2022-03-21T10:00:00+01:00", "2022-03-15T10:00"),
        ([("hold", "02-20T10:00"), ("go", "03-02T10:00")], "2022-03-12T10:00:00+01:00", "2023-01-01"),
        ([("hold", "02-20T10:00"), ("go", "02-25T10:00")], "2022-03-11T10:00:00+01:00", "2023-01-01"),
        (
            [("go", "03-03"), ("hold", "03-05T10:00"), ("hold", "03-06"), ("go", "03-07T10:00")],
            "2022-03-13T10:00:00+01:00",
            "2023-01-01",
        ),
    ],
)
def test_pause_shifts_the_due_moment_by_the_time_that_passes(events, expected, at):
    history = [event("e1", "start", "2022-03-01T10:00")]
    history += [event(f"x{number}", step, f"2022-{moment}") for number, (step, moment) in enumerate(events)]
    judgement = judged(program_of(PAUSED), history, at=at)
    assert due(judgement) == expected
    assert statuses(judgement) == ["open" if at != "2023-01-01" else "overdue"]


def test_overlapping_pauses_count_once():
    body = PAUSED.replace(
        "[{from: hold, until: go}]", "[{from: hold, until: go}, {from: quiet, until: again}]"
    )
    events = [
        event("e1", "start", "2022-03-01T10:00"),
        event("e2", "hold", "2022-03-02T10:00"),
        event("e3", "quiet", "2022-03-03T10:00"),
        event("e4", "go", "2022-03-04T10:00"),
        event("e5", "again", "2022-03-05T10:00"),
    ]
    assert due(judged(program_of(body), events)) == "2022-03-14T10:00:00+01:00"


def test_fulfilment_during_a_pause_is_in_time():
    events = [
        event("e1", "start", "2022-03-01"),
        event("e2", "hold", "2022-03-05"),
        event("e3", "done", "2022-04-05"),
    ]
    judgement = judged(program_of(PAUSED), events)
    assert statuses(judgement) == ["in_time"]
    assert judgement.duties[0].proof().paused_seconds == 31 * 86400 - 3600


def test_paused_duty_has_no_default_until_it_runs_again():
    body = PAUSED.replace("within", "on_default: missed, within")
    events = [event("e1", "start", "2022-03-01T10:00"), event("e2", "hold", "2022-03-05T10:00")]
    assert judged(program_of(body), events, at="2022-05-01").derived_events == []
    events.append(event("e3", "go", "2022-03-06T10:00"))
    found = judged(program_of(body), events, at="2022-05-01").derived_events
    assert [made.id for made in found] == ["a.d@2022-03-12T10:00:00+01:00"]
    at_once = [*events[:2], event("e3", "go", "2022-03-05T10:00")]
    assert len(judged(program_of(body), at_once, at="2022-05-01").derived_events) == 1


def test_paused_period_ends_later():
    body = "periods: {p: {from: start, lasts: P10D, then: over, pauses: [{from: hold, until: go}]}}"
    events = [
        event("e1", "start", "2022-03-01T10:00"),
        event("e2", "hold", "2022-03-05T10:00"),
        event("e3", "go", "2022-03-06T10:00"),
    ]
    found = judged(program_of(body), events).derived_events
    assert [made.id for made in found] == ["a.p@2022-03-12T10:00:00+01:00"]


def test_undetermined_duty_under_a_pause_starts_its_clock_when_both_are_over():
    body = PAUSED.replace("within", 'when: "age < 18", in_doubt: ask, within')
    events = [
        event("e1", "start", "2022-03-01T10:00"),
        event("e2", "hold", "2022-03-02T10:00"),
        event("e3", "quiet", "2022-03-03T10:00", age=3),
        event("e4", "go", "2022-03-05T10:00"),
    ]
    assert due(judged(program_of(body), events)) == "2022-03-15T10:00:00+01:00"


def test_pause_moves_an_overdue_moment_of_a_change_not():
    first = PAUSED
    second = "transition: immediate\n" + PAUSED.replace("P10D", "P20D")
    events = [
        event("e1", "start", "2020-12-25T10:00"),
        event("e2", "hold", "2020-12-30T10:00"),
        event("e3", "go", "2021-01-10T10:00"),
    ]
    assert due(judged(program_of(first, second), events)) == "2021-01-25T10:00:00+01:00"
