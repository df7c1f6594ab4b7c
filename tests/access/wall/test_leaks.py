"""What a condition, an accident or a refusal of the database might tell about rows that somebody does not reach."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from tests.access.wall.owner import as_owner
from tests.access.wall.rows import fill
from tests.factories import ROUTE, actor, dossier, joined, on
from vangnet.access import disclosures, grants
from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level
from vangnet.access.roles import BY_CODE, Administrator, Rapporteur
from vangnet.access.wall.context import as_actor, as_service, with_token
from vangnet.access.walls import IN_DOSSIERS
from vangnet.cases.models import Dossier
from vangnet.cases.queries import behind, worklist
from vangnet.cases.queries.worklist_numbers import Numbers, how_many_behind, numbers
from vangnet.config.environment import database_address
from vangnet.core import clock
from vangnet.core.ids import uuid7
from vangnet.persons import services as persons

pytestmark = pytest.mark.django_db
# Each gives an accident for a row that it is asked of; the first two say in their words what stands in it.
CONDITIONS = {
    "cast": "({column}::text || 'x')::int = 1",
    "pattern": "{column}::text LIKE '%' AND ({column}::text || 'x')::uuid IS NOT NULL",
    "full text": "to_tsvector('simple', {column}::text) @@ to_tsquery('simple', 'a') OR ({column}::text || 'x')::date IS NULL",
    "division": "1 / (length({column}::text) - length({column}::text)) = 1",
}
TOLD = {
    "cases_dossier": "address",
    "cases_dossierstanding": "origin",
    "persons_person": "pseudonym",
    "protocol_logentry": "step",
    "cases_worklistentry": "duty",
    "cases_paragraph": "id",
    "access_disclosure": "ground",
    "access_effectiveaccess": "level",
    "vangnet_reach": "level",
}


@pytest.fixture(autouse=True)
def _route(settings, db):
    settings.AGREEMENTS_DIR = ROUTE
    with on():
        yield


def rows(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall()


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("table", TOLD)
def test_condition_with_an_accident_is_asked_of_no_row_of_others(table, name):
    people = fill()
    condition = sql.SQL(CONDITIONS[name].replace("%", "%%")).format(column=sql.Identifier(TOLD[table]))
    statement = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(sql.Identifier(table), condition)
    with as_actor(people["stranger"]):
        assert rows(statement, *()) == [(0,)]
    with pytest.raises(DatabaseError), transaction.atomic(), as_actor(people["part"]):
        rows(statement, *())


def test_refusal_is_the_same_for_a_key_that_exists_and_one_that_does_not():
    """Whoever may not add a row learns nothing from trying a key: the wall comes before the look at what is unique."""
    case, stranger = dossier(actor("police")), actor("shelter")
    refusals = set()
    for key in (case.pk, uuid7()):
        made = Dossier(pk=key, address="free", opened_by=stranger.organisation, opened_at=case.opened_at)
        made.person_id, made.history_id = case.person_id, key
        with pytest.raises(DatabaseError) as refusal, transaction.atomic(), as_actor(stranger):
            made.save(force_insert=True)
        refusals.add(str(refusal.value).replace(str(key), ""))
    assert len(refusals) == 1
    assert "row-level security" in refusals.pop()


# What is unique and no key of a row is made up by the program, so that nobody can guess one and learn from the answer.
_UNIQUE = """
SELECT c.relname::text, array_agg(a.attname::text ORDER BY a.attname), bool_and(a.atttypid = 'uuid'::regtype)
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
WHERE i.indisunique AND NOT i.indisprimary AND c.relnamespace = 'public'::regnamespace
  AND (c.relname LIKE 'cases\\_%' OR c.relname LIKE 'persons\\_%' OR c.relname LIKE 'protocol\\_%' OR c.relname LIKE 'shelter\\_%')
GROUP BY i.indexrelid, c.relname
"""
MADE_UP = {
    ("cases_dossier", "address"),
    ("persons_person", "pseudonym"),
    ("protocol_history", "submission_key"),
    ("shelter_addressrequest", "number"),
}


def test_nothing_unique_in_dossiers_can_be_guessed():
    found = {(table, *columns) for table, columns, only_keys in rows(_UNIQUE) if not only_keys}
    natural = {one for one in found if not any(part.endswith("_id") or part == "id" for part in one[1:])}
    assert natural == MADE_UP


def test_kind_of_data_decides_about_each_row_of_identity_and_contact():
    police = actor("police")
    case = dossier(police)
    fields = {"identity": {"family_name": "Verzonnenstam"}, "contact": {"telephone": "06 12345678"}}
    for kind, of in fields.items():
        persons.keep_identity(case.person, dossier=case.pk, category=kind, fields=of, by=police)
    counts = (
        "SELECT (SELECT count(*) FROM persons_identityversion), (SELECT count(*) FROM persons_contactversion)"
    )
    for kinds, seen in ((["progress"], (0, 0)), (["identity"], (1, 0)), (["contact", "signal"], (0, 1))):
        other = actor("shelter")
        line = disclosures.record(
            case.pk, receiver=other.organisation, ground="Wet A", categories=kinds, by=police
        )
        with as_actor(police):
            grants.give(line, level=Level.PART, categories=line.categories, by=police)
        with as_actor(other):
            assert rows(counts) == [seen], kinds
            assert Dossier.objects.count() == 1
    assert {"identity", "contact"} <= {kind.value for kind in DataCategory}


@pytest.mark.django_db(transaction=True)
def test_view_of_the_asker_shows_what_its_tables_show():
    people = fill()
    address = psycopg.conninfo.make_conninfo(
        database_address(as_owner=True), dbname=connection.settings_dict["NAME"]
    )
    user = sql.Identifier(connection.settings_dict["USER"])
    with psycopg.connect(address, autocommit=True) as owner:
        shown = {}
        for kind in ("true", "false"):
            owner.execute(
                f"CREATE VIEW peek WITH (security_invoker = {kind}) AS SELECT id, address FROM cases_dossier"
            )
            owner.execute(sql.SQL("GRANT SELECT ON peek TO {}").format(user))
            try:
                for name in ("part", "stranger"):
                    with as_actor(people[name]):
                        shown[name, kind] = rows("SELECT count(*) FROM peek")[0][0]
            finally:
                owner.execute("DROP VIEW peek")
    assert shown == {
        ("part", "true"): 1,
        ("stranger", "true"): 0,
        ("part", "false"): 1,
        ("stranger", "false"): 1,
    }


def test_view_of_access_shows_only_what_the_own_organisation_has():
    police = actor("police")
    case = dossier(police)
    other = joined(case, police)
    dossier(actor("hospital"))
    for by in (police, other):
        with as_actor(by):
            assert rows("SELECT DISTINCT dossier_id FROM vangnet_reach") == [(case.pk,)]
    with as_actor(actor(role=Administrator, of=police.organisation)):
        assert rows("SELECT * FROM vangnet_reach") == []
    with as_service("a test"):
        assert rows("SELECT * FROM vangnet_reach") == []
    with with_token("", None):
        assert rows("SELECT * FROM vangnet_reach") == []


def test_view_of_access_without_its_condition_would_show_everything():
    """The view carries every policy, so a mistake in it must show."""
    dossier(actor("police"))
    with as_owner() as owner:
        text = owner.execute("SELECT pg_get_viewdef('vangnet_reach'::regclass)").fetchone()[0]
        assert "vangnet_reaching_for()" in text.rpartition("WHERE")[2]


def test_database_knows_the_roles_that_reach_dossiers():
    with as_owner() as owner:
        found = {
            code
            for code in (*BY_CODE, "", None, "unknown")
            if owner.execute("SELECT vangnet_reads_dossiers(%s)", [code]).fetchone()[0]
        }
    assert found == set(IN_DOSSIERS)


def test_numbers_of_a_worklist_are_for_whoever_asks_whatever_they_ask():
    people = fill()
    asked = "SELECT * FROM vangnet_worklist(now(), now(), 'police', 2047, '{}', 0, 25)"
    behind = "SELECT number FROM vangnet_worklists_behind(now() + interval '99 years', 'other agreements')"
    totals = {}
    for name in ("part", "stranger", "administrator", "ended", "asked"):
        with as_actor(people[name]):
            *counts, keys = rows(asked)[0]
            totals[name] = (sum(counts) > 0, rows(behind)[0][0], len(keys) <= 1)
    assert totals == {name: (name == "part", int(name == "part"), True) for name in totals}
    with with_token("", None):
        assert rows(behind) == [(0,)]


def test_numbers_take_no_text_of_a_query():
    people = fill()
    chosen = """{"agreement": "x' OR true --", "no such filter": "true"}"""
    with as_actor(people["part"]):
        assert rows("SELECT late FROM vangnet_worklist(now(), now(), 'police', 0, %s, 0, 25)", chosen) == [
            (0,)
        ]


@pytest.mark.parametrize("role", [Administrator, Rapporteur])
def test_who_reads_no_dossiers_has_an_empty_worklist(role):
    police = actor("police")
    dossier(police)
    by = actor(role=role, of=police.organisation)
    found = worklist(by)
    assert (found.late.total, found.waiting.total, found.questions.total, found.behind) == (0, 0, 0, 0)
    assert numbers(by, {}, now=clock.now(), page=25) == Numbers()
    assert not behind(by).exists()
    assert behind(police).count() == how_many_behind(police, now=clock.now())
