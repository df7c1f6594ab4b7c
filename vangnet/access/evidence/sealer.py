"""Putting a seal on what waits. A line that is committed late waits late, so it is in a later seal and never skipped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from vangnet.access.evidence.logs import content, logs, quote, rows, shape
from vangnet.access.models import Seal
from vangnet.access.sealing.seals import NOTHING_BEFORE, Signer, Statement
from vangnet.access.sealing.trees import Frontier, line, root
from vangnet.core import clock

AT_ONCE = 50_000
_LOCK = 7_264_265  # any number, as long as it is ours: one sealer at a time
WAITING = """
SELECT u.id, u.log, u.line, EXISTS (SELECT 1 FROM access_leaf l WHERE l.line = u.line AND l.log = u.log)
FROM access_unsealedline u ORDER BY u.id LIMIT %s
"""
LEAVES = """
INSERT INTO access_leaf (seal, position, log, line, digest)
SELECT %s, * FROM unnest(%s::int[], %s::text[], %s::uuid[], %s::bytea[])
"""
Waiting = tuple[str, UUID]


def seal(signer: Signer, *, at_most: int = AT_ONCE) -> Seal | None:
    """One seal over the lines that wait; nothing when none waits or when somebody else is sealing."""
    with transaction.atomic():
        if not rows("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])[0][0]:
            return None
        waiting = rows(WAITING, [at_most])
        if not waiting:
            return None
        _forget([mark for mark, _log, _row, is_sealed in waiting if is_sealed])
        marks: dict[Waiting, list[int]] = {}
        for mark, log, row, is_sealed in waiting:
            if not is_sealed:
                marks.setdefault((log, row), []).append(mark)
        digests = _digests(list(marks))
        if not digests:
            return None
        made = _seal(signer, [digest for _, digest in digests])
        _keep(made.number, digests)
        _forget([mark for one, _ in digests for mark in marks[one]])
        return made


def seal_everything(signer: Signer) -> int:
    """Seal until nothing waits; gives the number of seals."""
    count = 0
    while seal(signer) is not None:
        count += 1
    return count


def statement(made: Seal) -> Statement:
    """What a seal in the database says."""
    return Statement(
        number=made.number,
        moment=made.moment.astimezone(UTC).isoformat(),
        lines=made.lines,
        total=made.total,
        root=bytes(made.root),
        previous=bytes(made.previous),
        history=bytes(made.history),
        shapes=made.shapes,
    )


def _seal(signer: Signer, digests: list[bytes]) -> Seal:
    last = Seal.objects.order_by("-number").first()
    frontier = Frontier.from_bytes(last.number, bytes(last.frontier)) if last else Frontier()
    made = Seal(
        number=last.number + 1 if last else 1,
        moment=clock.now(),
        lines=len(digests),
        total=(last.total if last else 0) + len(digests),
        root=root(digests),
        previous=statement(last).digest(bytes(last.signature)) if last else NOTHING_BEFORE,
        history=frontier.root,
        shapes={log: shape(model) for log, model in sorted(logs().items())},
        key=signer.name,
    )
    made.signature = signer.sign(statement(made))
    made.frontier = frontier.add(statement(made).digest(made.signature)).as_bytes()
    made.save(force_insert=True)
    return made


def _digests(waiting: list[Waiting]) -> list[tuple[Waiting, bytes]]:
    """Digests of the lines that are there; a line that disappeared keeps waiting, and the check will say so."""
    known = logs()
    found: dict[Waiting, bytes] = {}
    for log, group in groupby(sorted(waiting, key=lambda one: one[0]), key=lambda one: one[0]):
        if log in known:
            keys = [row for _, row in group]
            found |= {(log, key): line(log, text) for key, text in _contents(log, shape(known[log]), keys)}
    return [(one, found[one]) for one in waiting if one in found]


def _contents(log: str, columns: list[str], keys: list[UUID]) -> Iterator[tuple[UUID, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'UTC'")
        cursor.execute(
            f"SELECT r.id, {content(columns, 'r')} FROM {quote(log)} r WHERE r.id = ANY(%s)",  # noqa: S608 - names of our own tables
            [keys],
        )
        yield from cursor.fetchall()


def _keep(number: int, digests: list[tuple[Waiting, bytes]]) -> None:
    places = list(range(len(digests)))
    columns: list[list[Any]] = [
        [one[0] for one, _ in digests],
        [one[1] for one, _ in digests],
        [made for _, made in digests],
    ]
    with connection.cursor() as cursor:
        cursor.execute(LEAVES, [number, places, *columns])


def _forget(marks: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_unsealedline WHERE id = ANY(%s)", [marks])
