"""Whether the codes in a file of rules exist, and whether no rule uses a state against its nature."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from vangnet.access.deciding.model import Kind, Problem
from vangnet.access.deciding.shape import meant
from vangnet.access.deciding.vocabulary import REGIMES, SECTIONS, SIDES
from vangnet.access.deciding.yaml_lines import Lined

# A state that opens may only stand where it helps, one that closes only where it hinders; so a fact more never does the opposite of
# what its name says, and a fact that is not known never helps.
USES = {
    ("prohibitions", "states"): "closes",
    ("refusals", "states"): "closes",
    ("refusals", "unless"): "opens",
    ("permissions", "states"): "opens",
    ("additions", "states"): "closes",
    ("additions", "unless"): "opens",
    ("gaps", "states"): "closes",
}


def reference_problems(lined: Lined, kinds: dict[str, Kind]) -> list[Problem]:
    """Say every code in a file of rules that does not exist, stands twice or stands in the wrong place."""
    return [
        *_groups(lined, kinds),
        *_conditions(lined),
        *_doubles(lined),
        *(problem for found in _rules(lined) for problem in _rule(lined, kinds, *found)),
    ]


def _rules(lined: Lined) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for section in SECTIONS:
        for number, part in enumerate(lined.value[section]):
            yield section, number, part


def _groups(lined: Lined, kinds: dict[str, Kind]) -> Iterator[Problem]:
    above: list[str] = []
    for name, selection in lined.value["groups"].items():
        if name in kinds:
            message = f"The group {name!r} has the name of a kind of organisation."
            yield lined.problem(("groups", name), message, "Give it another name.")
        yield from _selection(lined, ("groups", name), selection, [*kinds, *above])
        above.append(name)


def _selection(
    lined: Lined, path: tuple[str | int, ...], selection: list[str], known: list[str]
) -> Iterator[Problem]:
    words = {*known, "secrecy", *(f"side:{side}" for side in SIDES), *(f"regime:{one}" for one in REGIMES)}
    for number, word in enumerate(selection):
        bare = word.removeprefix("-")
        if bare not in words:
            message = f"There is no kind or group {bare!r}."
            yield lined.problem((*path, number), message, meant(bare, sorted(words)))


def _conditions(lined: Lined) -> Iterator[Problem]:
    states = lined.value["states"]
    for code, part in lined.value["conditions"].items():
        state = part.get("met_by")
        if state and states.get(state, {}).get("effect") not in ("opens", "turns"):
            message = f"The condition {code!r} is met by {state!r}, which is no state that opens."
            opening = [each for each, one in states.items() if one["effect"] == "opens"]
            yield lined.problem(("conditions", code, "met_by"), message, meant(state, opening))


def _doubles(lined: Lined) -> Iterator[Problem]:
    seen: set[str] = set()
    for section, number, part in _rules(lined):
        if part["code"] in seen:
            message = f"A second rule is called {part['code']!r}."
            yield lined.problem((section, number, "code"), message, "Give each rule its own name.")
        seen.add(part["code"])


def _rule(
    lined: Lined, kinds: dict[str, Kind], section: str, number: int, part: dict[str, Any]
) -> Iterator[Problem]:
    top = lined.value
    for key in ("from", "to"):
        yield from _selection(lined, (section, number, key), part.get(key, []), [*kinds, *top["groups"]])
    yield from _codes(lined, (section, number, "grounds"), part.get("grounds", ()), top["grounds"])
    yield from _codes(lined, (section, number, "conditions"), part.get("conditions", ()), top["conditions"])
    yield from _codes(
        lined, (section, number, "obligations"), part.get("obligations", ()), top["obligations"]
    )
    if "decider" in part:
        yield from _codes(lined, (section, number, "decider"), (part["decider"],), top["deciders"])
    for key in ("states", "unless"):
        yield from _states(lined, section, number, key, part.get(key, ()))


def _states(lined: Lined, section: str, number: int, key: str, codes: Collection[str]) -> Iterator[Problem]:
    states = lined.value["states"]
    wanted = USES.get((section, key))
    for code in codes:
        effect = states.get(code, {}).get("effect")
        if effect not in (wanted, "turns"):
            message = f"The rule uses {code!r} under `{key}`, where a state stands that {wanted}."
            fitting = [each for each, one in states.items() if one["effect"] == wanted]
            yield lined.problem((section, number, key), message, meant(code, fitting))


def _codes(
    lined: Lined, path: tuple[str | int, ...], codes: Collection[str], known: Collection[str]
) -> Iterator[Problem]:
    for code in codes:
        if code not in known:
            message = f"There is no {str(path[-1]).removesuffix('s')} {code!r}."
            yield lined.problem(path, message, meant(code, sorted(known)))
