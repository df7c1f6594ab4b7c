"""Scripted behaviours: each is found by its rule and no other, and calm colleagues give no alarm."""

import random
from datetime import datetime, timedelta

import pytest

from vangnet.access.unusual import detecting, model
from vangnet.access.unusual.model import About, Act, RulesError
from vangnet.core.clock import AMSTERDAM

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=AMSTERDAM)  # a Monday
SINCE = NOW - timedelta(days=7)
RULES = model.in_force(NOW.date())


def acts(count, act="dossier.read", start=None, every=timedelta(minutes=2), dossiers=3, **also):
    start = start or NOW - timedelta(days=1)
    return [
        Act(start + every * number, "her", act, dossier=f"d{number % dossiers}" if dossiers else "", **also)
        for number in range(count)
    ]


def day(number, hour=10):
    return (NOW - timedelta(days=number)).replace(hour=hour)


def usual(dossiers=6, looks=20, hour=10):
    """A month of quiet work on working days, with something recorded in each dossier."""
    found = []
    for number in range(8, 34):
        if day(number).weekday() < 5:
            found += acts(looks, start=day(number, hour), dossiers=dossiers)
    return found + [Act(day(33), "her", "step.record", dossier=f"d{number}") for number in range(100)]


def spread(count, over_days, act, **also):
    return [
        Act(NOW - timedelta(days=1 + number % over_days, minutes=number), "her", act, **also)
        for number in range(count)
    ]


SCRIPTS = {
    "volume": usual() + acts(70, every=timedelta(seconds=30)),
    "breadth": usual() + acts(40, dossiers=40, every=timedelta(minutes=5)),
    "searching": usual() + acts(12, "dossiers.search", dossiers=0),
    "hours": usual() + acts(6, start=day(2, 2)),
    "refused": usual() + acts(7, "dossier.read", dossiers=0, outcome="not_found"),
    "guessing": acts(6, "sign_in.failed", outcome="refused", dossiers=0)
    + [Act(NOW - timedelta(days=1) + timedelta(minutes=20), "her", "sign_in.done")],
    "own_name": usual() + acts(1, "dossiers.search", dossiers=0, objects=("term:her",)),
    "returning": [Act(day(number), "her", "dossier.read", dossier="one") for number in range(1, 8)],
    "emergency": spread(3, 3, "break_glass.open", dossier="d1"),
    "exports": acts(6, "disclosure.export", dossiers=0),
    "identities": usual() + acts(15, "vault.open", dossiers=15),
    "leaving": usual(dossiers=4) + acts(14, dossiers=14, every=timedelta(minutes=20), start=day(2)),
}
ABOUT = {"her": About(frozenset({"term:her"}), left=NOW)}


def found(script, about=None):
    return detecting.find(script, since=SINCE, rules=RULES, about=about or ABOUT)


@pytest.mark.parametrize("rule", SCRIPTS)
def test_behaviour_is_found_by_its_rule_only(rule):
    about = ABOUT if rule in ("leaving", "own_name") else {"her": About()}
    assert {one.rule for one in found(SCRIPTS[rule], about)} == {rule}


def test_every_rule_has_a_script_a_function_and_words():
    assert set(SCRIPTS) == set(RULES.rules) == set(detecting.RULES)
    for rule, script in SCRIPTS.items():
        for finding in found(script):
            for language in ("nl", "en"):
                sentence = RULES.rules[finding.rule].sentence(finding, language)
                assert "%" not in sentence, rule
                assert str(finding.figures["count"]) in sentence


NOT_UNUSUAL = {
    "somebody always works at night": usual(hour=23) + acts(8, start=day(2, 23)),
    "searches end in dossiers": usual() + acts(12, "dossiers.search") + acts(12, dossiers=12),
    "a large day for who has large days": usual(dossiers=20, looks=60) + acts(60, dossiers=30),
    "wrong password twice": acts(2, "sign_in.failed") + acts(1, "sign_in.done"),
    "guesser who never came in": acts(9, "sign_in.failed", outcome="refused", dossiers=0),
    "emergency long ago": [Act(NOW - timedelta(days=40 + n), "her", "break_glass.open") for n in range(5)]
    + spread(1, 1, "break_glass.open"),
    "reviews of emergency": spread(5, 5, "break_glass.review"),
    "returns and records": [Act(day(n), "her", "dossier.read", dossier="one") for n in range(1, 8)]
    + [Act(day(3), "her", "step.record", dossier="one")],
    "returned in an earlier period": [
        Act(day(n), "her", "dossier.read", dossier="one") for n in range(10, 20)
    ],
    "one search and one file, and the own name not at all": acts(1, "dossiers.search", dossiers=0)
    + acts(1, "disclosure.export", dossiers=0)
    + acts(1, "vault.open"),
    "one look at night": usual() + acts(1, start=day(2, 2)),
    "nothing at all": [],
}


@pytest.mark.parametrize("script", NOT_UNUSUAL)
def test_ordinary_behaviour_is_left_alone(script):
    assert found(NOT_UNUSUAL[script], {"her": About()}) == []


def test_calm_office_gives_hardly_any_alarm():
    """Two hundred people for five weeks: at most one false alarm in a thousand days."""
    chance, lines, days = random.Random(5), [], 0
    for person in range(200):
        mine = [f"{person}-{number}" for number in range(chance.randint(4, 12))]
        for number in range(1, 36):
            if day(number).weekday() > 4:
                continue
            days += 1
            start = day(number, chance.randint(8, 10))
            for _ in range(chance.randint(5, 40)):
                moment = start + timedelta(minutes=chance.randint(0, 440))
                lines.append(Act(moment, f"p{person}", "dossier.read", dossier=chance.choice(mine)))
                if chance.random() < 0.2:
                    lines.append(Act(moment, f"p{person}", "step.record", dossier=chance.choice(mine)))
                if chance.random() < 0.05:
                    lines.append(Act(moment, f"p{person}", "dossiers.search"))
    alarms = detecting.find(lines, since=SINCE, rules=RULES)
    assert len(alarms) <= days / 1000 + 1


def test_row_of_refusals_is_told_once_and_a_later_row_again():
    early = acts(9, outcome="refused", start=day(3), every=timedelta(minutes=1))
    later = acts(9, outcome="refused", start=day(2), every=timedelta(minutes=1))
    assert [one.figures["count"] for one in found(early + later, {"her": About()})] == [9, 9]


def test_quiet_last_week_is_left_alone():
    assert found(usual(dossiers=4) + acts(2, start=day(2)), {"her": About(left=NOW)}) == []


def test_own_name_counts_from_its_limit_on():
    twice = model.RuleSet(
        RULES.valid_from,
        RULES.history_days,
        {"own_name": model.UnusualRule("own_name", {}, {}, {}, {"per_day": 2})},
    )
    assert detecting.find(SCRIPTS["own_name"], since=SINCE, rules=twice, about=ABOUT) == []


def test_rules_are_those_of_the_day(tmp_path):
    assert model.in_force(datetime(2020, 1, 1).date()) is RULES  # noqa: DTZ001 - only the day counts
    with pytest.raises(RulesError, match="no rules"):
        model.in_force(NOW.date(), tmp_path)
    faulty = tmp_path / "faulty"
    faulty.mkdir()
    (faulty / "2026-01-01.yaml").write_text(
        "valid_from: 2026-01-01\nhistory_days: 1\nrules: {a: {title: {nl: x}}}"
    )
    with pytest.raises(RulesError, match="title in nl and en"):
        model.in_force(NOW.date(), faulty)


def test_rule_that_was_taken_out_is_not_applied():
    fewer = model.RuleSet(RULES.valid_from, RULES.history_days, {"breadth": RULES.rules["breadth"]})
    assert detecting.find(SCRIPTS["volume"], since=SINCE, rules=fewer) == []
