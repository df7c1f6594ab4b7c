"""Every request stands where its session stands, in one transaction, and leaves nothing on the connection."""

import time

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from tests.access.wall.owner import as_owner
from tests.factories import actor, dossier, on, organisation
from vangnet.access import services, work_sessions
from vangnet.access.actors import system
from vangnet.access.middleware import StreamsNothing
from vangnet.access.models import Account, AuditEntry
from vangnet.access.roles import Caseworker, Reader
from vangnet.access.wall import context, door
from vangnet.access.wall.context import with_token
from vangnet.access.wall.store import SessionStore, stored

pytestmark = pytest.mark.django_db
NOBODY = {"account": None, "organisation": None, "role": None, "service": False, "dossiers": 0}


@pytest.fixture(autouse=True)
def _pages(settings):
    settings.ROOT_URLCONF = "tests.access.wall.pages"
    # What is looked at here is the wall; these two answer instead of some of the pages.
    left_out = ("every_look", "SecondStepNeeded", "looking_only")
    settings.MIDDLEWARE = [
        one for one in settings.MIDDLEWARE if not one.endswith(left_out) and "every_look" not in one
    ]


@pytest.fixture
def police():
    with on():
        by = actor("police")
        dossier(by)
    dossier(actor("shelter"))
    return by


@pytest.fixture
def signed_in(police):
    client = Client()
    client.force_login(police.account)
    return client


def token_of(client):
    return client.cookies[configured.SESSION_COOKIE_NAME].value


def test_visitor_stands_nowhere(client, police):
    assert client.get("/where").json() == NOBODY


def test_request_stands_for_its_account_organisation_and_role(signed_in, police):
    assert signed_in.get("/who").json() == {
        "account": str(police.account.pk),
        "organisation": str(police.organisation.pk),
        "role": "caseworker",
        "service": False,
        "dossiers": 1,
        "actor": "caseworker",
    }


def test_context_does_not_stay_on_the_connection(signed_in, client):
    before = context.ask("SELECT current_setting('vangnet.token', true)")
    for visitor in (signed_in, client, signed_in):
        visitor.get("/where")
        assert context.ask("SELECT current_setting('vangnet.token', true)") == before
    assert client.get("/where").json() == NOBODY


def test_many_mixed_requests_never_stand_for_another(police):
    people = [police, *(actor("shelter") for _ in range(3))]
    clients = [Client() for _ in people]
    for one, client in zip(people, clients, strict=True):
        client.force_login(one.account)
    for turn in range(40):
        place = turn * 7 % 4
        if turn % 5 == 0:
            with pytest.raises(RuntimeError):
                clients[place].get("/breaking")
        assert clients[place].get("/who").json()["organisation"] == str(people[place].organisation.pk)
        assert Client().get("/where").json() == NOBODY


def test_session_without_an_account_stands_nowhere(client, police):
    session = SessionStore()
    session["seen"] = "yes"
    session.create()
    client.cookies[configured.SESSION_COOKIE_NAME] = session.session_key
    assert client.get("/where").json() == NOBODY


@pytest.mark.parametrize(
    ("page", "status", "act"), [("refusing", 403, "test.refused"), ("missing", 404, "test.missing")]
)
def test_line_about_a_refusal_stays(signed_in, page, status, act):
    assert signed_in.get(f"/{page}").status_code == status
    assert AuditEntry.objects.filter(act=act).count() == 1


def test_nothing_stays_of_a_request_that_failed(signed_in):
    assert signed_in.get("/failing").status_code == 500
    with pytest.raises(RuntimeError):
        signed_in.get("/breaking")
    assert not AuditEntry.objects.filter(act__in=["test.failed", "test.broke"]).exists()


def test_answer_that_streams_is_refused(client, signed_in):
    for visitor in (client, signed_in):
        with pytest.raises(StreamsNothing, match="/streaming"):
            visitor.get("/streaming")


@pytest.mark.django_db(transaction=True)
def test_what_a_request_logged_is_committed_before_its_answer_is_sent():
    with on():
        by = actor("police")
    client = Client()
    client.force_login(by.account)
    client.get("/missing")
    assert not connection.in_atomic_block
    assert AuditEntry.objects.filter(act="test.missing").count() == 1
    assert Client().get("/where").json() | {"service": False} == NOBODY | {"dossiers": 0}


def test_table_of_sessions_gives_no_usable_key(signed_in, police):
    signed_in.get("/who")
    key = token_of(signed_in)
    kept = Session.objects.get()
    assert kept.pk == stored(key) != key
    assert door.token_hash(key).hex()[:40] != kept.pk
    thief = Client()
    thief.cookies[configured.SESSION_COOKIE_NAME] = kept.pk
    assert thief.get("/where").json() == NOBODY


def test_session_is_kept_renewed_and_removed_under_its_hash():
    session = SessionStore()
    session["a"] = 1
    session.save()
    first = session.session_key
    assert SessionStore(first)["a"] == 1
    assert SessionStore().exists(first)
    session.cycle_key()
    assert not SessionStore().exists(first)
    assert SessionStore(session.session_key)["a"] == 1
    SessionStore().delete(session.session_key)
    session.delete()
    SessionStore().delete()
    assert not Session.objects.exists()
    assert stored(None) is None
    unknown = SessionStore("x" * 32)
    assert unknown.get("a") is None
    assert unknown.session_key is None


def test_work_session_that_ended_signs_out(signed_in):
    assert signed_in.get("/who").status_code == 200
    work_sessions.end(token_of(signed_in))
    assert signed_in.get("/where").json() == NOBODY
    assert signed_in.get("/who").status_code == 302


def test_signing_out_ends_the_work_session(signed_in):
    signed_in.get("/who")
    key = token_of(signed_in)
    signed_in.post("/account/logout/")
    assert work_sessions.enter(key).state == work_sessions.ENDED


def test_all_sessions_of_somebody_end_at_once(police):
    clients = [Client() for _ in range(2)]
    for client in clients:
        client.force_login(police.account)
        client.get("/who")
    assert work_sessions.end_all_of(police.account) == 2
    assert [client.get("/where").json() for client in clients] == [NOBODY, NOBODY]


def test_somebody_sees_their_own_open_sessions_only(signed_in, police):
    signed_in.get("/who")
    other = Client()
    other.force_login(actor("shelter").account)
    other.get("/who")
    with with_token(token_of(signed_in), None):
        (one,) = work_sessions.of_me()
    assert (one["organisation"], one["role"]) == (police.organisation.pk, "caseworker")


def test_membership_that_ended_gives_way_to_another(signed_in, police):
    second = organisation("shelter")
    signed_in.get("/who")
    services.add_membership(police.account, organisation=second, role=Reader, by=system())
    services.end_membership(police.account.memberships.get(role=Caseworker.code), by=system())
    assert signed_in.get("/who").json()["organisation"] == str(second.pk)


def test_somebody_who_works_nowhere_any_more_is_known_and_sees_nothing(signed_in, police):
    signed_in.get("/who")
    services.end_membership(police.account.memberships.get(), by=system())
    assert signed_in.get("/who").status_code == 403
    assert signed_in.get("/where").json() == NOBODY | {"account": str(police.account.pk)}


def test_closed_account_is_out_at_the_next_request(signed_in, police):
    signed_in.get("/who")
    services.close_account(police.account, by=system())
    assert signed_in.get("/where").json() == NOBODY


def test_key_of_one_account_is_worth_nothing_with_the_session_of_another(signed_in, police, monkeypatch):
    signed_in.get("/who")
    stranger = actor("shelter").account
    monkeypatch.setattr(
        Account, "pk", property(lambda one: stranger.id if one.id == police.account.id else one.id)
    )
    assert signed_in.get("/where").json() == NOBODY


def test_session_that_cannot_be_opened_signs_out(signed_in, monkeypatch):
    monkeypatch.setattr(work_sessions, "open_for", lambda *_words, **_named: False)
    assert signed_in.get("/where").json() == NOBODY


def test_sessions_end_by_rest_and_by_age(police):
    for seconds, idle in ((0, 900), (900, 0)):
        token = f"token-{seconds}"
        configured.WORK_SESSION_IDLE, kept = idle, configured.WORK_SESSION_IDLE
        try:
            assert work_sessions._opened(
                token, "person", str(police.account.pk), "", "", "", "", "", seconds=seconds
            )
        finally:
            configured.WORK_SESSION_IDLE = kept
        time.sleep(0.01)
        assert work_sessions.enter(token).state == work_sessions.ENDED
        assert not work_sessions.open_for(token, account=police.account, membership=None)


def test_looking_keeps_a_session_awake(police, settings):
    token, member = "awake", police.account.memberships.get()
    settings.WORK_SESSION_IDLE = 120
    assert work_sessions.open_for(token, account=police.account, membership=member)
    with as_owner() as owner:
        idle = "SELECT idle_until - now() FROM access_worksession"
        assert owner.execute(idle).fetchall() == []  # not committed, so invisible there
    assert work_sessions.enter(token).organisation == police.organisation.pk


def test_guest_stands_for_a_task_and_nothing_else(police):
    assert work_sessions.open_for_guest("guest-token", task="pass:1", seconds=60)
    found = work_sessions.enter("guest-token")
    assert (found.state, found.kind, found.task, found.role) == ("open", "guest", "pass:1", "guest")
    with with_token("guest-token", found.stand), connection.cursor() as cursor:
        cursor.execute("SELECT vangnet_task(), vangnet_organisation(), vangnet_account()")
        assert cursor.fetchone() == ("pass:1", None, None)
        cursor.execute("SELECT count(*) FROM cases_dossier")
        assert cursor.fetchone() == (0,)
