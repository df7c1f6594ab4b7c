"""A small book of weights for tests, with types for its indicators, and the same book with something changed in it."""

import copy
import re

import yaml

from vangnet.signals.weighing import read_book

TYPES = {
    "papers": "F",
    "locked": "F",
    "hit": "F",
    "money": "F",
    "late": "F",
    "poor": "K",
    "lonely": "K",
    "foreign": "P",
}
_GROUP = {"name": {"nl": "Groep", "en": "Group"}, "assumed": True}
_CONFIGURATION = {
    "name": {"nl": "Weging", "en": "Weighing"},
    "explains": {"nl": "Uitleg", "en": "Explanation"},
    "threshold": {"points": 10, "assumed": True},
    "hardness": {"percent": {"observed": 100, "told": 100, "assumed": 50, "unknown": 100}, "assumed": True},
    "groups": {
        "freedom": {**_GROUP, "points": 6, "indicators": ["papers", "locked"]},
        "gain": {**_GROUP, "points": 4, "indicators": ["money"]},
        "other": {**_GROUP, "points": 2},
    },
    "combinations": {"both": {**_GROUP, "points": 3, "groups": ["freedom", "gain"]}},
}
DAYS = re.compile(r"'(\d{4}-\d{2}-\d{2})'")
_CLASS = {"name": {"nl": "klasse", "en": "class"}}
BOOK = {
    "valid_from": "2025-01-01",
    "source": "a test",
    "for_signals": "default",
    "configurations": {
        "default": _CONFIGURATION,
        "old": {**_CONFIGURATION, "held": {"from": "2003-01-01", "until": "2005-01-01"}},
    },
    "priority": {
        "start": 1000,
        "danger": {"yes": 500, "no": 0, "unknown": 30, "not_said": 30},
        "urgency": {"now": 150, "soon": 80, "ordinary": 0, "unknown": 20},
        "child": {"young": 160, "yes": 140, "no": 0, "unknown": 20, "not_said": 20},
        "young_under": 12,
        "threshold": 60,
        "together": 50,
        "points": {"each": 1, "most": 40},
        "others": {"each": 5, "most": 30},
        "weeks": {"each": 1, "most": 12},
        "classes": {
            "now": {**_CLASS, "last": 500},
            "first": {**_CLASS, "last": 860},
            "soon": {**_CLASS, "last": 940},
            "in_turn": {**_CLASS, "last": 1000},
        },
        "left_out_of_sums": ["test_or_abuse"],
        "assumed": True,
    },
}


def content(**changes):
    """The book as it stands in a file, with other values at places such as `priority__start`; None takes something out."""
    found = copy.deepcopy(BOOK)
    for place, value in changes.items():
        *way, last = place.split("__")
        inside = found
        for step in way:
            inside = inside[step]
        if value is None:
            del inside[last]
        else:
            inside[last] = value
    return found


def written(folder, given=None, name="2025-01-01.yaml"):
    """The file of a book in a folder."""
    file = folder / name
    text = yaml.safe_dump(given if given is not None else content(), sort_keys=False)
    file.write_text(DAYS.sub(r"\1", text))
    return file


def book(folder, **changes):
    """The book, read."""
    return read_book(written(folder, content(**changes)), TYPES)
