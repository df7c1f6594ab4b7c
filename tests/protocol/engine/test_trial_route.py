"""The trial route that engines are compared on: same open and overdue duties and deviations as a separate slow script."""

import random
from pathlib import Path

import pytest

from vangnet.protocol.engine import Case, Event, compile_corpus, judge, load_directory

DAY = 86400
START = 1_735_689_600
PROGRAM = compile_corpus(load_directory(Path(__file__).parent / "toy"))
GUARDS = {
    "foreign": lambda facts: facts["foreign"],
    "minor": lambda facts: facts["age"] < 18,
    "detained": lambda facts: facts["detention"],
}
RESPONSES = [
    ("report", "signal_received", "reported", 1, None),
    ("inform", "signal_received", "informed", 2, "foreign"),
    ("choose", "reflection", "choice", 90, None),
    ("decide", "m55_sent", "decision", 1, None),
    ("ask_guardian", "signal_received", "guardian", 1, "minor"),
    ("hear", "guardian", "hearing", 14, None),
]
CONDITIONS = [
    ("reflection", "informed", None),
    ("reflection", "agreed", "detained"),
    ("m55_sent", "police_report", None),
    ("decision", "m55_sent", None),
    ("pass_ready", "decision", None),
    ("shelter_started", "shelter_asked", None),
    ("withdrawal", "dismissal", None),
]
STEPS = sorted(PROGRAM.corpus.steps)


def oracle(events: list[tuple[float, str, dict]], at: float) -> tuple[dict[str, str], int]:
    facts: dict = {}
    opened: dict[str, float] = {}
    done: set[str] = set()
    broken = 0
    for moment, step, stated in events:
        facts.update(stated)
        broken += sum(
            1
            for target, needed, guard in CONDITIONS
            if target == step and needed not in done and (guard is None or GUARDS[guard](facts))
        )
        for name, _, target, _, _ in RESPONSES:
            if target == step or (name == "choose" and step == "left_country"):
                opened.pop(name, None)
        for name, source, _, days, guard in RESPONSES:
            if source == step and name not in opened and (guard is None or GUARDS[guard](facts)):
                opened[name] = moment + days * DAY
        done.add(step)
    return {name: "overdue" if at > due else "open" for name, due in opened.items()}, broken


def history(dice: random.Random) -> list[tuple[float, str, dict]]:
    facts = {
        "foreign": dice.random() < 0.7,
        "age": dice.choice([15, 17, 18, 30]),
        "detention": dice.random() < 0.2,
    }
    moment = float(START)
    events = [(moment, "signal_received", facts)]
    for _ in range(dice.randint(3, 30)):
        moment += dice.choice([600, 6 * 3600, DAY, 3 * DAY, 20 * DAY])
        events.append((moment, dice.choice(STEPS), {}))
    return events


@pytest.mark.parametrize("seed", range(10))
def test_trial_route_has_the_duties_of_the_separate_script(seed):
    dice = random.Random(seed)
    for _ in range(100):
        events = history(dice)
        at = events[-1][0] + dice.choice([0, DAY, 14 * DAY, 100 * DAY])
        case = Case(
            "x",
            tuple(
                Event(f"e{n}", step, t, t, "police", "p1", facts) for n, (t, step, facts) in enumerate(events)
            ),
        )
        judgement = judge(case, PROGRAM, at)
        waiting = {duty.duty: duty.status for duty in judgement.duties if duty.status in ("open", "overdue")}
        assert (waiting, len(judgement.deviations)) == oracle(events, at)
