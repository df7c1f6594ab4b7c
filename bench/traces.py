"""What sealing costs writers, and how long it takes to check a million lines."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from bench.database import own_database
from bench.report import Report

LINES = 1_000_000
SECONDS = 4.0
WRITERS = (1, 4, 16)
INSERT = (
    "INSERT INTO access_auditentry (id, moment, began, trace, span, parent, role, act, activity, object_ids, categories, "
    "purpose, reason, outcome) VALUES (uuidv7(), now(), now(), md5(random()::text), left(md5(random()::text), 16), "
    "'0123456789abcdef', 'caseworker', 'dossier.read', 'dossier-work@2026-11-01', '[]', '[]', 'protection', '', 'done')"
)
MANY = INSERT.replace("VALUES (", "SELECT ").removesuffix(")") + " FROM generate_series(1, %s)"
CHAIN = """
CREATE TABLE IF NOT EXISTS bench_head (one boolean PRIMARY KEY, digest bytea);
INSERT INTO bench_head VALUES (true, '') ON CONFLICT DO NOTHING;
CREATE OR REPLACE FUNCTION bench_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE bench_head SET digest = sha256(digest || convert_to(NEW::text, 'UTF8'));
    RETURN NEW;
END $$;
CREATE TRIGGER bench_chain BEFORE INSERT ON access_auditentry FOR EACH ROW EXECUTE FUNCTION bench_chain();
"""
UNCHAIN = "DROP TRIGGER bench_chain ON access_auditentry"
MARKS = "ALTER TABLE access_auditentry {} TRIGGER to_be_sealed"


def measure(number: int | None) -> Report:
    """Writing with and without seals and with a row chain; sealing and checking many lines; one line from Python."""
    report = Report(
        "traces",
        "Traces: writing, sealing, checking",
        "Lines of the audit trail written by several connections that each commit every line, for some seconds each: without any "
        "evidence, with our marks and a sealer beside it, and with a chain of rows in which each line holds the digest of the one before.",
        ("what", "figure"),
    )
    with tempfile.TemporaryDirectory() as folder, own_database() as owner:
        from vangnet.access.wall.context import command_as_service

        with command_as_service("The measurement seals and checks as the commands do."):
            _writers(report, owner)
            _many(report, owner, number or LINES, Path(folder))
        _from_python(report)
    return report


def _writers(report: Report, owner: str) -> None:
    with psycopg.connect(owner, autocommit=True) as server:
        for count in WRITERS:
            server.execute(MARKS.format("DISABLE"))
            plain = _rate(owner, count)
            server.execute(MARKS.format("ENABLE"))
            sealed = _rate(owner, count, beside=True)
            server.execute(MARKS.format("DISABLE"))
            server.execute(CHAIN)
            chained = _rate(owner, count)
            server.execute(UNCHAIN)
            server.execute(MARKS.format("ENABLE"))
            report.row(f"{count} writers, no evidence: lines/s, slowest 1 % (ms)", _said(plain))
            report.row(f"{count} writers, marks and sealer", _said(sealed))
            report.row(f"{count} writers, row chain", _said(chained))


def _rate(owner: str, count: int, *, beside: bool = False) -> tuple[float, float]:
    from vangnet.access.evidence import sealer
    from vangnet.access.sealing.seals import new_key, signer

    stop, took = threading.Event(), []
    threads = [threading.Thread(target=_write, args=(owner, stop, took)) for _ in range(count)]
    key, began = signer(new_key()), time.perf_counter()
    for thread in threads:
        thread.start()
    while time.perf_counter() - began < SECONDS:
        if beside:
            sealer.seal(key)
        time.sleep(0.25)
    stop.set()
    for thread in threads:
        thread.join()
    took.sort()
    return len(took) / SECONDS, took[int(len(took) * 0.99)] * 1000


def _write(owner: str, stop: threading.Event, took: list[float]) -> None:
    with psycopg.connect(owner, autocommit=True) as server:
        while not stop.is_set():
            began = time.perf_counter()
            server.execute(INSERT)
            took.append(time.perf_counter() - began)


def _said(found: tuple[float, float]) -> str:
    return f"{found[0]:,.0f} lines/s, {found[1]:.1f} ms"


def _many(report: Report, owner: str, number: int, folder: Path) -> None:
    from django.conf import settings

    from vangnet.access.evidence import anchoring, keys, sealer, verifying

    settings.VANGNET_SEAL_KEY, settings.VANGNET_SEAL_KEY_FILE = "", folder / "seal-key"
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute("TRUNCATE access_unsealedline")
        for table in ("access_auditentry", "access_leaf", "access_seal"):
            server.execute(f"ALTER TABLE {table} DISABLE TRIGGER only_grows")
            server.execute(f"TRUNCATE {table} CASCADE")
            server.execute(f"ALTER TABLE {table} ENABLE TRIGGER only_grows")
        report.row(f"writing {number:,} lines at once", _seconds(lambda: server.execute(MANY, [number])))
        server.execute("ANALYZE")
    report.row(f"sealing {number:,} lines", _seconds(lambda: sealer.seal_everything(keys.own())))
    anchoring.publish(folder / "anchors")
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute("ANALYZE")
    found: list[verifying.Report] = []
    took = _seconds(
        lambda: found.append(verifying.verify(keys.known(), anchors=anchoring.kept(folder / "anchors")))
    )
    report.row(f"checking {found[0].lines:,} lines under {found[0].seals} seals (goal: 60 s)", took)
    if not found[0].is_sound:
        raise SystemExit(f"The check found problems that are not there: {found[0].problems[:3]}")


def _from_python(report: Report) -> None:
    from django.db import connection, transaction

    from vangnet.access import audit
    from vangnet.access.actors import system
    from vangnet.access.wall.context import as_service

    times = []
    with transaction.atomic(), as_service("As in a request, which already says for whom it asks."):
        for _ in range(500):
            began = time.perf_counter()
            audit.record("dossier.read", by=system())
            times.append(time.perf_counter() - began)
        connection.cursor().execute("SELECT 1")
    times.sort()
    report.row("one line from Python inside a request, middle and slowest 1 % (goal: 1 ms)", _both(times))


def _both(times: list[float]) -> str:
    return f"{times[len(times) // 2] * 1000:.2f} ms, {times[int(len(times) * 0.99)] * 1000:.2f} ms"


def _seconds(work: Callable[[], object]) -> str:
    began = time.perf_counter()
    work()
    return f"{time.perf_counter() - began:.1f} s"
