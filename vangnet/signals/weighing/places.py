"""Reads the rules for the place in the queue, and refuses rules in which not knowing would count as good."""

from __future__ import annotations

from collections.abc import Mapping

from vangnet.signals.weighing.model import PriorityRules, Waiting
from vangnet.signals.weighing.spots import Spot

DANGERS = ("yes", "no", "unknown", "not_said")
URGENCIES = ("now", "soon", "ordinary", "unknown")
CHILDREN = ("young", "yes", "no", "unknown", "not_said")
STEPS = ("points", "others", "weeks")
CLASSES = ("now", "first", "soon", "in_turn")
KEYS = frozenset(
    {
        *("start", "danger", "urgency", "child", "young_under", "threshold", "together", *STEPS),
        *("classes", "left_out_of_sums", "source", "assumed"),
    }
)
# What is not known or not said may not stand behind the answer that would comfort.
COMFORT = {"danger": ("no", DANGERS), "urgency": ("ordinary", URGENCIES), "child": ("no", CHILDREN)}


def read_priority(spot: Spot) -> PriorityRules:
    """The rules for the order of signals."""
    spot.only(KEYS)
    steps = {key: _steps(spot.part(key)) for key in STEPS}
    found = PriorityRules(
        start=spot.number("start"),
        danger=_numbers(spot.part("danger"), DANGERS),
        urgency=_numbers(spot.part("urgency"), URGENCIES),
        child=_numbers(spot.part("child"), CHILDREN),
        young_under=spot.number("young_under"),
        threshold=spot.number("threshold"),
        together=spot.number("together"),
        points=steps["points"],
        others=steps["others"],
        weeks=steps["weeks"],
        classes={code: spot.part("classes").part(code).number("last") for code in CLASSES},
        class_names={code: spot.part("classes").part(code).words("name") for code in CLASSES},
        left_out_of_sums=frozenset(spot.codes("left_out_of_sums")),
        basis=spot.basis(),
    )
    spot.part("classes").only(CLASSES)
    _check(found, spot)
    return found


def _numbers(spot: Spot, keys: tuple[str, ...]) -> Mapping[str, int]:
    spot.only(keys)
    return {key: spot.number(key) for key in keys}


def _steps(spot: Spot) -> Waiting:
    spot.only({"each", "most"})
    return Waiting(spot.number("each"), spot.number("most"))


def _check(found: PriorityRules, spot: Spot) -> None:
    for name, (comfort, keys) in COMFORT.items():
        numbers: Mapping[str, int] = getattr(found, name)
        for key in keys:
            if numbers[key] < numbers[comfort]:
                spot.part(name).wrong(
                    f"'{key}' brings a signal less forward than '{comfort}'. Not knowing may not count as good."
                )
    if found.danger["yes"] <= found.most_besides_danger:
        spot.part("danger").wrong(
            f"'yes' is {found.danger['yes']}; all else together can reach {found.most_besides_danger}. Danger comes "
            "first, so give it more."
        )
    if found.threshold < found.together:
        spot.wrong(
            "'together' is more than 'threshold': a signal alone may not stand behind its own cluster."
        )
    last = list(found.classes.values())
    if last != sorted(set(last)) or last[-1] < found.start:
        spot.part("classes").wrong("must rise, and the last must reach the start.")
