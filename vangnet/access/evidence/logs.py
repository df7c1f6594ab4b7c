"""Which tables are logs, and the exact text of a line that its digest is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import connection

from vangnet.access.models import Seal
from vangnet.core.models import AppendOnly

GROWS, SEALED = "only_grows", "to_be_sealed"


def logs() -> dict[str, type[AppendOnly]]:
    """Every table that only grows, by name. Seals are chained to each other and need no seal themselves."""
    models = (model for model in apps.get_models() if issubclass(model, AppendOnly) and model is not Seal)
    return {model._meta.db_table: model for model in models}


def shape(model: type[AppendOnly]) -> list[str]:
    """The columns of a log that its lines are sealed with now."""
    return [str(field.column) for field in model._meta.concrete_fields]


def title(log: str) -> str:
    """What people call a log."""
    model = logs().get(log)
    return str(model._meta.verbose_name) if model else log


def content(columns: Sequence[str], alias: str) -> str:
    """SQL that gives a line as text: the same for the same values, whatever the session is set to but its time zone."""
    quoted = ", ".join(f"{alias}.{quote(column)}" for column in columns)
    return f"jsonb_build_array({quoted})::text"


def quote(name: str) -> str:
    """A name as the database takes it."""
    return f'"{name}"' if name.replace("_", "").isalnum() else connection.ops.quote_name(name)


def columns_there() -> dict[str, set[str]]:
    """The columns that each table has at this moment."""
    found: dict[str, set[str]] = {}
    for table, column in rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
    ):
        found.setdefault(table, set()).add(column)
    return found


def rows(sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows that a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
