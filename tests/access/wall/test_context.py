"""Who asks follows from a token that cannot be made, changed, used elsewhere or kept; without one the database shows nothing."""

import random
import string
import time

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from psycopg import sql

from tests.access.wall.owner import as_application
from tests.factories import actor, dossier, joined, on
from vangnet.access import services
from vangnet.access.actors import system
from vangnet.access.wall import context, door
from vangnet.access.wall.context import as_actor, as_service, command_as_service, with_token
from vangnet.access.wall.door import A_SERVICE, PERSON, Stand
from vangnet.cases.models import Dossier
from vangnet.core.ids import uuid7

pytestmark = pytest.mark.django_db
TABLES = (
    "cases_dossier",
    "protocol_logentry",
    "persons_person",
    "access_disclosure",
    "access_effectiveaccess",
)


def seen(token):
    """How many rows a token shows in each table, asked without any filter."""
    with with_token(token, None), connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
            found[table] = cursor.fetchone()[0]
    return found


def own_token(stand, **also):
    pid = connection.connection.info.backend_pid
    return door.process_token(settings.DOOR_KEY, stand, connection=pid, **also)


def stand_of(by):
    return Stand(PERSON, by.account.pk, by.organisation.pk, by.role.code)


@pytest.fixture
def police():
    with on():
        yield actor("police")


@pytest.fixture
def case(police):
    return dossier(police)


def test_query_without_any_filter_shows_only_the_own_dossiers(police, case):
    stranger = actor("shelter")
    dossier(stranger)
    for by in (police, stranger):
        with as_actor(by):
            assert [one.opened_by for one in Dossier.objects.all()] == [by.organisation]
    assert Dossier.objects.count() == 2


def test_without_a_token_there_are_no_rows(case):
    assert set(seen("").values()) == {0}


def test_setting_that_was_never_made_is_the_same_as_an_empty_one(case):
    with as_application() as raw:
        assert raw.execute("SELECT vangnet_organisation(), vangnet_is_service()").fetchone() == (None, False)
        raw.execute("SELECT set_config('vangnet.token', '', true)")
        assert raw.execute("SELECT vangnet_organisation(), vangnet_is_service()").fetchone() == (None, False)


def forged(good):
    """Tokens that somebody could try who saw a good one."""
    parts = good.split("|")
    yield from (
        "x",
        "process|service",
        "process|service|||||x|y",
        "|" * 7,
        "process|" + "|" * 6,
        good[:-1],
        good + "0",
    )
    yield "|".join([parts[0], "service", *parts[2:]])
    for place in range(1, 8):
        yield "|".join([*parts[:place], "x" + parts[place], *parts[place + 1 :]])
        yield "|".join([*parts[:place], "", *parts[place + 1 :]])
    yield "|".join([*parts[:3], str(uuid7()), *parts[4:]])


def test_forged_token_shows_nothing(police, case):
    good = own_token(stand_of(police))
    assert seen(good)["cases_dossier"] == 1
    for token in forged(good):
        assert set(seen(token).values()) == {0}, token


def test_random_tokens_show_nothing(police, case):
    draw, letters = random.Random(7), string.printable.replace("\x00", "")
    good = own_token(stand_of(police))
    for _ in range(300):
        text = "".join(draw.choices(letters, k=draw.randint(1, 80)))
        place = draw.randrange(len(good))
        other = good[:place] + draw.choice(letters.replace(good[place], "")) + good[place + 1 :]
        for token in (text, f"process|{text}", other):
            assert set(seen(token).values()) == {0}, token


def test_token_of_another_key_shows_nothing(case):
    pid = connection.connection.info.backend_pid
    assert set(seen(door.process_token("another key", A_SERVICE, connection=pid)).values()) == {0}


def test_token_does_not_work_on_another_connection(case):
    pid = connection.connection.info.backend_pid
    assert set(seen(door.process_token(settings.DOOR_KEY, A_SERVICE, connection=pid + 1)).values()) == {0}
    with as_application() as raw:
        raw.execute("SELECT set_config('vangnet.token', %s, true)", [own_token(A_SERVICE)])
        assert raw.execute("SELECT vangnet_is_service()").fetchone() == (False,)


def test_token_that_is_too_old_shows_nothing(case):
    assert set(seen(own_token(A_SERVICE, seconds=-1)).values()) == {0}
    assert seen(own_token(A_SERVICE, seconds=60))["cases_dossier"] == 1


def test_setting_the_names_of_somebody_by_hand_does_nothing(police, case):
    with with_token("", None), connection.cursor() as cursor:
        for name in ("vangnet.organisation", "vangnet.account", "vangnet.service", "vangnet.role"):
            cursor.execute("SELECT set_config(%s, %s, true)", [name, str(police.organisation.pk)])
        cursor.execute("SELECT count(*) FROM cases_dossier")
        assert cursor.fetchone() == (0,)


def test_row_security_cannot_be_switched_off(case):
    with with_token("", None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute("SELECT count(*) FROM cases_dossier")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM vangnet_door_key",
        "SELECT * FROM access_worksession",
        "INSERT INTO access_worksession (id) VALUES (gen_random_uuid())",
        "SELECT vangnet_stand()",
        "SELECT vangnet_is_signed('a', 'b')",
        "SELECT vangnet_follow_grants(NULL, NULL, NULL)",
        "CREATE TABLE own (id int)",
        "CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "INSERT INTO access_effectiveaccess (id) VALUES (gen_random_uuid())",
        "UPDATE access_effectiveaccess SET level = 2",
        "DELETE FROM access_grant",
        "ALTER TABLE cases_dossier DISABLE ROW LEVEL SECURITY",
        "DROP POLICY vangnet_see ON cases_dossier",
        "SET ROLE vangnet_owner",
    ],
)
def test_application_cannot_reach_keys_sessions_or_the_wall_itself(statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_session_cannot_be_opened_or_ended_without_the_key(police):
    message = f"open|person|{'0' * 64}|{police.account.pk}||{police.organisation.pk}|caseworker|||60|60|{int(time.time())}"
    for proof in ("", "0" * 64, door.sign("another key", message)):
        assert context.ask("SELECT vangnet_open_session(%s, %s)", message, proof) == (False,)
    good = door.sign(settings.DOOR_KEY, message)
    assert context.ask("SELECT vangnet_open_session(%s, %s)", message + "0", good) == (False,)
    old = message.rpartition("|")[0] + f"|{int(time.time()) - 400}"
    assert context.ask("SELECT vangnet_open_session(%s, %s)", old, door.sign(settings.DOOR_KEY, old)) == (
        False,
    )
    ending = f"end|{police.account.pk}|{int(time.time())}"
    assert context.ask("SELECT vangnet_end_sessions(%s, %s)", ending, "0" * 64) == (0,)


def test_end_of_work_counts_at_the_next_statement(police, case):
    with as_actor(police):
        assert Dossier.objects.count() == 1
        with as_service("somebody else ends it"):
            services.end_membership(police.account.memberships.get(), by=system())
        assert Dossier.objects.count() == 0


@pytest.mark.parametrize("close", ["account", "organisation"])
def test_closed_account_or_organisation_sees_nothing_at_the_next_statement(close, police, case):
    with as_actor(police):
        assert Dossier.objects.count() == 1
        if close == "account":
            services.close_account(police.account, by=system())
        else:
            services.close_organisation(police.organisation, by=system())
        assert Dossier.objects.count() == 0


def test_context_ends_with_its_block_also_after_an_accident(police, case):
    with as_service("outer"):
        with as_actor(police):
            assert context.stands_for() == stand_of(police)
        with pytest.raises(RuntimeError), as_actor(actor("shelter")):
            raise RuntimeError
        assert context.stands_for() == A_SERVICE
        assert Dossier.objects.count() == 1
    assert context.stands_for() is None


def test_context_is_right_again_after_a_savepoint_was_taken_back(police, case):
    stranger = actor("shelter")
    with as_actor(police):
        with pytest.raises(RuntimeError), transaction.atomic(), as_actor(stranger):
            assert Dossier.objects.count() == 0
            raise RuntimeError
        assert Dossier.objects.count() == 1
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            as_actor(stranger),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT 1 / 0")
        assert Dossier.objects.count() == 1


def test_same_actor_inside_costs_no_statement(police, monkeypatch):
    with as_actor(police):
        asked = []
        monkeypatch.setattr(context, "ask", lambda *words: asked.append(words) or ("",))
        with as_actor(police):
            assert context.stands_for() == stand_of(police)
        assert asked == []


@pytest.mark.parametrize("opened", [as_service, command_as_service])
def test_service_needs_a_reason(opened):
    with pytest.raises(ValueError, match="reason"), opened(" "):
        raise AssertionError("got in without a reason")


def test_system_itself_stands_as_a_service(case):
    with as_actor(system()):
        assert context.stands_for() == A_SERVICE


def test_tokens_travel_apart_from_the_statement(police):
    """What others see of the activity of the server is the statement, so no token may stand in it."""
    with as_actor(police):
        shown = context.ask(
            "SELECT query, %s FROM pg_stat_activity WHERE pid = pg_backend_pid()", "process|person|canary"
        )
    assert "canary" not in shown[0]
    assert "$1" in shown[0]


def test_many_tokens_are_not_kept_for_ever(police, monkeypatch):
    monkeypatch.setattr(context, "_MANY", 0)
    monkeypatch.setattr(context, "_tokens", {(A_SERVICE, 0): ("old", 0.0)})
    with as_actor(police):
        assert (A_SERVICE, 0) not in context._tokens


def test_lost_connection_does_not_hide_the_first_accident(police, monkeypatch):
    with pytest.raises(OperationalError, match="lost"), as_actor(police):
        monkeypatch.setattr(connections["default"], "connection", None)
        raise OperationalError("lost")
    monkeypatch.undo()


@pytest.mark.django_db(transaction=True)
def test_context_lasts_as_long_as_the_transaction_and_not_longer():
    with on():
        police = actor("police")
        dossier(police)
    setting = "SELECT coalesce(current_setting('vangnet.token', true), '')"
    before = context.ask(setting)
    for _ in range(50):
        with as_actor(police):
            assert context.ask(setting) != before
        assert context.ask(setting) == before
        with pytest.raises(RuntimeError), as_actor(police):
            raise RuntimeError
        assert context.ask(setting) == before


@pytest.mark.django_db(transaction=True)
def test_command_stands_as_a_service_with_transactions_of_its_own():
    connection.ensure_connection()
    context.ask("SELECT set_config('vangnet.token', '', false)")
    with command_as_service("a test"):
        assert not connection.in_atomic_block
        assert context.ask("SELECT vangnet_is_service()") == (True,)
    assert context.ask("SELECT vangnet_is_service()") == (False,)
    with pytest.raises(RuntimeError), command_as_service("a test"):
        connection.close()
        raise RuntimeError


@pytest.mark.django_db(transaction=True)
def test_access_that_ends_is_gone_for_a_reader_who_is_reading(case_of_two):
    """Two connections at the same time: the reader's next statement sees that the other one ended the access."""
    first, second, of = case_of_two
    token = "SELECT set_config('vangnet.token', %s, true)"
    with as_application() as raw:
        pid = raw.info.backend_pid
        raw.execute(token, [door.process_token(settings.DOOR_KEY, stand_of(second), connection=pid)])
        count = "SELECT count(*) FROM cases_dossier"
        assert raw.execute(count).fetchone() == (1,)
        services.end_membership(second.account.memberships.get(), by=system())
        assert raw.execute(count).fetchone() == (0,)


@pytest.fixture
def case_of_two():
    with on():
        first = actor("police")
        of = dossier(first)
        yield first, joined(of, first), of


def test_error_of_the_database_keeps_its_name():
    with pytest.raises(DatabaseError), transaction.atomic():
        context.ask("SELECT no_such_function_here()")
    assert issubclass(psycopg.errors.UndefinedFunction, psycopg.Error)


def test_command_inside_a_transaction_is_a_service_of_that_transaction(case):
    with with_token("", None), command_as_service("a test"):
        assert context.stands_for() == A_SERVICE
        assert Dossier.objects.count() == 1
