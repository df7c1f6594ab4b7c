"""What a thief of disks finds: no name in any file, no key beside the data, and of what was forgotten not even a wrapped key."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CANARIES = ("Kanarievoornaam", "Kanarieachternaam", "Kanariestraat", "Kanarienotitie", "+31699887766")

SCENARIO = """
import json
import django
django.setup()
import psycopg
from django.conf import settings
from tests.factories import actor, dossier
from vangnet.persons import keys, services

KINDS = ("identity", "contact", "health")
by = actor()

def filled():
    case = dossier(by)
    name = {"given_names": "Kanarievoornaam", "family_name": "Kanarieachternaam", "birth_date": "2008"}
    reach = {"telephone": "06 99887766", "address": "Kanariestraat 1"}
    services.keep_identity(case.person, dossier=case.pk, category="identity", fields=name, by=by)
    services.keep_identity(case.person, dossier=case.pk, category="contact", fields=reach, by=by)
    services.keep_photo(case.person, dossier=case.pk, picture=b"Kanariefoto" * 50, by=by)
    opened = services.open_identity(case.person, dossier=case.pk, category="identity", why="check", by=by)
    assert opened["given_names"] == "Kanarievoornaam"
    note = services.seal_text(case.pk, category="health", text="Kanarienotitie over gezondheid", by=by)
    return case, note

def keys_of(case):
    held = keys.keyring().keys([(case.pk, kind) for kind in KINDS]).values()
    with psycopg.connect(settings.KEYRING_ADDRESS) as ring:
        rows = ring.execute("SELECT wrapped FROM keyring.data_key WHERE subject = %s", [case.pk]).fetchall()
    return {"materials": [key.material.hex() for key in held], "wrapped": [bytes(row[0]).hex() for row in rows]}

(kept, _note), (gone, note) = filled(), filled()
found = {"kept": keys_of(kept), "gone": keys_of(gone)}
name = "Kanarievoornaam Kanarieachternaam"
assert services.find_identity(name=name, by=by) == {kept.pk, gone.pk}
services.forget(gone.pk, categories=KINDS, reason="term", by=by)
assert services.open_texts(gone.pk, {1: ("health", note)}, by=by) == {1: None}
assert services.find_identity(name=name, by=by) == {kept.pk}
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def place():
    """A folder of its own, which the user that the database runs as can enter."""
    folder = Path(tempfile.mkdtemp(prefix="vangnet-bytes-"))
    folder.chmod(0o755)
    yield folder
    run(folder, "-m", "vangnet.config.embedded", "stop")
    shutil.rmtree(folder)


def run(folder, *words, mode="development", **also):
    unwanted = ("DATABASE_URL", "DATABASE_OWNER_URL", "VANGNET_KEYRING_URL", "VANGNET_KEYRING_SCHEMA")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment = {
        **kept,
        "VANGNET_DATA": str(folder),
        "VANGNET_MODE": mode,
        "DJANGO_SETTINGS_MODULE": "vangnet.config.settings",
        "PYTHONPATH": str(ROOT),
        **also,
    }
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def files_with(folder, *wanted):
    """The files below a folder in which one of these is found, as it is, in hexadecimal or in base64."""
    needles = [form for one in wanted for form in (one, one.hex().encode(), b64encode(one).rstrip(b"="))]
    found = set()
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            content = file.read_bytes()
            found |= {str(file.relative_to(folder)) for needle in needles if needle in content}
    return found


def test_disk_holds_no_name_and_forgets_what_was_forgotten(place):
    run(place, "-m", "vangnet.config.embedded", "start")
    run(place, "manage.py", "migrate", "--verbosity", "0", VANGNET_DB_ROLE="owner")
    found = json.loads(run(place, "-c", SCENARIO).splitlines()[-1])
    kept, gone = found["kept"], found["gone"]
    run(place, "-m", "vangnet.config.embedded", "stop")

    assert files_with(place, *(word.encode() for word in (*CANARIES, "Kanariefoto"))) == set()

    materials = [bytes.fromhex(one) for one in kept["materials"] + gone["materials"]]
    assert len(materials) == 6
    assert files_with(place, *materials) == set()

    standing = [bytes.fromhex(one) for one in kept["wrapped"]]
    assert files_with(place / "keyring", *standing)
    assert files_with(place / "postgres", *standing) == set()

    forgotten = [bytes.fromhex(one) for one in gone["wrapped"]]
    assert len(forgotten) == 3
    assert files_with(place, *forgotten) == set()
