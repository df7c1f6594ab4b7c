"""Every part that can be away, at every sort of page: closed and clear, nothing shown, nothing half done, and whole again afterwards."""

import re
import time
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.cases.browsing import KEY, answers
from tests.factories import ROUTE, actor, dossier, on
from vangnet.access.models import AuditEntry, Disclosure
from vangnet.access.roles import PrivacyOfficer
from vangnet.access.wall import context
from vangnet.access.wall.context import as_service
from vangnet.cases import queries
from vangnet.cases.models import Dossier
from vangnet.core import clock
from vangnet.persons import keys, services
from vangnet.persons.models import VaultOpening
from vangnet.persons.vault.keyring import Keyring
from vangnet.persons.vault.roots import LocalKeyFile
from vangnet.protocol.models import LogEntry

NAME = "Kanarievrouw Proefwaarde"
PAUSED = {"en": "closed for a moment", "nl": "even dicht"}


@pytest.fixture(autouse=True)
def _route(settings, db):
    settings.AGREEMENTS_DIR = ROUTE
    with on():
        yield


@pytest.fixture
def police():
    return actor("police")


@pytest.fixture
def case(police):
    one = dossier(police)
    services.keep_identity(
        one.person, dossier=one.pk, category="identity", fields={"family_name": NAME}, by=police
    )
    return one


def browser(by, language="en"):
    client = Client(raise_request_exception=False, headers={"accept-language": language})
    client.force_login(by.account)
    client.get("/account/")
    return client


@contextmanager
def statements(pattern, fault):
    """Let the database refuse statements of one sort, as it would itself."""

    def refuse(execute, sql, params, many, context):
        if re.search(pattern, str(sql)):
            with connection.wrap_database_errors:
                raise fault("refused")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@contextmanager
def read_only():
    """What a standby server does: it answers, and takes nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        yield
        transaction.set_rollback(True)


@contextmanager
def keyring(made):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "keyring", lambda: made)
        yield
    made.close()


def dead_keyring():
    return keyring(Keyring("postgresql://nobody:x@127.0.0.1:1/nothing", keys.root_keys()))


@contextmanager
def lost_root_key(tmp_path, settings):
    lost = LocalKeyFile(tmp_path / "gone.json", may_make=False)
    with keyring(Keyring(settings.KEYRING_ADDRESS, lost, settings.KEYRING_SCHEMA)):
        yield


FULL, AWAY = psycopg.errors.DiskFull, psycopg.OperationalError
FAULTS = {
    "database away": lambda: statements(".", AWAY),
    "database is a standby": read_only,
    "audit trail full": lambda: statements('INSERT INTO "access_auditentry"', FULL),
    "audit trail refuses": lambda: statements('INSERT INTO "access_auditentry"', psycopg.errors.CheckViolation),
    "table of sessions full": lambda: statements("vangnet_enter|work_session|django_session", FULL),
    "lock takes too long": lambda: statements("FROM .cases_dossier.|INSERT INTO", psycopg.errors.LockNotAvailable),
    "connections used up": lambda: statements(".", psycopg.errors.TooManyConnections),
}  # fmt: skip


def visits(case):
    """A page of every sort: a look, a list, an act, and the vault."""
    yield "get", reverse("cases:overview", args=[case.address]), {}
    yield "get", reverse("cases:index"), {}
    yield "get", reverse("portal:start"), {}
    yield "post", reverse("cases:record", args=[case.address, "found"]), answers()
    yield "post", reverse("cases:identity_open", args=[case.address, "identity"]), {"why": "contact"}


def counts():
    return [model.objects.count() for model in (LogEntry, Disclosure, Dossier, VaultOpening)]


def closed(answer, case, language):
    body = answer.content.decode()
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) <= 60
    assert PAUSED[language] in body
    assert "112" in body
    assert case.person.pseudonym not in body
    assert case.address not in body
    assert NAME not in body
    assert "Traceback" not in body and "refused" not in body


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("fault", FAULTS)
def test_fault_closes_every_page_and_loses_nothing(case, police, fault, language):
    client, before = browser(police, language), counts()
    for method, place, fields in visits(case):
        path = place.replace("/en/", "/") if language == "nl" else "/en" + place.removeprefix("/en")
        with FAULTS[fault]():
            answer = getattr(client, method)(path, fields)
        closed(answer, case, language)
        assert counts() == before, place
    again = client.post(reverse("cases:record", args=[case.address, "found"]), answers())
    assert again.status_code == 302
    assert [entry.submission_key for entry in queries.entries(police, case)].count(KEY) == 1


def test_form_whose_session_cannot_be_kept_is_a_pause_and_not_done(case, police):
    """What was answered is kept with the session: with the one missing, the other may not be there."""
    client, before = browser(police), counts()
    path = reverse("cases:record", args=[case.address, "found"])
    sent = answers(csrfmiddlewaretoken="t" * 32)
    with statements('UPDATE "django_session"', AWAY):
        closed(client.post("/en" + path.removeprefix("/en"), sent), case, "en")
    assert counts() == before
    assert client.post(path, sent).status_code == 302
    assert counts()[0] == before[0] + 1


@pytest.mark.parametrize("fault", ["keyring away", "root key lost"])
def test_without_keys_the_vault_is_closed_and_the_rest_works(case, police, fault, tmp_path, settings):
    client, before = browser(police), counts()
    broken = dead_keyring() if fault == "keyring away" else lost_root_key(tmp_path, settings)
    opening = reverse("cases:identity_open", args=[case.address, "identity"])
    noted = answers(note="Wordt verzegeld", **{"texts-0-text": "Wordt verzegeld"})
    with broken:
        closed(client.post("/en" + opening.removeprefix("/en"), {"why": "contact"}), case, "en")
        assert client.get(reverse("cases:overview", args=[case.address])).status_code == 200
        kept = client.post(reverse("cases:record", args=[case.address, "found"]), noted)
    assert kept.status_code in (302, 503)
    assert counts() == before if kept.status_code == 503 else counts()[0] == before[0] + 1
    assert NAME in client.post(opening, {"why": "contact"}).content.decode()


def test_pages_work_without_the_key_of_the_seals(case, police, settings):
    settings.VANGNET_SEAL_KEY, settings.VANGNET_SEAL_KEY_FILE = "", None
    officer = actor(role=PrivacyOfficer, of=police.organisation)
    answer = browser(officer).get(reverse("oversight:seals"))
    assert answer.status_code == 200
    assert browser(police).get(reverse("cases:overview", args=[case.address])).status_code == 200


@pytest.mark.parametrize("hours", [-26, -2, 2, 26, 24 * 365])
def test_clock_of_the_program_that_jumps_opens_nothing_and_loses_nothing(case, police, hours):
    stranger, client = browser(actor("police")), browser(police)
    here = reverse("cases:overview", args=[case.address])
    with clock.fixed(clock.now() + timedelta(hours=hours)):
        assert stranger.get(here).status_code == 404
        assert client.get(here).status_code == 200
        before = AuditEntry.objects.count()
        answer = client.post(
            reverse("cases:record", args=[case.address, "found"]), answers(note="Tolk erbij")
        )
        assert answer.status_code in (200, 302)
        assert answer.status_code == 302 or "Tolk erbij" in answer.content.decode()
        assert AuditEntry.objects.count() > before
    assert client.get(here).status_code == 200


def test_process_whose_clock_runs_behind_is_shown_not_one_row(case, monkeypatch):
    """The database believes its own clock: a proof that is made in the past has ended when it arrives."""
    with as_service("A clock that is right."):
        assert Dossier.objects.exists()
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - timedelta(days=2).total_seconds())
    monkeypatch.setattr(context, "_tokens", {})
    with context.with_token("", None), as_service("A clock that runs behind."):
        assert not Dossier.objects.exists()
