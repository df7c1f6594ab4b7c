"""Many acts in one transaction: what stays true until its end is asked once, and lines of logs are added together.

An act that fails takes back what it came to know, just as the database takes back what it wrote.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection, models

AT_ONCE = 500


@dataclass(slots=True)
class Batch:
    """What is known within one transaction, how it was before, and the lines that wait to be added."""

    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    before: list[tuple[tuple[Any, ...], Any]] = field(default_factory=list)
    lines: list[models.Model] = field(default_factory=list)
    mark: object = field(default_factory=lambda: connection.run_on_commit)

    def forget_what_was_taken_back(self) -> None:
        """Forget everything when a savepoint was rolled back in between: Django then makes this list anew."""
        if self.mark is not connection.run_on_commit:
            self.known.clear()
            self.before.clear()
            self.mark = connection.run_on_commit


_batch: ContextVar[Batch | None] = ContextVar("batch", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Take all acts in here as one batch; only inside a transaction, since what is known holds as long as its locks do."""
    if _batch.get() is not None or not connection.in_atomic_block:
        yield
        return
    batch = Batch()
    token = _batch.set(batch)
    try:
        yield
        _add(batch.lines)
    finally:
        _batch.reset(token)


@contextmanager
def attempt() -> Iterator[None]:
    """One act of a batch. When it fails, everything is known again as it was before."""
    batch = _batch.get()
    if batch is None:
        yield
        return
    changes, lines = len(batch.before), len(batch.lines)
    try:
        yield
    except BaseException:
        del batch.lines[lines:]
        while len(batch.before) > changes:
            key, value = batch.before.pop()
            batch.known[key] = value
        batch.mark = connection.run_on_commit
        raise


def recall(*key: Any) -> Any:
    """What this batch knows about something; nothing outside a batch."""
    batch = _batch.get()
    if batch is None:
        return None
    batch.forget_what_was_taken_back()
    return batch.known.get(key)


def know(*key: Any, value: Any) -> None:
    """Remember something until the end of the batch; None forgets it. Outside a batch nothing is remembered."""
    batch = _batch.get()
    if batch is not None:
        batch.forget_what_was_taken_back()
        batch.before.append((key, batch.known.get(key)))
        batch.known[key] = value


def add(line: models.Model) -> None:
    """Add a line to a log: at the end of the batch together with the others, or at once when there is no batch."""
    batch = _batch.get()
    if batch is None:
        line.save(force_insert=True)
    else:
        batch.lines.append(line)


def _add(lines: list[models.Model]) -> None:
    for model, same in groupby(lines, key=lambda line: line._meta.model):
        model._default_manager.bulk_create(list(same), batch_size=AT_ONCE)
