"""The drill: new root keys, everything wrapped anew, old ones destroyed, everything still opens; and a restored keyring forgets again."""

import io
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.factories import actor
from tests.persons.test_identity import NAME, keep, opened
from vangnet.access.actors import system
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.persons import keys, queries, services
from vangnet.persons.vault.keyring import Keyring
from vangnet.persons.vault.programs import ProgramRootKeys
from vangnet.persons.vault.roots import LocalKeyFile, RootKeyError

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_ring(tmp_path, monkeypatch):
    """A keyring and root keys of this test alone, since a drill touches every key."""
    roots = LocalKeyFile(tmp_path / "roots.json", may_make=True)
    ring = Keyring(settings.KEYRING_ADDRESS, roots, f"test_{settings.KEYRING_SCHEMA[5:]}_{uuid4().hex[:8]}")
    ring.prepare()
    monkeypatch.setattr(keys, "root_keys", lambda: roots)
    monkeypatch.setattr(keys, "keyring", lambda: ring)
    yield ring
    ring.drop()


def run(*words):
    said = io.StringIO()
    call_command(*words, stdout=said)
    return said.getvalue()


def test_after_the_drill_everything_opens_and_the_old_root_keys_are_gone(own_ring, case, by, tmp_path):
    keep(case, by)
    keep(case, by, "contact", {"telephone": "0612345678"})
    note = services.seal_text(case.pk, category="health", text="note", by=by)
    stolen = tmp_path / "stolen.json"
    stolen.write_bytes((tmp_path / "roots.json").read_bytes())
    stolen.chmod(0o600)

    said = run("rotate_keys", "--new", "--retire")

    assert "3 keys were wrapped anew." in said
    assert "identity: version 1 is destroyed." in said
    assert {version for _category, version in own_ring.versions()} == {2}
    assert opened(case, by)["family_name"] == NAME["family_name"]
    assert opened(case, by, "contact") == {"telephone": "+31612345678"}
    assert services.open_texts(case.pk, {1: ("health", note)}, by=by) == {1: "note"}
    thief = Keyring(settings.KEYRING_ADDRESS, LocalKeyFile(stolen), own_ring._schema)
    with pytest.raises(RootKeyError, match="no version 2"):
        thief.keys([(case.pk, "identity")])
    thief.close()


def test_drill_that_was_interrupted_goes_on_where_it_was(own_ring, by):
    owners = [(uuid4(), "identity") for _ in range(7)]
    before = {owner: own_ring.key_for(*owner) for owner in owners}
    services.renew_root_keys(by=system())
    own_ring.rewrap("identity", at_once=3)
    assert own_ring.keys(owners) == before
    assert services.retire_root_keys(by=system()) == []
    assert services.rewrap_keys(by=system()) == 4
    assert services.rewrap_keys(by=system()) == 0
    assert services.retire_root_keys(by=system()) == [("identity", 1)]
    assert own_ring.keys(owners) == before


def test_preparing_makes_what_is_missing_and_changes_nothing_else(own_ring, tmp_path):
    own_ring.key_for(uuid4(), "identity")
    before = own_ring.roots.versions()
    assert "identity: 1 keys with version 1." in run("rotate_keys", "--prepare")
    after = own_ring.roots.versions()
    assert before.items() <= after.items()
    assert {"contact", "shelter_address", "investigation"} <= set(after)
    run("rotate_keys", "--prepare")
    assert own_ring.roots.versions() == after


def test_root_keys_of_a_program_are_renewed_by_the_program(own_ring, monkeypatch):
    monkeypatch.setattr(keys, "root_keys", lambda: ProgramRootKeys(["kms"]))
    with pytest.raises(CommandError, match="program of your own"):
        run("rotate_keys", "--new")


@pytest.mark.parametrize(
    "act", ["prepare_root_keys", "renew_root_keys", "rewrap_keys", "retire_root_keys", "destroy_again"]
)
def test_people_at_work_do_not_touch_root_keys(own_ring, by, act):
    with pytest.raises(NotAllowed):
        getattr(services, act)(by=actor())
    assert queries.certified(by) == []


def test_key_that_came_back_with_an_old_copy_is_destroyed_again(own_ring, case, by):
    keep(case, by)
    with psycopg.connect(settings.KEYRING_ADDRESS, autocommit=True) as server:
        copy = server.execute(f"SELECT * FROM {own_ring._schema}.data_key").fetchall()
        services.forget(case.pk, categories=["identity", "health"], reason="term", by=by)
        for row in copy:
            server.execute(
                f"INSERT INTO {own_ring._schema}.data_key VALUES (%s, %s, %s, %s, %s, %s)", list(row)
            )
        server.execute(f"DELETE FROM {own_ring._schema}.destroyed")
    assert opened(case, by)
    assert "1 keys had come back" in run("destroy_again")
    with pytest.raises(NotFound):
        opened(case, by)
    assert "0 keys had come back" in run("destroy_again")


def test_new_key_after_forgetting_stays(own_ring, case, by):
    keep(case, by)
    services.forget(case.pk, categories=["identity"], reason="wish", by=by)
    keep(case, by, fields={"family_name": "Nieuw"})
    assert services.destroy_again(by=system()) == []
    assert opened(case, by) == {"family_name": "Nieuw"}


def test_settings_choose_between_a_file_and_a_program(settings):
    keys.root_keys.cache_clear()
    settings.ROOT_KEYS_PROGRAM = ["kms", "--quiet"]
    try:
        assert isinstance(keys.root_keys(), ProgramRootKeys)
    finally:
        keys.root_keys.cache_clear()


def test_tables_are_made_by_the_command():
    said = io.StringIO()
    call_command("prepare_keyring", verbosity=2, stdout=said)
    call_command("prepare_keyring", verbosity=0)
    assert said.getvalue() == "The keyring is ready.\n"
