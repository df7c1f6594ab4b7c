"""The data of earlier versions are taken over whole, also when taking them over was interrupted halfway."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.database import PREFIX
from tools.steps import ROOT
from vangnet.config.embedded.places import wheel_programs
from vangnet.config.environment import database_address

STORED = Path(__file__).parent / "stored"
VERSIONS = sorted(file.stem for file in STORED.glob("*.dump"))
INTERRUPTED_AFTER = (
    1.0,
    1.6,
    2.4,
)  # seconds: before, in and after the first steps on this machine or a slower one


@pytest.fixture
def upgrade(request):
    """A database with the data of an older version, and how to run commands of this version on it."""
    name = f"{PREFIX}_{os.getpid()}_upgrade_{os.urandom(3).hex()}"
    with psycopg.connect(database_address(as_owner=True), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield Upgrade(name)
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Upgrade:
    def __init__(self, name):
        self.owner, self.application = (self.address(name, as_owner=one) for one in (True, False))
        self.environment = os.environ | {
            "VANGNET_MODE": "test",
            "DJANGO_SETTINGS_MODULE": "vangnet.config.settings",
            "DATABASE_URL": self.application,
            "DATABASE_OWNER_URL": self.owner,
        }

    @staticmethod
    def address(name, *, as_owner):
        return urlunsplit(urlsplit(database_address(as_owner=as_owner))._replace(path=f"/{name}"))

    def fill(self, version):
        words = [str(wheel_programs() / "pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error"]
        subprocess.run([*words, f"--dbname={self.owner}", STORED / f"{version}.dump"], check=True)

    def migrate(self):
        words = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        return subprocess.Popen(words, cwd=ROOT, env=self.environment)

    def find_again(self, place):
        """Read as the owner's command would: a count may not depend on who looks."""
        words = [sys.executable, "-m", "tests.upgrades.invariants", place]
        subprocess.run(words, cwd=ROOT, env=self.environment | {"VANGNET_DB_ROLE": "owner"}, check=True)
        return json.loads(place.read_text())

    def ask(self, statement):
        with psycopg.connect(self.owner) as database:
            return database.execute(statement).fetchall()


@pytest.mark.parametrize("version", VERSIONS)
def test_data_of_an_older_version_are_all_there_and_judged_the_same(upgrade, version, tmp_path):
    upgrade.fill(version)
    assert upgrade.migrate().wait() == 0
    assert_same(upgrade, version, tmp_path)


@pytest.mark.parametrize("version", VERSIONS)
def test_upgrade_that_is_killed_halfway_can_be_done_again(upgrade, version, tmp_path):
    upgrade.fill(version)
    for seconds in INTERRUPTED_AFTER:
        running = upgrade.migrate()
        time.sleep(seconds)
        running.kill()
        running.wait()
    assert upgrade.migrate().wait() == 0
    assert_same(upgrade, version, tmp_path)


def assert_same(upgrade, version, tmp_path):
    before, after = (
        json.loads((STORED / f"{version}.json").read_text()),
        upgrade.find_again(tmp_path / "found"),
    )
    assert {table: after["counts"].get(table) for table in before["counts"]} == before["counts"]
    assert after["involvements"] == before["involvements"]
    assert after["memberships"] == before["memberships"]
    assert after["histories"] == before["histories"]


def test_stored_versions_stay_small_and_none_is_without_its_expectations():
    assert VERSIONS
    for version in VERSIONS:
        assert (STORED / f"{version}.dump").stat().st_size < 1_500_000
        assert (STORED / f"{version}.json").exists()
