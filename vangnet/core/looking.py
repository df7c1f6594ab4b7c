"""Looking never writes: while somebody only looks, the database takes no more than what is listed."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

_READS = re.compile(
    r"\s*(SELECT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT|SHOW|EXPLAIN SELECT)\b", re.I
)
# Somebody who only looks makes nobody wait.
_HOLDS = re.compile(r"\bFOR\s+(NO\s+KEY\s+)?UPDATE\b", re.I)
_WRITES = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.I)

_reason: ContextVar[str] = ContextVar("reason", default="")

Allowed = Mapping[str, frozenset[str]]


class WroteWhileLookingError(RuntimeError):
    """A page that should only show something tried to change something."""


@contextmanager
def looking(allowed: Allowed) -> Iterator[None]:
    """Refuse every statement that writes, except those listed: per table the statements that may."""
    with connection.execute_wrapper(_refusing(allowed)):
        yield


@contextmanager
def writing_for(reason: str) -> Iterator[None]:
    """Let a part of a look write all the same; the reason stands in the code, where it can be searched for."""
    if not reason.strip():
        raise ValueError("Writing while somebody only looks needs its reason.")
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


def only_reads(statement: str) -> bool:
    """Whether a statement changes nothing and makes nobody wait."""
    return bool(_READS.match(statement)) and not _HOLDS.search(statement)


def _refusing(allowed: Allowed) -> Callable[..., Any]:
    def pass_on(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        statement = str(sql)
        if not (only_reads(statement) or _reason.get() or _is_listed(statement, allowed)):
            raise WroteWhileLookingError(
                f"A page that is only looked at tried: {statement[:80]} ... Let a form send it (POST), or write it inside "
                "writing_for(reason)."
            )
        return execute(sql, params, many, context)

    return pass_on


def _is_listed(statement: str, allowed: Allowed) -> bool:
    found = _WRITES.match(statement)
    return found is not None and found[1].split()[0].upper() in allowed.get(found[2], frozenset())
