"""The same question below the pages: every read and every table, asked by everybody, gives nothing of a case to who is outside."""

import inspect
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from tests.matrix import oracle
from tests.matrix.reading import reads, written
from tests.matrix.visiting import Finder
from vangnet.access.queries.oversight import TrailFilter
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.cases.queries.worklists import WorklistFilter
from vangnet.core import clock
from vangnet.protocol import queries as protocol
from vangnet.protocol.models import LogEntry
from vangnet.signals.models import Delivery, DeliveryRelation, IntakeDraft

READS = dict(reads())
PEOPLE = [
    *(f"{where}-{role}" for where in ("opener", "part", "stranger") for role in sorted(oracle.EVERY_ROLE)),
    *("asked", "declined", "withdrawn", "ended", "emergency", "colleague", "duty"),
    *("only-progress", "only-signal", "only-health", "kind-social_team", "kind-national_rapporteur"),
]
REFUSALS = (NotFound, NotAllowed, LookupError)


def of_signals(world):
    """What the parameters of reads about signals may be, next to those of all others."""
    return {
        "address": world.signal.address,
        "reference": world.signal.reference,
        "signals": [world.signal.pk, world.secret_signal.pk],
        "keys": {world.signal.pk, world.secret_signal.pk},
        "draft": IntakeDraft(account=world.opener.account, organisation=world.opener.organisation),
        "relation": DeliveryRelation(
            giver=world.part_house, receiver=world.house, rhythm="signals-to-emm-police"
        ),
        "delivery": Delivery(organisation=world.part_house),
        "giver": world.part_house.code,
        "rhythm": "signals-to-emm-police",
        "wanted": ["mark"],
        "year": clock.today().year,
        "is_own": True,
    }


@pytest.fixture
def known(world, db):
    """What the parameters of reads may be, by name; a new name fails until somebody says here what it may be."""
    case = world.case
    entries = protocol.entries(case.pk)
    return {
        "dossier": case,
        "dossier_id": case.pk,
        "dossiers": [case.pk],
        "keys": {case.pk, world.elsewhere.pk},
        "reference": case.pk,
        "address": case.address,
        "pseudonym": case.person.pseudonym,
        "key": world.use.pk,
        "sequence": 3,
        "number": world.request.number,
        "code": world.part_house.code,
        "code_word": world.location.code_word,
        "organisation": world.part_house,
        "receiver": world.part_house,
        "account": world.people["part-caseworker"].actor.account,
        "party": "shelter",
        "ground": "consent",
        "category": "identity",
        "kind": "certified",
        "moment": clock.now() - timedelta(days=1),
        "since": clock.now() - timedelta(days=1),
        "marks": [b"mark"],
        "start": 0,
        "now": clock.now(),
        "page": 50,
        "chosen": TrailFilter(),
        "entries": entries,
        "standing": entries,
        "signal": world.signal,
        "links": list(case.signals.all()),
        "of signals": of_signals(world),
        "paragraph": case.paragraphs.first() if hasattr(case, "paragraphs") else None,
    }


# Where a name means something else in one read than in the others.
ELSEWHERE = {
    "vangnet.cases.queries.worklists.worklist": {"chosen": WorklistFilter()},
    "vangnet.cases.queries.worklist_numbers.numbers": {"chosen": {}},
    "vangnet.portal.oversight.queries.dossier_key": {},
    "vangnet.signals.queries.deliveries.delivery": {"number": "L-0001"},
    "vangnet.signals.queries.attachments.attachment": {"number": 1},
    "vangnet.signals.queries.intake.person": {"number": 1},
    "vangnet.signals.queries.deliveries.same_file": {"known": ["mark"]},
}
OF_SIGNALS = (
    "vangnet.signals.",
    "vangnet.cases.queries.signal_keeping.",
    "vangnet.cases.queries.signal_rights.",
    "vangnet.portal.oversight.queries.references",
)
BY_KEY = ("vangnet.persons.", "vangnet.access.")  # these packages know a dossier by its key only
# Parts of a longer read that take what it found before; the longer read is asked here as a whole.
PARTS = {
    "vangnet.cases.queries.texts.texts",
    "vangnet.cases.queries.reach.sight",
    "vangnet.cases.queries.texts.opened",
}


def arguments(name, function, known):
    """A value for every parameter without one of its own."""
    given = {}
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        if parameter.default is not inspect.Parameter.empty:
            continue
        values = {
            **known,
            **(known["of signals"] if name.startswith(OF_SIGNALS) else {}),
            **ELSEWHERE.get(name, {}),
        }
        value = values.get(parameter.name)
        assert parameter.name in values, f"{name}: say in this test what {parameter.name} may be"
        given[parameter.name] = (
            known["dossier_id"] if value is known["dossier"] and name.startswith(BY_KEY) else value
        )
    return given


# A house keeps the rows about itself: what it was asked, what became of that, and which of its people used an emergency.
ITS_OWN = {
    **{name: (f"message to {name}", f"why {name}") for name in ("declined", "withdrawn", "ended")},
    "colleague": ("why in an emergency",),
    "stranger": ("elsewhere ground",),
    oracle.OPENER: ("brother ground",),
}


def leaks(world, reader, text):
    """Texts that are not for somebody. In a case it is told by kind on the pages, so here the silent kind and other cases count."""
    found = Finder(world.canaries).found(text)
    wrong = [one for one in found if not one.is_for(reader)]
    if reader.relation in oracle.INSIDE:
        other = ("elsewhere", "brother", "secret", "signal text", "signal note", "signal mark")
        wrong = [one for one in wrong if one.place.startswith(other) or one.audience == "nobody"]
    wrong = [one for one in wrong if one.place not in ITS_OWN.get(reader.relation, ())]
    return sorted(f"{one.place} ({one.audience})" for one in wrong)


@pytest.mark.parametrize("who", PEOPLE)
def test_no_read_gives_what_is_not_for_who_asks(world, known, who):
    person, wrong = world.people[who], []
    for name, function in READS.items():
        if name in PARTS:
            continue
        with transaction.atomic():
            with as_actor(person.actor):
                try:
                    text = written(function(person.actor, **arguments(name, function, known)))
                except REFUSALS:
                    text = ""
            transaction.set_rollback(True)
        wrong += [f"{name} gives {one}" for one in leaks(world, person.reader, text)]
    assert wrong == []
    assert len(READS) > 60


@pytest.mark.parametrize("who", PEOPLE)
def test_no_table_gives_what_is_not_for_who_asks(world, db, who):
    """Whatever statement a page would send: the rows of all tables, without any filter."""
    person, wrong, tables = world.people[who], [], 0
    for model in apps.get_models(include_auto_created=True):
        statement = sql.SQL("SELECT one::text FROM {} one").format(sql.Identifier(model._meta.db_table))
        with transaction.atomic(), as_actor(person.actor), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(statement)
                    text = "\n".join(row[0] for row in cursor.fetchall())
            except DatabaseError:
                text = ""
        tables += 1
        wrong += [f"{model._meta.db_table} gives {one}" for one in leaks(world, person.reader, text)]
    assert wrong == []
    assert tables > 40


def test_tables_hold_the_planted_texts(world, db):
    """The search above can find something: whoever stands as a service meets what is not sealed."""
    entries = [
        str(one)
        for one in LogEntry.objects.filter(history=world.case.pk).values_list("facts", "deviation_reason")
    ]
    found = {one.place for one in Finder(world.canaries).found(" ".join(entries))}
    assert {"case fact signal", "case reason health", "case reason investigation"} <= found
