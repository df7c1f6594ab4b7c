"""An OpenAPI document of the site: addresses and converters from the URL configuration, fields from the forms on the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

from tests.fuzzing.seen import Seen

HOLE = re.compile(r"<(?:(\w+):)?(\w+)>")
SHAPES: dict[str, dict[str, object]] = {
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,60}$"},
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "minimum": 0},
    "str": {"type": "string", "minLength": 1, "maxLength": 80},
}
QUERY = (
    "at",
    "page",
    "next",
    "q",
    "language",
    "days",
    "organisation",
    "account",
    "kind",
    "act",
    "outcome",
    "term",
)
FORM = "application/x-www-form-urlencoded"
FILES = "multipart/form-data"


def names(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """Every address of the site, of the packages we use as well, as a pattern with its name."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from names(entry, pattern, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and not re.search(r"[\^$\\]", pattern):
            yield pattern, f"{space}{entry.name}"


def document(seen: Seen) -> dict[str, object]:
    """The whole site as an OpenAPI document; the name of each address is the `x-name` of its operations."""
    paths: dict[str, object] = {}
    for pattern, name in names():
        path = "/" + HOLE.sub(r"{\2}", pattern)
        paths.setdefault(path, _path(pattern, name, seen))
    return {"openapi": "3.0.3", "info": {"title": "Vangnet", "version": "1"}, "paths": paths}


def _path(pattern: str, name: str, seen: Seen) -> dict[str, object]:
    holes = [_hole(name, hole, converter, seen) for converter, hole in HOLE.findall(pattern)]
    answers = {"responses": {"default": {"description": "A page"}}}
    query = [
        {"name": word, "in": "query", "required": False, "schema": {"type": "string", "maxLength": 200}}
        for word in QUERY
    ]
    get = {"operationId": f"read {pattern}", "x-name": name, "parameters": query, **answers}
    post = {
        "operationId": f"send {pattern}",
        "x-name": name,
        "requestBody": {"required": True, "content": _body(seen.fields.get(name, {}))},
        **answers,
    }
    return {"parameters": holes, "get": get, "post": post}


def _hole(name: str, hole: str, converter: str, seen: Seen) -> dict[str, object]:
    """Mostly what really stands in such addresses, of any page and anybody, and sometimes what only looks like it."""
    shape = SHAPES.get(converter or "str") or {
        "type": "string",
        "pattern": f"^{get_converters()[converter].regex}$",
    }
    real = sorted(seen.values[name][hole]) or sorted(seen.by_hole[hole])
    if converter == "int":
        known: list[object] = [int(value) for value in real if value.isdigit()]
    else:
        known = list(real)
    schema = {"anyOf": [{"enum": known}, {"enum": known}, shape]} if known else shape
    return {"name": hole, "in": "path", "required": True, "schema": schema}


def _body(fields: dict[str, dict[str, object]]) -> dict[str, object]:
    shapes = {name: _field(shape) for name, shape in fields.items()} or {"anything": {"type": "string"}}
    schema = {
        "type": "object",
        "properties": shapes,
        "required": sorted(name for name, shape in fields.items() if shape["required"]),
        "additionalProperties": False,
    }
    has_files = any(shape["kind"] == "file" for shape in fields.values())
    return {FILES: {"schema": schema}} if has_files else {FORM: {"schema": schema}}


def _field(shape: dict[str, object]) -> dict[str, object]:
    text: dict[str, object] = {"type": "string", "maxLength": 400}
    if shape["kind"] == "file":
        return {"type": "string", "format": "binary"}
    if shape["kind"] == "date":
        return {"anyOf": [{"type": "string", "format": "date"}, text]}
    if shape["kind"] == "number":
        return {"anyOf": [{"type": "integer"}, text]}
    choices = shape["choices"]
    if not choices:
        dates = {"enum": ["vandaag", "today", "01-10-2026", "01-10-2026 12:00", "30-02-2026", "1", "21"]}
        return {"anyOf": [dates, text]}
    return {"anyOf": [{"enum": choices}, text]}
