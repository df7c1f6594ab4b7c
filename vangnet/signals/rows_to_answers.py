"""From the values of a row to the answers of an intake, so that both become a signal in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vangnet.design.partial_dates import PartialMoment
from vangnet.signals.answers_to_report import as_kept

FACT = {"what": "text", "hardness": "hardness", "source": "source"}
OF_PERSON = ("age", "age_at_recruitment", "nationality", "forms", "sex", "number_of_people")
ELSEWHERE = {"own_key", "suspect", "adult_behind", *FACT, *OF_PERSON}
_SAID = {"yes": True, "no": False}


def content_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that a row gives: one fact, one person or group, and the rest as it stands."""
    person = {name: _kept(values.get(name)) for name in OF_PERSON}
    person["is_suspect"] = _said(values.get("suspect"))
    person["adult_behind"] = _said(values.get("adult_behind"))
    rest = {
        name: _kept(value) for name, value in values.items() if name not in ELSEWHERE and value is not None
    }
    return {
        "lines": {
            "seen": [{name: values.get(column) for column, name in FACT.items() if values.get(column)}],
            "persons": [{name: value for name, value in person.items() if value is not None}],
        },
        "answers": {"row": rest},
    }


def _said(value: Any) -> Any:
    """Yes, no or unknown; who would rather not say has not said it."""
    return None if value is None else _SAID.get(value, "unknown")


def _kept(value: Any) -> Any:
    if isinstance(value, PartialMoment):
        return as_kept(value)
    return list(value) if isinstance(value, tuple) else value
