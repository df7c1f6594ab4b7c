"""Every role, kind and relation at every address: what it answers, and which of the planted texts it shows."""

from __future__ import annotations

import logging
import os

import pytest
import yaml
from django.db import transaction

from tests.database import ROOT
from tests.matrix import oracle
from tests.matrix import world as worlds
from tests.matrix.rows import BY_NAME, COMMANDS, LASTING, OF_CASE, OF_PACKAGE, ROWS
from tests.matrix.visiting import Finder, absent, browser, filled, patterns, plain, said, title, values
from vangnet.access import kinds
from vangnet.access.models import Disclosure, Grant
from vangnet.protocol.models import LogEntry

FULL = os.environ.get("VANGNET_MATRIX") == "full"
ROLES = [f"{where}-{role}" for where in ("opener", "part", "stranger") for role in sorted(oracle.EVERY_ROLE)]
RELATIONS = [
    *(
        "asked",
        "declined",
        "withdrawn",
        "ended",
        "emergency",
        "colleague",
        "no_membership",
        "ended_membership",
    ),
    *("closed_account", "expired_session", "anonymous", "guest", "duty"),
]
KINDS = [f"kind-{kind.code}" for kind in kinds.all()]
ONLY = [f"only-{category}" for category in worlds.ALL]
EVERYBODY = [*ROLES, *RELATIONS, *KINDS, *ONLY]
EVERYWHERE = {"part-caseworker", "part-reader", "stranger-caseworker", "anonymous", "no_membership"}
READING = {
    *("cases:overview", "cases:steps", "cases:tracks", "cases:timeline", "cases:persons", "cases:identity"),
    *("cases:sharing", "cases:keeping", "cases:event", "cases:why", "cases:consent", "cases:account"),
    *("cases:index", "cases:may_i", "cases:identity_open", "cases:find", "portal:start", "oversight:mine"),
    *("oversight:notices", "oversight:person", "shelter:index", "cases:classify"),
    *("signals:inbox", "signals:signal", "signals:act", "signals:intake", "cases:from_signal"),
}
EVENTS, OF_EVENTS = range(1, 11), {"cases:event", "cases:classify"}
# In CI one of the roles that allow the same goes everywhere; the others of them go to what can be read.
ALIKE = {"detective", "registrar", "attention_officer", "coordinator"}
AT_LEAST, AT_LEAST_IN_FULL = 50_000, 400_000
SEALED = ("kind", "vault")  # never in a title, an address or a log, whoever looks
WHERE = {"case": "case", "signal": "signal"}
KEEPS_NAME = {
    "signal address",
    "case address",
    "elsewhere address",
    "brother address",
}  # what a log of requests may hold


def rows_of(name):
    """The addresses that somebody goes to; in full everybody goes everywhere."""
    if FULL or name in EVERYWHERE:
        return ROWS
    if name.startswith("kind-"):
        return [row for row in ROWS if row.name in READING and row.name not in OF_EVENTS]
    if name.startswith("only-") or name.partition("-")[2] in ALIKE:
        return [row for row in ROWS if row.name in READING]
    return [row for row in ROWS if row.about or row.shows]


def variants(row, known):
    """The same address for every event or kind of data that can stand in it."""
    if row.name in OF_EVENTS:
        return [{**known, "sequence": number} for number in EVENTS]
    if row.name in ("cases:identity_open", "cases:identity_change"):
        return [{**known, "category": category} for category in ("identity", "contact")]
    return [known]


def sent(world, row):
    """What somebody would fill in at an address; always also nothing at all."""
    planted = {one.place: one.text for one in world.canaries}
    plausible = {
        "cases:identity_open": {"why": "request"},
        "cases:identity_change": {"why": "request"},
        "cases:photo_open": {"why": "request"},
        "cases:find": {"name": f"{planted['case given_names']} {planted['case family_name']}"},
        "cases:link": {"pseudonym": world.elsewhere.person.pseudonym, "kind": "sibling"},
        "shelter:ask": {"pseudonym": world.case.person.pseudonym, "reason": "bring"},
        "oversight:export": {"side": "given"},
    }
    return [{}, plausible[row.name]] if row.name in plausible else [{}]


class Looker:
    """One person who goes everywhere, with what went wrong and how much was compared."""

    def __init__(self, world, name, caplog):
        self.world, self.name, self.caplog = world, name, caplog
        self.reader = world.people[name].reader
        self.client = browser(world, name)
        self.finder = Finder(world.canaries)
        self.pattern = {space: pattern for pattern, space in patterns()}
        self.wrong, self.checks = [], 0

    def everywhere(self):
        for row in rows_of(self.name):
            for known in variants(row, values(self.world, row)):
                self.at(row, known)

    def at(self, row, known):
        address = filled(self.pattern[row.name], known)
        answers = {} if row.sends else {"get": self.look(row, address, "get", {})}
        for data in reversed(sent(self.world, row)):
            answers["post"] = self.look(row, address, "post", data)
        if row.about in WHERE and not self.is_for(row) and not self.knows(row):
            self.compare_with_nothing(address, answers, getattr(self.world, WHERE[row.about]).address)

    def knows(self, row):
        """Whether they may know that there is a case or signal, so that a refusal can say why."""
        if row.about == "signal":
            keeps = self.reader.relation == oracle.OPENER and self.reader.role in oracle.KEEPERS
            return self.reader.in_signal or keeps
        if self.reader.relation == oracle.EMERGENCY:
            return self.reader.role in oracle.READERS
        return self.reader.relation in LASTING and self.reader.role in oracle.READERS | oracle.KEEPERS

    def is_for(self, row):
        return self.reader.relation in row.relations and self.reader.role in row.roles

    def look(self, row, address, method, data):
        before = self.counted() if method == "post" else None
        self.caplog.clear()
        with transaction.atomic():
            answer = getattr(self.client, method)(address, data)
            if before is not None and not self.is_for(row) and not row.open:
                self.expect(self.counted() == before, f"{method} {address} changed something")
            if method == "post":
                transaction.set_rollback(True)
        self.expect(
            answer.status_code in self.expected(row, method),
            f"{method} {address} {data}: {answer.status_code}, expected {self.expected(row, method)}",
        )
        self.hear_out(answer)
        self.search(
            row, f"{method} {address} {data or ''}", answer, opened=method == "post" and "why" in data
        )
        return answer

    def hear_out(self, answer):
        """What one page leaves to be said on the next would blur what that next one says by itself."""
        if answer.status_code == 302 and self.reader.is_in:
            self.client.get("/about/")

    def expected(self, row, method):
        """Which answers are right, by what the row says."""
        if row.open:
            # Whoever is signed in and works nowhere is told so where others see their work.
            nowhere = (403,) if not self.reader.is_in else ()
            return (*row.gives, 405, *nowhere, *((302, 400, 403) if method == "post" else ()))
        if not self.reader.is_in:
            return (302, 403, 405, *(row.gives if row.own else ()))
        if method == "get":
            return row.gives if self.is_for(row) else row.instead
        return (*row.gives, 200, 302, 403, 404, 405) if self.is_for(row) else (*row.instead, 405)

    def search(self, row, where, answer, *, opened):
        """Every planted text is either not there, or there for somebody for whom it is, on a page where it belongs."""
        self.checks += len(self.finder.by_text)
        for canary in self.finder.found(said(answer)):
            sort = canary.audience.partition(":")[0]
            sort = (
                "existence" if canary.place.endswith(("pseudonym", " address")) and sort != "vault" else sort
            )
            typed = canary.text in where  # what somebody filled in may come back to them
            fits = sort in row.shows or sort in ("stranger", "opener") or typed
            opens = sort != "vault" or opened
            if not (typed or (canary.is_for(self.reader) and fits and opens)):
                self.wrong.append(f"{where} shows {canary.place} ({canary.audience})")
        for canary in self.finder.found(title(answer)):
            if canary.audience.startswith(SEALED):
                self.wrong.append(f"{where} has {canary.place} in its title or address")
        for canary in self.finder.found(self.caplog.text):
            if canary.place not in KEEPS_NAME:
                self.wrong.append(f"{where} logs {canary.place}")

    def compare_with_nothing(self, address, answers, real):
        """What is not for somebody looks like what does not exist."""
        nothing = absent(real)
        for method, one in answers.items():
            with transaction.atomic():
                two = getattr(self.client, method)(address.replace(real, nothing), {})
                transaction.set_rollback(True)
            self.hear_out(two)
            both = [(each.status_code, plain(each, real, nothing)) for each in (one, two)]
            self.expect(both[0] == both[1], f"{method} {address} tells that it exists: {one.status_code}")

    def expect(self, holds, otherwise):
        self.checks += 1
        if not holds:
            self.wrong.append(otherwise)

    @staticmethod
    def counted():
        return LogEntry.objects.count(), Disclosure.objects.count(), Grant.objects.count()


@pytest.fixture
def looker(world, db, caplog, request):
    caplog.set_level(logging.INFO)
    return Looker(world, request.param, caplog)


@pytest.mark.parametrize("looker", EVERYBODY, indirect=True, ids=str)
def test_nobody_meets_what_is_not_for_them(looker):
    looker.everywhere()
    assert not looker.wrong, "\n".join([looker.name, *sorted(set(looker.wrong))])
    assert looker.checks >= planned(looker.name)


def planned(name):
    """How many texts are compared at least for one person: those of every row, however many variants it has."""
    return PLANTED * sum(1 if row.sends else 2 for row in rows_of(name))


PLANTED = 90


def test_there_are_as_many_checks_as_was_agreed(world):
    assert len(world.canaries) >= PLANTED
    assert set(EVERYBODY) == set(world.people)
    total = sum(map(planned, EVERYBODY))
    print(f"\n{total} planned comparisons by {len(EVERYBODY)} people at {len(ROWS)} addresses, at the least")
    assert total >= (AT_LEAST_IN_FULL if FULL else AT_LEAST)


def test_every_address_has_its_row():
    assert {name for _pattern, name in patterns()} == set(BY_NAME)
    assert {name for _pattern, name in patterns(own=False)} == set(OF_PACKAGE)
    assert len(BY_NAME) == len(ROWS)


def test_every_command_is_said_to_be_harmless_or_why_not():
    found = ROOT.glob("vangnet/*/management/commands/[!_]*.py")
    assert {file.stem for file in found} == set(COMMANDS)


@pytest.mark.parametrize("name", [*KINDS, *ONLY, "opener-detective"])
def test_who_may_know_a_kind_of_data_reads_it(world, db, name):
    """A wall that shows nothing would leak nothing; so what is for somebody must be there."""
    reader, client = world.people[name].reader, browser(world, name)
    address = filled(dict((name, pattern) for pattern, name in patterns())["cases:timeline"], values(world))
    page = said(client.get(address))
    texts = [one for one in world.canaries if one.place.startswith("case text") and "nobody" not in one.place]
    expected = {one.place for one in texts if one.is_for(reader)}
    assert {one.place for one in Finder(texts).found(page)} == expected


@pytest.mark.parametrize("kind", [kind.code for kind in kinds.all()])
def test_kind_is_given_nothing_that_the_sources_keep_from_it(world, kind):
    """The register line of every kind, next to the pairs that were read from the sources apart from the rules."""
    given = world.people[f"kind-{kind}"].reader.categories
    for category, is_never in oracle.NEVER_BY_TAKING_PART.items():
        assert not (is_never(kind) and category in given), (category, given)
    pairs = yaml.safe_load((ROOT / "vangnet/access/sharing/examples/pairs.yaml").read_text("utf-8"))
    for pair in pairs["pairs"]:
        closed = (
            str(pair["expect"]) in ("no", "False", "gap") or pair.get("first") in oracle.MUST_HAPPEN_FIRST
        )
        assert not (pair["kind"] == kind and closed and pair["category"] in given), pair


def test_rows_of_a_case_are_for_somebody():
    assert all(row.roles and row.relations for row in OF_CASE)
