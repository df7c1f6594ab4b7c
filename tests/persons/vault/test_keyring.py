"""The keyring: one key per subject and kind of data, given to many at once, and gone when it is destroyed."""

import os
import threading
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from vangnet.persons.vault import connections
from vangnet.persons.vault.connections import KeyringUnavailableError
from vangnet.persons.vault.keyring import PARTS, Keyring
from vangnet.persons.vault.roots import RootKeyError


def test_key_is_made_once_and_given_again(ring):
    subject = uuid4()
    first = ring.key_for(subject, "identity")
    assert ring.key_for(subject, "identity") == first
    assert ring.key_for(subject, "contact").material != first.material
    assert ring.key_for(uuid4(), "identity").material != first.material
    assert ring.keys([(subject, "identity")]) == {(subject, "identity"): first}


def test_many_keys_are_given_in_one_question_and_no_more_than_asked(ring, monkeypatch):
    wanted = [(uuid4(), "identity") for _ in range(30)]
    made = {owner: ring.key_for(*owner) for owner in wanted}
    ring.key_for(wanted[0][0], "health")
    asked = []
    use = ring._connections.use
    monkeypatch.setattr(ring._connections, "use", lambda question: asked.append(1) or use(question))
    assert ring.keys([*wanted, (uuid4(), "identity")]) == made
    assert len(asked) == 1
    assert ring.keys([]) == {}
    assert len(asked) == 1


def test_many_at_once_get_the_same_key(ring):
    subject, found = uuid4(), []
    threads = [
        threading.Thread(target=lambda: found.append(ring.key_for(subject, "identity"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({key.material for key in found}) == 1


def test_destroyed_key_is_gone_and_a_later_one_is_another(ring):
    subject = uuid4()
    key, other = ring.key_for(subject, "identity"), ring.key_for(subject, "contact")
    assert ring.destroy(subject, ["identity", "health"]) == [key.id]
    assert ring.destroy(subject, ["identity"]) == [key.id]
    assert ring.destroyed([key.id, other.id]) == {key.id}
    assert ring.keys([(subject, "identity"), (subject, "contact")]) == {(subject, "contact"): other}
    later = ring.key_for(subject, "identity")
    assert (later.id, later.material) != (key.id, key.material)
    assert ring.destroy(uuid4(), ["identity"]) == []


def test_key_of_somebody_else_put_in_its_place_is_refused(ring):
    subject, other = uuid4(), uuid4()
    ring.key_for(subject, "identity")
    ring.key_for(other, "identity")
    with psycopg.connect(settings.KEYRING_ADDRESS, autocommit=True) as server:
        server.execute(
            f"UPDATE {ring._schema}.data_key AS here SET wrapped = there.wrapped "
            f"FROM {ring._schema}.data_key AS there WHERE here.subject = %s AND there.subject = %s",
            [subject, other],
        )
    with pytest.raises(RootKeyError, match="does not open"):
        ring.key_for(subject, "identity")


def test_rotation_leaves_every_key_as_it_was_and_needs_the_old_root_no_more(ring, roots):
    owners = [(uuid4(), "identity") for _ in range(25)] + [(uuid4(), "contact")]
    before = {owner: ring.key_for(*owner) for owner in owners}
    roots.add_version("identity")
    assert ring.rewrap("identity", at_once=10) == 10
    assert ring.versions() == {("identity", 1): 15, ("identity", 2): 10, ("contact", 1): 1}
    assert [ring.rewrap("identity", at_once=10) for _ in range(3)] == [10, 5, 0]
    roots.retire("identity", 1)
    assert ring.keys(owners) == before
    assert ring.versions() == {("identity", 2): 25, ("contact", 1): 1}


def test_owners_name_every_key(ring):
    owners = {(uuid4(), "identity"), (uuid4(), "health")}
    for owner in owners:
        ring.key_for(*owner)
    assert set(ring.owners()) == owners


def test_keys_spread_over_all_parts(ring):
    for _ in range(PARTS * 8):
        ring.key_for(uuid4(), "identity")
    with psycopg.connect(settings.KEYRING_ADDRESS) as server:
        used = server.execute(f"SELECT count(DISTINCT tableoid) FROM {ring._schema}.data_key").fetchone()[0]
    assert used > PARTS * 3 // 4


def test_lost_connection_is_opened_again(ring):
    subject = uuid4()
    key = ring.key_for(subject, "identity")
    with psycopg.connect(settings.KEYRING_ADDRESS, autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s",
            [f"vangnet {ring._schema}"],
        )
    assert ring.key_for(subject, "identity") == key


def test_keyring_that_does_not_answer_says_so(roots):
    nowhere = Keyring("postgresql://nobody:x@127.0.0.1:1/nothing", roots)
    with pytest.raises(KeyringUnavailableError, match="Nothing was shown or changed"):
        nowhere.key_for(uuid4(), "identity")


def test_fault_in_a_question_closes_its_connection(ring):
    ring.key_for(uuid4(), "identity")
    with pytest.raises(psycopg.errors.SyntaxError):
        ring._connections.use(lambda connection: connection.execute(b"SELEC"))
    assert ring.versions() == {("identity", 1): 1}


def test_silent_connection_is_not_trusted_for_long(ring, monkeypatch):
    ring.key_for(uuid4(), "identity")
    old = ring._connections._waiting[0][1]
    monkeypatch.setattr(connections, "_LONGEST_WAIT", -1.0)
    ring.versions()
    assert old.closed


def test_connections_of_a_parent_process_are_left_alone(ring, monkeypatch):
    ring.key_for(uuid4(), "identity")
    inherited = ring._connections._waiting[0][1]
    monkeypatch.setattr(ring._connections, "_process", os.getpid() + 1)
    ring.versions()
    assert not inherited.closed
    assert ring._connections._waiting[0][1] is not inherited
    inherited.close()


def test_no_more_than_a_few_connections_wait(ring):
    barrier = threading.Barrier(6)

    def ask(connection):
        barrier.wait(10)
        return connection.execute("SELECT 1").fetchone()

    threads = [threading.Thread(target=lambda: ring._connections.use(ask)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ring._connections._waiting) == 4
