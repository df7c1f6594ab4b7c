"""A slow, separate answer to the question which duties of the trial route are open or overdue, written without the engine.

It looks through the whole history again for every duty and keeps nothing between duties. It reads no agreement file on purpose: if file,
evaluators and this page agree, three tellings of the same route agree.
"""

from __future__ import annotations

from bench.toy.cases import DAY, ToyEvent

Answer = dict[str, str]


def answer(history: list[ToyEvent], at: int) -> Answer:
    """Every duty that is not fulfilled and not lapsed at the moment, with `open` or `overdue`."""
    found = {
        "report": _waiting(history, "signal", "report", 1 * DAY),
        "inform": _waiting(history, "signal", "rights_explained", 2 * DAY, only_foreign=True),
        "guardian": _waiting(history, "signal", "guardian_appointed", 1 * DAY, only_minor=True),
        "hearing": _waiting(history, "guardian_appointed", "hearing_held", 14 * DAY),
        "decide": _waiting(history, "form_sent", "decision_taken", 1 * DAY),
    }
    gone = any(event.step == "departure" for event in history)
    found["choose"] = None if gone else _waiting(history, "reflection_started", "choice_made", 90 * DAY)
    return {duty: "overdue" if at > due else "open" for duty, due in found.items() if due is not None}


def _waiting(
    history: list[ToyEvent],
    trigger: str,
    remedy: str,
    term: int,
    *,
    only_foreign: bool = False,
    only_minor: bool = False,
) -> int | None:
    """The due moment of the oldest trigger after the last remedy, or None when nothing waits."""
    done = [place for place, event in enumerate(history) if event.step == remedy]
    after = done[-1] if done else -1
    for event in history[after + 1 :]:
        if event.step != trigger:
            continue
        if only_foreign and not _latest(history, event, "foreign"):
            continue
        if only_minor and not _is_minor(_latest(history, event, "age")):
            continue
        return event.moment + term
    return None


def _latest(history: list[ToyEvent], until: ToyEvent, fact: str) -> object:
    value: object = None
    for event in history:
        value = event.facts.get(fact, value)
        if event is until:
            break
    return value


def _is_minor(age: object) -> bool:
    return isinstance(age, int) and age < 18
