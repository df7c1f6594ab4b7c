import pytest

from tests.factories import actor, at, draft, on
from vangnet.protocol import histories, log, queries
from vangnet.protocol.moments import exactly

pytestmark = pytest.mark.usefixtures("route")


@pytest.fixture
def by():
    return actor("police")


@pytest.fixture
def write(by):
    history = log.begin().history

    def write(step, day, occurred=None, **also):
        with on(days=day):
            moment = exactly(at(days=day if occurred is None else occurred))
            log.record(history, draft=draft(step, occurred=moment, **also), by=by)
        return queries.entries(history.pk)

    return write


def test_fact_is_the_last_value_that_happened(write):
    write("found", 0, facts={"age": 16})
    entries = write("told", 2, occurred=-1, facts={"age": 15})
    assert histories.facts(entries, at=at(days=3))["age"].value == 16
    assert histories.facts(entries, at=at(days=-1))["age"].value == 15
    assert "age" not in histories.facts(entries, at=at(days=-2))


def test_fact_is_what_was_known_then(write):
    entries = write("found", 0, facts={"age": 16})
    entries = write("found", 5, occurred=0, facts={"age": 18}, corrects=entries[0])
    assert histories.facts(entries, at=at(days=6))["age"].value == 18
    assert histories.facts(entries, at=at(days=6), known=at(days=4))["age"].value == 16
    assert [entry.sequence for entry in histories.standing(entries, at=at(days=6))] == [2]


def test_step_sets_facts_unless_the_event_says_otherwise(write):
    write("found", 0, facts={"detention": True})
    entries = write("granted", 1)
    assert histories.facts(entries, at=at(days=1))["detention"].value is False
    assert histories.facts(entries, at=at(days=1))["detention"].certainty == "established"
    entries = write("granted", 2, facts={"detention": "unknown"})
    assert histories.facts(entries, at=at(days=2))["detention"].value == "unknown"


@pytest.mark.parametrize(
    ("fact", "certain"),
    [(16, True), ("unknown", False), ({"value": 16, "certainty": "disputed"}, False)],
)
def test_disputed_and_unknown_facts_are_not_certain(write, fact, certain):
    assert histories.facts(write("found", 0, facts={"age": fact}), at=at())["age"].is_certain is certain


def test_retracted_event_no_longer_counts(write):
    entries = write("found", 0, facts={"age": 16})
    entries = write("", 1, retracts=entries[0])
    assert histories.standing(entries, at=at(days=2)) == []
    assert [entry.sequence for entry in histories.standing(entries, at=at(days=2), known=at())] == [1]
    assert histories.replacements(entries) == {entries[0].pk: entries[1]}
