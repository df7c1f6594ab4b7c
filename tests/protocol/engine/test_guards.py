"""The guard language: three values, few words, and no way out."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vangnet.protocol.engine.guard_types import guard_findings
from vangnet.protocol.engine.guards import Guard, GuardError, parse, truth
from vangnet.protocol.engine.model import FactType

VALUES = (True, False, None)
FACTS = {
    "age": FactType("age", "years"),
    "recruited": FactType("recruited", "years"),
    "flag": FactType("flag", "yes_no"),
    "origin": FactType("origin", "code", ("nl", "eu", "third_country")),
    "day": FactType("day", "date"),
    "place": FactType("place", "text"),
}


def rank(value: bool | None) -> int:
    return {False: 0, None: 1, True: 2}[value]


@pytest.mark.parametrize(("a", "b", "c"), list(product(VALUES, repeat=3)))
def test_and_or_not_follow_kleene(a, b, c):
    facts = {"a": a, "b": b, "c": c}
    both = min(rank(a), rank(b))
    assert rank(Guard("a and b or c").evaluate(facts)) == max(both, rank(c))
    assert rank(Guard("a and b and c").evaluate(facts)) == min(both, rank(c))
    assert rank(Guard("not (a or b) and c").evaluate(facts)) == min(2 - max(rank(a), rank(b)), rank(c))


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("age < 18", {"age": 17}, True),
        ("age < 18", {"age": 18}, False),
        ("age < 18", {}, None),
        ("not (age < 18)", {}, None),
        ("age <= 18 and age >= 18 and age == 18", {"age": 18}, True),
        ("age > 18", {"age": 18}, False),
        ("12 <= age < 18", {"age": 12}, True),
        ("12 <= age < 18", {"age": 18}, False),
        ("18 > age", {"age": 3}, True),
        ("age > -1.5", {"age": 0}, True),
        ("age < recruited", {"age": 15, "recruited": 16}, True),
        ("age < recruited", {"age": 15}, None),
        ("age == age", {"age": 15}, True),
        ("origin != 'nl'", {"origin": "eu"}, True),
        ("origin in ['nl', 'eu']", {"origin": "eu"}, True),
        ("origin in ('nl', 'eu')", {"origin": "third_country"}, False),
        ("origin not in ['nl', 'eu']", {"origin": "third_country"}, True),
        ("origin not in ['nl']", {}, None),
        ("age == unknown", {}, True),
        ("age == unknown", {"age": 3}, False),
        ("age != unknown", {"age": 3}, True),
        ("unknown == age", {}, True),
        ("flag", {"flag": True}, True),
        ("flag", {"flag": "true"}, None),
        ("flag == false", {"flag": False}, True),
        ("true", {}, True),
        ("false or flag", {}, None),
        ("age < 18", {"age": "old"}, None),
        ("age < 18 or flag", {"age": "old", "flag": True}, True),
        ("not (age < 18)", {"age": "old"}, None),
        ("age == unknown or age < 18", {"age": "old"}, None),
    ],
)
def test_guard_says_true_false_or_unknown(text, facts, expected):
    guard = Guard(text)
    assert guard.evaluate(facts) is expected
    assert truth(guard.tree, facts) is expected


@pytest.mark.parametrize(
    ("text", "facts", "asked"),
    [
        ("age < 18", {}, ("age",)),
        ("age < 18", {"age": 3}, ()),
        ("age < 18 and origin == 'nl'", {"age": 3}, ("origin",)),
        ("age < 18 and origin == 'nl'", {"origin": "eu"}, ()),
        ("not flag or age < recruited", {}, ("flag", "age", "recruited")),
        ("(age < 18 and flag) or origin == 'nl'", {"flag": False}, ("origin",)),
        ("age == unknown", {}, ()),
        ("false", {}, ()),
    ],
)
def test_guard_asks_only_the_facts_that_would_decide(text, facts, asked):
    assert Guard(text).asks(facts) == asked


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__.__bases__[0].__subclasses__()",
        "age.__class__ == 3",
        "age[0] == 3",
        "age == 9 ** 9 ** 9",
        "age + 1 == 3",
        "-age == 3",
        "age == -'x'",
        "(lambda: 1)() == 1",
        "[x for x in age] == 1",
        "age if flag else origin",
        "f'{age}' == 'x'",
        "b'x' == place",
        "place == ...",
        "age == 1j",
        "age == 1e999",
        "age == -1e999",
        "(age := 3) == 3",
        "age == (1).__class__",
        "open()",
        "Age == 3",
        "age == -true",
        "True",
        "age == None",
        "age is 3",
        "{'a': 1} == age",
        "age == [1]",
        "origin in 'nl'",
        "origin in []",
        "origin in ['nl', unknown]",
        "'nl' in origin",
        "'nl' in ['nl']",
        "1 == 1",
        "unknown == unknown",
        "age < unknown",
        "unknown",
        "3",
        "'text'",
        "age == 'open",
        "age <",
        "age == 3; flag",
        "",
        "age == 1 and " * 100 + "flag",
        "(" * 300 + "flag" + ")" * 300,
        "not " * 40 + "flag",
        "flag\x00",
        "*flag",
        "yield flag",
        "await flag",
    ],
)
def test_what_guards_cannot_do_is_refused_with_advice(text):
    with pytest.raises(GuardError) as error:
        Guard(text)
    assert error.value.message
    assert error.value.advice


def test_guards_are_equal_by_their_text():
    assert Guard(" age < 18 ") == Guard("age < 18")
    assert Guard("age < 18") != Guard("age < 19")
    assert Guard("age < 18") != "age < 18"
    assert len({Guard("age < 18"), Guard("age < 18")}) == 1
    assert repr(Guard("age < 18")) == "Guard('age < 18')"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("age", "yes-or-no"),
        ("age == 'old'", "number"),
        ("age == true", "number"),
        ("age < 200", "200"),
        ("flag == 'yes'", "yes or no"),
        ("flag < true", "order"),
        ("origin == 'nll'", "'nl'"),
        ("origin in ['nl', 'xx']", "'xx'"),
        ("origin < 'nl'", "order"),
        ("origin == age", "different kinds"),
        ("day > 'soon'", "date"),
        ("day > '2025-13-01'", "date"),
        ("day == 3", "date"),
        ("place == 3", "text"),
        ("not (flag and place == 3)", "text"),
    ],
)
def test_guard_that_cannot_mean_anything_is_found(text, word):
    findings = guard_findings(Guard(text), FACTS)
    assert any(word in f"{message} {advice}" for message, advice in findings)


@pytest.mark.parametrize(
    "text",
    [
        "age < 18 and flag",
        "origin in ['nl']",
        "day > '2025-01-01'",
        "day > '2025-01-01T10:00'",
        "age < recruited",
        "place == 'x'",
        "age == unknown",
        "flag == true",
        "nowhere == 3",
        "true",
    ],
)
def test_guard_that_fits_its_facts_is_accepted(text):
    assert guard_findings(Guard(text), FACTS) == []


@given(
    st.recursive(
        st.sampled_from(
            ["flag", "other", "age < 18", "age != 16", "origin in ['nl', 'eu']", "age == unknown"]
        ),
        lambda inner: st.one_of(
            inner.map(lambda text: f"not ({text})"),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({' '.join(parts)})"),
        ),
        max_leaves=8,
    ),
    st.fixed_dictionaries(
        {
            "flag": st.sampled_from(VALUES),
            "other": st.sampled_from(VALUES),
            "age": st.sampled_from([None, 15, 16, 30, "x"]),
            "origin": st.sampled_from([None, "nl", "third_country"]),
        }
    ),
)
def test_compiled_guard_says_what_its_tree_says(text, facts):
    guard = Guard(text)
    assert guard.evaluate(facts) is truth(guard.tree, facts)
    assert bool(guard.asks(facts)) == (guard.evaluate(facts) is None)


@given(st.text(max_size=60))
def test_any_text_is_a_guard_or_a_clear_error(text):
    try:
        guard = Guard(text)
    except GuardError:
        return
    assert guard.evaluate({}) in VALUES


def test_minus_before_a_fact_is_named_whole():
    with pytest.raises(GuardError) as error:
        parse("-age < 3")
    assert error.value.message == "`-age` is not allowed in a guard."
