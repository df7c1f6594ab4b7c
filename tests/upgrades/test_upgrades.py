"""The data of earlier versions are taken over whole, also when taking them over was interrupted halfway."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests import database
from tests.database import PREFIX
from tools.steps import ROOT
from vangnet.config.embedded.places import wheel_programs
from vangnet.config.environment import database_address

STORED = Path(__file__).parent / "stored"
VERSIONS = sorted(file.stem for file in STORED.glob("*.dump"))
LEVELS = {"offered": 1, "accepted": 2}  # what taking part, or being asked to, gives access to
TIMES_KILLED = 3


@pytest.fixture
def upgrade(request):
    """A database with the data of an older version, and how to run commands of this version on it."""
    name = f"{PREFIX}_{os.getpid()}_upgrade_{os.urandom(3).hex()}"
    with psycopg.connect(database_address(as_owner=True), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    yield Upgrade(name)
    database.drop(name)


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
        words = [sys.executable, "-m", "tests.upgrades.invariants", place]
        subprocess.run(words, cwd=ROOT, env=self.environment, check=True)
        return json.loads(place.read_text())

    def steps_done(self):
        with psycopg.connect(self.owner) as there:
            return there.execute("SELECT count(*) FROM django_migrations").fetchone()[0]


@pytest.mark.parametrize("version", VERSIONS)
def test_data_of_an_older_version_are_all_there_and_judged_the_same(upgrade, version, tmp_path):
    upgrade.fill(version)
    assert upgrade.migrate().wait() == 0
    assert_same(upgrade, version, tmp_path)


@pytest.mark.parametrize("version", VERSIONS)
def test_upgrade_that_is_killed_halfway_can_be_done_again(upgrade, version, tmp_path):
    upgrade.fill(version)
    for _time in range(TIMES_KILLED):
        done, running = upgrade.steps_done(), upgrade.migrate()
        while running.poll() is None and upgrade.steps_done() == done:
            time.sleep(0.01)
        running.kill()
        assert running.wait() == -signal.SIGKILL  # it was really in the middle of something
    assert upgrade.migrate().wait() == 0
    assert_same(upgrade, version, tmp_path)


def assert_same(upgrade, version, tmp_path):
    before, after = (
        json.loads((STORED / f"{version}.json").read_text()),
        upgrade.find_again(tmp_path / "found"),
    )
    assert {table: after["counts"].get(table) for table in before["counts"]} == before["counts"]
    assert after["involvements"] == before["involvements"]
    assert after["access"] == [
        [*pair, LEVELS[state]] for *pair, state in before["involvements"] if state in LEVELS
    ]
    assert after["memberships"] == before["memberships"]
    assert after["histories"] == before["histories"]


def test_stored_versions_stay_small_and_none_is_without_its_expectations():
    assert VERSIONS
    for version in VERSIONS:
        assert (STORED / f"{version}.dump").stat().st_size < 1_500_000
        assert (STORED / f"{version}.json").exists()
