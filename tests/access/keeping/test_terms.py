"""Terms of keeping as data: reading the files, and working out the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vangnet.access import keeping_terms
from vangnet.access.categories import DataCategory
from vangnet.access.keeping_rules import (
    Duration,
    DurationError,
    KeepingErrors,
    Moments,
    in_force,
    load,
    longest,
)
from vangnet.access.retention import RETENTION

CATEGORIES = keeping_terms.CATEGORIES
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
REGIMES = frozenset({"any", "wpg", "wjsg", "youth_act", "avg_medical"})
TERMS = keeping_terms.current(date(2026, 1, 1))
GOOD = keeping_terms.FOLDER / "2020-01-01.yaml"


@pytest.mark.parametrize(
    ("text", "day", "ends"),
    [
        ("P5Y", date(2020, 2, 29), date(2025, 2, 28)),
        ("P1M", date(2025, 1, 31), date(2025, 2, 28)),
        ("P18M", date(2024, 8, 31), date(2026, 2, 28)),
        ("P6W", date(2025, 1, 1), date(2025, 2, 12)),
        ("P1Y2M3D", date(2025, 12, 30), date(2027, 3, 3)),
    ],
)
def test_duration_follows_the_civil_calendar(text, day, ends):
    assert Duration.parse(text).after(day) == ends


def test_duration_can_be_taken_back_from_a_day():
    assert Duration.parse("P2Y").before(date(2024, 2, 29)) == date(2022, 2, 28)
    assert Duration.parse("P1M3D").before(date(2025, 1, 31)) == date(2024, 12, 28)


@pytest.mark.parametrize("text", ["", "5Y", "P", "P0D", "P5H", "P121Y", "P2000M", "-P1Y", None, 5])
def test_what_is_no_duration_is_refused_with_its_value(text):
    with pytest.raises(DurationError, match=r"'.*'|None|5"):
        Duration.parse(text)


def test_durations_have_words():
    assert Duration.parse("P1Y6M").words("nl") == "1 jaar en 6 maanden"
    assert Duration.parse("P1W2D").words("en") == "1 week and 2 days"
    assert Duration.parse("P20Y").words("fr") == "20 years"


def test_every_kind_of_data_has_a_general_term_and_every_group_has_words():
    for category in DataCategory:
        assert TERMS.applicable(category.value, frozenset())
    assert set(RETENTION) >= {"dossier", "account", "audit"}
    for rule in TERMS.rules:
        assert rule.sentence("nl").endswith(".") and rule.sentence("en").endswith(".")
        assert not rule.assumed or rule.note
        assert rule.sentence("xx") in rule.says.values()


def test_terms_of_one_dossier_are_the_longest_of_its_regimes():
    closed = Moments(closing=date(2020, 5, 1), last_event=date(2020, 6, 1), first_recording=date(2019, 1, 1))
    general = longest(TERMS, category="criminal", regimes=frozenset({"avg"}), moments=closed)
    justice = longest(TERMS, category="criminal", regimes=frozenset({"avg", "wpg", "wjsg"}), moments=closed)
    assert (general.day, general.rule.regime) == (date(2025, 5, 1), "any")
    assert (justice.day, justice.rule.regime) == (date(2032, 5, 1), "wjsg")
    assert not justice.has_passed(date(2032, 4, 30))
    assert justice.has_passed(date(2032, 5, 1))


def test_term_that_does_not_run_yet_has_no_day():
    due = longest(TERMS, category="identity", regimes=frozenset(), moments=Moments())
    assert due.day is None
    assert not due.has_passed(date(2100, 1, 1))


@given(
    category=st.sampled_from(CATEGORIES),
    regimes=st.frozensets(st.sampled_from(sorted(REGIMES))),
    more=st.frozensets(st.sampled_from(sorted(REGIMES))),
    closing=st.none() | DAYS,
    last=DAYS,
    first=DAYS,
)
def test_another_regime_never_shortens_the_time_before_data_may_go(
    category, regimes, more, closing, last, first
):
    moments = Moments(closing, last, first)
    fewer = longest(TERMS, category=category, regimes=regimes | {"any"}, moments=moments)
    wider = longest(TERMS, category=category, regimes=regimes | more | {"any"}, moments=moments)
    assert wider.day is None or (fewer.day is not None and wider.day >= fewer.day)
    for rule in TERMS.applicable(category, regimes | {"any"}):
        started = moments.start(rule.starts)
        assert fewer.day is None or (started is not None and fewer.day >= rule.term.after(started))


def test_version_in_force_is_the_newest_that_has_begun():
    later = keeping_terms.versions()[0].__class__(date(2030, 1, 1), "later", {}, (), {})
    both = [later, TERMS]
    assert in_force(both, date(2029, 12, 31)) is TERMS
    assert in_force(both, date(2030, 1, 1)) is later
    assert in_force(both, date(1990, 1, 1)) is TERMS


def broken(tmp_path, old, new, name="2020-01-01.yaml"):
    text = GOOD.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KeepingErrors) as caught:
        load(tmp_path, categories=CATEGORIES)
    return caught.value.problems


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("category: contact", "category: contacts", "'category' is 'contacts'"),
        ("category: contact", "category: signal", "more than one term for signal under any"),
        ("category: contact", "category: signal", "no term for contact"),
        ("term: P1Y\n", "term: 1Y\n", "'1Y' is no duration"),
        ("from: last_event", "from: birth", "'from' is 'birth'"),
        ("then: review", "then: burn", "'then' is 'burn'"),
        ("assumed: true\n    note:", "assumed: true\n    remark:", "needs a 'note'"),
        ("assumed: true\n    note:", "assumed: true\n    remark:", "'remark' is not known here"),
        ("assumed: false", "assumed: perhaps", "'assumed' is 'perhaps'"),
        ('ground: "BW 7:454 lid 3"', 'ground: ""', "'ground' is missing"),
        ('en: "Signals: two', 'de: "Signals: two', "'says' needs words in: en"),
        ("valid_from: 2020-01-01", "valid_from: 2021-01-01", "'valid_from' is 2021-01-01"),
        ("valid_from: 2020-01-01", "valid_from: soon", "'valid_from' is soon"),
        ("answers:\n", "replies:\n", "'answers' must be names"),
        ("terms:\n", "rules:\n", "'terms' must be a list"),
        ("valid_from:", "groups: [", "no readable YAML"),
        (
            "category: progress\n",
            "category: progress\n    category: signal\n",
            "'category stands here twice'",
        ),
    ],
)
def test_mistake_in_a_file_is_told_with_file_and_line(tmp_path, old, new, says):
    problems = broken(tmp_path, old, new)
    found = [problem for problem in problems if says.strip("'") in problem]
    assert found, problems
    assert all(problem.startswith("2020-01-01.yaml:") for problem in problems)
    assert all(problem.split(":")[1].isdigit() for problem in problems)


def test_empty_folder_and_empty_file_are_told(tmp_path):
    with pytest.raises(KeepingErrors, match="no file here"):
        load(tmp_path, categories=CATEGORIES)
    (tmp_path / "2020-01-01.yaml").write_text("", encoding="utf-8")
    with pytest.raises(KeepingErrors, match="the file is empty"):
        load(tmp_path, categories=CATEGORIES)


CLOSED = date(2024, 2, 29)


@pytest.mark.parametrize("rule", TERMS.rules, ids=lambda rule: f"{rule.category}-{rule.regime}")
def test_each_term_ends_on_its_day_and_not_one_day_before(rule):
    moments = Moments(CLOSED, CLOSED, CLOSED)
    due = longest(TERMS, category=rule.category, regimes=frozenset({rule.regime}), moments=moments)
    assert due.rule is rule
    assert due.day is not None
    assert not due.has_passed(due.day - timedelta(days=1))
    assert due.has_passed(due.day)
