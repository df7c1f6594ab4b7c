from datetime import date

import pytest
from django.utils import translation

from vangnet.protocol.engine.model import FactType
from vangnet.protocol.facts import checked

TYPES = {
    "origin": FactType("origin", "code", values=("nl", "eu")),
    "age": FactType("age", "years"),
    "detained": FactType("detained", "yes_no"),
    "weight": FactType("weight", "number"),
    "born_on": FactType("born_on", "date"),
    "remark": FactType("remark", "text"),
}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("code", "value", "kept"),
    [
        ("origin", "eu", "eu"),
        ("origin", "unknown", "unknown"),
        ("origin", None, "unknown"),
        ("age", 0, 0),
        ("age", 120, 120),
        ("age", "unknown", "unknown"),
        ("detained", False, False),
        ("weight", 61.5, 61.5),
        ("weight", 61, 61),
        ("born_on", date(2001, 2, 3), "2001-02-03"),
        ("born_on", "2001-02-03", "2001-02-03"),
        ("remark", "Zag een\nauto\tdie wachtte. Zoë", "Zag een\nauto\tdie wachtte. Zoë"),
    ],
)
def test_fact_is_kept_as_claimed(code, value, kept):
    assert checked({code: value}, TYPES) == ({code: {"value": kept, "certainty": "claimed"}}, [])


@pytest.mark.parametrize("certainty", ["claimed", "established", "disputed"])
def test_fact_keeps_its_certainty(certainty):
    stored, problems = checked({"age": {"value": 17, "certainty": certainty}}, TYPES)
    assert stored == {"age": {"value": 17, "certainty": certainty}}
    assert not problems


def test_fact_without_value_is_unknown():
    assert checked({"age": {}}, TYPES)[0] == {"age": {"value": "unknown", "certainty": "claimed"}}


@pytest.mark.parametrize(
    ("code", "value", "says"),
    [
        ("colour", "red", "no fact 'colour'"),
        ("origin", "mars", "Choose one of: nl, eu, or unknown"),
        ("origin", ["nl"], "is not a choice"),
        ("age", 121, "'121' is no age"),
        ("age", -1, "whole number from 0 to 120"),
        ("age", "17", "'17' is no age"),
        ("age", True, "is no age"),
        ("detained", "yes", "Choose yes, no or unknown"),
        ("weight", "heavy", "'heavy' is no number"),
        ("weight", True, "is no number"),
        ("weight", float("nan"), "is no number"),
        ("born_on", "3 februari", "like 2023-05-31"),
        ("remark", 3, "Write text"),
        ("remark", "x" * 2001, "has 2001 characters. Shorten it to 2000"),
        ("remark", "a\x00b", "cannot be read"),
        ("remark", "a\ud800b", "cannot be read"),
        ("age", {"value": 17, "certainty": "sure"}, "'sure' is no degree of certainty"),
    ],
)
def test_wrong_fact_is_named_with_what_to_do(code, value, says):
    stored, problems = checked({code: value}, TYPES)
    assert not stored
    assert [problem.field for problem in problems] == [code]
    assert says in problems[0].message


def test_every_problem_is_named_at_once():
    stored, problems = checked({"age": 300, "origin": "mars", "detained": True}, TYPES)
    assert set(stored) == {"detained"}
    assert [problem.field for problem in problems] == ["age", "origin"]
