"""How long the worklist and a dossier take with ten thousand dossiers, against judging every dossier anew."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import psycopg

from bench import copying
from bench.caseload import EVENTS, caseload
from bench.database import own_database
from bench.report import Report

DOSSIERS = 10_000
TEMPLATES = 100
REGIONS = 10
REQUESTS = 200
SAMPLE = 200
WANTED = 300


def measure(number: int | None) -> Report:
    """Response times of the pages for an organisation that takes part in a tenth, and one that takes part in everything."""
    wanted = number or DOSSIERS
    report = Report(
        "pages",
        f"Pages with {wanted:,} dossiers",
        f"{TEMPLATES} made-up dossiers of about {EVENTS} events are told through the services over the real agreements; the owner of the "
        f"tables then copies their rows until there are {wanted:,} (events, audit lines, tracks, involvements, worklist; only keys, "
        "pseudonyms and addresses differ). Pages are asked for as the application role through the whole stack, one after another, with "
        "no page or query kept from one request to the next.",
        ("page", "requests", "p50 in ms", "p95 in ms", "slowest in ms"),
    )
    with own_database() as owner:
        _measure(report, wanted, owner)
    report.note(f"Wanted: p95 of worklist and dossier at most {WANTED} ms.")
    return report


def _measure(report: Report, number: int, owner: str) -> None:
    # The settings must stand before the services can be read.
    from django.test import Client
    from django.utils import translation

    from bench.acting import houses, live
    from vangnet.cases.models import Dossier
    from vangnet.protocol import catalogue

    known = catalogue.current()
    regions = houses(REGIONS)
    for place, case in enumerate(caseload(known.corpus, TEMPLATES)):
        events = tuple(one for one in case.events if (step := known.step(one.step)) and not step.derived)
        live(replace(case, events=events), regions[place % REGIONS])
    with psycopg.connect(owner) as server:
        copying.multiply(server, number)
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute("ANALYZE")
        events, lines = (
            server.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("protocol_logentry", "cases_worklistentry")
        )
    report.note(
        f"{events:,} events and {lines:,} lines of the worklist; {REGIONS} regions of three organisations."
    )
    translation.activate("nl")
    for name, actor in (("police of a region", regions[0]["police"]), ("registrar", regions[0]["registrar"])):
        client = Client()
        client.force_login(actor.account)
        mine = Dossier.objects.seen_by(actor.organisation).order_by("address")
        _pages(report, name, client, list(mine))


def _pages(report: Report, name: str, client: object, mine: list) -> None:
    who = f"{name} ({len(mine):,} dossiers)"
    draw = random.Random(1)
    _row(report, f"{who}: worklist", lambda: _get(client, "/"))
    _row(report, f"{who}: late only", lambda: _get(client, "/?block=late"))
    _row(report, f"{who}: dossier", lambda: _get(client, f"/dossiers/{draw.choice(mine).address}/"))
    _row(report, f"{who}: timeline", lambda: _get(client, f"/dossiers/{draw.choice(mine).address}/timeline/"))
    _anew(report, who, draw.sample(mine, min(SAMPLE, len(mine))), len(mine))


def _get(client: object, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")


def _row(report: Report, name: str, ask: Callable[[], None]) -> None:
    for _ in range(5):
        ask()
    times = sorted(_timed(ask) for _ in range(REQUESTS))
    report.row(name, REQUESTS, *(f"{1000 * one:.0f}" for one in _figures(times)))


def _figures(times: list[float]) -> tuple[float, float, float]:
    cuts = statistics.quantiles(times, n=20)
    return cuts[9], cuts[18], times[-1]


def _timed(ask: Callable[[], None]) -> float:
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


def _anew(report: Report, who: str, sample: list, number: int) -> None:
    """The same list without the cache: read and judge every dossier of the organisation at the moment of asking."""
    from vangnet.cases import standing
    from vangnet.core import clock
    from vangnet.protocol import queries as protocol

    def ask() -> None:
        for dossier in sample:
            standing.computed(dossier, protocol.entries(dossier.pk), holders={}, now=clock.now())

    ask()
    each = statistics.median(_timed(ask) for _ in range(3)) / len(sample)
    report.row(
        f"{who}: worklist without the cache",
        f"{len(sample)} dossiers",
        f"{1000 * each * number:,.0f}",
        "-",
        "-",
    )
    report.note(
        f"Without the cache, {who}: reading and judging one dossier takes {1000 * each:.1f} ms, measured on {len(sample)} and multiplied."
    )
