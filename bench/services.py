"""Acts per second through the services, against adding the same rows without any rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import psycopg

from bench.caseload import EVENTS, caseload
from bench.database import own_database
from bench.report import Report, per_second, stopwatch

DOSSIERS = 60
TABLES = ("protocol_logentry", "access_auditentry", "cases_track", "cases_involvement", "cases_worklistentry")


def measure(number: int | None) -> Report:
    """Rates of recording steps one by one and in a batch, and of a bare INSERT of what they wrote."""
    report = Report(
        "services",
        "Recording steps",
        f"Made-up dossiers of about {EVENTS} events with three organisations, over the real agreements, told through the services as the "
        "application role: every rule asked, the event sealed, the worklist computed, the audit trail written. Against it: the same rows "
        "(events, audit lines, tracks, involvements, worklist) added again with one bare INSERT each, without any rule.",
        ("how", "events", "events per second", "events per second of CPU of the application"),
    )
    with own_database() as owner:
        _measure(report, number or DOSSIERS, owner)
    report.note("Wanted: at least 250 events per second in a batch on one core.")
    report.note(
        "One by one each act is a transaction of its own that the database has written to disk before it is acknowledged; in a batch 25 "
        "dossiers share one transaction and their worklists are computed once, as a demonstration or a transfer does."
    )
    return report


def _measure(report: Report, number: int, owner: str) -> None:
    # The settings must stand before the services can be read.
    from django.db import transaction

    from bench.acting import houses, live
    from vangnet.access.actors import system
    from vangnet.cases import services
    from vangnet.protocol import catalogue

    known = catalogue.current()
    cases = [
        replace(case, events=tuple(event for event in case.events if not _derived(known, event.step)))
        for case in caseload(known.corpus, 2 * number)
    ]
    actors = houses()[0]

    def tell(some: list) -> None:
        for case in some:
            live(case, actors)

    def tell_in_batches(some: list) -> None:
        for start in range(0, len(some), 25):
            with transaction.atomic(), services.deferred_refresh(by=system()):
                tell(some[start : start + 25])

    tell(cases[:1])
    _row(report, owner, "one by one", lambda: tell(cases[1:number]))
    _row(report, owner, "in batches", lambda: tell_in_batches(cases[number:]))
    events = _count(owner)
    with stopwatch() as watch:
        rows = _bare(owner)
    report.row(
        f"bare INSERT of the same {rows:,} rows",
        f"{events:,}",
        per_second(events, watch.wall),
        per_second(events, watch.cpu),
    )


def _derived(known: object, code: str) -> bool:
    step = known.step(code)
    return step is None or step.derived


def _row(report: Report, owner: str, name: str, work: Callable[[], None]) -> None:
    before = _count(owner)
    with stopwatch() as watch:
        work()
    events = _count(owner) - before
    report.row(name, f"{events:,}", per_second(events, watch.wall), per_second(events, watch.cpu))


def _count(owner: str) -> int:
    with psycopg.connect(owner) as server:
        return server.execute("SELECT count(*) FROM protocol_logentry").fetchone()[0]


def _bare(owner: str) -> int:
    """Add what the services wrote once more to tables of the same shape: one statement per row, all in one transaction."""
    rows = 0
    with psycopg.connect(owner) as server:
        for table in TABLES:
            server.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
            statement = (
                f"INSERT INTO bare_{table} SELECT (json_populate_record(NULL::bare_{table}, %s::json)).*"
            )
            found = server.execute(f"SELECT row_to_json(t)::text FROM {table} t").fetchall()
            for (row,) in found:
                server.execute(statement, [row])
            rows += len(found)
    return rows
