"""Checking lines against their digests, digests against the roots of seals, and whether each line has a seal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, Protocol

from django.db import connection
from django.utils.translation import gettext as _

from vangnet.access.evidence.logs import columns_there, content, logs, quote, rows, title
from vangnet.access.sealing.trees import line, root

AT_ONCE = 10_000
SHOWN = 20
Say = Callable[[str], None]

SEALED = """
SELECT l.seal, l.position, l.line, l.digest, CASE WHEN r.id IS NULL THEN NULL ELSE {content} END
FROM access_leaf l LEFT JOIN {log} r ON r.id = l.line
WHERE l.log = %s AND l.seal BETWEEN %s AND %s
"""
DIGESTS = (
    "SELECT seal, position, digest FROM access_leaf WHERE seal BETWEEN %s AND %s ORDER BY seal, position"
)
STRAY = "SELECT count(*) FROM access_leaf WHERE seal < 1 OR seal > %s"
UNSEALED = """
SELECT r.id FROM {log} r
WHERE NOT EXISTS (SELECT 1 FROM access_leaf l WHERE l.log = %s AND l.line = r.id)
AND NOT EXISTS (SELECT 1 FROM access_unsealedline u WHERE u.log = %s AND u.line = r.id)
LIMIT {shown}
"""
ORDERED = """
SELECT columns, after FROM access_redaction WHERE log = %s AND "row" = %s ORDER BY moment DESC, id DESC LIMIT 1
"""
# As the order wrote it down, but without trusting a function of this database.
NOW = """
SELECT encode(sha256(convert_to((SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(one))
WHERE key = ANY(%s))::text, 'UTF8')), 'hex') FROM {log} one WHERE id = %s
"""
GONE = """
SELECT u.line FROM access_unsealedline u LEFT JOIN {log} r ON r.id = u.line
WHERE u.log = %s AND r.id IS NULL LIMIT {shown}
"""


class Sealed(Protocol):
    """What must be known of a seal to check its lines."""

    @property
    def number(self) -> int: ...
    @property
    def count(self) -> int: ...
    @property
    def root(self) -> bytes: ...
    @property
    def shapes(self) -> dict[str, list[str]]: ...


def check(seals: Sequence[Sealed], say: Say) -> int:
    """Check the lines under these seals, which follow each other; gives how many there are."""
    if not seals:
        return 0
    there = columns_there()
    for log in sorted({log for one in seals for log in one.shapes}):
        for columns, group in groupby(seals, key=lambda one: one.shapes.get(log)):
            numbers = [one.number for one in group]
            if columns:
                _check_lines(log, columns, (numbers[0], numbers[-1]), there.get(log, set()), say)
    return _check_roots(seals, say)


def check_unsealed(say: Say) -> int:
    """Look for lines that no seal covers and that do not wait for one either; gives how many wait."""
    there = columns_there()
    for log in sorted(set(logs()) & set(there)):
        for (key,) in rows(UNSEALED.format(log=quote(log), shown=SHOWN), [log, log]):
            say(
                _("Line %(line)s of the log '%(log)s' has no seal and no mark that it waits for one.")
                % {"line": key, "log": title(log)}
            )
        for (key,) in rows(GONE.format(log=quote(log), shown=SHOWN), [log]):
            say(
                _("Line %(line)s of the log '%(log)s' was removed before it got its seal.")
                % {"line": key, "log": title(log)}
            )
    return int(rows("SELECT count(*) FROM access_unsealedline")[0][0])


def _check_lines(log: str, columns: list[str], among: tuple[int, int], there: set[str], say: Say) -> None:
    lost = [column for column in columns if column not in there]
    if lost:
        say(
            _("Lines of the log '%(log)s' cannot be checked: the column %(column)s is gone.")
            % {"log": title(log), "column": lost[0]}
        )
        return
    sql = SEALED.format(content=content(columns, "r"), log=quote(log))
    for seal, place, key, digest, text in _stream(sql, [log, *among]):
        if text is None:
            said = _("Line %(line)s of the log '%(log)s' is gone; seal %(seal)d has it at place %(place)d.")
        elif line(log, text) != digest and not _emptied_on_order(log, key):
            said = _("Line %(line)s of the log '%(log)s' was changed after seal %(seal)d (place %(place)d).")
        else:
            continue
        say(said % {"line": key, "log": title(log), "seal": seal, "place": place})


def _emptied_on_order(log: str, key: object) -> bool:
    """Whether two persons ordered this line to be emptied and it is still as that left it; the order is sealed itself."""
    ordered = rows(ORDERED, [log, key])
    if not ordered:
        return False
    columns, after = ordered[0]
    known = json.loads(columns) if isinstance(columns, str) else columns
    return bool(rows(NOW.format(log=quote(log)), [known, key])[0][0] == after)


def _check_roots(seals: Sequence[Sealed], say: Say) -> int:
    count, expected = 0, {one.number: one for one in seals}
    first, last = seals[0].number, seals[-1].number
    for number, group in groupby(_stream(DIGESTS, [first, last]), key=lambda row: row[0]):
        leaves = [(place, bytes(digest)) for _seal, place, digest in group]
        count += len(leaves)
        one = expected.pop(number)
        in_order = [place for place, _ in leaves] == list(range(one.count))
        if not in_order or root([digest for _, digest in leaves]) != one.root:
            _say_root(say, number)
    for number in expected:
        _say_root(say, number)
    if stray := rows(STRAY, [last])[0][0]:
        say(_("%(count)d lines point to a seal that does not exist.") % {"count": stray})
    return count


def _say_root(say: Say, number: int) -> None:
    say(_("The lines under seal %(number)d are not the ones that were sealed.") % {"number": number})


def _stream(sql: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a long answer, some at a time; the database keeps the rest."""
    with connection.cursor() as plain:
        plain.execute("SET LOCAL timezone = 'UTC'")
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while found := cursor.fetchmany(AT_ONCE):
            yield from found
