"""A backup is whole or refused, is only readable with the key, goes only into an empty database, and expires."""

import json
import os
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from django.core.management import CommandError, call_command

from tests import database
from tests.database import PREFIX
from vangnet.config.backups import contents, locking, manifests, places, restoring, saving
from vangnet.config.backups.places import BackupError, Place
from vangnet.config.environment import database_address

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SUBJECT = uuid4()
TABLES = f"""
CREATE TABLE person (id int PRIMARY KEY, name text);
INSERT INTO person SELECT n, 'Geheim ' || n FROM generate_series(1, 50) n;
CREATE TABLE access_seal (number bigint, root bytea, signature bytea);
INSERT INTO access_seal VALUES (1, '\\x01', '\\x02'), (2, '\\x03', '\\x04');
CREATE TABLE persons_destructioncertificate (moment timestamptz, dossier_id uuid, categories jsonb);
INSERT INTO persons_destructioncertificate VALUES (now(), '{SUBJECT}', '["identity"]');
"""


@contextmanager
def new_database():
    name, address = f"{PREFIX}_{os.getpid()}_backup_{os.urandom(3).hex()}", database_address(as_owner=True)
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        there = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    yield Place("database", there, there, embedded=True)
    database.drop(name)


@pytest.fixture
def full():
    with new_database() as place:
        with place.opened(as_owner=True) as connection:
            connection.execute(TABLES)
        yield place


@pytest.fixture
def empty():
    with new_database() as place:
        yield place


@pytest.fixture
def key(tmp_path):
    return locking.recipients([locking.new_key(tmp_path / "key")], "KEYS"), locking.identities(
        tmp_path / "key"
    )


@pytest.fixture
def saved(full, key, tmp_path):
    return saving.save(full, tmp_path / "disk", keys=key[0], now=NOW)


def test_what_was_saved_comes_back_the_same(full, empty, saved, key):
    paper = restoring.restore(empty, saved, keys=key[1], now=NOW)
    assert paper.contents["public.person"][0] == 50
    assert paper.last_seal == [2, "03", "04"]
    assert restoring.destructions(empty) == restoring.destructions(full) == [(SUBJECT, ["identity"])]
    with empty.opened() as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (50,)


def test_database_without_certificates_has_nothing_to_destroy_again(empty):
    assert restoring.destructions(empty) == []
    with empty.opened() as connection:
        assert contents.last_seal(connection, {}) is None
        connection.execute("CREATE TABLE access_seal (number bigint, root bytea, signature bytea)")
        assert contents.last_seal(connection, {"public.access_seal": [0, "0"]}) is None


def test_nothing_is_put_back_over_something(full, saved, key):
    with pytest.raises(BackupError, match="not empty"):
        restoring.restore(full, saved, keys=key[1], now=NOW)


def test_file_that_was_changed_is_refused(empty, saved, key):
    file = saved / "database.age"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(BackupError, match="not the file"):
        restoring.restore(empty, saved, keys=key[1], now=NOW)
    paper = json.loads((saved / "manifest.json").read_text())
    (saved / "manifest.json").write_text(json.dumps(paper | {"digest": locking.digest(file)}))
    with pytest.raises(BackupError, match="cannot be opened"):
        restoring.restore(empty, saved, keys=key[1], now=NOW)
    file.unlink()
    with pytest.raises(BackupError, match="missing"):
        restoring.restore(empty, saved, keys=key[1], now=NOW)


def test_other_key_opens_nothing(empty, saved, tmp_path):
    locking.new_key(tmp_path / "other")
    with pytest.raises(BackupError, match="another key"):
        restoring.restore(empty, saved, keys=locking.identities(tmp_path / "other"), now=NOW)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"public.person": [50, "1"]}, "not the same ones"), ({"public.other": [1, "1"]}, "is missing")],
)
def test_content_that_differs_from_its_paper_is_told(empty, saved, key, change, words):
    paper = json.loads((saved / "manifest.json").read_text())
    paper["contents"] |= change
    (saved / "manifest.json").write_text(json.dumps(paper))
    with pytest.raises(BackupError, match=words):
        restoring.restore(empty, saved, keys=key[1], now=NOW)


def test_seals_that_differ_from_the_paper_are_told(empty, saved, key):
    paper = json.loads((saved / "manifest.json").read_text())
    (saved / "manifest.json").write_text(json.dumps(paper | {"last_seal": [3, "05", "06"]}))
    with pytest.raises(BackupError, match="the last seal"):
        restoring.restore(empty, saved, keys=key[1], now=NOW)


def test_differences_are_told_in_words():
    told = contents.differences(
        {"a": [1, "x"], "b": [1, "x"], "c": [1, "x"]}, {"a": [2, "x"], "b": [1, "x"], "d": [0, "0"]}
    )
    assert told == ["a has 2 rows and had 1", "c is missing", "d was not there before"]


def test_backup_that_expires_is_refused_and_removed(full, empty, key, tmp_path):
    folder = saving.save(full, tmp_path / "disk", keys=key[0], now=NOW, kept=timedelta(days=14))
    with pytest.raises(BackupError, match="must stay destroyed"):
        restoring.restore(empty, folder, keys=key[1], now=NOW + timedelta(days=14))
    assert saving.remove_expired(tmp_path / "disk", NOW + timedelta(days=13)) == []
    assert saving.remove_expired(tmp_path / "disk", NOW + timedelta(days=14)) == [folder]
    assert not folder.exists()
    assert saving.remove_expired(tmp_path / "absent", NOW) == []


def test_backup_without_end_stays_until_somebody_removes_it(saved):
    assert saving.remove_expired(saved.parent, NOW + timedelta(days=9000)) == []


def test_unfinished_damaged_or_other_backup_is_told(tmp_path, saved):
    with pytest.raises(BackupError, match="no finished backup"):
        manifests.read(tmp_path, "database")
    with pytest.raises(BackupError, match="a backup of the database"):
        manifests.read(saved, "keyring")
    for text in ("{", "[]", '{"what": "database"}', '{"schemas": 3}'):
        (tmp_path / "manifest.json").write_text(text)
        with pytest.raises(BackupError, match="cannot be read"):
            manifests.read(tmp_path, "database")


def test_database_that_cannot_be_read_whole_leaves_no_backup(full, key, tmp_path, monkeypatch):
    with full.opened(as_owner=True) as connection:
        connection.execute("ALTER TABLE person ENABLE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE person FORCE ROW LEVEL SECURITY")
    with pytest.raises(BackupError, match="could not be read whole"):
        saving.save(full, tmp_path / "disk", keys=key[0], now=NOW)
    assert list(tmp_path.glob("disk/*/*")) == []


def test_broken_dump_is_told_by_the_program(empty, tmp_path):
    broken = tmp_path / "dump"
    broken.write_bytes(b"PGDMP nothing")
    with pytest.raises(BackupError, match="could not be put back"):
        restoring._load(empty, broken)


def test_program_that_cannot_be_listened_to_is_told():
    with pytest.raises(BackupError, match="listened to"):
        saving._pipe(None)


def test_keys_are_closed_kept_and_told_apart(tmp_path):
    public = locking.new_key(tmp_path / "key")
    assert public.startswith("age1")
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
    with pytest.raises(BackupError, match="never overwritten"):
        locking.new_key(tmp_path / "key")
    with pytest.raises(BackupError, match="is empty"):
        locking.recipients([], "VANGNET_BACKUP_KEYS")
    with pytest.raises(BackupError, match="no public key"):
        locking.recipients(["nonsense"], "VANGNET_BACKUP_KEYS")
    (tmp_path / "odd").write_text("nonsense")
    for file in ("odd", "absent"):
        with pytest.raises(BackupError, match="no private key"):
            locking.identities(tmp_path / file)


def test_locked_file_is_never_written_over(tmp_path, key):
    locking.lock(BytesIO(b"x"), tmp_path / "file", key[0])
    with pytest.raises(FileExistsError):
        locking.lock(BytesIO(b"y"), tmp_path / "file", key[0])


def test_password_is_never_on_a_command_line():
    address = "postgresql://some%40one:se%3Acret@db.example:5433/net?sslmode=verify-full"
    plain, surroundings = places.without_password(address)
    assert plain == "postgresql://some%40one@db.example:5433/net?sslmode=verify-full"
    assert surroundings["PGPASSWORD"] == "se:cret"
    assert places.without_password("postgresql:///net?host=/run")[0] == "postgresql:///net?host=/run"


def test_place_of_an_external_database_needs_a_role_that_reads_everything(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/net")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/net")
    monkeypatch.delenv("VANGNET_BACKUP_URL", raising=False)
    with pytest.raises(BackupError, match="BYPASSRLS"):
        places.database()
    monkeypatch.setenv("VANGNET_BACKUP_URL", "postgresql://reader@db/net")
    found = places.database()
    assert (found.reader, found.owner, found.embedded) == (
        "postgresql://reader@db/net",
        "postgresql://owner@db/net",
        False,
    )
    monkeypatch.setenv("VANGNET_KEYRING_URL", "postgresql://keys@other/keys")
    assert places.keyring().reader == "postgresql://keys@other/keys"
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BackupError, match="pg_dump is missing"):
        found.program("pg_dump")
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("VANGNET_KEYRING_URL")
    assert places.database().embedded and places.keyring().embedded
    assert Path(places.database().program("pg_dump")).exists()


def test_external_database_uses_the_programs_of_the_machine(monkeypatch, tmp_path):
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Place("database", "", "", embedded=False).program("pg_dump") == str(program)


def test_commands_say_what_is_wrong(tmp_path, settings):
    settings.VANGNET_BACKUP_KEYS = []
    for words, told in (
        (["backup", tmp_path, "--keyring", tmp_path], "a folder of its own"),
        (["backup", tmp_path], "VANGNET_BACKUP_KEYS is empty|VANGNET_BACKUP_URL is missing"),
        (["restore", tmp_path, "--key", tmp_path / "k", "--keyring", tmp_path], "belong together"),
        (["restore", tmp_path, "--key", tmp_path / "k"], "no private key|VANGNET_BACKUP_URL is missing"),
        (["backup_key", tmp_path / "key" / "absent" / ".." / ".." / "there"], "exists already"),
    ):
        (tmp_path / "there").touch()
        (tmp_path / "key" / "absent").mkdir(parents=True, exist_ok=True)
        with pytest.raises(CommandError, match=told):
            call_command(*map(str, words))


def test_command_makes_a_key(tmp_path, capsys):
    call_command("backup_key", str(tmp_path / "key"))
    assert capsys.readouterr().out.startswith("age1")
