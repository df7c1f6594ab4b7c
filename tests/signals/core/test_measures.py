"""Ages and the smallest number are dated data with a source, read in one place, and what is decided follows the file."""

from datetime import date

import pytest
import yaml

from tests.factories import actor, on, signal
from vangnet.core import clock
from vangnet.signals import measures, weights
from vangnet.signals.answers import Answer
from vangnet.signals.measures import MeasuresError
from vangnet.signals.queries import counting, small_numbers
from vangnet.signals.queries import signals as reading
from vangnet.signals.reports import ReportedPerson
from vangnet.signals.rules import intake

GOOD = {
    "valid_from": date(2020, 1, 1),
    "adult_from": {"number": 18, "source": "a law"},
    "child_under": {"number": 12, "source": "a law"},
    "smallest": {"number": 5, "source": "a choice", "assumed": True},
}


def written(folder, name="2020-01-01", **other):
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(GOOD | other), encoding="utf-8")
    return folder


@pytest.fixture
def other_ages(tmp_path, monkeypatch):
    """Another law: a child until 21, small under 14, and numbers from 10."""
    numbers = {"adult_from": 21, "child_under": 14, "smallest": 10}
    given = {name: {"number": number, "source": "another law"} for name, number in numbers.items()}
    folder = written(tmp_path, **given)
    monkeypatch.setattr(measures.current, "__defaults__", (folder,))


def test_every_measure_has_its_source_and_own_choices_say_so():
    known = measures.current()
    assert (known.adult_from, known.child_under, known.smallest) == (18, 12, 5)
    assert all(line.source for line in known.lines.values())
    assert {name for name, line in known.lines.items() if line.assumed} == {"smallest"}


def test_weights_place_young_children_by_the_same_age():
    assert weights.current().priority.young_under == measures.current().child_under


def test_newest_version_of_the_day_holds_and_before_the_first_one_the_first(tmp_path):
    written(tmp_path)
    later = {"valid_from": date(2030, 1, 1), "smallest": {"number": 10, "source": "a law"}}
    written(tmp_path, "2030-01-01", **later)
    with on():
        assert measures.current(tmp_path).smallest == 5
    with clock.fixed(clock.now().replace(year=2031)):
        assert measures.current(tmp_path).smallest == 10
    with clock.fixed(clock.now().replace(year=2001)):
        assert measures.current(tmp_path).smallest == 5


@pytest.mark.parametrize(
    "name, other, told",
    [
        ("2020-01-01", {"smallest": {"number": 0, "source": "x"}}, "smallest is 0"),
        ("2020-01-01", {"smallest": {"number": "5", "source": "x"}}, "smallest is 5"),
        ("2020-01-01", {"adult_from": {"number": 18, "source": " "}}, "adult_from has no source"),
        ("2020-01-01", {"adult_from": {"number": 18}}, "source"),
        ("2020-01-01", {"child_under": {"number": 18, "source": "x"}}, "must be below"),
        ("2020-01-02", {}, "name the file after that day"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_name(tmp_path, name, other, told):
    with pytest.raises(MeasuresError, match=told) as wrong:
        measures.versions(written(tmp_path, name, **other))
    assert name in str(wrong.value)


def test_empty_folder_says_what_to_do(tmp_path):
    with pytest.raises(MeasuresError, match="named after a day"):
        measures.versions(tmp_path)


@pytest.mark.django_db
def test_what_is_decided_by_an_age_follows_the_data(other_ages):
    registrar = actor("registrar")
    with on():
        found = signal(persons=(ReportedPerson(age=20),))
        assert found.has_minor == Answer.YES
        young = signal(persons=(ReportedPerson(age=13),))
        assert reading.facts_of(young, reading.persons(registrar, young)).under_twelve
        assert not reading.facts_of(found, reading.persons(registrar, found)).under_twelve
        assert sum(counting.care(type(found).objects.all()).values()) == 1
    assert intake.counts_as_minor({"age": 20})


def test_small_numbers_follow_the_data(other_ages):
    assert small_numbers.kept_small({"a": 7, "b": 30}).cells["a"].count is None
    assert small_numbers.smallest() == 10
