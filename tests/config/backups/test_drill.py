"""The drill: save, lose everything, put it back on an empty machine, and work on. Also without the keys of the vault."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.config.backups import living
from tools.steps import ROOT
from vangnet.config.backups import locking
from vangnet.config.embedded.places import KEYS, find_home


class Machine:
    """An installation with its own databases, as if it stood elsewhere."""

    def __init__(self, top, public=""):
        self.data = Path(top)
        self.surroundings = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DATABASE_", "VANGNET_"))
        } | {
            "VANGNET_MODE": "demo",
            "VANGNET_DATA": str(self.data),
            "VANGNET_BACKUP_KEYS": public,
            "VANGNET_KEYRING_BACKUP_KEYS": public,
            "DJANGO_SETTINGS_MODULE": "vangnet.config.settings",
        }

    def run(self, *words, good=True, **more):
        done = subprocess.run(
            [sys.executable, *map(str, words)],
            cwd=ROOT,
            env=self.surroundings | more,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) is good, f"{words}: {done.stdout}\n{done.stderr}"
        return done.stdout if good else done.stderr

    def start(self):
        self.run("-m", "vangnet.config.embedded", "start")

    def living(self, word):
        return json.loads(self.run("-m", living.__name__, word).splitlines()[-1])

    def destroy(self):
        self.run("-m", "vangnet.config.embedded", "stop")
        for home in (find_home(self.data / "postgres"), find_home(self.data / "keyring", KEYS)):
            shutil.rmtree(home.folder)
        shutil.rmtree(self.data)


@pytest.fixture(scope="module")
def machine():
    """Makes machines, and takes them away at the end."""
    made = []

    def make(public="", keys_of=None):
        new = Machine(tempfile.mkdtemp(prefix="vangnet-drill-"), public)
        made.append(new)
        if keys_of:  # the root keys and the secrets are kept by people, in no backup
            for file in keys_of.iterdir():
                shutil.copy2(file, new.data)
        new.start()
        return new

    yield make
    for one in made:
        if one.data.exists():
            one.destroy()


@pytest.fixture(scope="module")
def saved(machine, tmp_path_factory):
    """A machine that was saved and then lost; what remains are two backups and what people kept in a safe."""
    safe, disk, other_disk = (tmp_path_factory.mktemp(name) for name in ("safe", "disk", "other"))
    public = locking.new_key(safe / "backup-key")
    lost = machine(public)
    lost.run("manage.py", "migrate", "--verbosity", "0", VANGNET_DB_ROLE="owner")
    lost.living("fill")
    before = lost.living("look")
    told = lost.run("manage.py", "backup", disk, "--keyring", other_disk)
    kept = tmp_path_factory.mktemp("kept")
    for file in lost.data.iterdir():
        if file.is_file():
            shutil.copy2(file, kept)
    lost.destroy()
    return {
        "key": safe / "backup-key",
        "database": next(disk.iterdir()),
        "keyring": next(other_disk.iterdir()),
        "kept": kept,
        "before": before,
        "told": told,
    }


def test_everything_works_on_after_a_loss(machine, saved):
    assert saved["before"]["name"] == living.NAME
    fresh = machine(keys_of=saved["kept"])
    words = ["restore", saved["database"], "--key", saved["key"]]
    told = fresh.run("manage.py", *words, "--keyring", saved["keyring"], "--keyring-key", saved["key"])
    assert "tables" in told and "verify_traces" in told
    assert fresh.living("look") == saved["before"] | {"page": 200, "signs in": True}
    again = fresh.run("manage.py", *words, good=False)
    assert "is not empty" in again


def test_backup_holds_nothing_readable(saved):
    for folder in (saved["database"], saved["keyring"]):
        for file in folder.iterdir():
            content = file.read_bytes()
            for word in (
                living.NAME["family_name"],
                saved["before"]["address"],
                "police-noorderveen",
                "PGDMP",
            ):
                assert word.encode() not in content, f"{word} in {file.name}"
            assert file.stat().st_mode & 0o077 == 0 or file.suffix == ".json"
    assert json.loads((saved["keyring"] / "manifest.json").read_text())["expires"]
    assert " s)" in saved["told"]


def test_keys_that_expired_are_gone_and_the_rest_is_not(machine, saved, tmp_path):
    old = tmp_path / "keyring"
    shutil.copytree(saved["keyring"], old)
    paper = json.loads((old / "manifest.json").read_text())
    paper["expires"] = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    (old / "manifest.json").write_text(json.dumps(paper))
    fresh = machine(keys_of=saved["kept"])
    words = ["restore", saved["database"], "--key", saved["key"]]
    refused = fresh.run("manage.py", *words, "--keyring", old, "--keyring-key", saved["key"], good=False)
    assert "must stay destroyed" in refused
    fresh.run("manage.py", "migrate", "--verbosity", "0", VANGNET_DB_ROLE="owner")
    found = fresh.living("look")
    assert found == saved["before"] | {"page": 200, "signs in": True, "name": None}
