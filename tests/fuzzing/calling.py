"""Sends generated requests to the site as somebody, and judges every answer and everything that was written meanwhile."""

from __future__ import annotations

import random
import re
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

import schemathesis
from django.conf import settings
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as how
from hypothesis.errors import FailedHealthCheck, Unsatisfiable
from schemathesis import GenerationMode

from tests.fuzzing.document import FILES
from tests.fuzzing.seen import Seen
from vangnet.access.wall import context

TOKEN = "t" * 32
WORD = re.compile(r"[\w-]+")
LIKELY = 0.9
FITTING = 0.7
TYPED = ("vandaag", "today", "01-10-2026", "01-10-2026 12:00", "21", "Omdat het nodig is", "x", "")
# What a look may write: that somebody looked, that their session is awake, and how often somebody tried.
TRAIL = {
    "access_auditentry",
    "access_unsealedline",
    "access_signincounter",
    "access_worksession",
    "django_session",
    "access_browsersession",
}
# The report form is for whoever has no account, and its cookie does not travel from elsewhere: it writes without a token.
REPORT_FORM = re.compile(r"^(?:/en)?/report/")
OF_NOBODY = {"signals_draft", "signals_draftfile", "access_remembered"}
_WRITTEN = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
    WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
"""


@dataclass
class Findings:
    """What was called how often, and everything that was wrong, each once with an example."""

    calls: int = 0
    by_status: Counter[int] = field(default_factory=Counter)
    by_method: Counter[str] = field(default_factory=Counter)
    acts: int = 0
    wrong: dict[str, str] = field(default_factory=dict)

    def say(self, what: str, example: str) -> None:
        self.wrong.setdefault(what, example)


@dataclass
class Caller:
    """Somebody with a browser: the session of a person, or of nobody, and what they may never read."""

    name: str
    session: str
    strangers: dict[str, str]  # pseudonym -> address
    found: Findings

    def call(self, case: schemathesis.Case, *, forged: bool = False) -> None:
        """Send one request, judge it, and take back what it did."""
        cookies = {settings.SESSION_COOKIE_NAME: self.session, settings.CSRF_COOKIE_NAME: TOKEN}
        headers = {} if forged else {"X-CSRFToken": TOKEN}
        with _faults() as faults, _kept_connection(), transaction.atomic():
            before = written()
            try:
                answer = case.call(headers=headers, cookies=cookies)
                self._judge(case, answer, faults, forged, changes(before, written()))
            finally:
                transaction.set_rollback(True)

    def _judge(self, case, answer, faults, forged, changed) -> None:
        found, where = self.found, f"{case.method} {case.operation.path}"
        found.calls += 1
        found.by_status[answer.status_code] += 1
        found.by_method[case.method] += 1
        example = (
            f"{self.name}: {case.formatted_path}?{case.query} {str(case.body)[:300]} -> {answer.status_code}"
        )
        if answer.status_code >= 500:
            found.say(f"{where}: fault {answer.status_code}", f"{example}\n{''.join(faults)[-2500:]}")
        read = set(WORD.findall(answer.content.decode("utf-8", "replace"))) | set(
            WORD.findall(str(answer.headers))
        )
        asked = f"{case.formatted_path} {case.query} {case.body}"
        leaked = [
            one
            for one, address in self.strangers.items()
            if (one in read and one not in asked) or (address in read and address not in asked)
        ]
        if leaked:
            found.say(f"{where}: shows {leaked[:3]}", example)
        self._judge_changes(where, example, case, answer, forged, changed)

    def _judge_changes(self, where, example, case, answer, forged, changed) -> None:
        if case.method in ("GET", "HEAD", "OPTIONS") and changed:
            self.found.say(f"{where}: a look wrote {sorted(changed)}", example)
        elif REPORT_FORM.match(case.formatted_path):
            if changed - OF_NOBODY:
                self.found.say(f"{where}: wrote {sorted(changed)}", example)
        elif forged and (changed or answer.status_code not in range(400, 500)):
            self.found.say(
                f"{where}: without a token: {answer.status_code}, wrote {sorted(changed)}", example
            )
        elif changed and answer.status_code in (302, 303):
            self.found.acts += 1
        if changed and not self.session and not REPORT_FORM.match(case.formatted_path):
            self.found.say(f"{where}: nobody wrote {sorted(changed)}", example)


def written() -> dict[str, int]:
    """How many rows this transaction wrote so far in each table, also those it took back."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        return dict(cursor.fetchall())


def changes(before: dict[str, int], after: dict[str, int]) -> set[str]:
    """The tables in which something else than a trace was written."""
    return {table for table, count in after.items() if count != before.get(table, 0)} - TRAIL


@contextmanager
def _faults() -> Iterator[list[str]]:
    faults: list[str] = []

    def remember(**_more: object) -> None:
        faults.append(traceback.format_exc())

    got_request_exception.connect(remember, weak=True)
    try:
        yield faults
    finally:
        got_request_exception.disconnect(remember)


@contextmanager
def _kept_connection() -> Iterator[None]:
    """Requests close connections that a transaction is open on; here the transaction of the test is."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    try:
        yield
    finally:
        for moment in (request_started, request_finished):
            moment.connect(close_old_connections)


def examples(operation, mode: GenerationMode, number: int, chance: random.Random) -> list[schemathesis.Case]:
    """So many requests for one operation that fit the document, or that do not."""
    made: list[schemathesis.Case] = []

    @seed(chance.getrandbits(32))
    @how(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def make(case: schemathesis.Case) -> None:
        made.append(case)

    try:
        make()
    except (
        Unsatisfiable,
        FailedHealthCheck,
    ):  # an address without holes or fields has nothing that does not fit
        return made
    return made[:number]


def likelier(case: schemathesis.Case, seen: Seen, chance: random.Random) -> None:
    """Bring a request nearer to what people send: an address that exists, fields with choices that were offered."""
    name = case.operation.definition.raw["x-name"]
    holes = [one for one in seen.whole[name] if set(one) == set(case.path_parameters or {})]
    if holes and chance.random() < LIKELY:
        case.path_parameters = {hole: quote(value, safe="") for hole, value in chance.choice(holes).items()}
    if case.method != "POST" or not isinstance(case.body, dict):
        return
    for field_name, shape in seen.fields.get(name, {}).items():
        if shape["kind"] != "file" and chance.random() < LIKELY:
            case.body[field_name] = chance.choice(shape["choices"] or TYPED)


def _weight(operation, seen: Seen) -> int:
    """Forms that somebody met are where something can happen."""
    name = operation.definition.raw["x-name"]
    return 6 if operation.method == "post" and seen.fields.get(name) else 1


def storm(
    caller: Caller, operations: list, seen: Seen, calls: int, chance: random.Random, *, each: int = 3
) -> None:
    """Call operations in random order until so many calls are made; sometimes a form without its token."""
    until = caller.found.calls + calls
    weights = [_weight(one, seen) for one in operations]
    with context.with_token("", None):
        while caller.found.calls < until:
            operation = chance.choices(operations, weights)[0]
            mode = GenerationMode.POSITIVE if chance.random() < FITTING else GenerationMode.NEGATIVE
            cases = examples(operation, mode, each, chance)
            for case in cases[: until - caller.found.calls]:
                if mode is GenerationMode.POSITIVE:
                    likelier(case, seen, chance)
                if case.media_type == FILES and not isinstance(case.body, dict):
                    continue  # parts without names: no program can send that
                caller.call(case, forged=case.method == "POST" and chance.random() < 0.1)
