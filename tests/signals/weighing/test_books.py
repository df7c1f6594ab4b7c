"""Books of weights are read strictly: what may never weigh is refused, and every mistake is told with its place."""

from datetime import date

import pytest

from tests.signals.weighing.books import TYPES, book, content, written
from vangnet.signals import catalogue, terms, weights
from vangnet.signals.weighing import BookErrors, load, read_book
from vangnet.signals.weighing.reading import assumptions

DEFAULT = "configurations__default"
FREEDOM = f"{DEFAULT}__groups__freedom"


def test_book_says_what_stands_in_its_file(tmp_path):
    found = book(tmp_path)
    default, old = found.configurations["default"], found.configurations["old"]
    assert (found.valid_from, found.version, found.for_signals) == (date(2025, 1, 1), "2025-01-01", "default")
    assert default.group_of("papers").code == "freedom"
    assert default.group_of("late").code == "other"
    assert (default.held_from, old.held_until) == (None, date(2005, 1, 1))
    assert found.priority.most_besides_danger == 452


@pytest.mark.parametrize("code, type_", [("poor", "K"), ("foreign", "P")])
def test_weight_for_a_vulnerability_or_a_trait_of_a_person_is_refused(tmp_path, code, type_):
    with pytest.raises(BookErrors, match=rf"'{code}'.*\({type_}\).*never counts"):
        book(tmp_path, **{f"{FREEDOM}__indicators": ["papers", code]})


WRONG = [
    ({f"{FREEDOM}__indicators": ["no_such"]}, "there is no indicator 'no_such'"),
    ({f"{FREEDOM}__indicators": ["papers", "papers"]}, "'papers' stands here twice"),
    ({f"{FREEDOM}__indicators": "papers"}, "must be a list of words"),
    ({f"{FREEDOM}__indicators": ["papers", "money"]}, "'money' stands in two groups"),
    ({f"{FREEDOM}__points": -2}, "freedom: points: is -2. Write a whole number"),
    ({f"{FREEDOM}__points": True}, "is True. Write a whole number"),
    ({f"{FREEDOM}__points": 5}, "50 percent .assumed. is no whole number"),
    ({f"{FREEDOM}__assumed": None}, "says neither its 'source' nor 'assumed: true'"),
    ({f"{FREEDOM}__colour": "red"}, "'colour' is not known here"),
    ({f"{FREEDOM}__name": {"nl": "Vrijheid"}}, "name: en: is missing"),
    ({f"{DEFAULT}__groups__other": None}, "has no group 'other'"),
    ({f"{DEFAULT}__groups__other__indicators": ["late"]}, "name none here"),
    ({f"{DEFAULT}__groups": None}, "groups: must be keys with values, at least one"),
    ({f"{DEFAULT}__threshold__points": 0}, "has no threshold of 1 point or more"),
    ({f"{DEFAULT}__hardness__percent__unknown": 50}, "What nobody said may not make it lighter"),
    (
        {f"{DEFAULT}__hardness__percent": dict.fromkeys(("observed", "told", "assumed", "unknown"), 50)},
        "the highest must be 100",
    ),
    ({f"{DEFAULT}__combinations__both__groups": ["freedom", "nowhere"]}, "there is no group 'nowhere'"),
    ({f"{DEFAULT}__combinations__both__groups": ["freedom"]}, "with one it is no combination"),
    ({DEFAULT: "heavy"}, "default: must be keys with values"),
    ({"for_signals": "new"}, "which is no configuration. Choose one of: default, old"),
    ({"for_signals": "old"}, "which held until 2005-01-01"),
    ({"configurations__old__held": {"from": "2003-01-01", "until": "soon"}}, "Write a day, such as"),
    ({"source": ""}, "source: is missing"),
    ({"more": 1}, "'more' is not known here"),
    ({"valid_from": "2025-02-01"}, "name the file after that day"),
    ({"valid_from": "spring"}, "valid_from: is 'spring'. Write a day"),
    (
        {"priority__danger__unknown": 0, "priority__danger__no": 10},
        "'unknown' brings a signal less forward than 'no'",
    ),
    (
        {"priority__urgency__unknown": 0, "priority__urgency__ordinary": 10},
        "Not knowing may not count as good",
    ),
    ({"priority__child__not_said": 0, "priority__child__no": 10}, "'not_said' brings a signal less forward"),
    ({"priority__danger__yes": 452}, "Danger comes first"),
    ({"priority__together": 61}, "may not stand behind its own cluster"),
    ({"priority__classes__soon__last": 860}, "must rise, and the last must reach the start"),
    ({"priority__classes__in_turn__last": 990}, "the last must reach the start"),
    ({"priority__points__ceiling": 5}, "'ceiling' is not known here"),
]


@pytest.mark.parametrize("changes, says", WRONG, ids=[says[:40] for _changes, says in WRONG])
def test_what_is_wrong_in_a_book_is_told_with_its_place(tmp_path, changes, says):
    with pytest.raises(BookErrors, match=says):
        book(tmp_path, **changes)


def test_all_mistakes_are_told_at_once_and_of_all_files(tmp_path):
    written(tmp_path, content(source="", for_signals="new"))
    written(tmp_path, content(source=""), name="2026-01-01.yaml")
    with pytest.raises(BookErrors) as told:
        load(tmp_path, TYPES)
    assert len(told.value.problems) == 4
    assert {problem.split(":")[0] for problem in told.value.problems} == {
        "2025-01-01.yaml",
        "2026-01-01.yaml",
    }


def test_file_that_is_no_yaml_and_folder_without_files_are_told(tmp_path):
    with pytest.raises(BookErrors, match="There are no weights"):
        load(tmp_path, TYPES)
    (tmp_path / "2025-01-01.yaml").write_text("a: [")
    with pytest.raises(BookErrors, match="cannot be read"):
        load(tmp_path, TYPES)


def test_book_without_combinations_is_a_book(tmp_path):
    given = content()
    del given["configurations"]["default"]["combinations"]
    assert read_book(written(tmp_path, given), TYPES).configurations["default"].combinations == ()


def test_shipped_books_weigh_features_of_the_deed_only():
    types = weights.types()
    for shipped in weights.versions():
        weighed = {
            code
            for one in shipped.configurations.values()
            for group in one.groups.values()
            for code in group.indicators
        }
        assert weighed
        assert {types[code] for code in weighed} == {"F"}


def test_historic_scheme_has_its_threshold_of_ten_and_is_never_used_for_signals():
    shipped = weights.versions()[-1]
    old = shipped.configurations["ikps-2003"]
    assert (old.threshold, old.threshold_basis.assumed) == (10, False)
    assert old.held_until is not None
    assert shipped.for_signals == "default"


def test_every_number_says_its_source_or_that_it_is_assumed(tmp_path):
    assert list(assumptions(book(tmp_path)))[:3] == [
        "configurations.default.threshold",
        "configurations.default.hardness",
        "configurations.default.groups.freedom",
    ]
    sourced = content(priority__source="a report", priority__assumed=None)
    assert "priority" not in list(assumptions(read_book(written(tmp_path, sourced), TYPES)))
    assert "priority" in list(assumptions(weights.current()))


def test_book_of_a_day_is_the_last_one_before_it():
    assert weights.on(date(1990, 1, 1)) == weights.versions()[0]
    assert weights.on(date(2100, 1, 1)) == weights.versions()[-1]


def test_reasons_for_closing_that_are_left_out_of_sums_are_reasons():
    assert weights.current().priority.left_out_of_sums <= terms.current().reasons["close"].keys()


def test_every_indicator_that_was_ever_there_has_a_type():
    assert weights.types().keys() >= catalogue.current().indicators.keys()
