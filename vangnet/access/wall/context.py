"""For whom the database is asked: everything inside `as_actor` or `as_service` stands behind that wall.

The database derives organisation, account and role from a token by itself. The token lives as long as the transaction, never
as long as the connection, so that the next request that uses the connection stands nowhere until it says who it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from vangnet.access.actors import Actor
from vangnet.access.wall import door
from vangnet.access.wall.door import A_SERVICE, PERSON, Stand

_SET = "SELECT set_config('vangnet.token', %s, true)"
_SERVICE_FOR = "A reason in words: which work is done here that no person does?"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the statements of this moment stand, and with which token."""

    stand: Stand | None
    token: str


_NOWHERE = Standing(None, "")
_standing: ContextVar[Standing | None] = ContextVar("standing", default=None)
_tokens: dict[tuple[Stand, int], tuple[str, float]] = {}
_MANY = 1_000
_A_DAY = 24 * 60 * 60


@contextmanager
def as_actor(actor: Actor) -> Iterator[None]:
    """Ask the database as somebody; the system itself, which is nobody, works as a service."""
    if actor.account is None:
        with as_service("The system itself acts."):
            yield
        return
    organisation = actor.organisation.pk if actor.organisation else None
    stand = Stand(PERSON, actor.account.pk, organisation, actor.role.code)
    with _inside(stand, lambda: _process_token(stand)):
        yield


@contextmanager
def as_service(reason: str) -> Iterator[None]:
    """Do work that no person does. The reason stands in the code; a house rule keeps the list of all of them."""
    if not reason.strip():
        raise ValueError(_SERVICE_FOR)
    with _inside(A_SERVICE, lambda: _process_token(A_SERVICE)):
        yield


@contextmanager
def command_as_service(reason: str) -> Iterator[None]:
    """A whole command that no person does, with transactions of its own on a connection of its own. Never in a request."""
    if not reason.strip():
        raise ValueError(_SERVICE_FOR)
    if connection.in_atomic_block:
        with as_service(reason):
            yield
        return
    connection.ensure_connection()
    token = door.process_token(
        settings.DOOR_KEY, A_SERVICE, connection=connection.connection.info.backend_pid, seconds=_A_DAY
    )
    earlier = ask(
        "SELECT current_setting('vangnet.token', true), set_config('vangnet.token', %s, false)", token
    )[0]
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            ask("SELECT set_config('vangnet.token', %s, false)", str(earlier or ""))


@contextmanager
def with_token(token: str, stand: Stand | None) -> Iterator[None]:
    """Ask the database with the token of a work session; without a token it gives only what everybody may know."""
    with _inside(stand, lambda: token, always=True):
        yield


def stands_for() -> Stand | None:
    """For whom the statements of this moment are asked."""
    found = _standing.get()
    return found.stand if found else None


def ask(statement: str, *values: object) -> tuple[object, ...]:
    """Ask one row with values that travel apart from the statement, so that no token shows in the activity of the server."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        row = cursor.execute(statement, values, prepare=False).fetchone()
    return tuple(row or ())


@contextmanager
def _inside(stand: Stand | None, make: Callable[[], str], *, always: bool = False) -> Iterator[None]:
    before = _standing.get()
    if not always and before is not None and before.stand == stand and connection.in_atomic_block:
        yield
        return
    with ExitStack() as stack:
        if not connection.in_atomic_block:
            stack.enter_context(transaction.atomic())
        connection.ensure_connection()
        now = Standing(stand, make())
        earlier = _set(now.token)
        mark = _standing.set(now)
        try:
            yield
        finally:
            _standing.reset(mark)
            _restore(earlier)


def _set(token: str) -> str:
    row = ask("SELECT current_setting('vangnet.token', true), set_config('vangnet.token', %s, true)", token)
    return str(row[0] or "")


def _restore(token: str) -> None:
    """Stand where one stood before. A transaction that failed is rolled back by whoever opened it, which does the same."""
    raw = connection.connection
    if raw is None or raw.closed or raw.info.transaction_status != TransactionStatus.INTRANS:
        return
    ask(_SET, token)


def _process_token(stand: Stand) -> str:
    process = connection.connection.info.backend_pid
    token, until = _tokens.get((stand, process), ("", 0.0))
    if until < time.monotonic():
        if len(_tokens) > _MANY:
            _tokens.clear()
        token = door.process_token(settings.DOOR_KEY, stand, connection=process)
        # Renewed long before it ends, since a transaction that began with it may take minutes.
        _tokens[stand, process] = token, time.monotonic() + door.MINUTES * 60 / 5
    return token
