"""Connections to the keyring: a few that wait to be used again, and never more than one use at a time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import psycopg

Got = TypeVar("Got")
Connection = psycopg.Connection[tuple[Any, ...]]

_WAITING = 4
_LONGEST_WAIT = 60.0  # a firewall or a proxy forgets a silent connection sooner or later


class KeyringUnavailableError(RuntimeError):
    """The keyring does not answer. Nothing can be sealed or opened until it does."""


class Connections:
    """Gives a connection for the time of one question."""

    def __init__(self, address: str, schema: str) -> None:
        self._address = address
        self._name = f"vangnet {schema}"
        self._options = f"-c search_path={schema} -c statement_timeout=60s -c lock_timeout=20s"
        self._lock = threading.Lock()
        self._waiting: list[tuple[float, Connection]] = []
        self._process = os.getpid()

    def use(self, question: Callable[[Connection], Got]) -> Got:
        """Ask something; when a waiting connection turns out to be dead, ask once more over a new one.

        Every question here may be asked twice without harm.
        """
        known = self._take()
        if known is not None:
            try:
                return self._ask(known, question)
            except psycopg.OperationalError:
                pass
        try:
            return self._ask(self._connect(), question)
        except psycopg.OperationalError:
            raise KeyringUnavailableError(
                "The keyring does not answer. Nothing was shown or changed."
            ) from None

    def close(self) -> None:
        """Close every connection that waits."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for _since, connection in waiting:
            connection.close()

    def _ask(self, connection: Connection, question: Callable[[Connection], Got]) -> Got:
        try:
            got = question(connection)
        except BaseException:
            connection.close()
            raise
        self._put_back(connection)
        return got

    def _connect(self) -> Connection:
        return psycopg.connect(
            self._address,
            autocommit=True,
            connect_timeout=5,
            options=self._options,
            application_name=self._name,
        )

    def _take(self) -> Connection | None:
        oldest = time.monotonic() - _LONGEST_WAIT
        with self._lock:
            if self._process != os.getpid():  # after a fork they belong to the parent
                self._waiting, self._process = [], os.getpid()
            while self._waiting:
                since, connection = self._waiting.pop()
                if since > oldest:
                    return connection
                connection.close()
        return None

    def _put_back(self, connection: Connection) -> None:
        with self._lock:
            if len(self._waiting) < _WAITING:
                self._waiting.append((time.monotonic(), connection))
                return
        connection.close()
