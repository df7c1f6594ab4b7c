"""The shape of the files: what a JSON Schema finds, told with file, line and advice."""

from __future__ import annotations

import difflib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from vangnet.access.deciding.model import Problem
from vangnet.access.deciding.yaml_lines import Lined

HERE = Path(__file__).parent


@lru_cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((HERE / f"{name}.schema.json").read_text(encoding="utf-8")))


def shape_problems(lined: Lined, schema: str) -> list[Problem]:
    """Say everything in a file that does not have the shape it should have."""
    found: list[Problem] = []
    for error in _validator(schema).iter_errors(lined.value):
        path = tuple(error.absolute_path)
        place = ".".join(str(part) for part in path) or "the file"
        found.append(lined.problem(_place(error, path), f"{place}: {_message(error)}.", _advice(error)))
    return sorted(found, key=lambda problem: (problem.line, problem.message))


def _place(error: ValidationError, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    if error.validator == "additionalProperties":
        return (*path, *_unknown_keys(error)[:1])
    return path


def _unknown_keys(error: ValidationError) -> list[str]:
    return [key for key in _keys(error.instance) if key not in _properties(error)]


def _keys(instance: Any) -> list[str]:
    return list(instance)


def _properties(error: ValidationError) -> dict[str, Any]:
    schema: Any = error.schema
    return dict(schema["properties"])


def _message(error: ValidationError) -> str:
    if error.validator == "additionalProperties":
        return f"unknown key {_unknown_keys(error)[0]!r}"
    if error.validator == "enum":
        return f"cannot be {error.instance!r}"
    return str(error.message)[:200]


def _advice(error: ValidationError) -> str:
    limit: Any = error.validator_value
    if error.validator == "enum":
        return meant(str(error.instance), [str(each) for each in limit])
    if error.validator == "additionalProperties":
        return meant(_unknown_keys(error)[0], list(_properties(error)))
    if error.validator == "required":
        return "Add it."
    if error.validator == "pattern":
        return "Write it in lower case with underscores, and a day as year-month-day."
    return "Look at the parts around it for the shape."


def meant(word: str, known: list[str]) -> str:
    """The known word that was most likely meant, or all of them."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"Choose one of: {', '.join(known)}."
