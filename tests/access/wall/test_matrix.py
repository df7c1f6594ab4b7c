"""Every table, for every relation to a dossier, asked by plain SQL without a filter: who reaches which rows.

What is expected is written down here by hand, apart from the declarations from which the wall is built. Then every policy is
broken in several ways, and what people reach must differ from what is expected.
"""

import re

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from tests.access.wall.rows import fill
from tests.factories import ROUTE, on
from vangnet.access.wall import building
from vangnet.access.wall.context import as_actor, with_token
from vangnet.access.wall.declarations import Nobody
from vangnet.config.environment import database_address

pytestmark = pytest.mark.django_db

PART, COLLEAGUE, ASKED, ENDED, EXPIRED, PERSONAL, BESIDE, STRANGER, OFFICER, ADMIN, FIGURES, NOWHERE = (
    *("part", "colleague", "asked", "ended", "expired", "personal", "beside", "stranger"),
    *("officer", "administrator", "rapporteur", "nowhere"),
)
IN = {PART, COLLEAGUE, OFFICER, PERSONAL}
HOUSE = {
    PART,
    COLLEAGUE,
    OFFICER,
    ADMIN,
    FIGURES,
}  # the organisation that opened the dossier, in whichever role
RECEIVERS = {ASKED, ENDED, EXPIRED, PERSONAL, BESIDE}
WORKING = IN | HOUSE | RECEIVERS | {STRANGER}
EVERYBODY = WORKING | {NOWHERE}
EXPECTED = {
    "cases_dossier": IN | {ASKED},
    "cases_dossierstanding": IN | {ASKED},
    "persons_person": IN | {ASKED},
    "protocol_history": IN,
    "protocol_logentry": IN,
    "cases_track": IN,
    "cases_handover": IN,
    "cases_worklistentry": IN,
    "cases_paragraph": IN,
    "cases_paragraphtext": IN,
    "cases_involvement": IN | {ASKED, ENDED},
    "cases_involvementchange": IN | {ASKED},
    "access_disclosure": IN | RECEIVERS,
    "access_grant": IN | RECEIVERS,
    "access_grantend": IN | {ENDED},
    "access_effectiveaccess": IN | {ASKED, EXPIRED, BESIDE},
    "access_organisation": EVERYBODY,
    "access_account": EVERYBODY,
    "access_membership": WORKING,
}
WATCHED = sorted(table for table, sees in EXPECTED.items() if sees != EVERYBODY)


@pytest.fixture(autouse=True)
def _route(settings, db):
    settings.AGREEMENTS_DIR = ROUTE
    with on():
        yield


@pytest.fixture
def world():
    return fill()


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
        return cursor.fetchone()[0]


def rows_reached(people, table):
    """How many rows of a table everybody reaches, by how they stand toward the dossier."""
    found = {}
    for name, by in people.items():
        with as_actor(by):
            found[name] = count(table)
    with with_token("", None):
        return found | {NOWHERE: count(table)}


def who_reaches(people, table):
    """The relations in which somebody reaches at least one row of a table."""
    return {name for name, number in rows_reached(people, table).items() if number}


@pytest.mark.parametrize("table", EXPECTED)
def test_rows_are_reached_by_these_and_nobody_else(world, table):
    assert who_reaches(world, table) == EXPECTED[table]


def test_no_row_is_reached_without_a_token_but_those_for_everybody(world):
    with with_token("", None):
        reached = {
            table
            for table, wall in building.declared().items()
            if not isinstance(wall.see, Nobody) and count(table)
        }
    for_everybody = {"access_organisation", "access_account", "django_content_type", "django_migrations"}
    assert reached <= for_everybody | {"auth_permission", "access_unsealedline"}


# Rows of nobody in particular, which the program must be able to keep before anybody signed in.
OF_NOBODY = {
    "django_session",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    "django_content_type",
}
OF_NOBODY |= {
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "access_signincounter",
}


@pytest.mark.parametrize("act", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
@pytest.mark.parametrize("table", sorted(set(building.declared()) - OF_NOBODY))
def test_stranger_touches_no_row_of_others(world, table, act):
    """What is not refused outright touches nothing but, where there is one, their own row."""
    own = {"access_account"}
    if isinstance(building.declared()[table].see, Nobody):
        column = "id"
    else:
        with connection.cursor() as cursor:
            column = connection.introspection.get_table_description(cursor, table)[0].name
    statement = sql.SQL(act).format(table=sql.Identifier(table), column=sql.Identifier(column))
    touched = 0
    try:
        with transaction.atomic(), as_actor(world[STRANGER]), connection.cursor() as cursor:
            cursor.execute(statement)
            touched = cursor.rowcount
    except DatabaseError as refusal:
        assert any(word in str(refusal) for word in ("denied", "row-level security", "only grows"))
    assert touched <= (1 if table in own and act.startswith("UPDATE") else 0)


# The policy mutator. Each changes a condition as a mistake would; what people reach must show it.
MISTAKES = {
    "always yes": lambda condition: "true",
    "always no": lambda condition: "false",
    "no end": lambda condition: condition.replace(
        "(a.until IS NULL OR a.until > statement_timestamp())", "true"
    ),
    "never for good": lambda condition: condition.replace("a.until IS NULL OR ", ""),
    "for colleagues too": lambda condition: condition.replace(
        "a.account_id IS NULL OR a.account_id = ", "true OR NULL = "
    ),
    "for nobody in person": lambda condition: condition.replace(
        " OR a.account_id = (SELECT vangnet_account())", ""
    ),
    "once asked": lambda condition: condition.replace("a.level >= 2", "a.level >= 1"),
    "never asked": lambda condition: condition.replace("a.level >= 1", "a.level >= 2"),
    "any organisation": lambda condition: condition.replace(
        "a.organisation_id = (SELECT vangnet_organisation()) AND ", ""
    ),
    "any kind": lambda condition: re.sub(r"\(CASE .* END\) <> 0", "0 = 0", condition),
    "texts of others": lambda condition: condition.replace(
        '"cases_paragraphtext"."organisation_id" = (SELECT vangnet_organisation())', "true"
    ),
    "any dossier": lambda condition: condition.replace('a.dossier_id = "', 'a.dossier_id <> "'),
}


@pytest.mark.django_db(transaction=True)
def test_every_mistake_in_a_policy_shows_in_what_people_reach():
    people = fill()
    policies = {one.table: one for one in building.expected(building.declared()) if one.name == "vangnet_see"}
    name = connection.settings_dict["NAME"]
    tried, unnoticed = 0, []
    address = psycopg.conninfo.make_conninfo(database_address(as_owner=True), dbname=name)
    with psycopg.connect(address, autocommit=True) as owner:
        for table in WATCHED:
            right, reached = policies[table].using, rows_reached(people, table)
            for mistake, change in MISTAKES.items():
                wrong = change(right)
                if wrong == right:
                    continue
                tried += 1
                owner.execute(f'ALTER POLICY vangnet_see ON "{table}" USING ({wrong})')
                if rows_reached(people, table) == reached:
                    unnoticed.append((table, mistake))
                owner.execute(f'ALTER POLICY vangnet_see ON "{table}" USING ({right})')
            assert who_reaches(people, table) == EXPECTED[table]
    assert tried > 80
    # The table of access has a wall of its own, so that nobody reaches the access of another organisation through it.
    harmless = {(table, "any organisation") for table in WATCHED}
    # Every line of this register was written by the one organisation that takes part for good, which reaches its own lines.
    # A change stands behind the wall of its involvement as well, which keeps it from these people by itself.
    twice = {("cases_involvementchange", "no end"), ("cases_involvementchange", "for colleagues too")}
    assert set(unnoticed) <= harmless | twice | {("access_disclosure", "never for good")}
