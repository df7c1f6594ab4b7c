"""Adding up one new signal among very many, and how well texts that are nearly the same are found."""

from __future__ import annotations

import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any
from unittest import mock

import psycopg

from bench import copying
from bench.database import own_database
from bench.report import Report

SIGNALS = 1_000_000
NEW = 200
# Of every hundred signals so many carry a mark of a kind; how many share one follows a long tail, as in life.
SHARES = {"telephone": 55, "address": 40, "vehicle": 15, "company": 20, "place": 60, "account_name": 15}
KINDS = {"telephone": "contact", "address": "contact"}
TEXTS = 4  # of every hundred signals carry an advertisement
GOAL = 150
LEAST = (70, 80, 85, 90)
MASTER = """
INSERT INTO signals_signal
SELECT r.* FROM (SELECT to_jsonb(o) AS kept FROM signals_signal o LIMIT 1) s
CROSS JOIN generate_series(1, %s) n
CROSS JOIN LATERAL jsonb_populate_record(NULL::signals_signal, s.kept || jsonb_build_object(
    'id', md5('signal' || n)::uuid, 'address', 'b' || n, 'reference', 'SEIN-B' || n, 'submission_key', NULL,
    'received_at', now() - n * interval '40 seconds')) r
"""
# Few numbers are used by many: half of all marks are of the first percent of values.
MARKS = """
INSERT INTO signals_mark (id, signal_id, kind, category, exact, normal, sealed, hardness, written_at, by_hand)
SELECT gen_random_uuid(), md5('signal' || n)::uuid, %(kind)s, %(category)s, v.token, v.token, '\\x01', 'told', now(), false
FROM generate_series(1, %(number)s) n
CROSS JOIN LATERAL (
    SELECT decode(md5(%(kind)s || floor(%(values)s * power(random(), 1.5) + n * 0)), 'hex') AS token
) v
WHERE n %% 100 < %(share)s
"""
TRACES = """
INSERT INTO signals_texttrace (id, signal_id, number)
SELECT gen_random_uuid(), %s, n FROM unnest(%s::bigint[]) n ON CONFLICT DO NOTHING
"""
GROUPS = """
UPDATE signals_signal s SET cluster = md5('group' || (n / 4))::uuid FROM (
    SELECT n, md5('signal' || n)::uuid AS id FROM generate_series(1, %s) n WHERE n %% 10 < 4
) g WHERE g.id = s.id
"""


def measure(number: int | None) -> Report:
    """Time of the whole service for one new signal, and recall and precision of near-duplicates against others."""
    wanted = number or SIGNALS
    report = Report(
        "adding_up",
        f"Adding up weak signals, {wanted:,} signals",
        f"One signal is copied by the owner of the tables until there are {wanted:,}, with marks of which few are shared by many and "
        f"{TEXTS} % with a made-up advertisement. Then {NEW} new signals with three marks each, and as many with an advertisement as well, are added up "
        "through the service: sealing, looking among all, links, groups, new places in the queue, notices. Below it: generated advertisements with "
        "known advertisers (typing errors, another order, other numbers, translated boilerplate); the limits were tuned on the same generator.",
        ("what", "figure"),
    )
    with own_database() as owner:
        _times(report, wanted, owner)
    for advertisers in (150, 500):
        _quality(report, advertisers)
    report.note(f"Goal: p95 of adding up at most {GOAL} ms.")
    return report


def _times(report: Report, wanted: int, owner: str) -> None:
    # The settings must stand before the services can be read.
    from tests.factories import actor, signal
    from vangnet.core import clock
    from vangnet.persons import keys

    keys.keyring().prepare()
    actor("registrar")
    police = actor("police")
    first = signal(police, reporter_type="own_staff")
    _new_ones(report, police, "in an empty database, three marks", False)
    started = time.perf_counter()
    with psycopg.connect(owner, autocommit=True) as server:
        _fill(server, wanted)
        _texts(server, wanted, clock.today())
        server.execute("VACUUM ANALYZE")
        counted = {
            table: server.execute(f"SELECT count(*) FROM signals_{table}").fetchone()[0]
            for table in ("signal", "mark", "texttrace")
        }
    said = ", ".join(f"{name} {rows:,}" for name, rows in counted.items())
    report.note(f"Making the rows took {time.perf_counter() - started:,.0f} s: {said}.")
    assert first.owner_id == police.organisation.pk
    for what, with_text in (("three marks", False), ("three marks and an advertisement", True)):
        _new_ones(report, police, what, with_text)


def _fill(server: psycopg.Connection, wanted: int) -> None:
    copying._taken_off(server, ("signals_signal", "signals_mark", "signals_texttrace"))
    server.execute(MASTER, [wanted])
    server.execute("ANALYZE signals_signal")
    for kind, share in SHARES.items():
        given = {
            "kind": kind,
            "category": KINDS.get(kind, "signal"),
            "number": wanted,
            "share": share,
            "values": wanted // 3 if kind != "place" else 2_000,
        }
        server.execute(MARKS, given)
    server.execute(GROUPS, [wanted])


def _texts(server: psycopg.Connection, wanted: int, on: date) -> None:
    """Traces of advertisements under the key of this installation, for the texts of some signals."""
    from tests.signals.adding_up.advertisements import advertisements
    from vangnet.persons import keys
    from vangnet.signals.adding_up.likeness import traces
    from vangnet.signals.adding_up.limits import in_force
    from vangnet.signals.services.comparing import SCOPE

    key, limits = keys.root_keys().index_key(SCOPE), in_force(on).text
    known = advertisements(max(wanted * TEXTS // 400, 1), seed=99)
    for number, one in enumerate(known, start=1):
        owner = _uuid(f"signal{1 + number * 100 // TEXTS % wanted}")
        server.execute(TRACES, [owner, list(traces(one.text, key=key, limits=limits))])


def _uuid(text: str) -> Any:
    from hashlib import md5
    from uuid import UUID

    return UUID(bytes=md5(text.encode(), usedforsecurity=False).digest())


def _new_ones(report: Report, by: Any, what: str, with_text: bool) -> None:
    from tests.factories import signal
    from tests.signals.adding_up.advertisements import advertisements
    from vangnet.signals.models import Link
    from vangnet.signals.reports import ReportedMark
    from vangnet.signals.services import marks

    texts = advertisements(NEW, each=1, seed=7)
    shared = _values(NEW)
    taken, before = [], _counted(Link)
    for number in range(NEW):
        one = signal(by, reporter_type="own_staff")
        given = [
            ReportedMark("telephone", f"06-0000{number % 50:04d}"),
            ReportedMark("vehicle", f"{number % 90 + 10}-BNC-{number % 9}"),
            ReportedMark("place", "Westdam"),
        ]
        if with_text:
            given.append(ReportedMark("advertisement", texts[number].text))
        with _sharing(shared[number]), _not_held_back():
            began = time.perf_counter()
            marks.add(one, marks=given, by=by)
            taken.append(1000 * (time.perf_counter() - began))
    report.row(f"{what}: median", f"{statistics.median(taken):.1f} ms")
    report.row(f"{what}: p95 (goal {GOAL})", f"{statistics.quantiles(taken, n=20)[-1]:.1f} ms")
    report.row(f"{what}: slowest of {NEW}", f"{max(taken):.1f} ms")
    report.row(f"{what}: new links per signal", f"{(_counted(Link) - before) / NEW:.1f}")


@contextmanager
def _not_held_back() -> Iterator[None]:
    """One person adds more marks here in a minute than anybody may in a day."""
    from vangnet.signals.adding_up import limits

    held = limits.versions()[-1]
    wide = replace(held, by_hand=replace(held.by_hand, person=10**9, organisation=10**9))
    with mock.patch.object(limits, "in_force", lambda _day: wide):
        yield


def _counted(model: Any) -> int:
    from vangnet.access.wall.context import as_service

    with as_service("The measurement counts what it made."):
        return int(model.objects.count())


def _values(number: int) -> list[dict[str, bytes]]:
    """For each new signal the keyed numbers of marks that signals among the many have, drawn as those were drawn."""
    from vangnet.access.wall.context import as_service
    from vangnet.signals.models import Mark

    with as_service("The measurement looks up marks to share."):
        known = {
            kind: [bytes(row) for row in _sample(Mark, kind, number)] for kind in ("telephone", "vehicle")
        }
    return [
        {kind: rows[place % len(rows)] for kind, rows in known.items() if rows} for place in range(number)
    ]


def _sample(model: Any, kind: str, number: int) -> Iterable[bytes]:
    rows = model.objects.filter(kind=kind).order_by("pk")
    return rows.values_list("normal", flat=True)[:number]


class _sharing:
    """Let the marks of one new signal have these numbers, since those of the many were not made with the key."""

    def __init__(self, tokens: dict[str, bytes]) -> None:
        self.tokens = tokens

    def __enter__(self) -> None:
        from vangnet.signals.services import comparing

        self.kept: Callable[..., bytes] = comparing.keyed
        comparing.keyed = lambda key, kind, *parts: self.tokens.get(str(kind)) or self.kept(key, kind, *parts)

    def __exit__(self, *_: object) -> None:
        from vangnet.signals.services import comparing

        comparing.keyed = self.kept


def _quality(report: Report, advertisers: int) -> None:
    from tests.signals.adding_up.advertisements import advertisements
    from vangnet.signals.adding_up.limits import in_force

    known = advertisements(advertisers, seed=4_711)
    limits = in_force(date(2025, 1, 1)).text
    who = [one.advertiser for one in known]
    texts = [one.text for one in known]
    truth = advertisers * 6
    name = f"{len(known):,} advertisements"
    for way, found in (
        ("written the same", _exact(texts)),
        ("numbers left out, words the same", _exact([_words(text) for text in texts])),
        ("ours", _ours(texts, limits)),
        *_rapidfuzz(texts).items(),
    ):
        right = sum(who[first] == who[second] for first, second in found)
        precision = f"{right / len(found):.3f}" if found else "–"
        report.row(f"{name}, {way}: recall, precision", f"{right / truth:.3f}, {precision}")


def _words(text: str) -> str:
    return " ".join(word for word in text.casefold().split() if word.isalpha())


def _exact(texts: list[str]) -> set[tuple[int, int]]:
    same: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        same[text].append(place)
    return {pair for places in same.values() for pair in combinations(places, 2)}


def _ours(texts: list[str], limits: Any) -> set[tuple[int, int]]:
    from vangnet.signals.adding_up.likeness import likeness, traces

    numbers = [set(traces(text, key=b"k" * 32, limits=limits)) for text in texts]
    having: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(numbers):
        for number in one:
            having[number].append(place)
    uncommon = {number for number, places in having.items() if len(places) < limits.common_from}
    shared: Counter[tuple[int, int]] = Counter()
    for number in uncommon:
        shared.update(combinations(having[number], 2))
    return {
        pair
        for pair, times in shared.items()
        if times >= limits.least_shared and likeness(numbers[pair[0]], numbers[pair[1]], uncommon, limits)
    }


def _rapidfuzz(texts: list[str]) -> dict[str, set[tuple[int, int]]]:
    """The pairs that the library finds, by how alike they must be at least."""
    from rapidfuzz import fuzz, process, utils

    plain = [utils.default_process(text) for text in texts]
    scores = process.cdist(plain, plain, scorer=fuzz.token_set_ratio, score_cutoff=min(LEAST), workers=2)
    found: dict[str, set[tuple[int, int]]] = {}
    for least in LEAST:
        one, other = (scores >= least).nonzero()
        found[f"rapidfuzz token_set_ratio ≥ {least}"] = {
            (int(first), int(second)) for first, second in zip(one, other, strict=True) if first < second
        }
    return found
