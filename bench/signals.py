"""Intake of very many signals through the services, and the inbox of an organisation that owns a million of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import psycopg

from bench import copying
from bench.database import own_database
from bench.pages import _get, _row
from bench.report import Report, per_second, stopwatch

SIGNALS = 200_000
IN_INBOX = 1_000_000
GOAL = 300
CHUNK = 500
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# What an inbox needs of a signal, in the order in which rows point to each other.
TABLES = (
    "access_disclosure",
    "access_grant",
    "access_effectiveaccess",
    "signals_signal",
    "signals_signalperson",
)
NEW = ("id", "dossier_id", "signal_id", "disclosure_id", "grant_id")
OTHERWISE = {
    ("signals_signal", "address"): "'c' || t.place || 'x' || n",
    ("signals_signal", "reference"): "'SEIN-' || t.place || 'X' || n",
    ("signals_signal", "submission_key"): "NULL",
    ("signals_signal", "received_at"): "t.received_at - n * interval '40 seconds'",
    ("signals_signal", "dossier_id"): "t.dossier_id",
}


def measure(number: int | None) -> Report:
    """Signals per second by several processes, and the time of the inbox at five times as many signals."""
    wanted = number or SIGNALS
    jobs = min(4, os.cpu_count() or 1)
    report = Report(
        "signals",
        f"Intake of {wanted:,} signals and an inbox of {wanted * IN_INBOX // SIGNALS:,}",
        f"Drawn signals (a text, a person, indicators, sometimes a mark that others share) are received by {jobs} processes through the "
        "services as the application role, each in a transaction of its own: routed, sealed, written in the register, weighed and added "
        "up. Then the owner of the tables copies their rows, and pages are asked for through the whole stack.",
        ("what", "number", "p50 in ms", "p95 in ms", "slowest in ms"),
    )
    with own_database() as owner:
        _measure(report, wanted, jobs, owner)
    report.note(f"Wanted: p95 of the inbox at most {GOAL} ms with a million signals.")
    return report


def _measure(report: Report, wanted: int, jobs: int, owner: str) -> None:
    # The settings must stand before the services can be read.
    from django.db import connection, connections

    from vangnet.demo import cast, loading

    actors = loading.settle(cast.read())
    name = connection.settings_dict["NAME"]
    chunks = [range(start, min(start + CHUNK, wanted + 1)) for start in range(1, wanted + 1, CHUNK)]
    connections.close_all()
    with stopwatch() as watch, ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
        done = sum(pool.map(_receive, [name] * len(chunks), [actors] * len(chunks), chunks))
    report.row(f"received by {jobs} processes", f"{done:,}", "-", "-", "-")
    report.note(f"{per_second(done, watch.wall)} signals per second over all processes together.")
    with psycopg.connect(owner) as server:
        _multiply(server, wanted * IN_INBOX // SIGNALS)
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute("ANALYZE")
        there = server.execute("SELECT count(*) FROM signals_signal").fetchone()[0]
    report.note(f"{there:,} signals when the pages were asked for.")
    _pages(report, actors)


def _pages(report: Report, actors: dict) -> None:
    from django.conf import settings
    from django.test import Client
    from django.utils import translation

    translation.activate("nl")
    # The second step of signing in is not what is measured here.
    settings.VANGNET_STRONG_BACKENDS = (BACKEND,)
    for who, house in (
        ("registrar, owner of all", "registrar-oefenland"),
        ("police, reporter", "police-noorderveen"),
    ):
        client = Client()
        client.force_login(actors[house].account, backend=BACKEND)
        _row(report, f"{who}: inbox", partial(_get, client, "/signals/"))
        _row(report, f"{who}: region", partial(_get, client, "/signals/?region=Noorderveen"))


def _receive(name: str, actors: dict, numbers: Sequence[int]) -> int:
    """What one process does: a piece of the signals, each kept before the next one begins."""
    from django.db import connection

    from vangnet.access.actors import system
    from vangnet.demo.signalling.drawing import drawn
    from vangnet.demo.signalling.reporting import PUBLIC, report_of
    from vangnet.signals import services

    connection.settings_dict["NAME"] = name
    for number in numbers:
        told = drawn(number)
        by = system() if told["by"] == PUBLIC else actors[told["by"]]
        services.receive(report_of(f"bench-{number}", told), by=by)
    return len(numbers)


def _multiply(server: psycopg.Connection, wanted: int) -> None:
    """Copy the signals that are there, with the access to them, until there are so many."""
    there = server.execute("SELECT count(*) FROM signals_signal").fetchone()[0]
    times = -(-wanted // there) - 1
    server.execute(
        "CREATE FUNCTION again(key uuid, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS "
        "$$ SELECT CASE WHEN key IS NULL THEN NULL ELSE md5(key::text || n)::uuid END $$"
    )
    pointing = copying._taken_off(server, TABLES)
    for table in TABLES:
        server.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        columns = server.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
            [table],
        ).fetchall()
        names = ", ".join(f'"{column}"' for (column,) in columns)
        values = ", ".join(_value(table, column) for (column,) in columns)
        server.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM (SELECT *, row_number() OVER () AS place FROM {table}) t "
            f"CROSS JOIN generate_series(1, {times}) n"
        )
    for table, name, definition in pointing:
        server.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    for table in TABLES:
        server.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    server.commit()


def _value(table: str, column: str) -> str:
    if (table, column) in OTHERWISE:
        return OTHERWISE[table, column]
    return f'again(t."{column}", n)' if column in NEW else f't."{column}"'
