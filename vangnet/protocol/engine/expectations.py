"""Compares a judgement with what a scenario expects; each difference is one readable sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from vangnet.protocol.engine.calendar import MomentError
from vangnet.protocol.engine.moments import epoch, iso
from vangnet.protocol.engine.results import Judgement
from vangnet.protocol.engine.spelling import suggestion

ABSENT = "absent"
STATUSES = {
    "duties": ("in_time", "late", "open", "overdue", "lapsed", "undetermined", ABSENT),
    "periods": ("running", "ended", "ended_early", "undetermined", "lapsed", ABSENT),
    "rights": ("available", "used", "expired", "undetermined", "lapsed", ABSENT),
}
KINDS = {"duties": "duty", "periods": "period", "rights": "right"}
VERDICTS = {"may": "yes", "may_not": "no", "unknown": "unknown"}
EXPECT_KEYS = (*STATUSES, "prohibitions", "breaches", "deviations", "next_steps", "facts_to_ask")


def differences(judgement: Judgement, checks: Mapping[str, Any]) -> Iterator[str]:
    """Give every difference between a judgement and what is expected of it."""
    for key, expected in checks.items():
        if key in STATUSES:
            yield from _statuses(judgement, key, expected)
        elif key == "next_steps":
            yield from _next_steps(judgement, expected)
        elif key == "facts_to_ask":
            yield from _facts_to_ask(judgement, expected)
        else:
            yield from _exactly(key, FOUND[key](judgement), expected)


def _statuses(judgement: Judgement, key: str, expected: Any) -> Iterator[str]:
    if not isinstance(expected, Mapping):
        yield f"`{key}` must be a map from clause to status."
        return
    known = {track.code for track in judgement.program.tracks if track.kind == KINDS[key]}
    for name, wanted in expected.items():
        code, _, subject = name.partition("@")
        if code not in known:
            yield f"There is no {KINDS[key]} {code!r}. {suggestion(code, known)}".rstrip()
            continue
        found = [
            instance
            for instance in getattr(judgement, key)
            if instance.code == code and (not subject or instance.subject == subject)
        ]
        yield from _status(key, name, found, wanted if isinstance(wanted, Mapping) else {"status": wanted})


def _status(key: str, name: str, found: list[Any], wanted: Mapping[str, Any]) -> Iterator[str]:
    status = wanted.get("status")
    if status is not None and status not in STATUSES[key]:
        yield f"{name}: {status!r} is no status. Choose from {', '.join(STATUSES[key])}."
        return
    unknown = set(wanted) - {"status", "due", "trigger"}
    if unknown:
        yield f"{name}: unknown key {min(unknown)!r}. Use status, due and trigger."
    elif status == ABSENT:
        if found:
            yield f"{name} should be absent, but is {_shown(found)}."
    elif not any(_fits(instance, wanted) for instance in found):
        yield f"{name} should be {_wanted(wanted)}, but is {_shown(found)}."


def _fits(instance: Any, wanted: Mapping[str, Any]) -> bool:
    if wanted.get("status") not in (None, instance.status):
        return False
    if "trigger" in wanted and wanted["trigger"] != instance.trigger.id:
        return False
    return "due" not in wanted or _same_moment(instance.due, wanted["due"])


def _same_moment(found: float | None, wanted: Any) -> bool:
    if wanted is None or found is None:
        return found is wanted
    try:
        return epoch(str(wanted)) == found
    except MomentError:
        return False


def _wanted(wanted: Mapping[str, Any]) -> str:
    return ", ".join(str(value) if key == "status" else f"{key} {value}" for key, value in wanted.items())


def _shown(found: list[Any]) -> str:
    if not found:
        return ABSENT
    return "; ".join(
        f"{each.status} (trigger {each.trigger.id}, due {'never' if each.due is None else iso(each.due)})"
        for each in found
    )


def _next_steps(judgement: Judgement, expected: Any) -> Iterator[str]:
    if not isinstance(expected, Mapping) or set(expected) - set(VERDICTS):
        yield "`next_steps` takes may, may_not and unknown, each with a list of steps."
        return
    found: dict[str, set[str]] = {}
    for step in judgement.next_steps:
        found.setdefault(step.step, set()).add(step.verdict)
        found.setdefault(f"{step.step}@{step.subject}", set()).add(step.verdict)
    for word, steps in expected.items():
        for name in _listed(steps):
            if VERDICTS[word] not in found.get(name, ()):
                verdicts = " and ".join(sorted(found.get(name, ()))) or "no step of these agreements"
                yield f"The next step {name!r} should be {VERDICTS[word]}, but is {verdicts}."


def _facts_to_ask(judgement: Judgement, expected: Any) -> Iterator[str]:
    asked = judgement.facts_to_ask
    for fact in _listed(expected):
        if fact not in asked:
            yield f"The fact {fact!r} should be asked, but these are: {', '.join(asked) or 'none'}."


def _exactly(key: str, found: Iterable[str], expected: Any) -> Iterator[str]:
    counted, wanted = sorted(set(found)), sorted(set(_listed(expected)))
    # A name without subject stands for that clause of any subject.
    bare = {name.partition("@")[0] for name in counted}
    missing = [name for name in wanted if name not in counted and name not in bare]
    extra = [name for name in counted if name not in wanted and name.partition("@")[0] not in wanted]
    if missing:
        yield f"{key}: expected {', '.join(missing)}, but found {', '.join(sorted(bare)) or 'none'}."
    if extra:
        yield f"{key}: found {', '.join(extra)}, which was not expected."


def _listed(value: Any) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]


FOUND: dict[str, Callable[[Judgement], list[str]]] = {
    "prohibitions": lambda judgement: [
        f"{ban.rule.track.code}@{ban.subject}" for ban in judgement.prohibitions
    ],
    "breaches": lambda judgement: [
        f"{breach.rule.track.code}@{breach.subject}" for breach in judgement.breaches
    ],
    "deviations": lambda judgement: [
        f"{each.rule.track.code}@{each.subject}" for each in judgement.deviations
    ],
}
