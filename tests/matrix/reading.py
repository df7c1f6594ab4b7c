"""Everything that a result of a read says, in one text; and what the parameters of a read may be."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Model, QuerySet

import vangnet

DEEP, MANY = 5, 60


def reads() -> Iterator[tuple[str, object]]:
    """Every public function of every queries module that is asked by somebody, with its name."""
    for package in pkgutil.iter_modules(vangnet.__path__):
        for module in _queries(f"vangnet.{package.name}"):
            for name, function in inspect.getmembers(module, inspect.isfunction):
                own = function.__module__ == module.__name__ and not name.startswith("_")
                if own and next(iter(inspect.signature(function).parameters), "") == "actor":
                    yield f"{module.__name__}.{name}", function


def _queries(package: str) -> Iterator[object]:
    found = importlib.import_module(package)
    for one in pkgutil.walk_packages(found.__path__, f"{package}."):
        if "queries" in one.name.split(".") and "migrations" not in one.name:
            yield importlib.import_module(one.name)


def written(result: object, depth: int = 0) -> str:
    """Everything that a result says: the fields of rows and of values, as deep as somebody would look."""
    if depth > DEEP or result is None:
        return ""
    if isinstance(result, Model):
        loaded = [one.attname for one in result._meta.concrete_fields if one.attname in result.__dict__]
        related = list(result._state.fields_cache.values())
        return _all([*(result.__dict__[name] for name in loaded), *related], depth)
    if isinstance(result, (str, bytes, int, float)):
        return str(result)
    if isinstance(result, QuerySet):
        return _all(result[:MANY], depth)
    if isinstance(result, Mapping):
        return _all([*result.keys(), *result.values()], depth)
    if dataclasses.is_dataclass(result):
        return _all([getattr(result, one.name) for one in dataclasses.fields(result)], depth)
    if isinstance(result, Iterable):
        return _all(list(result)[:MANY], depth)
    return str(result)


def _all(parts: Iterable[object], depth: int) -> str:
    return " ".join(written(part, depth + 1) for part in parts)
