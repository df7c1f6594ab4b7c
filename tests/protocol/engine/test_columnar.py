"""The columnar evaluator says the same as the plain one, about every case of a population."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vangnet.protocol
from bench.agreement import random_program
from bench.caseload import AT as CASELOAD_AT
from bench.caseload import caseload
from bench.histories import histories, moments
from bench.toy.cases import AT, as_cases, generate
from bench.toy.columns import AGREEMENTS, as_columns, waiting
from bench.toy.oracle import answer
from vangnet.protocol.engine import Case, Event, compile_corpus, judge, load_directory
from vangnet.protocol.engine.calendar import LegalCalendar
from vangnet.protocol.engine.columnar import Population, judge_population, told_by
from vangnet.protocol.engine.columnar.moments import Counter as MomentCounter
from vangnet.protocol.engine.terms import Term

PACKAGED = Path(vangnet.protocol.__file__).parent / "agreements"
DAY = 86400.0


def assert_same(cases, program, at, known=None):
    result = judge_population(Population.from_cases(cases), program, at=at, known=known)
    for number, case in enumerate(cases):
        plain = told_by(judge(case, program, at=at, known=known))
        assert result.case(number).differences(plain) == [], case
    return result


@pytest.fixture(scope="module")
def toy():
    return compile_corpus(load_directory(AGREEMENTS))


@pytest.fixture(scope="module")
def packaged():
    return compile_corpus(load_directory(PACKAGED))


@pytest.mark.parametrize("seed", range(0, 60))
def test_random_histories_under_random_agreements_are_judged_the_same(seed):
    at, heard = moments(seed)
    assert_same(histories(40, seed), random_program(seed), at, heard if seed % 3 == 0 else None)


@pytest.mark.parametrize("seed", (8, 17, 24, 38))
def test_random_histories_are_judged_the_same_at_every_moment(seed):
    program, cases = random_program(seed), histories(12, seed)
    start = min(event.occurred for case in cases for event in case.events)
    for week in range(0, 90, 6):
        assert_same(cases, program, start + week * 7 * DAY)


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=1000, max_value=100_000))
def test_any_seed_gives_the_same_judgements(seed):
    at, heard = moments(seed)
    assert_same(histories(8, seed), random_program(seed % 40), at, heard if seed % 2 else None)


def test_the_packaged_agreements_give_the_same_judgements(packaged):
    cases = caseload(packaged.corpus, 150)
    result = assert_same(cases, packaged, CASELOAD_AT)
    assert len(result.duties) > 1000
    assert len(result.periods) > 100


def test_the_trial_route_gives_the_duties_of_a_separate_slow_answer(toy):
    generated = generate(600)
    result = judge_population(Population.from_cases(as_cases(generated)), toy, at=AT)
    assert waiting(result, 600) == [answer(history, AT) for history in generated]


def test_arrays_and_cases_make_the_same_population(toy):
    generated = generate(200)
    from_cases = judge_population(Population.from_cases(as_cases(generated)), toy, at=AT)
    from_arrays = judge_population(Population.from_arrays(**as_columns(generated)), toy, at=AT)
    assert from_arrays.counts() == from_cases.counts()
    assert np.array_equal(from_arrays.duties.due, from_cases.duties.due, equal_nan=True)
    assert from_arrays.case(0).duties[0].trigger == "0"


def test_the_order_of_events_and_cases_in_the_arrays_does_not_matter(toy):
    columns = as_columns(generate(50))
    order = np.random.default_rng(1).permutation(len(columns["case"]))
    place = np.argsort(order)
    mixed = {
        **columns,
        "case": columns["case"][order],
        "step": columns["step"][order],
        "occurred": columns["occurred"][order],
        "facts": {
            code: replace(column, rows=place[column.rows]) for code, column in columns["facts"].items()
        },
        "ids": [f"e{row:06}" for row in order.tolist()],
    }
    plain = judge_population(Population.from_arrays(**columns), toy, at=AT)
    assert judge_population(Population.from_arrays(**mixed), toy, at=AT).counts() == plain.counts()


def test_counts_are_those_of_the_plain_evaluator_case_by_case(packaged):
    cases = caseload(packaged.corpus, 60)
    result = judge_population(Population.from_cases(cases), packaged, at=CASELOAD_AT)
    duties = [duty for case in cases for duty in judge(case, packaged, at=CASELOAD_AT).duties]
    assert result.counts() == Counter((duty.agreement, duty.duty, duty.status) for duty in duties)
    holders = Counter((party, duty.status) for duty in duties for party in duty.holder)
    assert result.counts_by_party() == holders


@pytest.mark.parametrize("seed", (3, 7, 11, 15, 19, 23, 27, 31, 35, 39))
def test_cases_in_a_circle_of_derived_events_are_counted_with_the_others(seed):
    program, cases = random_program(seed), histories(40, seed)
    at, _ = moments(seed)
    result = assert_same(cases, program, at)
    duties = [duty for case in cases for duty in judge(case, program, at=at).duties]
    assert result.counts() == Counter((duty.agreement, duty.duty, duty.status) for duty in duties)
    assert result.counts_by_party() == Counter(
        (party, duty.status) for duty in duties for party in duty.holder
    )


def test_a_population_without_events_has_no_duties(toy):
    empty = judge_population(Population.from_cases([Case("empty", ())]), toy, at=AT)
    assert [len(lines) for lines in (empty.duties, empty.periods, *empty.all_broken())] == [0, 0, 0, 0]
    assert empty.counts() == {}
    nothing = np.empty(0)
    bare = Population.from_arrays(case=nothing, step=nothing, occurred=nothing, step_names=())
    assert len(judge_population(bare, toy, at=AT).duties) == 0


def test_what_was_not_yet_recorded_is_not_known(toy):
    signal = Event("e1", "signal", AT - 9 * DAY, AT - 5 * DAY, "police", facts={"foreign": False, "age": 30})
    population = Population.from_cases([Case("late", (signal,))])
    assert len(judge_population(population, toy, at=AT, known=AT - 6 * DAY).duties) == 0
    assert len(judge_population(population, toy, at=AT, known=AT - 4 * DAY).duties) == 1


def test_a_retracted_trigger_opens_nothing_once_the_retraction_is_known(toy):
    signal = Event("e1", "signal", AT - 9 * DAY, AT - 9 * DAY, "police", facts={"foreign": False, "age": 30})
    retraction = Event("e2", "", AT - 3 * DAY, AT - 3 * DAY, "police", retracts="e1")
    population = Population.from_cases([Case("gone", (signal, retraction))])
    assert len(judge_population(population, toy, at=AT).duties) == 0
    assert len(judge_population(population, toy, at=AT, known=AT - 4 * DAY).duties) == 1


def test_differences_name_what_only_one_of_two_results_says(toy):
    signal = Event("e1", "signal", AT - 9 * DAY, AT - 9 * DAY, "police", facts={"foreign": False, "age": 30})
    one = told_by(judge(Case("one", (signal,)), toy, at=AT))
    other = told_by(judge(Case("one", (signal,)), toy, at=AT - 9 * DAY))
    found = one.differences(other)
    assert [line.split(":")[0] for line in found] == ["only here", "only there"]
    assert "overdue" in found[0] and "open" in found[1]


def test_rows_without_ids_are_put_in_order_of_case_and_moment(toy):
    columns = as_columns(generate(30))
    plain = judge_population(Population.from_arrays(**columns), toy, at=AT)
    size = len(columns["case"])
    turned = {
        **columns,
        "case": columns["case"][::-1],
        "step": columns["step"][::-1],
        "occurred": columns["occurred"][::-1] - np.arange(size) / size / 10,
        "facts": {
            code: replace(column, rows=size - 1 - column.rows) for code, column in columns["facts"].items()
        },
    }
    assert judge_population(Population.from_arrays(**turned), toy, at=AT).counts() == plain.counts()


TERMS = ("PT24H", "P1D", "P3M", "P10WD", "P1M2D", "P1DT12H", "P18Y")
STARTS = [*range(0, 2_000_000_000, 7_654_321), *range(1_743_296_400 - 7200, 1_743_296_400 + 7200, 900)]
STARTS += [*range(1_761_440_400 - 7200, 1_761_440_400 + 7200, 900), -2_000_000_000, 7_258_000_000]


@pytest.mark.parametrize("text", TERMS)
@pytest.mark.parametrize(
    ("statutory", "day_end"), [(False, False), (True, False), (False, True), (True, True)]
)
def test_a_term_added_to_many_moments_ends_as_the_calendar_says(text, statutory, day_end):
    calendar, term = LegalCalendar(), Term.parse(text)
    starts = np.array(STARTS, dtype=float)
    ends = MomentCounter(calendar, term, statutory=statutory, day_end=day_end)(starts)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        try:
            expected = calendar.add_seconds(start, term, statutory=statutory, day_end=day_end)
        except ValueError:
            assert np.isnan(end) or not (term.civil or day_end)
        else:
            assert end == expected


def test_a_date_that_cannot_be_read_gives_no_due_moment(tmp_path):
    folder = tmp_path / "stay"
    folder.mkdir()
    (folder / "2020-01-01.yaml").write_text(STAY, encoding="utf-8")
    program = compile_corpus(load_directory(tmp_path))
    asked = [
        Event("e1", "asked", AT, AT, "police", facts={"ends_on": said})
        for said in ("soon", "2026-02-01", None)
    ]
    result = assert_same([Case(f"c{number}", (event,)) for number, event in enumerate(asked)], program, AT)
    assert np.isnan(result.duties.due).tolist() == [True, False, True]


STAY = """
agreement: stay
valid_from: 2020-01-01
facts: {ends_on: {type: date}}
steps: {asked: {by: [police]}, answered: {by: [police]}}
duties:
  answer: {on: asked, by: police, do: answered, within: {until: ends_on}, ground: trial}
"""


def test_a_trigger_from_before_the_holiday_table_has_no_due_moment_in_working_days(tmp_path):
    folder = tmp_path / "stay"
    folder.mkdir()
    (folder / "1900-01-01.yaml").write_text(LONG_AGO, encoding="utf-8")
    program = compile_corpus(load_directory(tmp_path))
    asked = [Event("e1", "asked", moment, moment, "police") for moment in (-1e9, 0.0, 1e9)]
    result = assert_same([Case(f"c{number}", (event,)) for number, event in enumerate(asked)], program, AT)
    assert np.isnan(result.duties.due).tolist() == [True, True, False]


LONG_AGO = STAY.replace("2020-01-01", "1900-01-01").replace("until: ends_on", "term: P10WD")
