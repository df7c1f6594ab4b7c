"""What changed between two versions."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vangnet.protocol.engine.differences import (
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    clause_changes,
    word_changes,
)
from vangnet.protocol.engine.guards import Guard
from vangnet.protocol.engine.loading import load_directory
from vangnet.protocol.engine.registers import PACKAGED
from vangnet.protocol.engine.terms import Term


@pytest.fixture(scope="module")
def older():
    corpus = load_directory(Path(PACKAGED))
    return next(one for one in corpus.agreements if one.name == "reflection-period")


def by_name(changes):
    return {(change.kind, change.name): change for change in changes}


def test_version_is_the_same_as_itself_whatever_its_date(older):
    newer = replace(older, valid_from=date(2099, 1, 1))
    assert {change.state for change in clause_changes(older, newer)} == {SAME}


def test_changed_clause_names_the_parts_that_changed(older):
    inform = replace(older.duties["inform"], when=Guard("age < 18"), repeat="each")
    newer = replace(older, duties={**older.duties, "inform": inform})
    change = by_name(clause_changes(older, newer))["duty", "inform"]
    assert (change.state, set(change.parts)) == (CHANGED, {"when", "repeat"})
    assert (change.before, change.after) == (older.duties["inform"], inform)


def test_changed_term_shows(older):
    period = older.periods["reflection"]
    longer = replace(period, lasts=(replace(period.lasts[0], term=Term.parse("P4M")),))
    newer = replace(older, periods={**older.periods, "reflection": longer})
    assert by_name(clause_changes(older, newer))["period", "reflection"].parts == ("lasts",)


def test_new_and_vanished_clauses_of_every_kind_are_told_apart(older):
    emptied = replace(older, duties={}, rights={}, periods={}, prohibitions={}, requires=())
    gone, new = clause_changes(older, emptied), clause_changes(emptied, older)
    assert {change.state for change in gone} == {REMOVED}
    assert {change.state for change in new} == {ADDED}
    assert set(by_name(gone)) == set(by_name(new))
    assert {change.kind for change in new} == {"duty", "right", "period", "prohibition", "requirement"}


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("within two weeks", "within two weeks", [(SAME, "within two weeks")]),
        ("", "new", [(ADDED, "new")]),
        ("old", "", [(REMOVED, "old")]),
        ("", "", []),
        (
            "the police tell the person at once",
            "the police tell the person today",
            [(SAME, "the police tell the person "), (REMOVED, "at once"), (ADDED, "today")],
        ),
        ("a b c", "x b y", [(REMOVED, "a b c"), (ADDED, "x b y")]),
    ],
)
def test_words_that_came_and_went_are_marked(before, after, wanted):
    assert [(stretch.state, stretch.text) for stretch in word_changes(before, after)] == wanted


@given(st.text(alphabet="ab .,é1", max_size=40), st.text(alphabet="ab .,é1", max_size=40))
def test_stretches_give_both_texts_back(before, after):
    stretches = word_changes(before, after)
    assert "".join(one.text for one in stretches if one.state != ADDED) == before
    assert "".join(one.text for one in stretches if one.state != REMOVED) == after
