"""What the wall in the database costs: the same pages' queries with and without row-level security."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg

from bench import copying
from bench.caseload import caseload
from bench.database import own_database
from bench.report import Report

DOSSIERS = 1_000_000
TEMPLATES = 40
REPEATS = 15
SHARES = {"80 %": 0.8, "1 %": 0.01, "100 dossiers": 100, "none": 0}
WANTED = 20

GIVE = """
INSERT INTO access_effectiveaccess
    (id, dossier_id, organisation_id, account_id, level, categories, until, disclosure_id, opened_at)
SELECT gen_random_uuid(), a.dossier_id, %s, NULL, 2, 2047, NULL, a.disclosure_id, a.opened_at
FROM (SELECT DISTINCT ON (dossier_id) * FROM access_effectiveaccess WHERE mod(hashtext(dossier_id::text), 100) >= -100) a
WHERE abs(hashtext(a.dossier_id::text)) < %s
"""
HASHES = 2_147_483_648


def measure(number: int | None) -> Report:
    """Times of the list, the worklist and one dossier as the application behind the wall and as the owner, who passes it."""
    wanted = number or DOSSIERS
    report = Report(
        "wall",
        f"The wall in the database, {wanted:,} dossiers",
        f"{TEMPLATES} made-up dossiers are told through the services; the owner copies what lists need of them until there are {wanted:,}, "
        "and gives four organisations access to 80 %, 1 %, a hundred and none of them. The same queries are asked as the application, "
        "behind the wall, and as the owner of the tables, whom every wall lets pass. Median of "
        f"{REPEATS}, in ms, of all statements of a page together.",
        ("organisation", "query", "behind the wall", "without", "difference"),
    )
    with own_database() as owner:
        _measure(report, wanted, owner)
    report.note(f"Wanted: at most {WANTED} % more on lists and dossiers.")
    return report


def _measure(report: Report, number: int, owner: str) -> None:
    # The settings must stand before the services can be read.
    from bench.acting import houses, live
    from vangnet.protocol import catalogue

    known = catalogue.current()
    regions = houses(4)
    for place, case in enumerate(caseload(known.corpus, TEMPLATES)):
        events = tuple(one for one in case.events if (step := known.step(one.step)) and not step.derived)
        live(replace(case, events=events), regions[place % 4])
    started = time.perf_counter()
    with psycopg.connect(owner) as server:
        copying.multiply(server, number, copying.FOR_LISTS)
    people = _people(owner, number)
    report.note(f"Making the dossiers took {time.perf_counter() - started:,.0f} s.")
    for share, actor in people.items():
        for name, ask in _questions(actor).items():
            _row(report, owner, share, actor, name, ask)


def _people(owner: str, number: int) -> dict[str, Any]:
    from bench.acting import _somebody

    people = {share: _somebody("municipality", place) for place, share in enumerate(SHARES)}
    with psycopg.connect(owner, autocommit=True) as server:
        for share, part in SHARES.items():
            portion = part if part < 1 else part / number
            if portion:
                server.execute(GIVE, [people[share].organisation.pk, int(portion * HASHES)])
        server.execute("VACUUM ANALYZE")
    return people


def _questions(actor: Any) -> dict[str, Callable[[], object]]:
    from vangnet.access.wall.context import as_actor
    from vangnet.cases import queries
    from vangnet.cases.queries.newest import newest

    with as_actor(actor):
        first = newest(actor)[:1]
    found: dict[str, Callable[[], object]] = {
        "list of 50 dossiers": lambda: list(newest(actor)[:50]),
        "worklist with its counts": lambda: queries.worklist(actor),
    }
    if first:
        found["one dossier"] = lambda: _one(first[0].pk)
    return found


def _one(key: object) -> None:
    """What every page of a dossier reads, apart from its log, which the copies here do not have."""
    from vangnet.cases.models import Dossier, WorklistEntry

    found = Dossier.objects.select_related("person", "opened_by", "standing").get(pk=key)
    list(found.involvements.select_related("organisation"))
    list(WorklistEntry.objects.filter(dossier=found))


def _row(report: Report, owner: str, share: str, actor: Any, name: str, ask: Callable[[], object]) -> None:
    behind = _median(actor, ask)
    with _as_owner(owner):
        without = _median(actor, ask)
    more = 100 * (behind - without) / without if without else 0.0
    report.row(share, name, f"{behind:.2f}", f"{without:.2f}", f"{more:+.0f} %")


def _median(actor: Any, ask: Callable[[], object]) -> float:
    from vangnet.access.wall.context import as_actor

    times = []
    for _ in range(REPEATS):
        with as_actor(actor):
            started = time.perf_counter()
            ask()
            times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times[2:])


class _as_owner:
    """Ask on a connection of the owner of the tables for a moment."""

    def __init__(self, owner: str) -> None:
        self.owner = owner

    def __enter__(self) -> None:
        from django.db import connection

        from vangnet.config.environment import connection as settings_of
        from vangnet.config.environment import database_address

        self.kept = dict(connection.settings_dict)
        connection.close()
        name = connection.settings_dict["NAME"]
        connection.settings_dict.update(settings_of(database_address(as_owner=True)), NAME=name)

    def __exit__(self, *_: object) -> None:
        from django.db import connection

        connection.close()
        connection.settings_dict.update(self.kept)
