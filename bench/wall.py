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

# About a million rows: lines of the worklist, dossiers, persons, access and its register, of which the report says the numbers.
DOSSIERS = 60_000
TEMPLATES = 40
REPEATS = 7
TURNS = 3
COLD = 2
OK = 200
SHARES = {"80 %": 0.8, "1 %": 0.01, "100 dossiers": 100, "none": 0}
WANTED = 20

GIVE = """
INSERT INTO access_effectiveaccess
    (id, dossier_id, organisation_id, account_id, level, categories, until, disclosure_id, opened_at)
SELECT gen_random_uuid(), a.dossier_id, %s, NULL, 2, 2047, NULL, a.disclosure_id, a.opened_at
FROM (SELECT DISTINCT ON (dossier_id) * FROM access_effectiveaccess WHERE mod(hashtext(dossier_id::text), 100) >= -100) a
WHERE abs(hashtext(a.dossier_id::text)) < %s
"""
# Pages also want to know that an organisation takes part; only of dossiers with a log, whose pages are asked for.
TAKE_PART = """
INSERT INTO cases_involvement
SELECT (jsonb_populate_record(NULL::cases_involvement,
    to_jsonb(i) || jsonb_build_object('id', gen_random_uuid(), 'organisation_id', %s::text))).*
FROM (SELECT DISTINCT ON (dossier_id) * FROM cases_involvement WHERE state = 'accepted') i
WHERE dossier_id IN (SELECT history_id FROM protocol_logentry)
  AND dossier_id IN (SELECT dossier_id FROM access_effectiveaccess WHERE organisation_id = %s)
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
        f"{(REPEATS - COLD) * TURNS}, in ms. Of queries: all statements of a page together, with what Django makes of them. Of pages: the whole answer, "
        "through all middleware. The numbers of the worklist come from a function of the database, the same for both.",
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
    with psycopg.connect(owner) as server:
        report.note(_rows(server))
    for share, actor in people.items():
        for name, ask in _questions(actor).items():
            _row(report, owner, share, name, lambda ask=ask, actor=actor: _standing(actor, ask))
        for name, ask in _pages(actor).items():
            _row(report, owner, share, name, lambda ask=ask: _timed(ask))


def _rows(server: psycopg.Connection) -> str:
    counted = {
        table: server.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in copying.FOR_LISTS
    }
    said = ", ".join(f"{table} {number:,}" for table, number in counted.items())
    return f"{sum(counted.values()):,} rows behind the wall: {said}."


def _people(owner: str, number: int) -> dict[str, Any]:
    from bench.acting import _somebody

    people = {share: _somebody("municipality", place) for place, share in enumerate(SHARES)}
    with psycopg.connect(owner, autocommit=True) as server:
        for share, part in SHARES.items():
            portion = part if part < 1 else part / number
            if portion:
                server.execute(GIVE, [people[share].organisation.pk, int(portion * HASHES)])
                server.execute(TAKE_PART, [str(people[share].organisation.pk), people[share].organisation.pk])
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


def _pages(actor: Any) -> dict[str, Callable[[], object]]:
    """The start page, and the page of a dossier that has a log: one of those that were not copied."""
    from django.test import Client

    from vangnet.access import grants
    from vangnet.access.wall.context import as_actor
    from vangnet.cases.models import Dossier
    from vangnet.protocol.models import LogEntry

    client = Client()
    client.force_login(actor.account)
    with as_actor(actor):
        told = Dossier.objects.filter(pk__in=LogEntry.objects.values("history"))
        found = told.filter(pk__in=grants.reachable(actor).values("dossier_id")).first()
    pages = {"page: worklist": "/", "page: dossier": f"/dossiers/{found.address}/" if found else ""}
    return {name: lambda page=page: _get(client, page) for name, page in pages.items() if page}


def _get(client: Any, address: str) -> None:
    response = client.get(address)
    if response.status_code != OK:
        raise RuntimeError(f"{address} answered {response.status_code}")


def _row(report: Report, owner: str, share: str, name: str, timed: Callable[[], float]) -> None:
    # In turns, since a busy machine is busier at one moment than at another.
    times: dict[bool, list[float]] = {True: [], False: []}
    for _turn in range(TURNS):
        times[True] += [timed() for _ in range(REPEATS)][COLD:]
        with _as_owner(owner):
            times[False] += [timed() for _ in range(REPEATS)][COLD:]
    behind, without = (statistics.median(times[one]) for one in (True, False))
    more = 100 * (behind - without) / without if without else 0.0
    report.row(share, name, f"{behind:.2f}", f"{without:.2f}", f"{more:+.0f} %")


def _standing(actor: Any, ask: Callable[[], object]) -> float:
    from vangnet.access.wall.context import as_actor

    with as_actor(actor):
        return _timed(ask)


def _timed(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - started)


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
