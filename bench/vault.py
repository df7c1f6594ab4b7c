"""What the vault costs: a page of opened records, sealing and unsealing, wrapping keys anew; beside Fernet per field."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from statistics import median
from tempfile import TemporaryDirectory

from cryptography.fernet import Fernet

from bench.database import own_database
from bench.report import Report

PAGE = 50
RUNS = 15
FIELDS = {f"field_{number}": f"Een waarde van gewone lengte, nummer {number}" for number in range(20)}


def measure(number: int | None) -> Report:
    """A page through the whole service, the crypto alone against Fernet per field, and the rate of wrapping keys anew."""
    report = Report(
        "vault",
        "Vault: a page of records, sealing, new root keys",
        f"Opening {PAGE} records on one page through the service (access, budget, a line for each opening, one question to the "
        "keyring, unsealing) against reading the same rows sealed; the cryptography alone for records of 20 fields, against the same "
        "fields each as a Fernet token; and wrapping data keys with a new root key.",
        ("what", "median"),
    )
    os.environ["VANGNET_KEYRING_SCHEMA"] = f"test_{os.getpid()}_bench"
    with TemporaryDirectory() as folder:
        os.environ["VANGNET_ROOT_KEYS"] = f"{folder}/root-keys.json"
        _all(report, number)
    return report


def _all(report: Report, number: int | None) -> None:
    with own_database():
        from vangnet.persons import keys

        keys.keyring().prepare()
        try:
            _page(report)
            _cryptography(report)
            _rewrapping(report, number or 20_000)
        finally:
            keys.keyring().drop()


def _page(report: Report) -> None:
    from tests.factories import actor, dossier
    from vangnet.persons import queries, services

    by = actor()
    cases = [dossier(by) for _ in range(PAGE)]
    fields = {"given_names": "Fenna Isolde", "family_name": "van der Proefwaarde", "birth_date": "2008"}
    for case in cases:
        services.keep_identity(case.person, dossier=case.pk, category="identity", fields=fields, by=by)
    everyone = {case.pk: case.person for case in cases}

    def opened() -> None:
        found = services.open_page(everyone, category="identity", why="help", proved=True, by=by)
        assert len(found) == PAGE

    plain = _median(lambda: queries.newest(by, list(everyone), category="identity"))
    whole = _median(opened)
    report.row(f"{PAGE} rows read and left sealed", f"{plain * 1000:.1f} ms")
    report.row(f"{PAGE} records opened, logged and shown", f"{whole * 1000:.1f} ms")
    report.row("extra (goal: at most 50 ms)", f"{(whole - plain) * 1000:.1f} ms")


def _cryptography(report: Report) -> None:
    from uuid import uuid4

    from vangnet.persons.vault.envelopes import DataKey, Place, new_material, seal, unseal

    key, place = DataKey(uuid4(), new_material()), Place("identity", "identity", "subject", "1")
    content = json.dumps(FIELDS).encode()
    sealed = [seal(content, key=key, place=place) for _ in range(PAGE)]
    fernet = Fernet(Fernet.generate_key())
    tokens = [fernet.encrypt(value.encode()) for value in FIELDS.values()] * PAGE

    ours = _median(lambda: [json.loads(unseal(one, key=key, place=place)) for one in sealed])
    theirs = _median(lambda: [fernet.decrypt(token) for token in tokens])
    report.row(f"{PAGE} records of {len(FIELDS)} fields unsealed, one envelope each", f"{ours * 1000:.2f} ms")
    report.row("the same fields, each a Fernet token", f"{theirs * 1000:.2f} ms ({theirs / ours:.0f} ×)")


def _rewrapping(report: Report, number: int) -> None:
    from uuid import uuid4

    import psycopg
    from django.conf import settings

    from vangnet.persons import keys
    from vangnet.persons.vault import keyring as module

    ring, rows = keys.keyring(), []
    for _ in range(number):
        subject, name = uuid4(), uuid4()
        wrapped = ring.roots.wrap("bench", b"k" * 32, module._context(subject, "bench", name))
        rows.append((subject, "bench", name, 0, wrapped.sealed))
    with psycopg.connect(settings.KEYRING_ADDRESS, autocommit=True) as server:
        with (
            server.cursor() as cursor,
            cursor.copy(
                f"COPY {settings.KEYRING_SCHEMA}.data_key (subject, category, id, root_version, wrapped) FROM STDIN"
            ) as copy,
        ):
            for row in rows:
                copy.write_row(row)
        server.execute(
            f"UPDATE {settings.KEYRING_SCHEMA}.data_key SET root_version = 1 WHERE category = 'bench'"
        )
    ring.roots.add_version("bench")
    began = time.perf_counter()
    while ring.rewrap("bench", 500):
        pass
    rate = number / (time.perf_counter() - began)
    report.row(f"{number:,} data keys wrapped with a new root key", f"{rate:,.0f} keys/s")


def _median(act: Callable[[], object]) -> float:
    act()
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return median(taken)
